package io.glyphflow.onnx;

import java.util.List;

/**
 * An input or output, as the model's file declares it. Files promise shapes that they do not keep:
 * only what came out of a run is true. Immutable, thread-safe.
 *
 * @param name its name in the graph
 * @param type what it holds
 * @param shape its dimensions, outermost first; -1 where the file leaves one open
 * @param symbols the names that the file gives to open dimensions, for {@link
 *     SessionOptions.Builder#dimension}; as many as dimensions, empty where there is none
 */
public record ValueInfo(String name, ElementType type, List<Long> shape, List<String> symbols) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there are not as many symbols as dimensions
   */
  public ValueInfo {
    shape = List.copyOf(shape);
    symbols = List.copyOf(symbols);
    if (symbols.size() != shape.size()) {
      throw new IllegalArgumentException(
          "symbols: " + symbols.size() + ", must be as many as dimensions: " + shape.size());
    }
  }

  /**
   * A value whose open dimensions have no names.
   *
   * @param name its name in the graph
   * @param type what it holds
   * @param shape its dimensions, outermost first; -1 where the file leaves one open
   */
  public ValueInfo(String name, ElementType type, List<Long> shape) {
    this(name, type, shape, shape.stream().map(side -> "").toList());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name).append(' ').append(type).append('[');
    for (int i = 0; i < shape.size(); i++) {
      String open = symbols.get(i).isEmpty() ? "?" : symbols.get(i);
      text.append(i == 0 ? "" : ", ").append(shape.get(i) < 0 ? open : shape.get(i).toString());
    }
    return text.append(']').toString();
  }
}
