package io.glyphflow.layout;

import java.util.ArrayList;
import java.util.List;

/**
 * Parts components into letters and the ink of figures, by their size against that of the usual
 * letter. Frames, such as those around panels and speech bubbles, are neither.
 *
 * @param letters what may be text
 * @param large what is too large for text, without frames
 * @param frames outlines of panels, bubbles and boxes
 */
record Sorter(List<Component> letters, List<Component> large, List<Component> frames) {

  /** The part of a letter and what is around it that may be ink if it is text on white. */
  private static final double MOST_INK = 0.4;

  static Sorter sort(List<Component> components, int textHeight, Box page) {
    List<Component> letters = new ArrayList<>();
    List<Component> others = new ArrayList<>();
    for (Component one : components) {
      (isLetter(one, textHeight, page) ? letters : others).add(one);
    }
    List<Component> large = new ArrayList<>();
    List<Component> frames = new ArrayList<>();
    boolean hasPanels = hasPanels(others, page);
    for (Component one : others) {
      if (!isEdge(one, textHeight, page)) {
        boolean isFrame = (hasPanels && isPanel(one, page)) || isBubble(one, letters, textHeight);
        (isFrame ? frames : large).add(one);
      }
    }
    return new Sorter(letters, large, frames);
  }

  /**
   * The same, with the letters of dense areas counted as ink of figures, except where there is
   * white around: in bubbles and boxes on a dark ground.
   *
   * @param ink all ink of the page
   */
  Sorter without(List<Box> textures, InkMap ink, int textHeight) {
    if (textures.isEmpty()) {
      return this;
    }
    List<Component> kept = new ArrayList<>();
    List<Component> more = new ArrayList<>(large);
    for (Component letter : letters) {
      Box around = letter.box().grow(textHeight, textHeight);
      boolean isTexture =
          textures.stream().anyMatch(box -> letter.box().inside(box) > 0.5)
              && ink.count(around) > MOST_INK * around.area();
      (isTexture ? more : kept).add(letter);
    }
    return new Sorter(kept, more, frames);
  }

  private static boolean isLetter(Component one, int textHeight, Box page) {
    int height = one.height();
    int width = one.width();
    if (isEdge(one, textHeight, page)) {
      return false;
    }
    if (height > 2.2 * textHeight && width < 0.14 * height) {
      return false; // a bar beside text
    }
    if (height <= 2.6 * textHeight) {
      boolean isSolid = one.fill() > 0.9 && width > 2.5 * textHeight && height > 0.9 * textHeight;
      boolean isStroke = width > 6 * textHeight && height < 0.5 * textHeight;
      return width <= 40 * textHeight && !isSolid && !isStroke;
    }
    return height <= 10 * textHeight
        && width <= 2.2 * height
        && one.fill() >= 0.1
        && one.fill() <= 0.8;
  }

  /** Black borders of scans and the spine of a book: long, and at the edge of the page. */
  private static boolean isEdge(Component one, int textHeight, Box page) {
    Box box = one.box();
    boolean touches =
        box.left() <= 2
            || box.top() <= 2
            || box.right() >= page.right() - 2
            || box.bottom() >= page.bottom() - 2;
    boolean isStrip = Math.max(box.width(), box.height()) > 6 * Math.min(box.width(), box.height());
    boolean isLong = box.height() > 8 * textHeight || box.width() > 8 * textHeight;
    return touches && isStrip && isLong;
  }

  /** Whether frames fill a good part of the page; a single smaller one is a figure's. */
  private static boolean hasPanels(List<Component> components, Box page) {
    long framed = 0;
    for (Component one : components) {
      framed += isPanel(one, page) ? one.box().area() : 0;
    }
    return framed >= 0.45 * page.area();
  }

  private static boolean isPanel(Component one, Box page) {
    return one.fill() < 0.15 && one.box().area() > 0.08 * page.area();
  }

  private static boolean isBubble(Component one, List<Component> letters, int textHeight) {
    Box box = one.box();
    if (one.fill() > 0.2 || Math.min(box.width(), box.height()) < 2 * textHeight) {
      return false;
    }
    int inside = 0;
    Box text = null;
    for (Component letter : letters) {
      if (letter.height() >= 0.5 * textHeight && letter.box().inside(box) == 1) {
        inside++;
        text = text == null ? letter.box() : text.union(letter.box());
      }
    }
    // The labels of a chart are along its sides; the text of a bubble is in the middle.
    return text != null
        && inside >= 2
        && Math.abs(text.middleX() - box.middleX()) < 0.2 * box.width()
        && Math.abs(text.middleY() - box.middleY()) < 0.2 * box.height()
        && text.width() < 0.95 * box.width()
        && text.height() < 0.95 * box.height();
  }
}
