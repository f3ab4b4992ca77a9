package io.glyphflow.layout.order;

import io.glyphflow.core.geometry.BoundingBox;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reading order where pictures frame text: what is inside a picture is read right after it. On a
 * page made of such panels, a comic, rows of panels are read one after the other; elsewhere columns
 * go before rows.
 */
final class Panels {

  /** The part of a box that is in a picture if the picture frames it. */
  private static final double INSIDE = 0.8;

  /** The part of the page that panels fill on a page of a comic. */
  private static final double FILLED = 0.4;

  private static final int NONE = -1;

  private final List<BoundingBox> boxes;
  private final List<Boolean> pictures;
  private final int[] owner;
  private final boolean isComic;

  private Panels(List<BoundingBox> boxes, List<Boolean> pictures) {
    this.boxes = boxes;
    this.pictures = pictures;
    this.owner = new int[boxes.size()];
    for (int i = 0; i < owner.length; i++) {
      owner[i] = pictures.get(i) ? NONE : frame(i, pictures);
    }
    this.isComic = isComic(pictures);
  }

  /**
   * Orders boxes.
   *
   * @param boxes sorted, so that the answer does not depend on how they were given
   * @param pictures which of them are pictures
   * @return their indices in reading order
   */
  static List<Integer> order(List<BoundingBox> boxes, List<Boolean> pictures) {
    Panels panels = new Panels(boxes, pictures);
    List<Integer> order = new ArrayList<>(boxes.size());
    for (int one : panels.inside(NONE)) {
      order.add(one);
      if (pictures.get(one)) {
        order.addAll(panels.inside(one));
      }
    }
    return order;
  }

  /** What is in one panel, or on the page but in none, in order. */
  private List<Integer> inside(int panel) {
    List<Integer> members =
        IntStream.range(0, owner.length).filter(i -> owner[i] == panel).boxed().toList();
    List<BoundingBox> places = members.stream().map(boxes::get).toList();
    if (isComic) {
      return XyCut.order(places, true).stream().map(members::get).toList();
    }
    List<List<Integer>> units = units(places, members.stream().map(pictures::get).toList());
    List<BoundingBox> extents = units.stream().map(unit -> extent(places, unit)).toList();
    return XyCut.order(extents, false).stream()
        .flatMap(unit -> units.get(unit).stream())
        .map(members::get)
        .toList();
  }

  /** What is placed as one: each grid of pictures, and every other box alone. */
  private static List<List<Integer>> units(List<BoundingBox> places, List<Boolean> arePictures) {
    List<List<Integer>> grids = FigureGrids.find(places, arePictures);
    List<List<Integer>> units = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      int one = i;
      grids.stream()
          .filter(grid -> grid.contains(one))
          .findFirst()
          .ifPresentOrElse(
              grid -> {
                if (!units.contains(grid)) {
                  units.add(grid);
                }
              },
              () -> units.add(List.of(one)));
    }
    return units;
  }

  private static BoundingBox extent(List<BoundingBox> places, List<Integer> unit) {
    return unit.size() == 1 ? places.get(unit.getFirst()) : FigureGrids.hull(places, unit);
  }

  /** The smallest picture around a box. */
  private int frame(int of, List<Boolean> pictures) {
    BoundingBox box = boxes.get(of);
    int smallest = NONE;
    for (int i = 0; i < boxes.size(); i++) {
      BoundingBox picture = boxes.get(i);
      if (pictures.get(i)
          && isInside(box, picture)
          && (smallest == NONE || picture.area() < boxes.get(smallest).area())) {
        smallest = i;
      }
    }
    return smallest;
  }

  private static boolean isInside(BoundingBox box, BoundingBox picture) {
    double shared =
        box.isValid() && picture.isValid()
            ? box.intersection(picture).map(BoundingBox::area).orElse(0.0)
            : 0;
    return shared > 0 && shared >= INSIDE * box.area() && picture.area() > box.area();
  }

  /** Whether most text is in panels, of which there are several, and they fill the page. */
  private boolean isComic(List<Boolean> pictures) {
    int framed = 0;
    int loose = 0;
    for (int i = 0; i < owner.length; i++) {
      framed += owner[i] == NONE ? 0 : 1;
      loose += owner[i] == NONE && !pictures.get(i) ? 1 : 0;
    }
    List<BoundingBox> panels =
        IntStream.of(owner).filter(i -> i != NONE).distinct().mapToObj(boxes::get).toList();
    return panels.size() >= 2 && framed >= loose && area(panels) >= FILLED * extent();
  }

  private static double area(List<BoundingBox> panels) {
    return panels.stream().mapToDouble(BoundingBox::area).sum();
  }

  /** The area around all boxes. */
  private double extent() {
    double left = Double.MAX_VALUE;
    double top = Double.MAX_VALUE;
    double right = -Double.MAX_VALUE;
    double bottom = -Double.MAX_VALUE;
    for (BoundingBox box : boxes) {
      if (box.isValid()) {
        left = Math.min(left, box.left());
        top = Math.min(top, box.top());
        right = Math.max(right, box.right());
        bottom = Math.max(bottom, box.bottom());
      }
    }
    return Math.max(0, right - left) * Math.max(0, bottom - top);
  }
}
