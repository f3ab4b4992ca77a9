package io.glyphflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.export.Markdown;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.layout.DetectorContract;
import io.glyphflow.layout.ModelFreeLayoutDetector;
import io.glyphflow.layout.OnnxLayoutDetector;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.onnx.text.CharacterDictionary;
import io.glyphflow.onnx.text.PpOcrRecognizer;
import io.glyphflow.tesseract.TesseractOrientation;
import io.glyphflow.tesseract.TesseractRecognizer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The code of the README, compiled and run, and the same as in the README. */
class ReadmeSnippets {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path SOURCE =
      Path.of("src/test/java/io/glyphflow/examples/ReadmeSnippets.java");

  @TempDir private Path folder;

  @Test
  void firstCode_onASample_writesItsMarkdown() throws Exception {
    Path scan = Files.copy(ROOT.resolve("samples/report.pdf"), folder.resolve("scan.pdf"));
    Path markdown = folder.resolve("scan.md");
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    // @start region="readme"
    try (Pipeline pipeline =
        Pipeline.builder()
            .orientationDetector(new TesseractOrientation())
            .layoutDetector(ModelFreeLayoutDetector.defaults())
            .recognizer(Pool.of(4, TesseractRecognizer::new))
            .build()) {
      DocumentResult result = pipeline.process(scan);
      Files.writeString(markdown, Markdown.of(result));
      out.println(result.ledger()); // accepted 12 = ok 12
    }
    // @end
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines("accepted 3 = ok 3");
    assertThat(markdown).content().contains("# ");
  }

  /** The folder of real models, wherever it is. */
  static Stream<Path> models() {
    Path models = Path.of(System.getProperty("glyphflow.shared", "../shared"), "testdata/models");
    return Stream.of(models).filter(Files::isDirectory);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("models")
  void modelCode_onAPageOfText_readsIt(Path models) throws Exception {
    Path layoutModel = models.resolve("yolox/yolox_nano.onnx");
    Path detector = models.resolve("ppocr/en_PP-OCRv3_det_infer.onnx");
    Path recognizer = models.resolve("ppocr/en_number_mobile_v2.0_rec_infer.onnx");
    Path dictionary = models.resolve("ppocr/en_dict.txt");
    Path scan = models.resolveSibling("pages/tesseract-test/phototest.tif");
    // @start region="models"
    try (OnnxLayoutDetector layout = OnnxLayoutDetector.of(layoutModel);
        PpOcrRecognizer reader =
            PpOcrRecognizer.builder(ModelSource.of(detector), ModelSource.of(recognizer))
                .dictionary(CharacterDictionary.of(dictionary))
                .build();
        Pipeline pipeline = Pipeline.builder().layoutDetector(layout).recognizer(reader).build()) {
      DocumentResult result = pipeline.process(scan);
      // @end
      // A model of dogs and bicycles sees none in a page of text, but it ran.
      assertThat(result.ledger().toString()).isEqualTo("accepted 1 = ok 1");
      assertThat(layout.contract()).isEqualTo(DetectorContract.YOLOX);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"readme", "models"})
  void readme_showsThisCode(String region) throws Exception {
    List<String> lines = Files.readAllLines(SOURCE);
    int from = lines.indexOf("    // @start region=\"" + region + "\"");
    int length =
        (int) lines.stream().skip(from).takeWhile(line -> !line.endsWith("// @end")).count();
    String code =
        lines.subList(from + 1, from + length).stream()
            .map(line -> line.substring(4))
            .collect(Collectors.joining("\n"))
            .replace("process(scan)", "process(Path.of(\"scan.pdf\"))")
            .replace("writeString(markdown,", "writeString(Path.of(\"scan.md\"),")
            .replace("out.println", "System.out.println");

    assertThat(Files.readString(ROOT.resolve("README.md"))).contains(code);
  }
}
