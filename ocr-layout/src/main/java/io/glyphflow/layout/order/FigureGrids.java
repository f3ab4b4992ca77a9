package io.glyphflow.layout.order;

import io.glyphflow.core.geometry.BoundingBox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds pictures that stand in a grid, as the parts (a), (b), (c) of one figure do: alike in size,
 * in level rows. A grid is read as one, row by row, and not cut in two where a gutter of the text
 * happens to run between its columns. Two rows of two, or three in a row, are a grid; two side by
 * side are one only if a box as wide as both stands under them, their common caption, as two
 * columns of text may each have a picture at the same height.
 */
final class FigureGrids {

  /** How much the heights and tops of a row may differ, in parts of the height. */
  private static final double LEVEL = 0.06;

  /** White between pictures of a grid, in parts of the smaller side, at most. */
  private static final double APART = 0.5;

  /** A common caption is as near to its pictures as this, in parts of their height. */
  private static final double CAPTION = 0.35;

  private FigureGrids() {}

  /**
   * The grids of a page, each with the captions of its pictures.
   *
   * @param boxes what is on the page, sorted
   * @param pictures which of them are pictures
   * @return for each grid the indices of its members in reading order: row by row, each picture
   *     followed by what stands under it
   */
  static List<List<Integer>> find(List<BoundingBox> boxes, List<Boolean> pictures) {
    List<List<Integer>> rows = rows(boxes, pictures);
    List<List<Integer>> grids = new ArrayList<>();
    boolean[] isTaken = new boolean[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      if (isTaken[i]) {
        continue;
      }
      List<List<Integer>> grid = new ArrayList<>(List.of(rows.get(i)));
      for (int j = i + 1; j < rows.size(); j++) {
        boolean isAlike = !isTaken[j] && rows.get(j).size() == rows.get(i).size();
        if (isAlike && isBelow(hull(boxes, grid.getLast()), hull(boxes, rows.get(j)))) {
          isTaken[j] = true;
          grid.add(rows.get(j));
        }
      }
      boolean isGrid = grid.size() > 1 || rows.get(i).size() > 2;
      if (isGrid || hasCommonCaption(boxes, pictures, rows.get(i))) {
        grids.add(inOrder(boxes, pictures, grid));
      }
    }
    return grids;
  }

  private static List<Integer> inOrder(
      List<BoundingBox> boxes, List<Boolean> pictures, List<List<Integer>> grid) {
    List<Integer> order = new ArrayList<>();
    for (List<Integer> row : grid) {
      List<Integer> sorted = new ArrayList<>(row);
      sorted.sort(Comparator.comparingDouble((Integer one) -> boxes.get(one).left()));
      for (int picture : sorted) {
        order.add(picture);
        for (int i = 0; i < boxes.size(); i++) {
          if (!pictures.get(i) && isCaption(boxes.get(i), boxes.get(picture))) {
            order.add(i);
          }
        }
      }
    }
    return order;
  }

  /** Whether a box stands right under a picture and no wider than it. */
  private static boolean isCaption(BoundingBox box, BoundingBox picture) {
    double gap = box.top() - picture.bottom();
    double slack = LEVEL * picture.width();
    return box.isValid()
        && gap >= -LEVEL * picture.height()
        && gap + box.height() <= CAPTION * picture.height()
        && box.left() >= picture.left() - slack
        && box.right() <= picture.right() + slack;
  }

  /** Pictures side by side, level and alike, at least two; sorted from the top. */
  private static List<List<Integer>> rows(List<BoundingBox> boxes, List<Boolean> pictures) {
    List<List<Integer>> rows = new ArrayList<>();
    for (int i = 0; i < boxes.size(); i++) {
      if (!pictures.get(i) || !boxes.get(i).isValid()) {
        continue;
      }
      int one = i;
      rows.stream()
          .filter(row -> row.stream().anyMatch(other -> isBeside(boxes.get(other), boxes.get(one))))
          .findFirst()
          .ifPresentOrElse(row -> row.add(one), () -> rows.add(new ArrayList<>(List.of(one))));
    }
    rows.removeIf(row -> row.size() < 2);
    return rows;
  }

  private static boolean isBeside(BoundingBox a, BoundingBox b) {
    double height = Math.max(a.height(), b.height());
    double gap = Math.max(a.left(), b.left()) - Math.min(a.right(), b.right());
    return Math.abs(a.top() - b.top()) <= LEVEL * height
        && Math.abs(a.bottom() - b.bottom()) <= LEVEL * height
        && gap >= -LEVEL * Math.min(a.width(), b.width())
        && gap <= APART * Math.min(a.width(), b.width());
  }

  private static boolean isBelow(BoundingBox above, BoundingBox row) {
    double gap = row.top() - above.bottom();
    double height = Math.min(above.height(), row.height());
    return gap >= -LEVEL * height
        && gap <= APART * height
        && Math.abs(above.left() - row.left()) <= LEVEL * above.width()
        && Math.abs(above.right() - row.right()) <= LEVEL * above.width();
  }

  private static boolean hasCommonCaption(
      List<BoundingBox> boxes, List<Boolean> pictures, List<Integer> grid) {
    BoundingBox hull = hull(boxes, grid);
    BoundingBox first = boxes.get(grid.getFirst());
    for (int i = 0; i < boxes.size(); i++) {
      BoundingBox box = boxes.get(i);
      double gap = box.top() - hull.bottom();
      boolean isNear = gap >= -LEVEL * hull.height() && gap <= CAPTION * hull.height();
      boolean isFlat = box.height() <= hull.height();
      boolean isAcross =
          grid.stream().allMatch(one -> middle(boxes.get(one), box.left(), box.right()));
      if (!pictures.get(i) && isNear && isFlat && isAcross && box.left() < first.right()) {
        return true;
      }
    }
    return false;
  }

  /** Whether the middle of a box lies between two edges. */
  private static boolean middle(BoundingBox box, double left, double right) {
    double x = (box.left() + box.right()) / 2;
    return left < x && x < right;
  }

  /**
   * The box around some boxes.
   *
   * @param boxes all boxes
   * @param members which of them, at least one, all valid
   */
  static BoundingBox hull(List<BoundingBox> boxes, List<Integer> members) {
    BoundingBox hull = boxes.get(members.getFirst());
    for (int member : members) {
      hull = hull.union(boxes.get(member));
    }
    return hull;
  }
}
