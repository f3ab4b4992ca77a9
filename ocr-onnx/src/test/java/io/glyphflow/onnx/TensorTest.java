package io.glyphflow.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.glyphflow.core.stage.Attempt;
import io.glyphflow.testkit.onnx.OnnxGraph;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTest {

  @RegisterExtension final HandleCheck handles = new HandleCheck();

  private static OnnxGraph.Type graphType(ElementType type) {
    return switch (type) {
      case FLOAT32 -> OnnxGraph.Type.FLOAT;
      case FLOAT16 -> OnnxGraph.Type.FLOAT16;
      case BFLOAT16 -> OnnxGraph.Type.BFLOAT16;
      case FLOAT64 -> OnnxGraph.Type.DOUBLE;
      case INT8 -> OnnxGraph.Type.INT8;
      case UINT8 -> OnnxGraph.Type.UINT8;
      case INT32 -> OnnxGraph.Type.INT32;
      case INT64 -> OnnxGraph.Type.INT64;
      case BOOL -> OnnxGraph.Type.BOOL;
    };
  }

  /** Twice, as the first run reads the runtime's memory and the second one ours. */
  @ParameterizedTest
  @EnumSource
  void run_everyTypeInAndOut_isNarrowedAndWidened(ElementType type) throws InterruptedException {
    float[] values =
        type == ElementType.BOOL
            ? new float[] {1, 0, 1, 1, 0}
            : new float[] {0, 1, 5, 64, type == ElementType.UINT8 ? 200 : -100};
    OnnxGraph in = SmallModels.cast(graphType(type), OnnxGraph.Type.FLOAT);
    OnnxGraph out = SmallModels.cast(OnnxGraph.Type.FLOAT, graphType(type));
    try (OnnxSession reads = SmallModels.open("reads", in);
        OnnxSession writes = SmallModels.open("writes", out)) {
      for (int i = 0; i < 3; i++) {
        for (OnnxSession session : new OnnxSession[] {reads, writes}) {
          try (SessionLease lease = session.lease()) {
            lease.input("x", 5).floats().put(values);
            lease.run(Attempt.unlimited());
            assertThat(lease.output("y").type())
                .isEqualTo(session == reads ? ElementType.FLOAT32 : type);
            assertThat(lease.output("same").type())
                .isEqualTo(session == reads ? type : ElementType.FLOAT32);
            for (String name : new String[] {"y", "same"}) {
              assertThat(SmallModels.floats(lease.output(name))).containsExactly(values);
              assertThat(lease.output(name).bytes().isDirect()).isTrue();
              assertThat(lease.output(name).floats().isDirect()).isTrue();
            }
          }
        }
      }
    }
  }

  @Test
  void floats_ofAnInputWrittenAsBytes_areWidened() {
    try (OnnxSession session =
            SmallModels.open("twice", SmallModels.twice(OnnxGraph.Type.INT64, "n"));
        SessionLease lease = session.lease()) {
      Tensor tensor = lease.input("x", 2);
      tensor.bytes().putLong(7).putLong(-3);
      assertThat(SmallModels.floats(tensor)).containsExactly(7, -3);
    }
  }

  @Test
  void tensor_isDescribed() {
    try (OnnxSession session = SmallModels.open("twice", SmallModels.twice());
        SessionLease lease = session.lease()) {
      Tensor tensor = lease.input("x", 3);
      assertThat(tensor.name()).isEqualTo("x");
      assertThat(tensor.type()).isEqualTo(ElementType.FLOAT32);
      assertThat(tensor.shape()).containsExactly(3);
      assertThat(tensor.count()).isEqualTo(3);
      assertThat(tensor).hasToString("x FLOAT32[3]");
    }
  }

  @Test
  void tensor_afterItsTime_isAnException() throws InterruptedException {
    try (OnnxSession session = SmallModels.open("twice", SmallModels.twice())) {
      SessionLease lease = session.lease();
      Tensor first = lease.input("x", 3);
      Tensor input = lease.input("x", 4);
      assertThatIllegalStateException().isThrownBy(first::floats);
      lease.run(Attempt.unlimited());
      Tensor before = lease.output("y");
      lease.run(Attempt.unlimited());
      assertThatIllegalStateException().isThrownBy(before::bytes);
      Tensor output = lease.output("y");
      lease.close();
      assertThatIllegalStateException().isThrownBy(output::floats);
      assertThatIllegalStateException().isThrownBy(input::bytes);
      assertThat(output.shape()).containsExactly(4);
    }
  }

  @Test
  void input_grownUnderItsHolder_leavesTheOldMemoryAlone() throws InterruptedException {
    try (OnnxSession session = SmallModels.open("twice", SmallModels.twice());
        SessionLease lease = session.lease()) {
      FloatBuffer small = lease.input("x", 2).floats();
      FloatBuffer large = lease.input("x", 1 << 20).floats();
      small.put(0, 5);
      large.put(0, 6);
      lease.run(Attempt.unlimited());
      assertThat(lease.output("y").floats().get(0)).isEqualTo(12);
      assertThat(small.get(0)).isEqualTo(5);
    }
  }

  @Test
  void input_impossible_isRefused() {
    OnnxGraph graph =
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT, "n", 3)
            .output("y", OnnxGraph.Type.FLOAT, "n", 3)
            .node("Add", List.of("x", "x"), List.of("y"));
    try (OnnxSession session = SmallModels.open("pairs", graph);
        SessionLease lease = session.lease()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lease.input("z", 1, 3))
          .withMessageContaining("\"z\"")
          .withMessageContaining("x FLOAT32[n, 3]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lease.input("x", -1, 3))
          .withMessageContaining("[-1, 3]")
          .withMessageContaining(">= 0");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lease.input("x", 1, 0))
          .withMessageContaining("side 1");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lease.input("x", 3))
          .withMessageContaining("2 sides");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lease.input("x", 1L << 40, 3))
          .withMessageContaining("2^31");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lease.input("x", Long.MAX_VALUE, Long.MAX_VALUE))
          .withMessageContaining("2^31");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lease.input("x", 600_000_000, 3))
          .withMessageContaining("bytes");
      assertThat(lease.input("x", 0, 3).count()).isZero();
    }
  }

  @Test
  void output_ofNothing_isEmpty() throws InterruptedException {
    try (OnnxSession session = SmallModels.open("twice", SmallModels.twice());
        SessionLease lease = session.lease()) {
      for (int i = 0; i < 3; i++) {
        assertThat(lease.input("x", 0).floats().remaining()).isZero();
        lease.run(Attempt.unlimited());
        assertThat(lease.output("y").shape()).containsExactly(0);
        assertThat(lease.output("y").floats().remaining()).isZero();
      }
    }
  }
}
