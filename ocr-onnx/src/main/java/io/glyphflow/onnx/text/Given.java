package io.glyphflow.onnx.text;

import io.glyphflow.core.image.TensorSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What a builder was told already: each option is set once. */
final class Given {

  private final Map<String, Object> options = new HashMap<>();

  /** Notes an option; the second time is the caller's error. */
  void once(String name, Object value) {
    Objects.requireNonNull(value, name);
    Object first = options.putIfAbsent(name, value);
    if (first != null) {
      throw new IllegalStateException(name + ": is " + first + " already, set it once");
    }
  }

  /** A whole number within bounds. */
  static int within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": " + value + ", must be within " + least + ".." + most);
    }
    return value;
  }

  /** A number within bounds, not NaN. */
  static double within(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          name + ": " + value + ", must be within " + least + ".." + most);
    }
    return value;
  }

  /** Three channels. */
  static TensorSpec.Channels color(TensorSpec.Channels order) {
    if (order.count() != 3) {
      throw new IllegalArgumentException("channels: " + order + ", must be RGB or BGR");
    }
    return order;
  }
}
