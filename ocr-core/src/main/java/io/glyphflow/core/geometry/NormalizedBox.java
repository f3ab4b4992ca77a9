package io.glyphflow.core.geometry;

/**
 * An axis-aligned box in fractions of a page: 0 is its left or top edge, 1 its right or bottom
 * edge. Half-open as a {@link BoundingBox} is, {@code [left, right) x [top, bottom)}, and never
 * empty. Unlike a bounding box it is always checked. Immutable, safe for use by any thread.
 *
 * @param left the left edge, a fraction of the page's width, 0 or more
 * @param top the top edge, a fraction of the page's height, 0 or more
 * @param right the right edge, a fraction of the page's width, above {@code left}, at most 1
 * @param bottom the bottom edge, a fraction of the page's height, above {@code top}, at most 1
 */
public record NormalizedBox(double left, double top, double right, double bottom) {

  /**
   * Checks all edges and turns {@code -0.0} into {@code 0.0}.
   *
   * @throws IllegalArgumentException if an edge is NaN or not within 0..1, if {@code left} is not
   *     below {@code right} or {@code top} is not below {@code bottom}
   */
  public NormalizedBox {
    check("left", left);
    check("top", top);
    check("right", right);
    check("bottom", bottom);
    checkOrder("left", left, "right", right);
    checkOrder("top", top, "bottom", bottom);
    left = Coordinates.withoutNegativeZero(left);
    top = Coordinates.withoutNegativeZero(top);
  }

  /**
   * Gives this box on a page. The edges are not rounded; {@link BoundingBox#toPixels()} does that.
   *
   * @param page the page's size in pixels
   * @return the box in page pixels, inside the page
   */
  public BoundingBox toPixels(Size page) {
    double width = page.width();
    double height = page.height();
    return new BoundingBox(left * width, top * height, right * width, bottom * height);
  }

  private static void check(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + ": " + value + ", must be within 0..1");
    }
  }

  private static void checkOrder(String lowName, double low, String highName, double high) {
    if (!(low < high)) {
      throw new IllegalArgumentException(
          lowName + ": " + low + ", must be below " + highName + ": " + high);
    }
  }
}
