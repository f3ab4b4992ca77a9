package io.glyphflow.core.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ListScheduleTest {

  /** When the last job ends if each machine takes the next job as it gets free. */
  private static double makespan(int[] order, double[] costs, int machines) {
    PriorityQueue<Double> free = new PriorityQueue<>();
    IntStream.range(0, machines).forEach(m -> free.add(0.0));
    double end = 0;
    for (int job : order) {
      double done = free.remove() + Math.max(0, Double.isNaN(costs[job]) ? 0 : costs[job]);
      free.add(done);
      end = Math.max(end, done);
    }
    return end;
  }

  private static double optimum(double[] costs, int machines) {
    int[] order = IntStream.range(0, costs.length).toArray();
    return permute(order, 0, costs, machines);
  }

  private static double permute(int[] order, int from, double[] costs, int machines) {
    if (from == order.length) {
      return makespan(order, costs, machines);
    }
    double best = Double.MAX_VALUE;
    for (int i = from; i < order.length; i++) {
      swap(order, from, i);
      best = Math.min(best, permute(order, from + 1, costs, machines));
      swap(order, from, i);
    }
    return best;
  }

  private static void swap(int[] order, int i, int j) {
    int kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }

  @Test
  void order_sixBubbles_isWithinOnePercentOfTheBest() {
    double[] costs = {112, 300, 400, 420, 647, 725};
    double best = optimum(costs, 2);
    assertThat(makespan(ListSchedule.order(costs, 2), costs, 2)).isLessThanOrEqualTo(best * 1.01);
  }

  @Test
  void order_randomJobs_isNearTheBestAndNeverAboveGrahamsBound() {
    Random random = new Random(1);
    double worst = 1;
    for (int round = 0; round < 400; round++) {
      int n = 1 + random.nextInt(7);
      int machines = 1 + random.nextInt(3);
      double[] costs = random.doubles(n, 0, 1000).map(Math::rint).toArray();
      int[] order = ListSchedule.order(costs, machines);
      assertPermutation(order, n);
      double best = optimum(costs, machines);
      double ratio = best == 0 ? 1 : makespan(order, costs, machines) / best;
      worst = Math.max(worst, ratio);
      assertThat(ratio)
          .as("%s on %s", Arrays.toString(costs), machines)
          .isLessThanOrEqualTo(4 / 3.0);
    }
    assertThat(worst).as("worst of all").isLessThanOrEqualTo(1.10);
  }

  @Test
  void order_equalCostsOrOneMachineOrEnoughMachines_isKept() {
    int[] kept = IntStream.range(0, 9).toArray();
    double[] alike = new double[9];
    Arrays.fill(alike, 7);
    double[] different = {3, 1, 4, 1, 5, 9, 2, 6, 5};
    for (int machines = 1; machines < 12; machines++) {
      assertThat(ListSchedule.order(alike, machines)).containsExactly(kept);
    }
    assertThat(ListSchedule.order(different, 1)).containsExactly(kept);
    assertThat(ListSchedule.order(different, 9)).containsExactly(kept);
    assertThat(ListSchedule.order(different, 100)).containsExactly(kept);
    assertThat(ListSchedule.order(new double[0], 3)).isEmpty();
  }

  @Test
  void order_strangeCosts_isAPermutation() {
    Random random = new Random(2);
    double[] strange = {
      Double.NaN, -1, 0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE
    };
    for (int n : new int[] {1, 2, 3, 7, 8, 31, 32, 33, 100, 1000}) {
      double[] costs =
          IntStream.range(0, n)
              .mapToDouble(
                  i -> random.nextInt(3) == 0 ? strange[random.nextInt(7)] : random.nextInt(5))
              .toArray();
      double[] copy = costs.clone();
      assertPermutation(ListSchedule.order(costs, 2), n);
      assertThat(costs).containsExactly(copy);
    }
  }

  @Test
  void order_manyJobs_isLongestFirstAndStable() {
    double[] costs = IntStream.range(0, 100).mapToDouble(i -> i % 5).toArray();
    int[] order = ListSchedule.order(costs, 2);
    for (int i = 1; i < order.length; i++) {
      assertThat(costs[order[i]]).isLessThanOrEqualTo(costs[order[i - 1]]);
      if (costs[order[i]] == costs[order[i - 1]]) {
        assertThat(order[i]).isGreaterThan(order[i - 1]);
      }
    }
  }

  private static void assertPermutation(int[] order, int n) {
    assertThat(Arrays.stream(order).sorted().toArray())
        .containsExactly(IntStream.range(0, n).toArray());
  }
}
