package io.glyphflow.onnx;

import io.glyphflow.core.stage.PermanentOcrException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model says of itself. {@link #read} needs no ONNX Runtime and reads no weights, so it is
 * quick for a model of any size. Immutable, thread-safe.
 *
 * @param name where it is from, for messages
 * @param inputs in the graph's order, without those that the file itself fills
 * @param outputs in the graph's order, without those that hold no tensor of an {@link ElementType}
 * @param metadata its custom metadata, for example {@code character}
 * @param irVersion the version of the file format; 0 if it is not known
 * @param opsets the versions of the operators, by domain; {@link #ONNX_DOMAIN} for those of ONNX
 * @param producer the tool that wrote it, with its version; empty if it does not say
 * @param externalFiles the names of the files beside it that hold weights; empty for most
 */
public record ModelInfo(
    String name,
    List<ValueInfo> inputs,
    List<ValueInfo> outputs,
    Map<String, String> metadata,
    long irVersion,
    Map<String, Long> opsets,
    String producer,
    List<String> externalFiles) {

  /** The domain of ONNX's own operators. */
  public static final String ONNX_DOMAIN = "ai.onnx";

  /** Copies the components. */
  public ModelInfo {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    opsets = Collections.unmodifiableMap(new LinkedHashMap<>(opsets));
    externalFiles = List.copyOf(externalFiles);
  }

  /**
   * A model of which only the signature is known.
   *
   * @param name where it is from, for messages
   * @param inputs in the graph's order
   * @param outputs in the graph's order
   * @param metadata its custom metadata
   */
  public ModelInfo(
      String name, List<ValueInfo> inputs, List<ValueInfo> outputs, Map<String, String> metadata) {
    this(name, inputs, outputs, metadata, 0, Map.of(), "", List.of());
  }

  /**
   * Reads what a model says of itself, without loading it. The file is not trusted: a damaged one
   * is an exception, whatever it holds. Takes time in proportion to the number of its nodes.
   *
   * @param source where it is
   * @return its signature
   * @throws PermanentOcrException if it cannot be read, or is not an ONNX model; the message says
   *     what it is, as far as that can be told
   */
  public static ModelInfo read(ModelSource source) {
    return source.head().info();
  }

  /**
   * The version of ONNX's own operators.
   *
   * @return the version; 0 if the model has none of them or it is not known
   */
  public long opset() {
    return opsets.getOrDefault(ONNX_DOMAIN, 0L);
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
