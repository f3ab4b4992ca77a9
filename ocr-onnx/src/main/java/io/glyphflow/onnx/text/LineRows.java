package io.glyphflow.onnx.text;

import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Puts boxes of text into rows, and rows into reading order, in the frame of the text: along the
 * direction that most of it runs in, whether level, skewed, on its side or upside down. Boxes side
 * by side on one row belong to one line. Stateless.
 */
final class LineRows {

  /** Boxes of a row share this part of the lower one's height. */
  private static final double SAME_ROW = 0.5;

  /** Boxes on one row may overlap by this part of the narrower one: letters lean over. */
  private static final double OVERLAP = 0.25;

  /** Text of a row has about one size. */
  private static final double MOST_SIZES = 2.5;

  /** The cosine of the angle between boxes of a row. */
  private static final double PARALLEL = 0.9;

  private LineRows() {}

  /** A box in the frame of the text. */
  private record Placed(
      int index, double left, double right, double top, double bottom, double dx, double dy) {

    double height() {
      return bottom - top;
    }

    double middle() {
      return (top + bottom) / 2;
    }
  }

  /**
   * The rows of quads.
   *
   * @param quads corners from the top left of the text, clockwise as the text is read
   * @return numbers of quads, by row, in reading order
   */
  static List<List<Integer>> of(List<Polygon> quads) {
    if (quads.isEmpty()) {
      return List.of();
    }
    double[] direction = direction(quads);
    List<Placed> boxes = new ArrayList<>(quads.size());
    for (int i = 0; i < quads.size(); i++) {
      boxes.add(place(i, quads.get(i), direction));
    }
    boxes.sort(Comparator.comparingDouble(Placed::middle).thenComparingInt(Placed::index));
    List<List<Placed>> rows = new ArrayList<>();
    for (Placed box : boxes) {
      List<Placed> row = rows.stream().filter(r -> fits(r, box)).reduce((a, b) -> b).orElse(null);
      if (row == null) {
        rows.add(new ArrayList<>(List.of(box)));
      } else {
        row.add(box);
      }
    }
    rows.sort(Comparator.comparingDouble(LineRows::middle));
    return rows.stream().map(LineRows::fromTheLeft).toList();
  }

  private static double middle(List<Placed> row) {
    return row.stream().mapToDouble(Placed::middle).average().orElse(0);
  }

  private static List<Integer> fromTheLeft(List<Placed> row) {
    return row.stream()
        .sorted(Comparator.comparingDouble(Placed::left).thenComparingInt(Placed::index))
        .map(Placed::index)
        .toList();
  }

  /** Whether a box stands beside all boxes of a row, and on the level of the nearest one. */
  private static boolean fits(List<Placed> row, Placed box) {
    Placed nearest = row.getFirst();
    double least = Double.POSITIVE_INFINITY;
    for (Placed other : row) {
      double gap = Math.max(box.left - other.right, other.left - box.right);
      double narrower = Math.min(box.right - box.left, other.right - other.left);
      if (gap < -OVERLAP * narrower) {
        return false;
      }
      if (gap < least) {
        least = gap;
        nearest = other;
      }
    }
    double shared = Math.min(box.bottom, nearest.bottom) - Math.max(box.top, nearest.top);
    double lower = Math.min(box.height(), nearest.height());
    double higher = Math.max(box.height(), nearest.height());
    return shared >= SAME_ROW * lower
        && higher <= MOST_SIZES * lower
        && box.dx * nearest.dx + box.dy * nearest.dy >= PARALLEL;
  }

  private static Placed place(int index, Polygon quad, double[] direction) {
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (Point corner : quad.vertices()) {
      double along = corner.x() * direction[0] + corner.y() * direction[1];
      double across = corner.y() * direction[0] - corner.x() * direction[1];
      left = Math.min(left, along);
      right = Math.max(right, along);
      top = Math.min(top, across);
      bottom = Math.max(bottom, across);
    }
    double[] own = along(quad);
    double length = Math.max(Math.hypot(own[0], own[1]), Double.MIN_NORMAL);
    return new Placed(index, left, right, top, bottom, own[0] / length, own[1] / length);
  }

  /** From the left to the right edge of a quad. */
  static double[] along(Polygon quad) {
    List<Point> corners = quad.vertices();
    return new double[] {
      (corners.get(1).x() - corners.get(0).x() + corners.get(2).x() - corners.get(3).x()) / 2,
      (corners.get(1).y() - corners.get(0).y() + corners.get(2).y() - corners.get(3).y()) / 2
    };
  }

  /**
   * The direction of most text, of length 1: of the four quarters of the compass the one with the
   * longest text, and in it the mean, weighted by length.
   */
  private static double[] direction(List<Polygon> quads) {
    double[][] sums = new double[4][2];
    double[] lengths = new double[4];
    for (Polygon quad : quads) {
      double[] along = along(quad);
      boolean isLevel = Math.abs(along[0]) >= Math.abs(along[1]);
      int quarter = isLevel ? (along[0] >= 0 ? 0 : 2) : along[1] >= 0 ? 1 : 3;
      double length = Math.hypot(along[0], along[1]);
      sums[quarter][0] += along[0] * length;
      sums[quarter][1] += along[1] * length;
      lengths[quarter] += length;
    }
    int best = 0;
    for (int quarter = 1; quarter < 4; quarter++) {
      best = lengths[quarter] > lengths[best] ? quarter : best;
    }
    double length = Math.hypot(sums[best][0], sums[best][1]);
    return length > 0
        ? new double[] {sums[best][0] / length, sums[best][1] / length}
        : new double[] {1, 0};
  }
}
