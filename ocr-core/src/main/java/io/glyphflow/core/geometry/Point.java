package io.glyphflow.core.geometry;

/**
 * A place on a page, in page pixels from its top left corner. Any numbers are accepted, also those
 * outside the page, infinite or NaN; {@code -0.0} is kept as {@code 0.0}, so that one place is one
 * value. Immutable, safe for use by any thread.
 *
 * @param x page pixels to the right of the left edge
 * @param y page pixels below the top edge
 */
public record Point(double x, double y) {

  /** Turns {@code -0.0} into {@code 0.0}. */
  public Point {
    x = Coordinates.withoutNegativeZero(x);
    y = Coordinates.withoutNegativeZero(y);
  }

  /**
   * Says whether both coordinates are numbers, neither infinite nor NaN.
   *
   * @return whether this is a place at all
   */
  public boolean isFinite() {
    return Double.isFinite(x) && Double.isFinite(y);
  }
}
