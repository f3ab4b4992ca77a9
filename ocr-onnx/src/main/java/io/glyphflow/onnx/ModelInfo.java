package io.glyphflow.onnx;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model says of itself. Immutable, thread-safe.
 *
 * @param name where it is from, for messages
 * @param inputs in the graph's order
 * @param outputs in the graph's order
 * @param metadata its custom metadata, for example {@code character}
 */
public record ModelInfo(
    String name, List<ValueInfo> inputs, List<ValueInfo> outputs, Map<String, String> metadata) {

  /** Copies the components. */
  public ModelInfo {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    metadata = Map.copyOf(metadata);
  }

  /**
   * An input by name.
   *
   * @param wanted its name
   * @return the input; empty if there is none
   */
  public Optional<ValueInfo> input(String wanted) {
    return inputs.stream().filter(input -> input.name().equals(wanted)).findFirst();
  }

  /**
   * An output by name.
   *
   * @param wanted its name
   * @return the output; empty if there is none
   */
  public Optional<ValueInfo> output(String wanted) {
    return outputs.stream().filter(output -> output.name().equals(wanted)).findFirst();
  }
}
