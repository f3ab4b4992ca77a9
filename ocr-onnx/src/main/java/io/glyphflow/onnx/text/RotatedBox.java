package io.glyphflow.onnx.text;

/**
 * A rectangle that may be turned.
 *
 * @param x its middle
 * @param y its middle
 * @param ux the direction of its first side, of length 1
 * @param uy the direction of its first side, of length 1
 * @param a half of its first side
 * @param b half of its second side, which stands at a right angle to the first, clockwise
 */
record RotatedBox(double x, double y, double ux, double uy, double a, double b) {

  /**
   * An area has to be smaller by more than rounding for a turned rectangle to be the better one.
   */
  private static final double TIE = 1e-9;

  /**
   * The rectangle of the smallest area around a convex outline: one of its sides runs along a side
   * of the outline (Freeman and Shapira, 1975). Of equal ones an upright one wins. Quadratic in the
   * number of corners, of which shapes on a grid have few: about the cube root of their area.
   *
   * @param xs corners of the outline in order
   * @param ys corners of the outline in order
   * @param count how many there are, at least 1
   */
  static RotatedBox around(double[] xs, double[] ys, int count) {
    RotatedBox best = along(xs, ys, count, 1, 0);
    for (int i = 0; i < count; i++) {
      int next = i + 1 == count ? 0 : i + 1;
      double dx = xs[next] - xs[i];
      double dy = ys[next] - ys[i];
      double length = Math.hypot(dx, dy);
      if (length > 0 && dx != 0 && dy != 0) {
        RotatedBox box = along(xs, ys, count, dx / length, dy / length);
        if (box.area() < best.area() - TIE * (1 + best.area())) {
          best = box;
        }
      }
    }
    return best;
  }

  private static RotatedBox along(double[] xs, double[] ys, int count, double ux, double uy) {
    double leastU = Double.POSITIVE_INFINITY;
    double mostU = Double.NEGATIVE_INFINITY;
    double leastV = Double.POSITIVE_INFINITY;
    double mostV = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      double u = xs[i] * ux + ys[i] * uy;
      double v = ys[i] * ux - xs[i] * uy;
      leastU = Math.min(leastU, u);
      mostU = Math.max(mostU, u);
      leastV = Math.min(leastV, v);
      mostV = Math.max(mostV, v);
    }
    double u = (leastU + mostU) / 2;
    double v = (leastV + mostV) / 2;
    return new RotatedBox(
        u * ux - v * uy, u * uy + v * ux, ux, uy, (mostU - leastU) / 2, (mostV - leastV) / 2);
  }

  double area() {
    return 4 * a * b;
  }

  double perimeter() {
    return 4 * (a + b);
  }

  double shortSide() {
    return 2 * Math.min(a, b);
  }

  /**
   * The rectangle of the smallest area around this one moved outwards by a distance with round
   * joins. It lies as this one does: for a rectangle of sides p and q that is turned by t against
   * it, the sides around are {@code p cos t + q sin t + 2 d} and {@code p sin t + q cos t + 2 d};
   * their product is at least {@code p q + 2 d (p + q) + 4 d d}, as {@code cos t + sin t >= 1}.
   */
  RotatedBox grown(double distance) {
    return new RotatedBox(x, y, ux, uy, a + distance, b + distance);
  }

  /** The corners in order, clockwise as seen, x and y by turns. */
  double[] corners() {
    double px = ux * a;
    double py = uy * a;
    double qx = -uy * b;
    double qy = ux * b;
    return new double[] {
      x - px - qx,
      y - py - qy,
      x + px - qx,
      y + py - qy,
      x + px + qx,
      y + py + qy,
      x - px + qx,
      y - py + qy
    };
  }
}
