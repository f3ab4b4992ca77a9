package io.glyphflow.layout;

import io.glyphflow.onnx.ModelSource;
import io.glyphflow.testkit.onnx.OnnxGraph;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Writes models that look at two pixels of their input, the one at a quarter of both sides and the
 * one at the bottom right, and answer numbers that are linear in them: {@code bias + weights *
 * pixels}. So what comes out tells how the page was prepared.
 */
final class ProbeGraph {

  /** Channels 0, 1, 2 at a quarter, then 0, 1, 2 at the bottom right. */
  static final int PROBES = 6;

  private final OnnxGraph graph = new OnnxGraph();
  private final OnnxGraph.Type type;
  private int constants;

  /** A graph whose picture is found under the name "probe" as floats. */
  ProbeGraph(OnnxGraph.Type type, String input, Object batch, int width, int height) {
    this.type = type;
    graph.input(input, type, batch, 3, height, width);
    graph.node("Cast", List.of(input), List.of("floats"), OnnxGraph.integer("to", 1));
    pixel("quarter", height / 4, width / 4);
    pixel("corner", height - 1, width - 1);
    graph.node(
        "Concat", List.of("quarter", "corner"), List.of("probe"), OnnxGraph.integer("axis", 1));
  }

  private void pixel(String name, int y, int x) {
    graph.node(
        "Slice",
        List.of("floats", numbers(y, x), numbers(y + 1L, x + 1L), numbers(2, 3)),
        List.of(name + "4"));
    graph.node("Flatten", List.of(name + "4"), List.of(name), OnnxGraph.integer("axis", 1));
  }

  String numbers(long... values) {
    String name = "n" + constants++;
    graph.constant(name, values, values.length);
    return name;
  }

  String floats(float[] values, long... shape) {
    String name = "f" + constants++;
    graph.constant(name, values, shape);
    return name;
  }

  OnnxGraph graph() {
    return graph;
  }

  /** Numbers as floats: {@code weights[probe][i]} times the probe, plus {@code bias[i]}. */
  ProbeGraph linear(String name, float[] bias, float[][] weights, long... shape) {
    float[] flat = new float[PROBES * bias.length];
    for (int probe = 0; probe < weights.length; probe++) {
      System.arraycopy(weights[probe], 0, flat, probe * bias.length, bias.length);
    }
    graph.node(
        "MatMul", List.of("probe", floats(flat, PROBES, bias.length)), List.of(name + "Product"));
    graph.node("Add", List.of(name + "Product", floats(bias, bias.length)), List.of(name + "Flat"));
    graph.node("Reshape", List.of(name + "Flat", numbers(shape)), List.of(name));
    return this;
  }

  /** Makes floats an output of the type of the graph. */
  ProbeGraph output(String from, String name, Object... shape) {
    return output(from, name, type, shape);
  }

  ProbeGraph output(String from, String name, OnnxGraph.Type to, Object... shape) {
    graph.output(name, to, shape);
    graph.node("Cast", List.of(from), List.of(name), OnnxGraph.integer("to", to.number()));
    return this;
  }

  ModelSource source() {
    return ModelSource.of("probe.onnx", ByteBuffer.wrap(graph.toBytes()));
  }

  /** Some numbers, zero but for some. */
  static float[] sparse(int length, Object... atAndValue) {
    float[] values = new float[length];
    for (int i = 0; i < atAndValue.length; i += 2) {
      values[(Integer) atAndValue[i]] = ((Number) atAndValue[i + 1]).floatValue();
    }
    return values;
  }

  static float[] filled(int length, float value) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return values;
  }
}
