package io.glyphflow.bench;

import java.util.Arrays;

/** Statistics of small samples. */
final class Stats {

  private Stats() {}

  static double median(double... values) {
    return quantile(values, 0.5);
  }

  static double median(long[] values, int from, int to) {
    long[] part = Arrays.copyOfRange(values, from, to);
    Arrays.sort(part);
    int middle = part.length / 2;
    return part.length % 2 == 1 ? part[middle] : (part[middle - 1] + part[middle]) / 2.0;
  }

  /** The smallest value that is not below the given share of all values; the mean of two at 0.5. */
  static double quantile(double[] values, double share) {
    if (values.length == 0) {
      throw new IllegalArgumentException("values: none, must be at least one");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    if (share == 0.5 && sorted.length % 2 == 0) {
      return (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
    }
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
  }

  static double max(double... values) {
    return Arrays.stream(values).max().orElseThrow();
  }

  static double min(double... values) {
    return Arrays.stream(values).min().orElseThrow();
  }
}
