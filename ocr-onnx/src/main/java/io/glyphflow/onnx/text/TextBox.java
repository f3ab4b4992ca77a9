package io.glyphflow.onnx.text;

import io.glyphflow.core.geometry.Polygon;
import java.util.Objects;

/**
 * Where a line of text stands. Immutable, thread-safe.
 *
 * @param quad four corners, pixels of the picture: top left, top right, bottom right, bottom left
 *     as the text is seen when it is level
 * @param confidence 0..1
 */
public record TextBox(Polygon quad, double confidence) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if there are not four corners
   */
  public TextBox {
    Objects.requireNonNull(quad, "quad");
    if (quad.vertices().size() != 4) {
      throw new IllegalArgumentException("quad: " + quad.vertices().size() + " corners, must be 4");
    }
  }
}
