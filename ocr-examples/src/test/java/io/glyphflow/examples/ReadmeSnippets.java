package io.glyphflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.export.Markdown;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.layout.ModelFreeLayoutDetector;
import io.glyphflow.tesseract.TesseractOrientation;
import io.glyphflow.tesseract.TesseractRecognizer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first code of the README, compiled and run, and the same as in the README. */
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

  @Test
  void readme_showsThisCode() throws Exception {
    List<String> lines = Files.readAllLines(SOURCE);
    int from = lines.indexOf("    // @start region=\"readme\"");
    int to = lines.indexOf("    // @end");
    String code =
        lines.subList(from + 1, to).stream()
            .map(line -> line.substring(4))
            .collect(Collectors.joining("\n"))
            .replace("process(scan)", "process(Path.of(\"scan.pdf\"))")
            .replace("writeString(markdown,", "writeString(Path.of(\"scan.md\"),")
            .replace("out.println", "System.out.println");

    assertThat(Files.readString(ROOT.resolve("README.md"))).contains(code);
  }
}
