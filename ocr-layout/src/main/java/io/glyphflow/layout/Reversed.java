package io.glyphflow.layout;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/** White letters in black boxes: banners, labels, the heads of tables. */
final class Reversed {

  private static final double LARGEST = 0.3; // of the page

  private Reversed() {}

  /**
   * Looks for letters in the holes of large solid components.
   *
   * @return the same components, those with letters inside counted as frames, and the letters
   */
  static Sorter find(Mat ink, Sorter sorted, int textHeight, Box page) {
    List<Component> letters = new ArrayList<>(sorted.letters());
    List<Component> large = new ArrayList<>();
    List<Component> frames = new ArrayList<>(sorted.frames());
    for (Component one : sorted.large()) {
      boolean isBox =
          one.fill() > 0.5
              && one.height() >= 1.3 * textHeight
              && one.width() >= 2 * textHeight
              && one.box().area() <= LARGEST * page.area();
      List<Component> inside = isBox ? holes(ink, one.box(), textHeight) : List.of();
      if (looksLikeText(inside, one.box())) {
        letters.addAll(inside);
        frames.add(one);
      } else {
        large.add(one);
      }
    }
    return new Sorter(letters, large, frames);
  }

  private static List<Component> holes(Mat ink, Box box, int textHeight) {
    List<Component> holes = new ArrayList<>();
    try (Rect rect = new Rect(box.left(), box.top(), box.width(), box.height());
        Mat part = new Mat(ink, rect);
        Mat white = new Mat()) {
      opencv_core.bitwise_not(part, white);
      for (Component hole : Components.find(white)) {
        Box inner = hole.box();
        boolean isInside =
            inner.left() > 0
                && inner.top() > 0
                && inner.right() < box.width()
                && inner.bottom() < box.height();
        boolean isLetter =
            hole.height() >= 0.4 * textHeight
                && hole.height() <= 0.9 * box.height()
                && hole.width() <= 6 * hole.height()
                && hole.fill() < 0.9;
        if (isInside && isLetter) {
          Box placed =
              new Box(
                  inner.left() + box.left(),
                  inner.top() + box.top(),
                  inner.right() + box.left(),
                  inner.bottom() + box.top());
          holes.add(new Component(placed, hole.ink()));
        }
      }
    }
    return holes;
  }

  /** At least two, of about one height, most of the white that there is. */
  private static boolean looksLikeText(List<Component> holes, Box box) {
    if (holes.size() < 2) {
      return false;
    }
    int usual = Components.quantile(holes.stream().mapToInt(Component::height).toArray(), 0.5);
    long even =
        holes.stream()
            .filter(hole -> hole.height() >= 0.5 * usual && hole.height() <= 2 * usual)
            .count();
    double covered = holes.stream().mapToDouble(hole -> hole.box().area()).sum() / box.area();
    return even >= 0.7 * holes.size() && covered > 0.03 && covered < 0.7;
  }
}
