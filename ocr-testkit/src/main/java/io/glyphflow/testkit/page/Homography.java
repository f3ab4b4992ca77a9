package io.glyphflow.testkit.page;

import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Size;
import java.util.List;

/** Projective maps of the plane as 3 x 3 matrices, row by row. Stateless, safe for any thread. */
final class Homography {

  private Homography() {}

  /**
   * The map that takes the corners of a rectangle to four points, clockwise from the top left.
   * Closed form after Heckbert, Fundamentals of Texture Mapping and Image Warping (1989), 2.2.3.
   */
  static double[] ofRectangle(Size size, List<Point> to) {
    Point a = to.get(0);
    Point b = to.get(1);
    Point c = to.get(2);
    Point d = to.get(3);
    double dx1 = b.x() - c.x();
    double dx2 = d.x() - c.x();
    double dy1 = b.y() - c.y();
    double dy2 = d.y() - c.y();
    double sx = a.x() - b.x() + c.x() - d.x();
    double sy = a.y() - b.y() + c.y() - d.y();
    double determinant = dx1 * dy2 - dx2 * dy1;
    if (determinant == 0) {
      throw new IllegalArgumentException("corners: " + to + ", must not lie on one line");
    }
    double g = (sx * dy2 - dx2 * sy) / determinant;
    double h = (dx1 * sy - sx * dy1) / determinant;
    double w = size.width();
    double t = size.height();
    return new double[] {
      (b.x() - a.x() + g * b.x()) / w, (d.x() - a.x() + h * d.x()) / t, a.x(),
      (b.y() - a.y() + g * b.y()) / w, (d.y() - a.y() + h * d.y()) / t, a.y(),
      g / w, h / t, 1
    };
  }

  /** The map back, up to a factor, which makes no difference. */
  static double[] inverse(double[] m) {
    return new double[] {
      m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
      m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
      m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]
    };
  }

  static Point map(double[] m, double x, double y) {
    double w = m[6] * x + m[7] * y + m[8];
    return new Point((m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w);
  }
}
