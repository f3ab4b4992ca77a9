package io.glyphflow.core.geometry;

/**
 * The extent of a raster in whole pixels, at least 1 x 1. Immutable, safe for use by any thread.
 *
 * @param width pixels from left to right, at least 1
 * @param height pixels from top to bottom, at least 1
 */
public record Size(int width, int height) {

  /**
   * Checks both sides.
   *
   * @throws IllegalArgumentException if {@code width} or {@code height} is below 1
   */
  public Size {
    check("width", width);
    check("height", height);
  }

  /**
   * Gives the number of pixels, which may be more than an {@code int} holds.
   *
   * @return {@code width * height}, in pixels
   */
  public long area() {
    return (long) width * height;
  }

  /**
   * Gives the box that covers all of the raster.
   *
   * @return {@code [0, width) x [0, height)}
   */
  public BoundingBox bounds() {
    return new BoundingBox(0, 0, width, height);
  }

  private static void check(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + ", must be at least 1");
    }
  }
}
