package io.glyphflow.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.testkit.onnx.OnnxGraph;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CarryTest {

  @RegisterExtension final HandleCheck handles = new HandleCheck();

  private static void step(SessionLease lease, float value) throws InterruptedException {
    lease.input("x", 1, 2).floats().put(new float[] {value, -value});
    lease.run(Attempt.unlimited());
  }

  @Test
  void carry_declaredBefore_feedsEachRunToTheNext() throws InterruptedException {
    try (OnnxSession session = SmallModels.open("cache", SmallModels.cache())) {
      for (int round = 0; round < 3; round++) {
        try (SessionLease lease = session.lease()) {
          lease.carry("present", "past");
          lease.input("past", 0, 2);
          float sum = 0;
          for (int i = 1; i <= 20; i++) {
            step(lease, i);
            sum += i;
            assertThat(SmallModels.floats(lease.output("sum"))).containsExactly(sum, -sum);
            assertThat(lease.output("present").shape()).containsExactly(i, 2);
            assertThat(lease.output("present").floats().get(2 * i - 2)).isEqualTo(i);
          }
        }
      }
    }
  }

  /** The first outputs are pinned by then. */
  @Test
  void carry_declaredAfterARun_takesThatRunsOutput() throws InterruptedException {
    try (OnnxSession session = SmallModels.open("cache", SmallModels.cache())) {
      for (int round = 0; round < 3; round++) {
        try (SessionLease lease = session.lease()) {
          lease.input("past", 2, 2).floats().put(new float[] {10, 10, 10, 10});
          step(lease, 1);
          lease.carry("present", "past");
          step(lease, 2);
          assertThat(SmallModels.floats(lease.output("sum"))).containsExactly(23, 17);
          step(lease, 3);
          assertThat(SmallModels.floats(lease.output("present")))
              .containsExactly(10, 10, 10, 10, 1, -1, 2, -2, 3, -3);
        }
      }
    }
  }

  @Test
  void carry_inputGivenAnew_takesPrecedenceForOneRun() throws InterruptedException {
    try (OnnxSession session = SmallModels.open("cache", SmallModels.cache());
        SessionLease lease = session.lease()) {
      lease.carry("present", "past");
      lease.input("past", 0, 2);
      step(lease, 1);
      step(lease, 2);
      lease.input("past", 1, 2).floats().put(new float[] {100, 100});
      step(lease, 3);
      assertThat(SmallModels.floats(lease.output("sum"))).containsExactly(103, 97);
      step(lease, 4);
      assertThat(SmallModels.floats(lease.output("sum"))).containsExactly(107, 93);
    }
  }

  @Test
  void carry_runFails_theSameStepCanBeTakenAgain() throws InterruptedException {
    try (OnnxSession session = SmallModels.open("cache", SmallModels.cache());
        SessionLease lease = session.lease()) {
      lease.carry("present", "past");
      lease.input("past", 0, 2);
      step(lease, 1);
      lease.input("x", 1, 5);
      boolean hasFailed = false;
      try {
        lease.run(Attempt.unlimited());
      } catch (PermanentOcrException e) {
        hasFailed = true;
      }
      assertThat(hasFailed).isTrue();
      step(lease, 2);
      assertThat(SmallModels.floats(lease.output("sum"))).containsExactly(3, -3);
    }
  }

  /** The memory that was carried serves the output again: it must not be read any more. */
  @Test
  void carry_fromElsewhereAfterAFailure_needsAnInput() throws InterruptedException {
    OnnxGraph graph =
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT, "n")
            .output("y", OnnxGraph.Type.FLOAT, "n")
            .output("z", OnnxGraph.Type.FLOAT, "n")
            .constant("w", new float[] {1, 2}, 2)
            .node("Add", List.of("x", "w"), List.of("y"))
            .node("Mul", List.of("x", "w"), List.of("z"));
    try (OnnxSession session = SmallModels.open("two", graph);
        SessionLease lease = session.lease()) {
      for (int i = 0; i < 2; i++) {
        lease.input("x", 2).floats().put(new float[] {1, 1});
        lease.run(Attempt.unlimited());
      }
      lease.carry("y", "x");
      lease.run(Attempt.unlimited());
      assertThat(SmallModels.floats(lease.output("y"))).containsExactly(3, 5);
      TestAttempt cancelled = new TestAttempt();
      cancelled.cancel();
      assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> lease.run(cancelled));
      lease.carry("z", "x");
      lease.input("x", 2).floats().put(new float[] {2, 2});
      lease.run(Attempt.unlimited());
      lease.run(Attempt.unlimited());
      assertThat(SmallModels.floats(lease.output("z"))).containsExactly(2, 8);
    }
  }

  @Test
  void carry_impossible_isRefused() {
    try (OnnxSession session = SmallModels.open("cache", SmallModels.cache());
        SessionLease lease = session.lease()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lease.carry("futures", "past"))
          .withMessageContaining("\"futures\"");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lease.carry("present", "passed"))
          .withMessageContaining("\"passed\"");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lease.carry("sum", "past"))
          .withMessageContaining("sum FLOAT32[2]");
    }
    try (OnnxSession session =
            SmallModels.open("cast", SmallModels.cast(OnnxGraph.Type.FLOAT, OnnxGraph.Type.INT32));
        SessionLease lease = session.lease()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> lease.carry("y", "x"))
          .withMessageContaining("types");
    }
  }

  /** Greedy decoding with a cache; names are those of the graph. */
  private static List<Integer> decode(OnnxSession session, int steps, int... prompt)
      throws InterruptedException {
    List<Integer> tokens = new ArrayList<>();
    int[] fed = prompt;
    int length = 0;
    try (SessionLease lease = session.lease()) {
      for (ValueInfo input : session.model().inputs()) {
        if (input.name().startsWith("past_")) {
          lease.carry(input.name().replace("past_", "present_"), input.name());
          lease.input(input.name(), 2, 1, 4, 0, 8);
        }
      }
      for (int step = 0; step < steps; step++) {
        Tensor ids = lease.input("input_ids", 1, fed.length);
        Tensor positions = lease.input("position_ids", 1, fed.length);
        for (int i = 0; i < fed.length; i++) {
          ids.bytes().asIntBuffer().put(i, fed[i]);
          positions.bytes().asIntBuffer().put(i, length + i);
        }
        length += fed.length;
        Tensor mask = lease.input("attention_mask", 1, length);
        for (int i = 0; i < length; i++) {
          mask.bytes().asIntBuffer().put(i, 1);
        }
        lease.run(Attempt.unlimited());
        int next = largest(lease.output("logits"), fed.length - 1);
        tokens.add(next);
        fed = new int[] {next};
      }
    }
    return tokens;
  }

  private static int largest(Tensor logits, int place) {
    FloatBuffer values = logits.floats();
    int width = (int) logits.shape()[2];
    int best = 0;
    for (int i = 1; i < width; i++) {
      if (values.get(place * width + i) > values.get(place * width + best)) {
        best = i;
      }
    }
    return best;
  }

  @Test
  void carry_gpt2_decodesTheGoldenSequences() throws InterruptedException {
    if (!RealModels.areThere()) {
      return;
    }
    try (OnnxSession session = RealModels.open("genai/tiny-random-gpt2-fp32/past.onnx")) {
      for (int i = 0; i < 3; i++) {
        assertThat(decode(session, 6, 0, 0, 0, 52)).containsExactly(204, 204, 204, 204, 204, 204);
        assertThat(decode(session, 6, 0, 0, 195, 731))
            .containsExactly(731, 114, 114, 114, 114, 114);
      }
    }
  }

  @Test
  void model_qwen_namesTypesAndRanksAreRead() throws InterruptedException {
    if (!RealModels.areThere()) {
      return;
    }
    try (OnnxSession text = RealModels.open("genai/qwen2-5-vl/dummy_text.onnx");
        OnnxSession vision = RealModels.open("genai/qwen2-5-vl/dummy_vision.onnx");
        OnnxSession embedding = RealModels.open("genai/qwen2-5-vl/dummy_embedding.onnx")) {
      assertThat(text.model().inputs())
          .extracting(ValueInfo::toString)
          .containsExactly(
              "inputs_embeds FLOAT32[batch_size, sequence_length, 3584]",
              "attention_mask INT64[batch_size, total_sequence_length]",
              "position_ids INT64[batch_size, sequence_length, 3]",
              "past_key_values.0.key FLOAT32[batch_size, 4, past_sequence_length, 128]",
              "past_key_values.0.value FLOAT32[batch_size, 4, past_sequence_length, 128]");
      assertThat(vision.model().input("image_grid_thw").orElseThrow().type())
          .isEqualTo(ElementType.INT64);
      assertThat(embedding.model().output("inputs_embeds").orElseThrow().shape()).hasSize(3);
      try (SessionLease lease = text.lease()) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> lease.input("inputs_embeds", 1, 3584));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> lease.input("inputs_embeds", 1, -1, 3584));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> lease.input("inputs_embeds", 1, 1, 0));
        lease.carry("present.0.key", "past_key_values.0.key");
        lease.carry("present.0.value", "past_key_values.0.value");
        lease.input("past_key_values.0.key", 2, 4, 0, 128);
        lease.input("past_key_values.0.value", 2, 4, 0, 128);
        for (int step = 0; step < 3; step++) {
          lease.input("inputs_embeds", 2, 2, 3584);
          lease.input("attention_mask", 2, 2);
          lease.input("position_ids", 2, 2, 3);
          lease.run(Attempt.unlimited());
          assertThat(lease.output("logits").shape()).containsExactly(2, 2, 152064);
          assertThat(lease.output("present.0.key").shape()).containsExactly(2, 4, 2, 128);
        }
      }
    }
  }
}
