package io.glyphflow.onnx;

import java.util.List;

/**
 * An input or output, as the model's file declares it. Files promise shapes that they do not keep:
 * only what came out of a run is true. Immutable, thread-safe.
 *
 * @param name its name in the graph
 * @param type what it holds
 * @param shape its dimensions, outermost first; -1 where the file leaves one open
 */
public record ValueInfo(String name, ElementType type, List<Long> shape) {

  /** Copies the shape. */
  public ValueInfo {
    shape = List.copyOf(shape);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name).append(' ').append(type).append('[');
    for (int i = 0; i < shape.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(shape.get(i) < 0 ? "?" : shape.get(i).toString());
    }
    return text.append(']').toString();
  }
}
