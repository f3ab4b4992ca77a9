package io.glyphflow.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.onnx.ModelManifest.Expected;
import io.glyphflow.onnx.ModelManifest.Input;
import io.glyphflow.onnx.ModelManifest.SelfTest;
import io.glyphflow.testkit.onnx.OnnxGraph;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelManifestTest {

  private static final Input INPUT =
      new Input(
          4,
          2,
          TensorSpec.Fit.STRETCH,
          0,
          TensorSpec.Channels.RGB,
          TensorSpec.Layout.CHW,
          TensorSpec.Resampling.LINEAR,
          1 / 255.0,
          List.of(0.5),
          List.of(0.5, 0.5, 0.5));

  private static final Expected ANY = new Expected("y", List.of(), 0, 0, 0, 1e-3, "");

  @TempDir private Path folder;
  private byte[] model = {};

  /** Halves a picture, and adds another input. */
  @BeforeEach
  void files() throws IOException {
    model =
        new OnnxGraph()
            .input("image", OnnxGraph.Type.FLOAT, "n", 3, "h", "w")
            .input("factor", OnnxGraph.Type.FLOAT, 1, 1)
            .output("y", OnnxGraph.Type.FLOAT, "n", 3, "h", "w")
            .node("Mul", List.of("image", "factor"), List.of("y"))
            .toBytes();
    Files.write(folder.resolve("scale.onnx"), model);
    Files.writeString(folder.resolve("chars.txt"), "a\nb\n \n");
    BufferedImage picture = new BufferedImage(4, 2, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(0, 0, 0xffffff);
    picture.setRGB(3, 1, 0x00ff00);
    ImageIO.write(picture, "png", folder.resolve("picture.png").toFile());
  }

  private ModelManifest.Builder builder() {
    return ModelManifest.builder(
        folder, "scale", "scale.onnx", ModelBytes.sha256(model), "Apache-2.0");
  }

  private ModelManifest full() throws InterruptedException {
    ModelManifest manifest =
        builder()
            .source("made by a test")
            .contract("scaling")
            .input(INPUT)
            .labels(List.of("one", "two", "three", "four"))
            .dictionary("chars.txt")
            .build();
    try (OnnxSession session = manifest.open(SessionOptions.defaults())) {
      Expected labelled = new Expected("y", List.of(), 0, 0, 0, 1e-3, "?");
      return manifest.withMeasured(
          session,
          new SelfTest("picture.png", 4, 2, Map.of("factor", List.of(0.5)), List.of(labelled)));
    }
  }

  private ModelManifest read(String json) throws IOException {
    return ModelManifest.read(Files.writeString(folder.resolve("scale.manifest.json"), json));
  }

  @Test
  void read_written_isTheSameAndPassesItsTest() throws Exception {
    ModelManifest written = full();
    ModelManifest read = read(written.toJson());

    assertThat(read.name()).isEqualTo("scale");
    assertThat(read.licence()).isEqualTo("Apache-2.0");
    assertThat(read.source()).contains("made by a test");
    assertThat(read.contract()).contains("scaling");
    assertThat(read.sha256()).isEqualTo(ModelBytes.sha256(model));
    assertThat(read.labels()).containsExactly("one", "two", "three", "four");
    assertThat(read.dictionary()).containsExactly("a", "b", " ");
    assertThat(read.input()).contains(INPUT);
    assertThat(read.selfTest()).isEqualTo(written.selfTest());
    assertThat(read.toJson()).isEqualTo(written.toJson());
    assertThat(ManifestSnippets.open(folder)).startsWith("scale, Apache-2.0: [one");

    Expected expected = read.selfTest().orElseThrow().expected().getFirst();
    assertThat(expected.shape()).containsExactly(1L, 3L, 2L, 4L);
    assertThat(expected.minimum()).isEqualTo(-0.5);
    assertThat(expected.maximum()).isCloseTo(0.5, within(1e-6));
    // 4 of 24 values are white: (4 * 0.5 - 20 * 0.5) / 24.
    assertThat(expected.mean()).isCloseTo(-8 / 24.0, within(1e-6));
    assertThat(expected.label()).isEqualTo("one");
  }

  @Test
  void selfTest_otherAnswer_saysHowFarOff() throws Exception {
    ModelManifest wrong = read(full().toJson().replace("\"maximum\" : 0.5", "\"maximum\" : 0.7"));
    try (OnnxSession session = wrong.open(SessionOptions.defaults())) {
      assertThatThrownBy(() -> wrong.selfTest(session))
          .isInstanceOf(PermanentOcrException.class)
          .hasMessageContaining("does not pass its self-test with")
          .hasMessageContaining("picture.png")
          .hasMessageContaining("y[1, 3, 2, 4] from -0.500000 to 0.500000")
          .hasMessageContaining("must be y[1, 3, 2, 4] from -0.500000 to 0.700000")
          .hasMessageContaining("on CPU");
    }
    ModelManifest label = read(full().toJson().replace("\"label\" : \"one\"", "\"label\" : \"x\""));
    try (OnnxSession session = label.open(SessionOptions.defaults())) {
      assertThatThrownBy(() -> label.selfTest(session)).hasMessageContaining("\"one\", must be");
    }
  }

  @Test
  void selfTest_none_passes() throws Exception {
    ModelManifest manifest = builder().build();
    try (OnnxSession session = manifest.open(SessionOptions.defaults())) {
      manifest.selfTest(session);
    }
    assertThat(manifest.selfTest()).isEmpty();
    assertThat(manifest.labels()).isEmpty();
    assertThat(manifest.dictionary()).isEmpty();
    assertThat(manifest.input()).isEmpty();
    assertThat(manifest.contract()).isEmpty();
    assertThat(manifest.source()).isEmpty();
  }

  @Test
  void open_otherModel_isRefused() throws Exception {
    ModelManifest manifest = read(full().toJson());
    Files.write(folder.resolve("scale.onnx"), ModelFiles.twice().toBytes());
    assertThatThrownBy(() -> manifest.open(SessionOptions.defaults()))
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContaining("its SHA-256 is")
        .hasMessageContaining("must be " + manifest.sha256());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"name\"|\"nmae\"|name: is missing",
        "\"licence\" : \"Apache-2.0\"|\"licence\" : \"\"|must not be blank",
        "\"source\"|\"sauce\"|sauce: is unknown, check its spelling",
        "\"fit\"|\"feet\"|input.feet: is unknown",
        "\"image\"|\"picture\"|self_test.image: is missing",
        "\"stretch\"|\"squeeze\"|input.fit: squeeze, must be one of [stretch, letterbox_top_left",
        "\"width\" : 4|\"width\" : 4.5|input.width: 4.5, must be a whole number",
        "\"width\" : 4|\"width\" : -4|must be >= 0",
        "\"padding\" : 0|\"padding\" : 256|padding: 256, must be 0..255",
        "\"manifest\" : 1|\"manifest\" : 2|manifest: 2.0, this version reads format 1",
        "\"labels\" : [ \"one\"|\"labels\" : [ 1|labels: 1.0, must be a list of texts",
        "\"scale.onnx\"|\"../scale.onnx\"|model: \"../scale.onnx\", must be the name of a file",
        "\"chars.txt\"|\"/etc/passwd\"|dictionary: \"/etc/passwd\", must be the name",
        "\"tolerance\" : 0.001|\"tolerance\" : -1|must be >= 0",
        "\"output\"|\"outptu\"|self_test.expected[0].output: is missing",
        "\"source\"|\"name\"|Duplicate field 'name'",
        "\"made by a test\"|null|null, leave it out",
      })
  void read_wrongKey_isNamed(String from, String to, String says) throws Exception {
    String json = full().toJson();
    assertThat(json).contains(from);
    assertThatThrownBy(() -> read(json.replaceFirst(Pattern.quote(from), to)))
        .isInstanceOfSatisfying(
            PermanentOcrException.class,
            e -> assertThat(e.category()).isEqualTo(FailureCategory.MODEL))
        .hasMessageStartingWith("manifest \"")
        .hasMessageContaining(says);
  }

  @ParameterizedTest
  @CsvSource({"''", "null", "[]", "{", "{} {}", "x"})
  void read_noManifest_isRefused(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(PermanentOcrException.class);
  }

  @Test
  void read_missing_isRefused() {
    assertThatThrownBy(() -> ModelManifest.read(folder.resolve("no.json")))
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> ModelManifest.resource(ModelManifestTest.class, "no.json"))
        .isInstanceOf(PermanentOcrException.class);
  }

  @Test
  void resource_manifest_opensTheModelBesideIt() {
    ModelManifest manifest = ModelManifest.resource(ModelManifestTest.class, "small.manifest.json");
    assertThat(manifest.labels()).containsExactly("one", "two");
    try (OnnxSession session = manifest.open(SessionOptions.defaults())) {
      assertThat(session.model().name()).isEqualTo("small.onnx");
      assertThat(ModelFiles.answer(session, "x", 1, 2)).containsExactly(0, 2 / 16f);
    }
    ModelManifest absolute =
        ModelManifest.resource(ModelManifestTest.class, "/io/glyphflow/onnx/small.manifest.json");
    assertThat(ModelInfo.read(absolute.model()).outputs()).hasSize(1);
  }

  @Test
  void beside_model_isTheManifestOfItsName() {
    assertThat(ModelManifest.beside(Path.of("a", "det.onnx")))
        .isEqualTo(Path.of("a", "det.manifest.json"));
  }

  @Test
  void input_openSide_takesAnySize() {
    Input lines =
        new Input(
            0,
            48,
            TensorSpec.Fit.LETTERBOX_TOP_LEFT,
            0,
            TensorSpec.Channels.BGR,
            TensorSpec.Layout.HWC,
            TensorSpec.Resampling.AREA,
            1,
            List.of(0.0),
            List.of(1.0));
    assertThat(lines.spec(new Size(320, 48)).size()).isEqualTo(new Size(320, 48));
    assertThatThrownBy(() -> lines.spec(new Size(320, 32)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be 0x48");
  }

  @Test
  void option_setTwice_isRefused() {
    SelfTest test = new SelfTest("a.png", 1, 1, Map.of(), List.of(ANY));
    ModelManifest.Builder builder =
        builder()
            .source("a")
            .contract("b")
            .input(INPUT)
            .labels(List.of())
            .dictionary("c")
            .selfTest(test);
    assertThat(builder.build().selfTest()).contains(test);
    for (Runnable again :
        List.<Runnable>of(
            () -> builder.source("a"),
            () -> builder.contract("b"),
            () -> builder.input(INPUT),
            () -> builder.labels(List.of()),
            () -> builder.dictionary("c"),
            () -> builder.selfTest(test))) {
      assertThatThrownBy(again::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("already set to");
    }
    assertThatThrownBy(() -> builder().selfTest(test).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("needs input");
    assertThatThrownBy(() -> builder().dictionary("../c"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void schema_isThere() throws IOException {
    try (InputStream schema = ModelManifest.schema()) {
      String text = new String(schema.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text).contains("\"additionalProperties\": false", "self_test");
    }
  }
}
