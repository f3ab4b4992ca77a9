package io.glyphflow.layout;

import java.util.ArrayList;
import java.util.List;

/**
 * Pictures, charts and drawings: ink that is too large for text, with what is near and around it.
 */
final class Figures {

  /** The least side of a picture that stays apart from the next, in heights of letters. */
  private static final int PANEL = 10;

  private final int textHeight;
  private final InkMap all;
  private final InkMap large;
  private final List<Box> boxes;

  private Figures(int textHeight, InkMap all, InkMap large, List<Box> boxes) {
    this.textHeight = textHeight;
    this.all = all;
    this.large = large;
    this.boxes = boxes;
  }

  /**
   * Finds the figures of a page.
   *
   * @param components those too large for text
   * @param rules rules that are part of no table; axes and frames of figures among them
   * @param all all ink
   * @param large the ink that is no text
   */
  static Figures find(
      List<Component> components,
      List<Box> rules,
      int textHeight,
      InkMap all,
      InkMap large,
      Box page) {
    List<Box> boxes = new ArrayList<>();
    for (Component one : components) {
      boxes.add(one.box());
    }
    merge(boxes, textHeight);
    for (Box rule : rules) {
      takeRule(boxes, rule, textHeight, page);
    }
    merge(boxes, textHeight);
    boxes.removeIf(box -> !isFigure(box, large, textHeight, page));
    return new Figures(textHeight, all, large, boxes);
  }

  /**
   * An axis joins the bars on it; a rule beside a single picture is part of it if it is no longer.
   */
  private static void takeRule(List<Box> boxes, Box rule, int textHeight, Box page) {
    Box around = rule.grow(textHeight, textHeight);
    List<Box> touched = boxes.stream().filter(around::overlaps).toList();
    if (touched.size() >= 2 && arePanels(touched.get(0), touched.get(1), textHeight)) {
      return; // a frame that panels share does not join them
    }
    Box all = rule;
    for (Box box : touched) {
      all = all.union(box);
    }
    long drawn = touched.stream().mapToLong(Box::area).sum();
    boolean isPart =
        touched.size() >= 2 && all.area() <= 6 * drawn && all.area() <= 0.35 * page.area();
    if (touched.size() == 1) {
      Box box = touched.getFirst();
      isPart =
          rule.width() <= 1.6 * box.width() + textHeight
              && rule.height() <= 1.6 * box.height() + textHeight
              && box.area() > 30L * textHeight * textHeight;
    }
    if (isPart) {
      boxes.removeAll(touched);
      boxes.add(all);
    }
  }

  private static boolean isFigure(Box box, InkMap large, int textHeight, Box page) {
    return Math.min(box.width(), box.height()) >= 3.5 * textHeight
        && large.count(box) >= 0.01 * box.area()
        && !(box.width() > 0.95 * page.width()
            && box.height() > 0.95 * page.height()
            && large.count(box) < 0.15 * box.area());
  }

  /** Joins boxes that overlap or nearly touch, until none do. */
  private static void merge(List<Box> boxes, int textHeight) {
    boolean isDone = false;
    while (!isDone) {
      isDone = true;
      for (int i = 0; i < boxes.size(); i++) {
        for (int j = boxes.size() - 1; j > i; j--) {
          Box a = boxes.get(i);
          Box b = boxes.get(j);
          if (a.grow(textHeight, textHeight).overlaps(b) && !arePanels(a, b, textHeight)) {
            boxes.set(i, boxes.get(i).union(boxes.remove(j)));
            isDone = false;
          }
        }
      }
    }
  }

  /** Whether two boxes are separate pictures in one row or column, with white between. */
  private static boolean arePanels(Box a, Box b, int textHeight) {
    int least = PANEL * textHeight;
    boolean isLarge =
        Math.min(a.width(), a.height()) >= least && Math.min(b.width(), b.height()) >= least;
    int slack = textHeight / 2;
    boolean isRow =
        Math.abs(a.top() - b.top()) <= slack && Math.abs(a.bottom() - b.bottom()) <= slack;
    boolean isColumn =
        Math.abs(a.left() - b.left()) <= slack && Math.abs(a.right() - b.right()) <= slack;
    return isLarge && (isRow || isColumn) && !a.overlaps(b);
  }

  List<Box> boxes() {
    return boxes;
  }

  /** Whether a block is a scrap of a figure rather than text in or beside it. */
  boolean owns(Block block) {
    Box box = block.box();
    boolean isInside = false;
    for (Box figure : boxes) {
      isInside |= box.inside(figure) > 0.6;
    }
    if (!isInside) {
      return false;
    }
    int margin = Math.max(2, textHeight / 3);
    double clutter = (double) large.count(box.grow(margin, margin)) / box.area();
    return clutter > 0.06 || isFace(block) || !looksLikeText(block);
  }

  /** A drawn face: a few shapes, large or solid, all of them round at the bottom. */
  private boolean isFace(Block block) {
    boolean isFace = block.letters() <= 4;
    for (Line line : block.lines()) {
      for (Component one : line.letters()) {
        boolean isLarge = one.height() >= 1.1 * textHeight;
        isFace &= isRound(one.box()) && (isLarge || one.fill() >= 0.65); // or a pupil
      }
    }
    return isFace;
  }

  /** Whether there is no ink in the lower corners. */
  private boolean isRound(Box box) {
    int corner = Math.max(1, box.height() / 12);
    int top = box.bottom() - corner;
    Box left = new Box(box.left(), top, box.left() + corner, box.bottom());
    Box right = new Box(box.right() - corner, top, box.right(), box.bottom());
    return all.count(left) + all.count(right) == 0;
  }

  /** Takes what is alone, of one piece and large: a drawing rather than a letter. */
  boolean takes(Block block) {
    Box box = block.box();
    boolean isDrawing =
        block.letters() == 1 && Math.min(box.width(), box.height()) >= 3 * textHeight;
    if (isDrawing) {
      boxes.add(box);
      merge(boxes, textHeight);
    }
    return isDrawing;
  }

  /** Several letters of about one size that stand on one line. */
  private boolean looksLikeText(Block block) {
    return block.letters() >= 2 && block.regularity() >= 0.6 && block.size() >= 0.6 * textHeight;
  }
}
