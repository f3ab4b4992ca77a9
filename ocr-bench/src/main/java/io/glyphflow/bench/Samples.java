package io.glyphflow.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Measurements of several arms, taken in turn. */
final class Samples<A> {

  private final Map<A, List<Double>> values = new HashMap<>();

  void add(A arm, double value) {
    values.computeIfAbsent(arm, unused -> new ArrayList<>()).add(value);
  }

  void add(A arm, long nanos) {
    add(arm, (double) nanos);
  }

  double[] of(A arm) {
    return values.getOrDefault(arm, List.of()).stream().mapToDouble(v -> v).toArray();
  }

  double median(A arm) {
    return Stats.median(of(arm));
  }
}
