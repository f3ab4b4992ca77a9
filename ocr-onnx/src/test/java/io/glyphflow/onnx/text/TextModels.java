package io.glyphflow.onnx.text;

import io.glyphflow.onnx.ModelSource;
import io.glyphflow.testkit.onnx.OnnxGraph;
import java.nio.ByteBuffer;
import java.util.List;

/** Small models with known answers. */
final class TextModels {

  private TextModels() {}

  /** A detector to which darkness is probability; for {@link PixelNormalization#UNIT}. */
  static ModelSource ink() {
    return source(
        "ink",
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT, "n", 3, "h", "w")
            .output("maps", OnnxGraph.Type.FLOAT, "n", 1, 640, 640) // as false as those of real models
            .constant("one", new float[] {1})
            .node("ReduceMean", List.of("x"), List.of("light"), OnnxGraph.ints("axes", 1))
            .node("Sub", List.of("one", "light"), List.of("maps")));
  }

  /** The same in half precision, in and out. */
  static ModelSource halfInk() {
    return source(
        "half ink",
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT16, "n", 3, "h", "w")
            .output("maps", OnnxGraph.Type.FLOAT16, "n", 1, "h", "w")
            .constant("one", OnnxGraph.Type.FLOAT16, new byte[] {0x00, 0x3c}, 1)
            .node("ReduceMean", List.of("x"), List.of("light"), OnnxGraph.ints("axes", 1))
            .node("Sub", List.of("one", "light"), List.of("maps")));
  }

  /** The same with a declared size, and a map of a quarter of it. */
  static ModelSource fixedInk(int width, int height) {
    return source(
        "fixed ink",
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT, 1, 3, height, width)
            .output("maps", OnnxGraph.Type.FLOAT, 1, 1, height / 4, width / 4)
            .constant("one", new float[] {1})
            .node("ReduceMean", List.of("x"), List.of("light"), OnnxGraph.ints("axes", 1))
            .node(
                "AveragePool",
                List.of("light"),
                List.of("small"),
                OnnxGraph.ints("kernel_shape", 4, 4),
                OnnxGraph.ints("strides", 4, 4))
            .node("Sub", List.of("one", "small"), List.of("maps")));
  }

  /** A detector that divides by the light: black is infinite, or NaN if all is multiplied by 0. */
  static ModelSource broken(float factor) {
    return source(
        "broken",
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT, "n", 3, "h", "w")
            .output("maps", OnnxGraph.Type.FLOAT, "n", 1, "h", "w")
            .constant("factor", new float[] {factor})
            .node("ReduceMean", List.of("x"), List.of("light"), OnnxGraph.ints("axes", 1))
            .node("Div", List.of("factor", "light"), List.of("maps")));
  }

  /** A model that answers what it is asked: three channels, no map. */
  static ModelSource echo() {
    return source(
        "echo",
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT, "n", 3, "h", "w")
            .output("y", OnnxGraph.Type.FLOAT, "n", 3, "h", "w")
            .node("Identity", List.of("x"), List.of("y")));
  }

  /** A line classifier: class 0 if the left of a line of 48 x 192 is lighter than its right. */
  static ModelSource lightLeft(boolean isSoftmax) {
    float[] weights = new float[192 * 2];
    for (int x = 0; x < 192; x++) {
      weights[2 * x] = (x < 96 ? 1 : -1) / 24f;
      weights[2 * x + 1] = -weights[2 * x];
    }
    OnnxGraph graph =
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT, "n", 3, 48, 192)
            .output("scores", OnnxGraph.Type.FLOAT, "n", 2)
            .constant("weights", weights, 192, 2)
            .node(
                "ReduceMean",
                List.of("x"),
                List.of("columns"),
                OnnxGraph.ints("axes", 1, 2),
                OnnxGraph.integer("keepdims", 0))
            .node("MatMul", List.of("columns", "weights"), List.of(isSoftmax ? "sums" : "scores"));
    return source(
        "light left",
        isSoftmax
            ? graph.node(
                "Softmax", List.of("sums"), List.of("scores"), OnnxGraph.integer("axis", 1))
            : graph);
  }

  /**
   * A page classifier: upright is dark at the top; class n is that, turned n quarters clockwise.
   */
  static ModelSource darkTop() {
    float[] rows = new float[224 * 4];
    float[] columns = new float[224 * 4];
    for (int i = 0; i < 224; i++) {
      float light = (i < 112 ? -2 : 2) / 112f;
      rows[4 * i] = light;
      columns[4 * i + 1] = -light;
      rows[4 * i + 2] = -light;
      columns[4 * i + 3] = light;
    }
    return source(
        "dark top",
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT, "n", 3, 224, 224)
            .output("scores", OnnxGraph.Type.FLOAT, "n", 4)
            .constant("rowWeights", rows, 224, 4)
            .constant("columnWeights", columns, 224, 4)
            .node(
                "ReduceMean",
                List.of("x"),
                List.of("rows"),
                OnnxGraph.ints("axes", 1, 3),
                OnnxGraph.integer("keepdims", 0))
            .node(
                "ReduceMean",
                List.of("x"),
                List.of("columns"),
                OnnxGraph.ints("axes", 1, 2),
                OnnxGraph.integer("keepdims", 0))
            .node("MatMul", List.of("rows", "rowWeights"), List.of("a"))
            .node("MatMul", List.of("columns", "columnWeights"), List.of("b"))
            .node("Add", List.of("a", "b"), List.of("sums"))
            .node("Softmax", List.of("sums"), List.of("scores"), OnnxGraph.integer("axis", 1)));
  }

  private static ModelSource source(String name, OnnxGraph graph) {
    return ModelSource.of(name, ByteBuffer.wrap(graph.toBytes()));
  }
}
