package io.glyphflow.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Which shapes came out for which shapes that went in, so that the next such run can write where we
 * say. An output that once came out otherwise depends on more than that and is left to the runtime
 * from then on. Thread-safe.
 */
final class KnownShapes {

  /** Enough for any bucketing of widths and batches; beyond it all are learnt anew. */
  private static final int LIMIT = 512;

  private final ConcurrentMap<Key, long[][]> known = new ConcurrentHashMap<>();
  private final AtomicIntegerArray isUnsteady;
  private volatile long @Nullable [][] last;

  KnownShapes(int outputs) {
    isUnsteady = new AtomicIntegerArray(outputs);
  }

  /** The shapes of all inputs or outputs, in the graph's order. */
  static final class Key {
    private final long[][] shapes;
    private final int hash;

    Key(long[][] shapes) {
      this.shapes = shapes;
      this.hash = Arrays.deepHashCode(shapes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && hash == key.hash && Arrays.deepEquals(shapes, key.shapes);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** What came out the last time; empty if these went in never before. */
  long @Nullable [][] outputs(Key inputs) {
    return known.get(inputs);
  }

  boolean isSteady(int output) {
    return isUnsteady.get(output) == 0;
  }

  /** A run ended with these. */
  void learn(Key inputs, long[][] outputs) {
    if (known.size() >= LIMIT) {
      known.clear();
    }
    long[][] before = known.put(inputs, outputs);
    if (before != null) {
      for (int i = 0; i < outputs.length; i++) {
        if (!Arrays.equals(before[i], outputs[i])) {
          distrust(i);
        }
      }
    }
    last = inputs.shapes;
  }

  void distrust(int output) {
    isUnsteady.set(output, 1);
  }

  /** The shapes of the inputs of the last run that showed something new. */
  Optional<List<long[]>> lastInputs() {
    long[][] shapes = last;
    return shapes == null ? Optional.empty() : Optional.of(List.of(shapes));
  }

  /** Pinning does not work with this model. */
  void distrustAll() {
    for (int i = 0; i < isUnsteady.length(); i++) {
      distrust(i);
    }
  }
}
