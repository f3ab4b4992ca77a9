package io.glyphflow.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.stage.Attempt;
import io.glyphflow.testkit.onnx.OnnxGraph;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnnxSessionTest {

  @Test
  void run_halfPrecision_isNarrowedAndWidened() throws InterruptedException {
    byte[] model =
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT16, "n")
            .output("y", OnnxGraph.Type.FLOAT16, 99)
            .node("Add", List.of("x", "x"), List.of("y"))
            .toBytes();
    try (OnnxSession session = OnnxSession.open(ModelSource.of("half", ByteBuffer.wrap(model)));
        SessionLease lease = session.lease()) {
      lease.input("x", 3).floats().put(new float[] {1, 2.5f, -3});
      lease.run(Attempt.unlimited());
      float[] twice = new float[3];
      lease.output("y").floats().get(twice);
      assertThat(twice).containsExactly(2, 5, -6);
      assertThat(lease.output("y").shape()).containsExactly(3);
    }
  }
}
