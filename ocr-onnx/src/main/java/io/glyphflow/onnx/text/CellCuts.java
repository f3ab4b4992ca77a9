package io.glyphflow.onnx.text;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.image.TableGrid;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts boxes of text at the rules of a table: a detector takes the cells of a row for one line
 * where they stand close. Stateless.
 */
final class CellCuts {

  /** What is left of a box beside a rule is text from this part of its height on. */
  private static final double LEAST = 0.3;

  private CellCuts() {}

  /**
   * A box within one cell.
   *
   * @param box the box, or a part of it
   * @param cell the number of the cell; {@link FoundLine#NO_CELL} beside the table
   */
  record Part(TextBox box, int cell) {}

  /** The parts of a box, from left to right. */
  static List<Part> of(TextBox box, TableGrid grid) {
    BoundingBox bounds = box.quad().bounds();
    BoundingBox all = grid.box();
    double middle = bounds.center().y();
    if (middle < all.top() || middle >= all.bottom()) {
      return List.of(new Part(box, FoundLine.NO_CELL));
    }
    List<Part> parts = new ArrayList<>();
    double least = LEAST * bounds.height();
    boolean isLevel = bounds.width() >= bounds.height();
    for (int i = 0; i < grid.cells().size() && isLevel; i++) {
      BoundingBox cell = grid.cells().get(i).box();
      double left = Math.max(bounds.left(), cell.left());
      double right = Math.min(bounds.right(), cell.right());
      if (middle >= cell.top() && middle < cell.bottom() && right - left > least) {
        parts.add(new Part(part(box, bounds, left, right), i));
      }
    }
    if (parts.size() == 1) {
      return List.of(new Part(box, parts.getFirst().cell()));
    }
    return parts.isEmpty() ? List.of(new Part(box, nearest(bounds.center(), grid))) : parts;
  }

  private static TextBox part(TextBox box, BoundingBox bounds, double left, double right) {
    double from = (left - bounds.left()) / bounds.width();
    double to = (right - bounds.left()) / bounds.width();
    List<Point> corners = box.quad().vertices();
    boolean isReversed = corners.get(1).x() < corners.get(0).x();
    double start = isReversed ? 1 - to : from;
    double end = isReversed ? 1 - from : to;
    Polygon quad =
        Polygon.of(
            between(corners.get(0), corners.get(1), start),
            between(corners.get(0), corners.get(1), end),
            between(corners.get(3), corners.get(2), end),
            between(corners.get(3), corners.get(2), start));
    return new TextBox(quad, box.confidence());
  }

  /** A point on the way from one to the other. */
  static Point between(Point a, Point b, double part) {
    return new Point(a.x() + part * (b.x() - a.x()), a.y() + part * (b.y() - a.y()));
  }

  private static int nearest(Point point, TableGrid grid) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < grid.cells().size(); i++) {
      BoundingBox cell = grid.cells().get(i).box();
      double dx = Math.max(0, Math.max(cell.left() - point.x(), point.x() - cell.right()));
      double dy = Math.max(0, Math.max(cell.top() - point.y(), point.y() - cell.bottom()));
      if (Math.hypot(dx, dy) < least) {
        least = Math.hypot(dx, dy);
        best = i;
      }
    }
    return best;
  }
}
