package io.glyphflow.onnx;

import java.util.Arrays;

/** Checks shapes before a native library sees them. */
final class Shapes {

  private Shapes() {}

  /**
   * How many values a shape has room for.
   *
   * @throws IllegalArgumentException if a side is negative or there are too many values to count
   */
  static int count(String name, long[] shape) {
    long count = 1;
    for (long side : shape) {
      if (side < 0) {
        throw new IllegalArgumentException(
            name + ": shape " + Arrays.toString(shape) + ", sides must be >= 0");
      }
      // No overflow: both factors are less than 2^31.
      count = side > Integer.MAX_VALUE ? Long.MAX_VALUE : count * side;
      if (count > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            name + ": shape " + Arrays.toString(shape) + ", must be < 2^31 values");
      }
    }
    return (int) count;
  }

  /**
   * Checks the shape of an input. Its sides may differ from the declared ones: the model itself
   * says no to that, if it means it. What no model could take is refused here.
   *
   * @throws IllegalArgumentException if a side is negative, or zero where the file declares one of
   *     a fixed length; if the rank is not the declared one; or if the values would take 2 GiB
   */
  static void check(ValueInfo declared, long[] shape) {
    long bytes = (long) count(declared.name(), shape) * declared.type().bytes();
    if (bytes > NativeBlock.MAX_BYTES) {
      throw new IllegalArgumentException(
          declared.name()
              + ": shape "
              + Arrays.toString(shape)
              + " takes "
              + bytes
              + " bytes, must be <= "
              + NativeBlock.MAX_BYTES);
    }
    int rank = declared.shape().size();
    // A file that leaves the rank open looks as if it declared none.
    if (rank > 0 && rank != shape.length) {
      throw new IllegalArgumentException(
          "input: shape "
              + Arrays.toString(shape)
              + ", must have the "
              + rank
              + " sides of "
              + declared);
    }
    for (int i = 0; i < rank; i++) {
      if (shape[i] == 0 && declared.shape().get(i) > 0) {
        throw new IllegalArgumentException(
            "input: shape "
                + Arrays.toString(shape)
                + ", side "
                + i
                + " must be > 0 in "
                + declared);
      }
    }
  }
}
