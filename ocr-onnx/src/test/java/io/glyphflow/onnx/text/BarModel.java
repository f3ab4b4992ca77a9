package io.glyphflow.onnx.text;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.testkit.onnx.OnnxGraph;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A text model whose answers are known: it reads bars by how dark they are. Black is "a", dark gray
 * "b", gray "c", light gray the space; white and the padding are the blank. A step is a column, as
 * dark as its darkest pixel. Columns beside darker ones are the edges of bars and blanks.
 */
final class BarModel {

  /** Without the space, which the model has as its last class. */
  static final CharacterDictionary DICTIONARY = CharacterDictionary.of(List.of("a", "b", "c"));

  /** What the classes are centered at, as -1..1; the blank is what is near to none of them. */
  private static final float[] CENTERS = {0, -1, -0.7f, -0.4f, 0.5f};

  private Object height = "height";
  private Object width = "width";
  private Object lines = "lines";
  private Object channels = 3;
  private boolean hasSoftmax = true;
  private OnnxGraph.Type type = OnnxGraph.Type.FLOAT;

  BarModel height(Object side) {
    height = side;
    return this;
  }

  BarModel width(Object side) {
    width = side;
    return this;
  }

  BarModel lines(Object count) {
    lines = count;
    return this;
  }

  BarModel channels(Object count) {
    channels = count;
    return this;
  }

  BarModel logits() {
    hasSoftmax = false;
    return this;
  }

  BarModel type(OnnxGraph.Type of) {
    type = of;
    return this;
  }

  ModelSource source() {
    return ModelSource.of("bars", ByteBuffer.wrap(bytes()));
  }

  /** The darkness of each column; a logit for each class by its distance from it. */
  private byte[] bytes() {
    OnnxGraph graph =
        new OnnxGraph()
            .input("x", type, lines, channels, height, width)
            .output("y", type, "n", 7, 99)
            .constant("centers", CENTERS, 1, 1, 5)
            .constant("steepness", new float[] {0, -400, -400, -400, -400}, 1, 1, 5)
            .constant("heights", new float[] {0, 6, 6, 6, 6}, 1, 1, 5)
            .constant("last", new long[] {2}, 1)
            .node("Cast", List.of("x"), List.of("wide"), OnnxGraph.integer("to", 1))
            .node(
                "ReduceMin",
                List.of("wide"),
                List.of("columns"),
                OnnxGraph.ints("axes", 1, 2),
                OnnxGraph.integer("keepdims", 0))
            .constant("one", new long[] {1}, 1)
            .node("Unsqueeze", List.of("columns", "one"), List.of("plane"))
            .node("Neg", List.of("plane"), List.of("darkness"))
            .node(
                "MaxPool",
                List.of("darkness"),
                List.of("darkest"),
                OnnxGraph.ints("kernel_shape", 7),
                OnnxGraph.ints("pads", 3, 3))
            .constant("nearly", new float[] {0.01f}, 1)
            .constant("far", new float[] {3}, 1)
            .node("Sub", List.of("darkest", "nearly"), List.of("dark"))
            .node("Less", List.of("darkness", "dark"), List.of("isEdge"))
            .node("Cast", List.of("isEdge"), List.of("edge"), OnnxGraph.integer("to", 1))
            .node("Mul", List.of("edge", "far"), List.of("away"))
            .node("Add", List.of("plane", "away"), List.of("pooled"))
            .node("Transpose", List.of("pooled"), List.of("steps"), OnnxGraph.ints("perm", 0, 2, 1))
            .node("Sub", List.of("steps", "centers"), List.of("distances"))
            .node("Mul", List.of("distances", "distances"), List.of("squares"))
            .node("Mul", List.of("squares", "steepness"), List.of("valleys"))
            .node("Add", List.of("valleys", "heights"), List.of("logits"));
    String answer = "logits";
    if (hasSoftmax) {
      answer = "softmax";
      graph.node("Softmax", List.of("logits"), List.of("softmax"), OnnxGraph.integer("axis", -1));
    }
    graph.node("Cast", List.of(answer), List.of("y"), OnnxGraph.integer("to", type.number()));
    return graph.toBytes();
  }

  /** A line with a bar for each letter, 8 columns wide at height 32, 16 columns apart. */
  static PageImage line(String text) {
    return line(text, 32);
  }

  /** A line of some height: bars and gaps grow with it. */
  static PageImage line(String text, int height) {
    int unit = height / 4;
    int width = unit * (3 * text.length() + 2);
    ByteBuffer pixels = ByteBuffer.allocateDirect(width * height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int place = x / unit;
        int level = place % 3 == 2 ? level(text.charAt(place / 3)) : 255;
        pixels.put(y * width + x, (byte) level);
      }
    }
    return PageImage.wrap(
        pixels, new Size(width, height), PageImage.Format.GRAY8, width, 0, () -> {});
  }

  private static int level(char letter) {
    return switch (letter) {
      case 'a' -> 0;
      case 'b' -> 38;
      case 'c' -> 76;
      default -> 191;
    };
  }
}
