package io.glyphflow.core.geometry;

/** What all shapes ask of their numbers. */
final class Coordinates {

  private Coordinates() {}

  /** Gives the same number, with {@code 0.0} for {@code -0.0}, which records hold to be unequal. */
  static double withoutNegativeZero(double value) {
    return value + 0.0; // -0.0 + 0.0 is 0.0; every other value, NaN too, stays
  }

  /** Gives {@code high - low} for finite {@code low <= high}, at most {@link Double#MAX_VALUE}. */
  static double extent(double low, double high) {
    return Math.min(high - low, Double.MAX_VALUE);
  }

  /** Checks the offset of a translation. */
  static void checkOffset(String name, double offset) {
    if (!Double.isFinite(offset)) {
      throw new IllegalArgumentException(name + ": " + offset + ", must be finite");
    }
  }

  /** Checks the factor of a scaling. */
  static void checkFactor(String name, double factor) {
    if (!(factor > 0 && factor <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(name + ": " + factor + ", must be above 0 and finite");
    }
  }
}
