package io.glyphflow.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Schedules worked out on paper: an oracle that shares no code with the engine. */
final class Schedules {

  private Schedules() {}

  /** The end of the last translation if each instance takes the next item as it gets free. */
  static double list(Bubbles.Work work, int[] order) {
    double[] reader = new double[work.recognizers()];
    double[] read = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      int first = earliest(reader);
      reader[first] += work.readMillis(order[i]);
      read[i] = reader[first];
    }
    Arrays.sort(read);
    double[] translator = new double[work.translators()];
    for (double ready : read) {
      int first = earliest(translator);
      translator[first] = Math.max(translator[first], ready) + work.translateMillis();
    }
    return Arrays.stream(translator).max().orElse(0);
  }

  /** The same if item i of the order belongs to instance i modulo their number. */
  static double roundRobin(Bubbles.Work work, int[] order) {
    double[] reader = new double[work.recognizers()];
    double[] translator = new double[work.translators()];
    double[] read = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      reader[i % reader.length] += work.readMillis(order[i]);
      read[i] = reader[i % reader.length];
    }
    for (int t = 0; t < translator.length; t++) {
      int mine = t;
      double[] ready =
          IntStream.range(0, read.length)
              .filter(i -> i % work.translators() == mine)
              .mapToDouble(i -> read[i])
              .sorted()
              .toArray();
      for (double at : ready) {
        translator[t] = Math.max(translator[t], at) + work.translateMillis();
      }
    }
    return Arrays.stream(translator).max().orElse(0);
  }

  private static int earliest(double[] free) {
    int first = 0;
    for (int i = 1; i < free.length; i++) {
      if (free[i] < free[first]) {
        first = i;
      }
    }
    return first;
  }

  static int[] inOrder(int n) {
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    return order;
  }

  /** All orders of n items. */
  static List<int[]> permutations(int n) {
    List<int[]> all = new ArrayList<>();
    permute(inOrder(n), 0, all);
    return all;
  }

  private static void permute(int[] order, int from, List<int[]> all) {
    if (from == order.length) {
      all.add(order.clone());
      return;
    }
    for (int i = from; i < order.length; i++) {
      swap(order, from, i);
      permute(order, from + 1, all);
      swap(order, from, i);
    }
  }

  private static void swap(int[] order, int i, int j) {
    int kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }

  /** The best list schedule over all orders. */
  static double best(Bubbles.Work work) {
    return permutations(work.size()).stream()
        .mapToDouble(order -> list(work, order))
        .min()
        .orElseThrow();
  }
}
