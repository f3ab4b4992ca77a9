package io.glyphflow.tesseract;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.geometry.Size;
import java.util.List;

/** A map from one picture's pixels to another's that keeps straight lines straight. Immutable. */
final class Projection {

  /** Row by row; x and y are divided by the third coordinate. */
  private final double[] m;

  private Projection(double... m) {
    this.m = m;
  }

  static Projection translation(double dx, double dy) {
    return new Projection(1, 0, dx, 0, 1, dy, 0, 0, 1);
  }

  static Projection scaling(double sx, double sy) {
    return new Projection(sx, 0, 0, 0, sy, 0, 0, 0, 1);
  }

  /** As {@link Rotation#apply(Point, Size)} maps points. */
  static Projection turn(Rotation turn, Size before) {
    Point origin = turn.apply(new Point(0, 0), before);
    Point right = turn.apply(new Point(1, 0), before);
    Point down = turn.apply(new Point(0, 1), before);
    return new Projection(
        right.x() - origin.x(),
        down.x() - origin.x(),
        origin.x(),
        right.y() - origin.y(),
        down.y() - origin.y(),
        origin.y(),
        0,
        0,
        1);
  }

  /**
   * The map of the unit square onto a quadrilateral, by Heckbert, "Fundamentals of Texture Mapping
   * and Image Warping", 1989, section 2.2.3.
   *
   * @param corners where (0,0), (1,0), (1,1) and (0,1) go; convex
   */
  static Projection ofUnitSquare(List<Point> corners) {
    Point a = corners.get(0);
    Point b = corners.get(1);
    Point c = corners.get(2);
    Point d = corners.get(3);
    double sumX = a.x() - b.x() + c.x() - d.x();
    double sumY = a.y() - b.y() + c.y() - d.y();
    double dx1 = b.x() - c.x();
    double dx2 = d.x() - c.x();
    double dy1 = b.y() - c.y();
    double dy2 = d.y() - c.y();
    double det = dx1 * dy2 - dx2 * dy1;
    double g = (sumX * dy2 - dx2 * sumY) / det;
    double h = (dx1 * sumY - sumX * dy1) / det;
    return new Projection(
        b.x() - a.x() + g * b.x(),
        d.x() - a.x() + h * d.x(),
        a.x(),
        b.y() - a.y() + g * b.y(),
        d.y() - a.y() + h * d.y(),
        a.y(),
        g,
        h,
        1);
  }

  /** This map, and then another. */
  Projection then(Projection next) {
    double[] product = new double[9];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        for (int k = 0; k < 3; k++) {
          product[3 * row + column] += next.m[3 * row + k] * m[3 * k + column];
        }
      }
    }
    return new Projection(product);
  }

  Point apply(Point point) {
    double w = m[6] * point.x() + m[7] * point.y() + m[8];
    return new Point(
        (m[0] * point.x() + m[1] * point.y() + m[2]) / w,
        (m[3] * point.x() + m[4] * point.y() + m[5]) / w);
  }

  /** The upright box around a mapped box. */
  BoundingBox apply(BoundingBox box) {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (Point corner : box.toPolygon().vertices()) {
      Point mapped = apply(corner);
      left = Math.min(left, mapped.x());
      top = Math.min(top, mapped.y());
      right = Math.max(right, mapped.x());
      bottom = Math.max(bottom, mapped.y());
    }
    return new BoundingBox(left, top, right, bottom);
  }

  /** The nine numbers, row by row. */
  double[] matrix() {
    return m.clone();
  }
}
