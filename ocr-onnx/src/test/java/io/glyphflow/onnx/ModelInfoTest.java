package io.glyphflow.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.testkit.onnx.OnnxGraph;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class ModelInfoTest {

  private static OnnxGraph rich() {
    return new OnnxGraph()
        .irVersion(9)
        .opset(18)
        .opset("com.microsoft", 1)
        .input("x", OnnxGraph.Type.FLOAT16, "batch", 3, 48, "width")
        .input("k", OnnxGraph.Type.FLOAT, 1)
        .constant("k", new float[] {1}, 1)
        .output("y", OnnxGraph.Type.FLOAT16, "batch", 3, 48, "width")
        .node("Add", List.of("x", "x"), List.of("y"))
        .metadata("character", "a\nb\n ")
        .metadata("other", "1");
  }

  @Test
  void read_model_tellsAll() {
    ModelInfo info = ModelInfo.read(ModelFiles.source(rich()));

    assertThat(info.name()).isEqualTo("test model");
    assertThat(info.irVersion()).isEqualTo(9);
    assertThat(info.opset()).isEqualTo(18);
    assertThat(info.opsets()).isEqualTo(Map.of("ai.onnx", 18L, "com.microsoft", 1L));
    assertThat(info.producer()).isEqualTo("glyphflow-testkit");
    assertThat(info.metadata()).isEqualTo(Map.of("character", "a\nb\n ", "other", "1"));
    assertThat(info.externalFiles()).isEmpty();
    assertThat(info.inputs())
        .containsExactly(
            new ValueInfo(
                "x",
                ElementType.FLOAT16,
                List.of(-1L, 3L, 48L, -1L),
                List.of("batch", "", "", "width")));
    assertThat(info.outputs()).extracting(ValueInfo::name).containsExactly("y");
    assertThat(info.inputs().getFirst()).hasToString("x FLOAT16[batch, 3, 48, width]");
  }

  @Test
  void read_fileAndDirectBuffer_tellTheSame(@TempDir Path folder) throws Exception {
    byte[] bytes = rich().toBytes();
    Path file = Files.write(folder.resolve("m.onnx"), bytes);
    ByteBuffer direct =
        ByteBuffer.allocateDirect(bytes.length + 5).position(5).put(bytes).position(5);

    assertThat(ModelInfo.read(ModelSource.of(file)).inputs())
        .isEqualTo(ModelInfo.read(ModelSource.of("x", direct)).inputs())
        .hasSize(1);
  }

  @Test
  void read_externalWeights_namesTheirFiles() {
    OnnxGraph graph =
        ModelFiles.twice()
            .external("a", OnnxGraph.Type.FLOAT, "w.bin", 0, 8, 2)
            .external("b", OnnxGraph.Type.FLOAT, "w.bin", 8, 8, 2)
            .external("c", OnnxGraph.Type.FLOAT, "v.bin", 0, 8, 2);

    ModelReader.Head head = ModelFiles.source(graph).head();

    assertThat(head.info().externalFiles()).containsExactly("w.bin", "v.bin");
    assertThat(head.weights()).isEqualTo(Map.of("w.bin", 16L, "v.bin", 8L));
  }

  @Test
  void read_unsupportedOutput_isLeftOut() {
    OnnxGraph graph = ModelFiles.twice();
    byte[] model = graph.output("z", OnnxGraph.Type.INT8, 1).toBytes();
    // INT8 becomes INT16 (5), which is no element type here.
    int at = indexOf(model, new byte[] {'z', 0x12});
    assertThat(model[at + 5]).isEqualTo((byte) 0x08);
    model[at + 6] = 5;

    assertThat(ModelInfo.read(ModelFiles.source(model)).outputs())
        .extracting(ValueInfo::name)
        .containsExactly("y");
  }

  @Test
  void read_unsupportedInput_isRefusedByName() {
    byte[] model = ModelFiles.twice().input("words", OnnxGraph.Type.INT8, 1).toBytes();
    int at = indexOf(model, new byte[] {'s', 0x12});
    model[at + 6] = 8;

    assertThatThrownBy(() -> ModelInfo.read(ModelFiles.source(model)))
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContaining("input \"words\" takes texts");
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .indexOf(new String(wanted, StandardCharsets.ISO_8859_1));
  }

  @Test
  void signature_only_hasNoVersions() {
    ModelInfo info = new ModelInfo("m", List.of(), List.of(), Map.of());

    assertThat(info.irVersion()).isZero();
    assertThat(info.opset()).isZero();
    assertThat(info.input("x")).isEmpty();
    assertThat(info.output("y")).isEmpty();
  }

  @Test
  void valueInfo_symbolsMissing_isRefused() {
    assertThatThrownBy(() -> new ValueInfo("x", ElementType.BOOL, List.of(1L), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @TestFactory
  Stream<DynamicTest> read_realModel_saysWhatOnnxRuntimeSays() {
    return ModelFiles.real().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      ModelInfo read = ModelInfo.read(ModelSource.of(file));
                      try (OnnxSession session =
                          OnnxSession.open(
                              ModelSource.of(file),
                              SessionOptions.builder()
                                  .optimization(SessionOptions.Optimization.NONE)
                                  .build())) {
                        assertThat(session.model()).isEqualTo(read);
                      }
                      assertThat(read.irVersion()).isBetween(3L, 13L);
                      assertThat(read.opset()).isBetween(7L, 26L);
                      assertThat(read.inputs()).isNotEmpty();
                      assertThat(read.outputs()).isNotEmpty();
                    }));
  }
}
