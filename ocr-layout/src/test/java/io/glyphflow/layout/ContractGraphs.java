package io.glyphflow.layout;

import static io.glyphflow.layout.ProbeGraph.filled;
import static io.glyphflow.layout.ProbeGraph.sparse;

import io.glyphflow.onnx.ModelSource;
import io.glyphflow.testkit.onnx.OnnxGraph;
import java.util.List;

/** A small model of each family, whose answers follow from the colors of the page. */
final class ContractGraphs {

  private static final int RED = 0;
  private static final int GREEN = 1;
  private static final int CORNER = 3;

  /** Of a mask. */
  private static final int SIDE = 32;

  private ContractGraphs() {}

  /** Box 10 R, 8 + 10 G, 50 R, 8 + 60 G in the letterbox, class 3, twice the corner's level. */
  static ModelSource yolov10(OnnxGraph.Type type) {
    return yolov10(type, "n");
  }

  static ModelSource yolov10(OnnxGraph.Type type, Object batch) {
    float[][] weights = new float[ProbeGraph.PROBES][12];
    weights[RED][0] = 10;
    weights[GREEN][1] = 10;
    weights[RED][2] = 50;
    weights[GREEN][3] = 60;
    weights[CORNER][4] = 2;
    return new ProbeGraph(type, "images", batch, 64, 64)
        .linear("rows", sparse(12, 1, 8, 3, 8, 5, 3), weights, -1, 2, 6)
        .output("rows", "output0", batch, 2, 6)
        .source();
  }

  /**
   * Cell 5: center 30 R, 8 + 30 G, size 20 R x 20 G, class 1 of 2 with twice the corner's level.
   */
  static ModelSource yolov8(OnnxGraph.Type type) {
    int cells = 84;
    float[][] weights = new float[ProbeGraph.PROBES][6 * cells];
    weights[RED][5] = 30;
    weights[GREEN][cells + 5] = 30;
    weights[RED][2 * cells + 5] = 20;
    weights[GREEN][3 * cells + 5] = 20;
    weights[CORNER][5 * cells + 5] = 2;
    ProbeGraph graph =
        new ProbeGraph(type, "images", 1, 64, 64)
            .linear("planes", sparse(6 * cells, cells + 5, 8), weights, -1, 6, cells)
            .output("planes", "output0", 1, 6, cells);
    graph.graph().metadata("names", "{0: 'text', 1: 'table'}");
    return graph.source();
  }

  /**
   * Cell (2, 1) of stride 16: center {@code (B / 102 + 2, G / 102 + 1) * 16}, size {@code 2^(R /
   * 204)} by 1, class 1 of 2, objectness 0.9 of the corner's level over that of the padding.
   */
  static ModelSource yolox(OnnxGraph.Type type) {
    int columns = 7;
    int cell = (64 + 6) * columns;
    float[][] weights = new float[ProbeGraph.PROBES][84 * columns];
    weights[0][cell] = 1 / 102f;
    weights[1][cell + 1] = 1 / 102f;
    weights[2][cell + 2] = (float) (Math.log(2) / 204);
    weights[CORNER][cell + 4] = 0.9f / 114;
    return new ProbeGraph(type, "images", "n", 64, 64)
        .linear("cells", sparse(84 * columns, cell + 6, 1), weights, -1, 84, columns)
        .output("cells", "output", "n", 84, columns)
        .source();
  }

  /**
   * Two rows with as many columns as wanted. The first: class 2, 20 R, 20 G, 60 R, 60 G in the
   * tensor of 96 x 64, read second. The second: class 21, the lower right quarter of the picture by
   * the shape that the model was told, read first.
   */
  static ModelSource paddle(OnnxGraph.Type type, int columns, boolean hasMasks, float countFactor) {
    float[][] weights = new float[ProbeGraph.PROBES][2 * columns];
    weights[RED][2] = 20;
    weights[GREEN][3] = 20;
    weights[RED][4] = 60;
    weights[GREEN][5] = 60;
    float[] bias = sparse(2 * columns, 0, 2, 1, 0.75, columns, 21, columns + 1, 0.5);
    if (columns > 6) {
      bias[6] = 5;
      bias[columns + 6] = 5;
      bias[columns + (columns > 7 ? 7 : 6)] = columns > 7 ? 1 : 4;
    }
    ProbeGraph graph = new ProbeGraph(type, "image", "n", 96, 64);
    graph.graph().input("im_shape", type, "n", 2).input("scale_factor", type, "n", 2);
    graph.linear("found", bias, weights, -1, 2, columns);
    float[] shares = new float[4 * columns];
    shares[columns + 3] = 0.5f; // height of the shape
    shares[columns + 5] = 1;
    shares[3 * columns + 2] = 0.5f; // width of the shape
    shares[3 * columns + 4] = 1;
    mix(graph, "im_shape", "shares", shares, filled(2 * columns, 0), 2, columns);
    float[] factors = new float[4 * columns];
    for (int row = 0; row < 2; row++) {
      factors[row * columns + 3] = 1; // height
      factors[row * columns + 5] = 1;
      factors[(2 + row) * columns + 2] = 1; // width
      factors[(2 + row) * columns + 4] = 1;
    }
    float[] ones = filled(2 * columns, 1);
    for (int row = 0; row < 2; row++) {
      for (int i = 2; i < 6; i++) {
        ones[row * columns + i] = 0;
      }
    }
    mix(graph, "scale_factor", "factors", factors, ones, 2, columns);
    graph.graph().node("Add", List.of("found", "shares"), List.of("inTensor"));
    graph.graph().node("Div", List.of("inTensor", "factors"), List.of("inPage"));
    graph.graph().node("Reshape", List.of("inPage", graph.numbers(-1, columns)), List.of("rows"));
    graph.output("rows", "fetch_name_0", "m", columns);
    graph.linear("counts", new float[] {2 * countFactor}, new float[0][], -1);
    graph.output("counts", "fetch_name_1", OnnxGraph.Type.INT32, "n");
    if (hasMasks) {
      graph.graph().constant("masks", OnnxGraph.Type.INT32, cutMasks(), 2, SIDE, SIDE);
      graph.output("masks", "fetch_name_2", OnnxGraph.Type.INT32, "m", SIDE, SIDE);
    }
    return graph.source();
  }

  /** Two masks over the page, without its lower right corner. */
  private static byte[] cutMasks() {
    byte[] raw = new byte[2 * SIDE * SIDE * 4];
    for (int i = 0; i < 2 * SIDE * SIDE; i++) {
      raw[4 * i] = (byte) (isInside(i) ? 1 : 0);
    }
    return raw;
  }

  private static boolean isInside(int i) {
    return i % SIDE + i / SIDE % SIDE < 2 * SIDE - 8;
  }

  /** An input of two numbers a page, times a matrix of [2, rows * columns], plus something. */
  private static void mix(
      ProbeGraph graph,
      String from,
      String to,
      float[] matrix,
      float[] bias,
      int rows,
      int columns) {
    String floats = from + "Floats";
    graph.graph().node("Cast", List.of(from), List.of(floats), OnnxGraph.integer("to", 1));
    graph
        .graph()
        .node(
            "MatMul",
            List.of(floats, graph.floats(matrix, 2, (long) rows * columns)),
            List.of(to + "Product"));
    graph
        .graph()
        .node(
            "Add", List.of(to + "Product", graph.floats(bias, bias.length)), List.of(to + "Flat"));
    graph
        .graph()
        .node("Reshape", List.of(to + "Flat", graph.numbers(-1, rows, columns)), List.of(to));
  }

  /** As M and S: two inputs, rows of 6, one of class 8 with the colors of ImageNet. */
  static ModelSource paddleSmall(OnnxGraph.Type type) {
    float[][] weights = new float[ProbeGraph.PROBES][6];
    weights[RED][4] = 20;
    weights[GREEN][5] = 20;
    ProbeGraph graph = new ProbeGraph(type, "image", "n", 64, 64);
    graph.graph().input("scale_factor", type, "n", 2);
    graph.linear("found", sparse(6, 0, 8, 1, 0.75, 2, 1, 3, 2, 4, 10, 5, 20), weights, -1, 1, 6);
    mix(
        graph,
        "scale_factor",
        "factors",
        new float[] {0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0},
        new float[] {1, 1, 0, 0, 0, 0},
        1,
        6);
    graph.graph().node("Div", List.of("found", "factors"), List.of("inPage"));
    graph.graph().node("Reshape", List.of("inPage", graph.numbers(-1, 6)), List.of("rows"));
    graph.output("rows", "multiclass_nms3_0.tmp_0", "m", 6);
    graph.linear("counts", new float[] {1}, new float[0][], -1);
    return graph.output("counts", "multiclass_nms3_0.tmp_2", OnnxGraph.Type.INT32, "n").source();
  }

  /**
   * Four queries. 0: class 22 at center 0.5 R, 0.5 G, size 0.25 R x 0.25 G, logit 2. 1: classes 21
   * (logit 3) and 0 (logit 1), the lower right. 2: nothing. 3: class 6 (logit 4), the upper left.
   * Order 3, 0, 1.
   */
  static ModelSource ordered(OnnxGraph.Type type, boolean hasMasks) {
    int classes = 25;
    float[] logits = filled(4 * classes, -10);
    logits[22] = 2;
    logits[classes + 21] = 3;
    logits[classes] = 1;
    logits[3 * classes + 6] = 4;
    ProbeGraph graph =
        queries(type, "n", logits, classes)
            .linear("order", votes(), new float[0][], -1, 4, 4)
            .output("order", "order_logits", "n", 4, 4);
    if (hasMasks) {
      float[] masks = new float[4 * SIDE * SIDE];
      for (int i = 0; i < masks.length; i++) {
        masks[i] = isInside(i) ? 3 : -3;
      }
      graph
          .linear("masks", masks, new float[0][], -1, 4, SIDE, SIDE)
          .output("masks", "out_masks", "n", 4, SIDE, SIDE);
    }
    return graph.source();
  }

  /**
   * Above the diagonal: whether the row is read before the column. Below is not to be looked at.
   */
  private static float[] votes() {
    int[] rank = {1, 2, 3, 0};
    float[] logits = filled(16, 50);
    for (int i = 0; i < 4; i++) {
      for (int j = i + 1; j < 4; j++) {
        logits[4 * i + j] = rank[i] < rank[j] ? 2 : -2;
      }
    }
    return logits;
  }

  /** As {@link #ordered}, with three classes and no order: 0: class 2, 1: classes 1 and 0. */
  static ModelSource rtDetr(OnnxGraph.Type type) {
    return queries(type, "n", new float[] {-9, -9, 2, 1, 3, -9, -9, -9, -9, -9, 4, -9}, 3).source();
  }

  /** Three classes and none: query 0 is class 2, 1 is class 1, the others none. */
  static ModelSource detr(OnnxGraph.Type type) {
    float[] logits = {0, 0, 5, 0, 0, 4, 0, 1, 0, 0, 0, 9, 1, 0, 0, 9};
    ProbeGraph graph = queries(type, "n", logits, 4, "scaled");
    graph.graph().input("pixel_mask", OnnxGraph.Type.INT64, "n", 64, 96);
    graph
        .graph()
        .node("Cast", List.of("pixel_mask"), List.of("mask"), OnnxGraph.integer("to", 1))
        .node("ReduceMean", List.of("mask"), List.of("share"), OnnxGraph.ints("axes", 1, 2))
        .node("Mul", List.of("boxes", "share"), List.of("scaled"));
    return graph.source();
  }

  private static ProbeGraph queries(
      OnnxGraph.Type type, Object batch, float[] logits, int classes) {
    return queries(type, batch, logits, classes, "boxes");
  }

  private static ProbeGraph queries(
      OnnxGraph.Type type, Object batch, float[] logits, int classes, String boxes) {
    float[][] weights = new float[ProbeGraph.PROBES][16];
    weights[RED][0] = 0.5f;
    weights[GREEN][1] = 0.5f;
    weights[RED][2] = 0.25f;
    weights[GREEN][3] = 0.25f;
    float[] bias =
        sparse(16, 4, 0.75, 5, 0.75, 6, 0.5, 7, 0.5, 12, 0.125, 13, 0.125, 14, 0.25, 15, 0.25);
    return new ProbeGraph(type, "pixel_values", batch, 96, 64)
        .linear("classes", logits, new float[0][], -1, 4, classes)
        .output("classes", "logits", batch, "q", classes)
        .linear("boxes", bias, weights, -1, 4, 4)
        .output(boxes, "pred_boxes", batch, "q", 4);
  }
}
