package io.glyphflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.testkit.check.ErrorRates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole chain: real pages, the model-free layout detector, Tesseract, files. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class SamplesEndToEndTest {

  private static final Path SAMPLES = Path.of("..", "samples");
  private static final Path PAGES =
      Path.of(System.getProperty("glyphflow.shared", ""), "testdata", "pages");

  @TempDir private Path folder;

  private static CommandRun read(Object... args) {
    return CommandRun.of(new RolePipelines()).run(args);
  }

  @ParameterizedTest
  @CsvSource({
    "article.png, 0.005",
    "letter.png, 0",
    "scan.tif, 0.01",
    "report.pdf, 0.005",
    "receipt.jpg, 0.01",
    "comic.png, 0.005"
  })
  void run_sample_readsItInTheRightOrder(String name, double limit) throws Exception {
    CommandRun run = read("run", SAMPLES.resolve(name));
    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    String stem = name.substring(0, name.indexOf('.'));
    String truth = Files.readString(SAMPLES.resolve("truth").resolve(stem + ".txt"));
    assertThat(CharacterErrors.rate(truth, run.out())).isLessThanOrEqualTo(limit);
  }

  @Test
  void run_article_givesMarkdownWithTableFigureAndHeadings() throws Exception {
    CommandRun run = read("run", SAMPLES.resolve("article.png"), "-o", folder, "-f", "md,json,png");
    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    String markdown = Files.readString(folder.resolve("article.md"));
    assertThat(markdown)
        .contains("# How a Page Keeps Its Order", "## 2 White space", "| Letters | 120 | 120 |")
        .contains("](article-p001-r");
    assertThat(markdown.indexOf("## 3 A small experiment"))
        .isLessThan(markdown.indexOf("Letters are easy"));
    assertThat(folder.resolve("article-p001.png")).exists();
    assertThat(folder.resolve("article.json")).exists();
  }

  @Test
  void run_textLayer_takesBornDigitalPagesFromThePdf() {
    CommandRun run = read("run", SAMPLES.resolve("report.pdf"), "--text-layer", "--pages", "1");
    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).hasSizeGreaterThan(500);
  }

  @Test
  void run_languageThatIsNotThere_endsWithTwoAndSaysWhatToDo() {
    CommandRun run = read("run", SAMPLES.resolve("letter.png"), "--lang", "xxx");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("xxx");
  }

  @Test
  void run_scannedBook_isReadAlmostWithoutErrors() throws Exception {
    Path alice = PAGES.resolve("hocr-tools-alice");
    if (!Files.exists(alice)) {
      return;
    }
    CommandRun run = read("run", alice.resolve("alice_1.png"));
    String truth = ErrorRates.foldQuotesAndDashes(Files.readString(alice.resolve("sample.txt")));
    assertThat(CharacterErrors.rate(truth, ErrorRates.foldQuotesAndDashes(run.out())))
        .isLessThanOrEqualTo(0.015);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "phototest.tif",
        "phototest-rotated-L.png",
        "phototest-rotated-R.png",
        "phototest-rotated-180.png"
      })
  void run_turnedPage_isTurnedUprightAndReadWithoutErrors(String name) {
    Path page = PAGES.resolve("tesseract-test").resolve(name);
    if (!Files.exists(page)) {
      return;
    }
    assertThat(ErrorRates.normalize(read("run", page).out()))
        .isEqualTo(
            "This is a lot of 12 point text to test the ocr code and see if it works on all types"
                + " of file format. The quick brown dog jumped over the lazy fox. The quick brown"
                + " dog jumped over the lazy fox. The quick brown dog jumped over the lazy fox. The"
                + " quick brown dog jumped over the lazy fox.");
  }

  @Test
  void run_scannedPdf_isReadWithoutErrors() throws Exception {
    Path docling = PAGES.resolve("docling");
    if (!Files.exists(docling)) {
      return;
    }
    assertThat(ErrorRates.normalize(read("run", docling.resolve("ocr_test.pdf")).out()))
        .isEqualTo(ErrorRates.normalize(Files.readString(docling.resolve("ocr_test.md"))));
  }
}
