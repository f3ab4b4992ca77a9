package io.glyphflow.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.testkit.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WarmUpTest {

  @RegisterExtension final HandleCheck handles = new HandleCheck();

  private static List<List<Long>> last(OnnxSession session) {
    return session.calls().lastShapes().orElseThrow().stream()
        .map(shape -> Arrays.stream(shape).boxed().toList())
        .toList();
  }

  @Test
  void warmUp_openSides_areGuessed() {
    try (OnnxSession session = SmallModels.open("net", SmallModels.convolutions(2, 3))) {
      session.warmUp();
      assertThat(last(session)).containsExactly(List.of(1L, 3L, 64L, 64L));
    }
  }

  @Test
  void warmUp_afterARun_takesItsShapes() throws InterruptedException {
    try (OnnxSession session = SmallModels.open("net", SmallModels.convolutions(2, 3))) {
      try (SessionLease lease = session.lease()) {
        lease.input("x", 2, 3, 16, 48);
        lease.run(Attempt.unlimited());
      }
      session.warmUp();
      assertThat(last(session)).containsExactly(List.of(2L, 3L, 16L, 48L));
    }
  }

  @Test
  void warmUp_givenShapes_areTaken() {
    try (OnnxSession session = SmallModels.open("net", SmallModels.convolutions(2, 3))) {
      session.warmUp(Map.of("x", List.of(1L, 3L, 32L, 40L)));
      assertThat(last(session)).containsExactly(List.of(1L, 3L, 32L, 40L));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.warmUp(Map.of("z", List.of(1L))));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.warmUp(Map.of("x", List.of(1L))));
    }
  }

  @Test
  void warmUp_guessThatDoesNotPlease_isNoTrouble() {
    OnnxGraph graph =
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT, "n")
            .output("y", OnnxGraph.Type.FLOAT, 3)
            .constant("three", new float[] {1, 2, 3}, 3)
            .constant("shape", new long[] {3}, 1)
            .node("Reshape", List.of("x", "shape"), List.of("r"))
            .node("Add", List.of("r", "three"), List.of("y"));
    try (OnnxSession session = SmallModels.open("three", graph)) {
      session.warmUp();
      session.warmUp(Map.of("x", List.of(3L)));
      assertThatExceptionOfType(PermanentOcrException.class)
          .isThrownBy(() -> session.warmUp(Map.of("x", List.of(4L))));
    }
  }

  @Test
  void warmUp_interruptedThread_staysInterrupted() {
    try (OnnxSession session = SmallModels.open("net", SmallModels.convolutions(2, 3))) {
      Thread.currentThread().interrupt();
      session.warmUp();
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void warmUp_realModels_run() {
    if (!RealModels.areThere()) {
      return;
    }
    for (String name :
        List.of(
            "ppocr/ch_ppocr_mobile_v2.0_cls_infer.onnx",
            "ppocr/en_PP-OCRv3_det_infer.onnx",
            "ppocr/en_number_mobile_v2.0_rec_infer.onnx",
            "ppocr/japan_rec_crnn.onnx",
            "yolox/yolox_nano.onnx")) {
      try (OnnxSession session = RealModels.open(name)) {
        session.warmUp();
        assertThat(session.calls().lastShapes()).as(name).isPresent();
      }
    }
  }
}
