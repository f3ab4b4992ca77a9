package io.glyphflow.core.internal.engine;

import java.util.Arrays;
import java.util.Comparator;

/**
 * In which order to start jobs on identical machines so that the last one ends early. Longest first
 * (R. L. Graham, "Bounds on Multiprocessing Timing Anomalies", 1969, at most 4/3 of the optimum),
 * then pairs are swapped as long as that ends sooner.
 */
final class ListSchedule {

  /** Swapping costs n^2 schedules of n steps; longer lists are left as they are, longest first. */
  private static final int MAX_SWAPPED = 32;

  private static final int MAX_ROUNDS = 8;

  private ListSchedule() {}

  /**
   * The order in which to start jobs.
   *
   * @param costs the length of each job; NaN and negative ones count as 0
   * @param machines jobs that run at the same time, 1 or more
   * @return indices into {@code costs}; 0 to n-1 in order if all jobs are alike or one machine does
   *     them
   */
  static int[] order(double[] costs, int machines) {
    Integer[] order = new Integer[costs.length];
    Arrays.setAll(order, i -> i);
    if (machines > 1 && machines < costs.length && !areAlike(costs)) {
      Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -cost(costs, i)));
      if (order.length <= MAX_SWAPPED) {
        improve(order, costs, machines);
      }
    }
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }

  private static void improve(Integer[] order, double[] costs, int machines) {
    double best = makespan(order, costs, machines);
    boolean isBetter = true;
    for (int round = 0; isBetter && round < MAX_ROUNDS; round++) {
      isBetter = false;
      for (int i = 0; i < order.length; i++) {
        for (int j = i + 1; j < order.length; j++) {
          swap(order, i, j);
          double tried = makespan(order, costs, machines);
          if (tried < best) {
            best = tried;
            isBetter = true;
          } else {
            swap(order, i, j);
          }
        }
      }
    }
  }

  /** When the last job ends if each machine takes the next job of the list as it gets free. */
  private static double makespan(Integer[] order, double[] costs, int machines) {
    double[] free = new double[machines];
    double end = 0;
    for (Integer job : order) {
      int first = 0;
      for (int m = 1; m < machines; m++) {
        if (free[m] < free[first]) {
          first = m;
        }
      }
      free[first] += cost(costs, job);
      end = Math.max(end, free[first]);
    }
    return end;
  }

  private static void swap(Integer[] order, int i, int j) {
    Integer kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }

  private static double cost(double[] costs, int job) {
    return costs[job] > 0 ? costs[job] : 0;
  }

  private static boolean areAlike(double[] costs) {
    for (double cost : costs) {
      if (Double.compare(cost, costs[0]) != 0) {
        return false;
      }
    }
    return true;
  }
}
