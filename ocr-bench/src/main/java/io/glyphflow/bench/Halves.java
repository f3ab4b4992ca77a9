package io.glyphflow.bench;

import io.glyphflow.core.stage.Attempt;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.onnx.OnnxSession;
import io.glyphflow.onnx.SessionLease;
import io.glyphflow.testkit.onnx.OnnxGraph;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;

/** OPT-010: a map of 800 x 800 that a model gives in halves, wanted as floats. */
public final class Halves implements AutoCloseable {

  /** Who widens it. */
  public enum Arm {
    /** A loop over its bytes, value by value. */
    LOOP,
    /** The model's last operator. */
    GRAPH,
    /** {@link io.glyphflow.onnx.Tensor#floats()}. */
    TENSOR
  }

  static final int SIDE = 800;

  private final OnnxSession half = open(false);
  private final OnnxSession wide = open(true);
  private final float[] values = new float[SIDE * SIDE];

  private final FloatBuffer map =
      ByteBuffer.allocateDirect(Float.BYTES * SIDE * SIDE)
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer();

  /** Levels of 0..1 and what halves cannot hold. */
  Halves() {
    Random random = new Random(13);
    for (int i = 0; i < map.capacity(); i++) {
      map.put(i, random.nextFloat());
    }
    map.put(0, -70_000).put(1, 1e-8f).put(2, Float.NaN);
  }

  private static OnnxSession open(boolean isWide) {
    OnnxGraph graph =
        new OnnxGraph()
            .input("map", OnnxGraph.Type.FLOAT, 1, 1, SIDE, SIDE)
            .node(
                "Cast",
                List.of("map"),
                List.of(isWide ? "narrow" : "out"),
                OnnxGraph.integer("to", OnnxGraph.Type.FLOAT16.number()));
    if (isWide) {
      graph.node(
          "Cast",
          List.of("narrow"),
          List.of("out"),
          OnnxGraph.integer("to", OnnxGraph.Type.FLOAT.number()));
    }
    graph.output("out", isWide ? OnnxGraph.Type.FLOAT : OnnxGraph.Type.FLOAT16, 1, 1, SIDE, SIDE);
    return OnnxSession.open(ModelSource.of("halves", ByteBuffer.wrap(graph.toBytes())));
  }

  /** The answer is the same array each time. */
  float[] run(Arm arm) throws InterruptedException {
    try (SessionLease lease = (arm == Arm.GRAPH ? wide : half).lease()) {
      lease.input("map", 1, 1, SIDE, SIDE).floats().put(map.duplicate());
      lease.run(Attempt.unlimited());
      if (arm == Arm.LOOP) {
        ByteBuffer bytes = lease.output(0).bytes();
        for (int i = 0; i < values.length; i++) {
          values[i] = Float.float16ToFloat(bytes.getShort(2 * i));
        }
      } else {
        lease.output(0).floats().get(values);
      }
    }
    return values;
  }

  @Override
  public void close() {
    half.close();
    wide.close();
  }
}
