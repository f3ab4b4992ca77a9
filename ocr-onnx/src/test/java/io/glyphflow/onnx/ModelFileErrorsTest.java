package io.glyphflow.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.testkit.onnx.OnnxGraph;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with a model file: one clear error. */
class ModelFileErrorsTest {

  @TempDir private Path folder;

  private static PermanentOcrException refused(ModelSource source) {
    PermanentOcrException refused =
        catchThrowableOfType(PermanentOcrException.class, () -> OnnxSession.open(source).close());
    assertThat(refused).isNotNull();
    assertThat(refused.category()).isEqualTo(FailureCategory.MODEL);
    assertThat(refused).hasMessageStartingWith("model \"" + source.name() + "\"");
    return refused;
  }

  private PermanentOcrException refused(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("m.onnx"), bytes);
    PermanentOcrException fromFile = refused(ModelSource.of(file));
    PermanentOcrException fromBytes = refused(ModelFiles.source(bytes));
    assertThat(fromFile.getMessage().replace(file.toString(), "test model"))
        .isEqualTo(fromBytes.getMessage());
    return fromFile;
  }

  @Test
  void open_missingFile_saysWhere() {
    assertThat(refused(ModelSource.of(folder.resolve("no.onnx"))))
        .hasMessageContaining("no such file")
        .hasMessageContaining("check the path");
  }

  @Test
  void open_directory_saysSo() {
    assertThat(refused(ModelSource.of(folder))).hasMessageContaining("it is a directory");
  }

  @Test
  void open_missingResource_saysBesideWhat() {
    assertThat(refused(ModelSource.resource(ModelFileErrorsTest.class, "no.onnx")))
        .hasMessageContaining("no such resource beside io.glyphflow.onnx.ModelFileErrorsTest");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|the file is empty",
        "<!DOCTYPE html><html><body>404|web page, not a model: the download failed",
        "  <HTML>|web page",
        "version https://git-lfs.github.com/spec/v1|pointer of Git LFS",
        "{\"error\": \"not found\"}|JSON",
        "<?xml version=\"1.0\"?><net>|XML",
        "%PDF-1.7|a PDF",
        "GGUF....|GGUF",
        "hello, this is plain text|not an ONNX model",
      })
  void open_text_saysWhatItIs(String content, String says) throws IOException {
    assertThat(refused(content.getBytes(StandardCharsets.UTF_8))).hasMessageContaining(says);
  }

  @ParameterizedTest
  @CsvSource({
    "89504e470d0a1a0a, it is a picture",
    "ffd8ffe000104a46, it is a picture",
    "504b030414000000, ZIP archive",
    "1f8b0800000000, compressed archive",
    "1c0000004f52544d, ORT format",
    "1c00000054464c33, TensorFlow Lite",
    "894844460d0a1a0a, HDF5",
    "80027d71, Python pickle",
    "500000000000000 07b2261, safetensors",
    "00000000000000, zero bytes"
  })
  void open_otherFormat_saysWhatItIs(String hex, String says) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertThat(refused(bytes)).hasMessageContaining(says);
  }

  @Test
  void open_newerIrVersion_saysBoth() throws IOException {
    assertThat(refused(ModelFiles.twice().irVersion(14).toBytes()))
        .hasMessageContaining("(IR 14, opset 17)")
        .hasMessageContaining("IR version 14 is too new")
        .hasMessageContaining("ONNX Runtime 1.28.0 reads up to IR version 13")
        .hasMessageContaining("export the model with");
  }

  @Test
  void open_newestIrVersionAndOpset_opens() {
    OnnxGraph newest = ModelFiles.twice().irVersion(13).opset(26);
    try (OnnxSession session = OnnxSession.open(ModelFiles.source(newest))) {
      assertThat(ModelFiles.answer(session, "x", 1, 2)).containsExactly(0, 2 / 16f);
    }
  }

  @Test
  void open_newerOpset_saysBoth() throws IOException {
    assertThat(refused(ModelFiles.twice().opset(27).toBytes()))
        .hasMessageContaining("operator set 27 is too new")
        .hasMessageContaining("up to 26")
        .hasMessageContaining("opset 26 or lower");
  }

  @Test
  void open_unknownOperator_isNamed() throws IOException {
    byte[] model =
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT, 1)
            .output("y", OnnxGraph.Type.FLOAT, 1)
            .node("Frobnicate", List.of("x"), List.of("y"))
            .toBytes();
    assertThat(refused(model))
        .hasMessageContaining("operator Frobnicate(17) is unknown to ONNX Runtime 1.28.0");
  }

  @Test
  void open_unknownDomain_isNamed() throws IOException {
    byte[] model =
        new OnnxGraph()
            .opset("com.acme", 3)
            .input("x", OnnxGraph.Type.FLOAT, 1)
            .output("y", OnnxGraph.Type.FLOAT, 1)
            .nodeOf("com.acme", "Frobnicate", List.of("x"), List.of("y"))
            .toBytes();
    assertThat(refused(model))
        .hasMessageContaining("(IR 8, opset 17, com.acme 3)")
        .hasMessageContaining("operator com.acme:Frobnicate is unknown");
  }

  @Test
  void open_operatorWithoutKernel_isNamed() throws IOException {
    byte[] model =
        new OnnxGraph()
            .input("x", OnnxGraph.Type.BFLOAT16, 1)
            .output("y", OnnxGraph.Type.BFLOAT16, 1)
            .node("Add", List.of("x", "x"), List.of("y"))
            .toBytes();
    assertThat(refused(model)).hasMessageContaining("cannot run its operator Add(14)");
  }

  @Test
  void open_invalidGraph_saysWhatTheRuntimeSays() throws IOException {
    byte[] model =
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT, 1)
            .output("z", OnnxGraph.Type.FLOAT, 1)
            .node("Add", List.of("x", "x"), List.of("y"))
            .toBytes();
    assertThat(refused(model).getMessage())
        .contains("ONNX Runtime 1.28.0 refuses it", "Graph output (z) does not exist")
        .doesNotContain("onnxruntime_src", "Error code");
  }

  @Test
  void open_externalWeights_areFoundMissingOrShort() throws IOException {
    byte[] model =
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT, 2)
            .output("y", OnnxGraph.Type.FLOAT, 2)
            .external("w", OnnxGraph.Type.FLOAT, "w.bin", 0, 8, 2)
            .node("Add", List.of("x", "w"), List.of("y"))
            .toBytes();
    Path file = Files.write(folder.resolve("m.onnx"), model);

    assertThat(refused(ModelFiles.source(model)))
        .hasMessageContaining("weights are in other files (w.bin)")
        .hasMessageContaining("open it from its path");
    assertThat(refused(ModelSource.of(file)))
        .hasMessageContaining("weights are missing: \"w.bin\"");
    Files.write(folder.resolve("w.bin"), new byte[7]);
    assertThat(refused(ModelSource.of(file))).hasMessageContaining("7 bytes, it needs 8");
    ByteBuffer weights = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(folder.resolve("w.bin"), weights.putFloat(1).putFloat(2).array());
    try (OnnxSession session = OnnxSession.open(ModelSource.of(file))) {
      assertThat(ModelFiles.answer(session, "x", 2)).containsExactly(1, 2 + 1 / 16f);
    }
  }

  @Test
  void open_weightsOutsideTheFolder_areRefused() throws IOException {
    byte[] model =
        ModelFiles.twice().external("w", OnnxGraph.Type.FLOAT, "../w.bin", 0, 8, 2).toBytes();
    Path file = Files.write(Files.createDirectory(folder.resolve("in")).resolve("m.onnx"), model);
    Files.write(folder.resolve("w.bin"), new byte[8]);
    assertThat(refused(ModelSource.of(file))).hasMessageContaining("outside its folder");
  }

  @Test
  void open_wrongDigest_saysBoth() throws IOException {
    byte[] model = ModelFiles.twice().toBytes();
    String digest = ModelBytes.sha256(model);
    String other = "0".repeat(64);
    ModelSource source = ModelFiles.source(model);

    assertThat(refused(source.withSha256(other))).hasMessageContaining(digest, other);
    OnnxSession.open(source.withSha256(digest.toUpperCase(Locale.ROOT))).close();
    assertThatThrownBy(() -> source.withSha256("abc"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64 hexadecimal digits");
  }

  @TestFactory
  Stream<DynamicTest> open_realModelDamaged_isRefusedOrRuns() {
    return ModelFiles.realNamed("v2.0_cls", "past.onnx", "det_int8_qdq")
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(), () -> damage(Files.readAllBytes(file))));
  }

  private void damage(byte[] model) throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    Path file = folder.resolve("m.onnx");
    for (int i = 0; i < 60; i++) {
      // Half of the cuts in the last bytes, where the graph has ended.
      int keep = i % 2 == 0 ? random.nextInt(model.length) : model.length - 1 - random.nextInt(99);
      Files.write(file, Arrays.copyOf(model, keep));
      if (opens(file)) {
        // The cut fell between two entries at the end, which nobody can see.
        assertThat(keep).isGreaterThan(model.length - 100);
      } else {
        assertThat(refused(ModelSource.of(file)).getMessage())
            .containsAnyOf("truncated", "empty", "damaged", "refuses it");
      }
    }
    for (int i = 0; i < 30; i++) {
      byte[] zeroed = model.clone();
      int from = i == 0 ? 0 : random.nextInt(model.length);
      int to = Math.min(model.length, from + 1 + random.nextInt(i % 2 == 0 ? 200_000 : 2_000));
      Arrays.fill(zeroed, from, to, (byte) 0);
      Files.write(file, zeroed);
      // Zeros inside the weights are weights: only a SHA-256 can tell.
      if (!opens(file)) {
        refused(ModelSource.of(file));
      }
    }
  }

  private static boolean opens(Path file) {
    try (OnnxSession session = OnnxSession.open(ModelSource.of(file))) {
      assertThat(session.model().inputs()).isNotEmpty();
      return true;
    } catch (PermanentOcrException e) {
      return false;
    }
  }
}
