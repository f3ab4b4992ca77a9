package io.glyphflow.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.management.ThreadMXBean;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.testkit.onnx.OnnxGraph;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OutputShapesTest {

  @RegisterExtension final HandleCheck handles = new HandleCheck();

  private static void check(OnnxSession session, float... values) throws InterruptedException {
    try (SessionLease lease = session.lease()) {
      check(lease, values);
    }
  }

  private static void check(SessionLease lease, float... values) throws InterruptedException {
    lease.input("x", values.length).floats().put(values);
    lease.run(Attempt.unlimited());
    assertThat(lease.output("y").shape()).containsExactly(values.length);
    float[] twice = SmallModels.floats(lease.output("y"));
    for (int i = 0; i < values.length; i++) {
      assertThat(twice[i]).isEqualTo(2 * values[i]);
    }
  }

  private static float[] ramp(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i - 3;
    }
    return values;
  }

  @Test
  void run_shapesThatComeAndGo_areAllRight() throws InterruptedException {
    try (OnnxSession session = SmallModels.open("twice", SmallModels.twice())) {
      for (int round = 0; round < 3; round++) {
        for (int count : new int[] {4, 9, 1, 4096, 4, 4, 100_000, 9}) {
          check(session, ramp(count));
        }
      }
      try (SessionLease lease = session.lease()) {
        for (int count : new int[] {4, 9, 1, 4096, 4, 4, 100_000, 9}) {
          check(lease, ramp(count));
        }
      }
    }
  }

  /** More than are remembered. */
  @Test
  void run_everNewShapes_areAllRight() throws InterruptedException {
    try (OnnxSession session = SmallModels.open("twice", SmallModels.twice())) {
      for (int i = 1; i <= 1200; i++) {
        check(session, ramp(i % 600 + 1));
      }
    }
  }

  @Test
  void run_declaredShapeIsFalse_theTrueOneIsGiven() throws InterruptedException {
    OnnxGraph graph = SmallModels.twice(OnnxGraph.Type.FLOAT, 640);
    try (OnnxSession session = SmallModels.open("false", graph)) {
      for (int i = 0; i < 3; i++) {
        check(session, ramp(5));
        check(session, ramp(700));
      }
    }
  }

  @Test
  void run_shapeDependsOnValues_isNotPinnedAgainAndTheOtherIs() throws InterruptedException {
    try (OnnxSession session = SmallModels.open("places", SmallModels.nonZero())) {
      for (int round = 0; round < 4; round++) {
        for (float[] values :
            new float[][] {{1, 0, 2}, {1, 0, 2}, {0, 0, 0}, {1, 1, 1}, {0, 0, 9}}) {
          try (SessionLease lease = session.lease()) {
            check(lease, values);
            Tensor places = lease.output("places");
            int count = 0;
            for (int i = 0; i < values.length; i++) {
              if (values[i] != 0) {
                assertThat(places.bytes().getLong(8 * count)).isEqualTo(i);
                count++;
              }
            }
            assertThat(places.shape()).containsExactly(1, count);
          }
        }
      }
      assertThat(session.calls().shapes().isSteady(0)).isFalse();
      assertThat(session.calls().shapes().isSteady(1)).isTrue();
    }
  }

  /** 4 MB come out of each run; none of that goes through the heap. */
  @Test
  void run_steadyShape_allocatesNothingOfItsSize() throws InterruptedException {
    int count = 1 << 20;
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (OnnxSession session = SmallModels.open("twice", SmallModels.twice())) {
      float[] values = ramp(count);
      float[] twice = new float[count];
      long allocated = 0;
      for (int i = 0; i < 20; i++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        try (SessionLease lease = session.lease()) {
          lease.input("x", count).floats().put(values);
          lease.run(Attempt.unlimited());
          lease.output("y").floats().get(twice);
        }
        allocated = threads.getCurrentThreadAllocatedBytes() - before;
      }
      assertThat(allocated).isLessThan(20_000);
      assertThat(twice[count - 1]).isEqualTo(2 * values[count - 1]);
    }
  }

  @Test
  void run_halves_allocateNothingOfTheirSize() throws InterruptedException {
    int count = 1 << 20;
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    OnnxGraph graph = SmallModels.twice(OnnxGraph.Type.FLOAT16, "n");
    try (OnnxSession session = SmallModels.open("halves", graph)) {
      float[] values = new float[count];
      Arrays.fill(values, 0.5f);
      long allocated = 0;
      for (int i = 0; i < 10; i++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        try (SessionLease lease = session.lease()) {
          lease.input("x", count).floats().put(values);
          lease.run(Attempt.unlimited());
          lease.output("y").floats().get(values);
        }
        allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(values[count - 1]).isEqualTo(1);
        Arrays.fill(values, 0.5f);
      }
      assertThat(allocated).isLessThan(20_000);
    }
  }

  @Test
  void run_modelRefusesTheInput_namesModelAndShapes() throws InterruptedException {
    OnnxGraph graph =
        new OnnxGraph()
            .input("a", OnnxGraph.Type.FLOAT, "n")
            .input("b", OnnxGraph.Type.FLOAT, 4)
            .output("y", OnnxGraph.Type.FLOAT, 4)
            .node("Add", List.of("a", "b"), List.of("y"));
    try (OnnxSession session = SmallModels.open("sums.onnx", graph);
        SessionLease lease = session.lease()) {
      lease.input("a", 4);
      lease.input("b", 3);
      assertThatExceptionOfType(PermanentOcrException.class)
          .isThrownBy(() -> lease.run(Attempt.unlimited()))
          .withMessageContaining("\"sums.onnx\"")
          .withMessageContaining("b FLOAT32[3]")
          .withMessageContaining("b FLOAT32[4]")
          .satisfies(e -> assertThat(e.category()).isEqualTo(FailureCategory.MODEL));
      assertThatIllegalStateException().isThrownBy(() -> lease.output("y"));
      lease.input("b", 4);
      lease.run(Attempt.unlimited());
      assertThat(lease.output("y").count()).isEqualTo(4);
    }
  }

  /** Fails inside an operator, with the outputs of an earlier run of these shapes pinned. */
  @Test
  void run_operatorFails_isAnExceptionAndTheNextCallIsRight() throws InterruptedException {
    OnnxGraph graph =
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT, "n")
            .input("i", OnnxGraph.Type.INT64, "k")
            .output("y", OnnxGraph.Type.FLOAT, "k")
            .node("Gather", List.of("x", "i"), List.of("y"));
    try (OnnxSession session = SmallModels.open("pick.onnx", graph)) {
      for (int place : new int[] {1, 2, 99, 0, 99, 2}) {
        try (SessionLease lease = session.lease()) {
          lease.input("x", 3).floats().put(new float[] {5, 6, 7});
          lease.input("i", 1).bytes().putLong(place);
          if (place < 3) {
            lease.run(Attempt.unlimited());
            assertThat(SmallModels.floats(lease.output(0))).containsExactly(5 + place);
          } else {
            assertThatExceptionOfType(PermanentOcrException.class)
                .isThrownBy(() -> lease.run(Attempt.unlimited()))
                .withMessageContaining("x FLOAT32[3], i INT64[1]");
          }
        }
      }
      assertThat(session.calls().shapes().isSteady(0)).isTrue();
    }
  }

  @Test
  void lease_wrongUse_isAnException() throws InterruptedException {
    try (OnnxSession session = SmallModels.open("twice", SmallModels.twice())) {
      SessionLease lease = session.lease();
      assertThatIllegalStateException().isThrownBy(() -> lease.output("y"));
      assertThatIllegalStateException()
          .isThrownBy(() -> lease.run(Attempt.unlimited()))
          .withMessageContaining("x FLOAT32[n]");
      check(lease, 1, 2);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lease.output("z"))
          .withMessageContaining("y FLOAT32[n]");
      assertThatIllegalArgumentException().isThrownBy(() -> lease.output(1));
      assertThatIllegalArgumentException().isThrownBy(() -> lease.output(-1));
      assertThat(lease.output(0).name()).isEqualTo("y");
      lease.close();
      lease.close();
      assertThatIllegalStateException().isThrownBy(() -> lease.input("x", 1));
      assertThatIllegalStateException().isThrownBy(() -> lease.output("y"));
      assertThatIllegalStateException().isThrownBy(() -> lease.run(Attempt.unlimited()));
      // Nothing of it is left for the next one.
      try (SessionLease next = session.lease()) {
        assertThatIllegalStateException().isThrownBy(() -> next.output("y"));
        assertThatIllegalStateException().isThrownBy(() -> next.run(Attempt.unlimited()));
      }
    }
  }

  @Test
  void run_realModelsThatPromiseFalseShapes_giveTheTrueOnes() throws InterruptedException {
    if (!RealModels.areThere()) {
      return;
    }
    try (OnnxSession detector = RealModels.open("ppocr/ch_ppocr_mobile_v2.0_det_infer.onnx");
        OnnxSession reader = RealModels.open("ppocr/japan_rec_crnn.onnx")) {
      assertThat(detector.model().outputs().getFirst().shape()).endsWith(640L, 640L);
      assertThat(reader.model().outputs().getFirst().shape()).contains(25L);
      for (int i = 0; i < 3; i++) {
        assertThat(shape(detector, 1, 3, 320, 224)).containsExactly(1, 1, 320, 224);
        assertThat(shape(detector, 2, 3, 160, 192)).containsExactly(2, 1, 160, 192);
        assertThat(shape(reader, 1, 3, 32, 100)).containsExactly(1, 25, 4400);
        assertThat(shape(reader, 2, 3, 32, 320)[1]).isGreaterThan(25);
      }
    }
  }

  private static long[] shape(OnnxSession session, long... input) throws InterruptedException {
    try (SessionLease lease = session.lease()) {
      Tensor tensor = lease.input("x", input);
      tensor.floats().put(SmallModels.values(tensor.count(), 3));
      lease.run(Attempt.unlimited());
      return lease.output(0).shape();
    }
  }
}
