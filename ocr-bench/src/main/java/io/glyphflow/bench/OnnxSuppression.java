package io.glyphflow.bench;

import io.glyphflow.core.stage.Attempt;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.onnx.OnnxSession;
import io.glyphflow.onnx.SessionLease;
import io.glyphflow.onnx.Tensor;
import io.glyphflow.testkit.onnx.OnnxGraph;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The operator {@code NonMaxSuppression} of ONNX Runtime, in a graph of its own: one class, edges
 * without a pixel of their own. Not thread-safe.
 */
final class OnnxSuppression implements AutoCloseable {

  private final OnnxSession session;
  private final float[] boxes;
  private final float[] confidences;
  private final int count;

  OnnxSuppression(float[] boxes, float[] confidences, int count, float iou) {
    this.boxes = boxes;
    this.confidences = confidences;
    this.count = count;
    OnnxGraph graph =
        new OnnxGraph()
            .input("boxes", OnnxGraph.Type.FLOAT, 1, count, 4)
            .input("confidences", OnnxGraph.Type.FLOAT, 1, 1, count)
            .constant("most", new long[] {count}, 1)
            .constant("iou", new float[] {iou}, 1)
            .output("kept", OnnxGraph.Type.INT64, "kept", 3)
            .node(
                "NonMaxSuppression",
                List.of("boxes", "confidences", "most", "iou"),
                List.of("kept"));
    this.session =
        OnnxSession.open(ModelSource.of("suppression", ByteBuffer.wrap(graph.toBytes())));
  }

  int[] run() throws InterruptedException {
    try (SessionLease lease = session.lease()) {
      lease.input("boxes", 1, count, 4).floats().put(0, boxes, 0, 4 * count);
      lease.input("confidences", 1, 1, count).floats().put(0, confidences, 0, count);
      lease.run(Attempt.unlimited());
      Tensor kept = lease.output("kept");
      ByteBuffer bytes = kept.bytes().order(ByteOrder.nativeOrder());
      int size = kept.count() / 3;
      int[] indices = new int[size];
      for (int i = 0; i < size; i++) {
        // Batch, class, box.
        indices[i] = (int) bytes.getLong(8 * (3 * i + 2));
      }
      return indices;
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
