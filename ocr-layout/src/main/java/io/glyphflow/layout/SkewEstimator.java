package io.glyphflow.layout;

import java.util.Arrays;
import java.util.List;

/**
 * Estimates by how much the lines of a page are slanted: the bottom middles of the letters are
 * projected at many angles, and at the right one they fall onto the fewest places, so that the sum
 * of the squared counts is largest (Baird, The Skew Angle of Printed Documents, 1987). Coarse steps
 * first, then fine ones around the best. Stateless.
 */
final class SkewEstimator {

  /** Degrees to either side. */
  static final double RANGE = 20;

  private static final int FEWEST = 12;
  private static final int MOST = 6_000;

  /** How far the best angle has to stand out against the usual one. */
  private static final double PROMINENCE = 1.35;

  private SkewEstimator() {}

  /**
   * Estimates the slant.
   *
   * @param letters components, whatever they are; those of other sizes are left out
   * @param textHeight usual height of letters, pixels
   * @return degrees, positive if lines fall towards the right; 0 if no angle stands out
   */
  static double estimate(List<Component> letters, int textHeight) {
    List<Component> usual =
        letters.stream()
            .filter(one -> one.height() >= 0.6 * textHeight && one.height() <= 2 * textHeight)
            .filter(one -> one.width() <= 6 * textHeight)
            .toList();
    if (usual.size() < FEWEST) {
      return 0;
    }
    int step = (usual.size() + MOST - 1) / MOST;
    int count = (usual.size() + step - 1) / step;
    double[] x = new double[count];
    double[] y = new double[count];
    for (int i = 0; i < count; i++) {
      Box box = usual.get(i * step).box();
      x[i] = (box.left() + box.right()) / 2.0;
      y[i] = box.bottom();
    }
    return search(x, y, textHeight);
  }

  private static double search(double[] x, double[] y, int textHeight) {
    double bin = Math.max(2, textHeight / 3.0);
    int steps = (int) (2 * RANGE / 0.25);
    double[] energies = new double[steps + 1];
    int best = 0;
    for (int i = 0; i <= steps; i++) {
      energies[i] = energy(x, y, -RANGE + i * 0.25, bin);
      best = energies[i] > energies[best] ? i : best;
    }
    double[] sorted = energies.clone();
    Arrays.sort(sorted);
    if (energies[best] < PROMINENCE * sorted[sorted.length / 2]) {
      return 0;
    }
    double angle = -RANGE + best * 0.25;
    angle = refine(x, y, angle, 0.3, 0.05, Math.max(1.5, textHeight / 6.0));
    return refine(x, y, angle, 0.08, 0.01, Math.max(1.5, textHeight / 8.0));
  }

  /** The middle of the angles that are nearly as good as the best one. */
  private static double refine(
      double[] x, double[] y, double around, double range, double step, double bin) {
    int steps = (int) Math.round(2 * range / step);
    double[] energies = new double[steps + 1];
    double most = 0;
    double least = Double.MAX_VALUE;
    for (int i = 0; i <= steps; i++) {
      energies[i] = energy(x, y, around - range + i * step, bin);
      most = Math.max(most, energies[i]);
      least = Math.min(least, energies[i]);
    }
    double sum = 0;
    double weights = 0;
    double floor = most - 0.25 * (most - least);
    for (int i = 0; i <= steps; i++) {
      double weight = Math.max(0, energies[i] - floor);
      sum += weight * (around - range + i * step);
      weights += weight;
    }
    return weights == 0 ? around : sum / weights;
  }

  private static double energy(double[] x, double[] y, double degrees, double bin) {
    double cos = Math.cos(Math.toRadians(degrees)) / bin;
    double sin = Math.sin(Math.toRadians(degrees)) / bin;
    double least = Double.MAX_VALUE;
    double most = -Double.MAX_VALUE;
    for (int i = 0; i < x.length; i++) {
      double at = y[i] * cos - x[i] * sin;
      least = Math.min(least, at);
      most = Math.max(most, at);
    }
    double[] counts = new double[(int) (most - least) + 3];
    for (int i = 0; i < x.length; i++) {
      double at = y[i] * cos - x[i] * sin - least;
      int cell = (int) at;
      double part = at - cell; // shared between neighbours, so that bins have no hard edges
      counts[cell] += 1 - part;
      counts[cell + 1] += part;
    }
    double energy = 0;
    for (double one : counts) {
      energy += one * one;
    }
    return energy;
  }
}
