package io.glyphflow.core.image;

/** How dense pixels are. */
final class Density {

  private static final double MAX_DPI = 100_000;
  private static final double METERS_PER_INCH = 0.0254;

  private Density() {}

  /** To a hundredth; 0 if unknown or absurd. */
  static double dpi(double dpi) {
    double rounded = Math.round(100 * dpi) / 100.0;
    return rounded > 0 && rounded <= MAX_DPI ? rounded : 0;
  }

  static double ofPixelsPerMeter(long pixels) {
    return dpi(pixels * METERS_PER_INCH);
  }
}
