package io.glyphflow.layout.contract;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.Supplier;

/** The numbers of an output and their true shape. Not thread-safe. */
public final class Values {

  private final String name;
  private final long[] shape;
  private final Supplier<FloatBuffer> floats;

  /**
   * Values that are widened when they are asked for.
   *
   * @param name of the output
   * @param shape its true dimensions
   * @param floats gives the values
   */
  public Values(String name, long[] shape, Supplier<FloatBuffer> floats) {
    this.name = name;
    this.shape = shape.clone();
    this.floats = floats;
  }

  String name() {
    return name;
  }

  int rank() {
    return shape.length;
  }

  int size(int axis) {
    return Math.toIntExact(shape[axis]);
  }

  /** All of them; what is asked for often is kept by the caller. */
  FloatBuffer floats() {
    return floats.get();
  }

  /** Some of them, on the heap, where loops are fast. */
  float[] copy(int from, int count) {
    float[] values = new float[count];
    floats.get().get(from, values);
    return values;
  }

  @Override
  public String toString() {
    return name + Arrays.toString(shape);
  }
}
