package io.glyphflow.onnx.text;

import io.glyphflow.onnx.ModelSource;
import io.glyphflow.testkit.onnx.OnnxGraph;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A detector of lines whose answers are known: text is where it is dark, and up to 20 pixels of the
 * model's input to the left and the right of it.
 */
final class InkDetectorModel {

  private static final int REACH = 20;

  private InkDetectorModel() {}

  static ModelSource source() {
    byte[] bytes =
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT, "n", 3, "h", "w")
            .output("y", OnnxGraph.Type.FLOAT, "n", 1, "h", "w")
            .constant("dark", new float[] {1.2f}, 1)
            .node(
                "ReduceMean",
                List.of("x"),
                List.of("level"),
                OnnxGraph.ints("axes", 1),
                OnnxGraph.integer("keepdims", 1))
            .node("Less", List.of("level", "dark"), List.of("isInk"))
            .node("Cast", List.of("isInk"), List.of("ink"), OnnxGraph.integer("to", 1))
            .node(
                "MaxPool",
                List.of("ink"),
                List.of("y"),
                OnnxGraph.ints("kernel_shape", 1, 2 * REACH + 1),
                OnnxGraph.ints("pads", 0, REACH, 0, REACH))
            .toBytes();
    return ModelSource.of("ink", ByteBuffer.wrap(bytes));
  }
}
