package io.glyphflow.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.testkit.onnx.OnnxGraph;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, there is an answer or the one exception. */
class ModelReaderPropertyTest {

  private static final byte[] VALID =
      ModelFiles.convolution()
          .opset("com.microsoft", 1)
          .metadata("character", "a\nb")
          .external("w", OnnxGraph.Type.FLOAT, "w.bin", 0, 8, 2)
          .toBytes();

  private static void readOrRefuse(byte[] bytes) {
    try {
      ModelInfo info = ModelInfo.read(ModelFiles.source(bytes));
      assertThat(info.irVersion()).isPositive();
      assertThat(info.opsets()).isNotEmpty();
    } catch (PermanentOcrException e) {
      assertThat(e.category()).isEqualTo(FailureCategory.MODEL);
      assertThat(e).hasMessageStartingWith("model \"test model\": ");
    }
  }

  @Property(tries = 2000)
  void read_randomBytes_answersOrRefuses(@ForAll @Size(max = 400) byte[] bytes) {
    readOrRefuse(bytes);
  }

  @Property(tries = 2000)
  void read_flippedBytes_answersOrRefuses(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 1 << 20) Integer> places,
      @ForAll byte value) {
    byte[] bytes = VALID.clone();
    places.forEach(place -> bytes[place % bytes.length] = value);
    readOrRefuse(bytes);
  }

  @Test
  void read_everyTruncation_isRefusedOrComplete() {
    for (int length = 0; length < VALID.length; length++) {
      byte[] bytes = Arrays.copyOf(VALID, length);
      try {
        ModelInfo info = ModelInfo.read(ModelFiles.source(bytes));
        // What is missing is one of the entries at the end, whole.
        assertThat(info.inputs()).hasSize(1);
      } catch (PermanentOcrException e) {
        assertThat(e.getMessage()).containsAnyOf("truncated", "empty");
      }
    }
  }

  @Test
  void read_everyByteReplaced_answersOrRefuses() {
    for (int at = 0; at < VALID.length; at++) {
      for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
        byte[] bytes = VALID.clone();
        bytes[at] = (byte) value;
        readOrRefuse(bytes);
      }
    }
  }

  @Test
  void read_hugeLengths_reserveNothing() {
    // A graph, a metadata entry or a text of 2^62 bytes in a file of a dozen.
    for (int tag : new int[] {(7 << 3) | 2, (14 << 3) | 2, (2 << 3) | 2, (3 << 3) | 2}) {
      byte[] huge = {8, 8, (byte) tag, -1, -1, -1, -1, -1, -1, -1, -1, 0x3f, 1, 2, 3};
      assertThatThrownBy(() -> ModelInfo.read(ModelFiles.source(huge)))
          .isInstanceOf(PermanentOcrException.class)
          .hasMessageContaining("truncated");
    }
  }

  @Test
  void read_deepNesting_isRefused() {
    byte[] graph = {};
    for (int i = 0; i < 3_000; i++) {
      // GraphProto.node(1) > attribute(5) > g(6)
      graph = part(1, part(5, part(6, graph)));
    }
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    model.writeBytes(new byte[] {8, 8});
    model.writeBytes(part(7, graph));

    assertThatThrownBy(() -> ModelInfo.read(ModelFiles.source(model.toByteArray())))
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContaining("nested deeper");
  }

  @Test
  void read_millionsOfEmptyInputs_isRefusedSoon() {
    byte[] inputs = new byte[20_000_000];
    for (int i = 0; i < inputs.length; i += 2) {
      inputs[i] = (11 << 3) | 2;
    }
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    model.writeBytes(new byte[] {8, 8});
    model.writeBytes(part(7, inputs));
    Assertions.assertTimeout(
        Duration.ofSeconds(30),
        () ->
            assertThatThrownBy(() -> ModelInfo.read(ModelFiles.source(model.toByteArray())))
                .isInstanceOf(PermanentOcrException.class)
                .hasMessageContaining("more than 10000 inputs"));
  }

  private static byte[] part(int field, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write((field << 3) | 2);
    int rest = content.length;
    while (rest > 0x7f) {
      out.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
    out.writeBytes(content);
    return out.toByteArray();
  }

  @Test
  void read_valid_isRead() {
    assertThat(ModelInfo.read(ModelFiles.source(VALID)).externalFiles()).containsExactly("w.bin");
    assertThat(new OnnxGraph().toBytes()).isNotEmpty();
  }
}
