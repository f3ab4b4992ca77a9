package io.glyphflow.onnx;

import io.glyphflow.testkit.onnx.OnnxGraph;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;

/** Models with known answers. */
final class SmallModels {

  private SmallModels() {}

  static ModelSource source(String name, OnnxGraph graph) {
    return ModelSource.of(name, ByteBuffer.wrap(graph.toBytes()));
  }

  static OnnxSession open(String name, OnnxGraph graph) {
    return OnnxSession.open(source(name, graph));
  }

  /** y = x + x, of any shape of one side. */
  static OnnxGraph twice() {
    return twice(OnnxGraph.Type.FLOAT, "n");
  }

  static OnnxGraph twice(OnnxGraph.Type type, Object... declared) {
    return new OnnxGraph()
        .input("x", type, "n")
        .output("y", type, declared)
        .node("Add", List.of("x", "x"), List.of("y"));
  }

  /** From one type to another, and the input as it is. */
  static OnnxGraph cast(OnnxGraph.Type from, OnnxGraph.Type to) {
    return new OnnxGraph()
        .input("x", from, "n")
        .output("y", to, "n")
        .output("same", from, "n")
        .node("Cast", List.of("x"), List.of("y"), OnnxGraph.integer("to", to.number()))
        .node("Identity", List.of("x"), List.of("same"));
  }

  /** The places of what is not 0: how many there are depends on the values. */
  static OnnxGraph nonZero() {
    return new OnnxGraph()
        .input("x", OnnxGraph.Type.FLOAT, "n")
        .output("places", OnnxGraph.Type.INT64, 1, "k")
        .output("y", OnnxGraph.Type.FLOAT, "n")
        .node("NonZero", List.of("x"), List.of("places"))
        .node("Add", List.of("x", "x"), List.of("y"));
  }

  /** cache' = cache + x, along the first side. */
  static OnnxGraph cache() {
    return new OnnxGraph()
        .input("x", OnnxGraph.Type.FLOAT, "n", 2)
        .input("past", OnnxGraph.Type.FLOAT, "p", 2)
        .output("present", OnnxGraph.Type.FLOAT, "t", 2)
        .output("sum", OnnxGraph.Type.FLOAT, 2)
        .node("Concat", List.of("past", "x"), List.of("present"), OnnxGraph.integer("axis", 0))
        .constant("zero", new long[] {0}, 1)
        .node(
            "ReduceSum",
            List.of("present", "zero"),
            List.of("sum"),
            OnnxGraph.integer("keepdims", 0));
  }

  /** Convolutions of 3x3 one after the other over the same weights, with a picture of any size. */
  static OnnxGraph convolutions(int depth, int channels) {
    OnnxGraph graph =
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT, "batch", channels, "height", "width")
            .output("y", OnnxGraph.Type.FLOAT, "batch", channels, "height", "width");
    float[] weights = new float[channels * channels * 9];
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextDouble(-1, 1) / (3 * channels);
    }
    graph.constant("w", weights, channels, channels, 3, 3);
    for (int i = 0; i < depth; i++) {
      graph
          .node(
              "Conv",
              List.of(i == 0 ? "x" : "r" + (i - 1), "w"),
              List.of("c" + i),
              OnnxGraph.ints("pads", 1, 1, 1, 1))
          .node("Relu", List.of("c" + i), List.of(i == depth - 1 ? "y" : "r" + i));
    }
    return graph;
  }

  /** Seeded values between -1 and 1. */
  static float[] values(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  static float[] floats(Tensor tensor) {
    float[] values = new float[tensor.count()];
    tensor.floats().get(values);
    return values;
  }
}
