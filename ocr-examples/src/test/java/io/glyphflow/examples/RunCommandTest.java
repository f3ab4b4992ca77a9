package io.glyphflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.source.PageRange;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.layout.order.ReadingOrder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RunCommandTest {

  @TempDir private Path folder;

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  // What goes where.

  @Test
  void run_oneFile_printsTextAndNothingElseToStandardOutput() throws Exception {
    Path scan = TestPages.png(folder.resolve("scan.png"), 51);
    CommandRun run = CommandRun.ofTestPages().run("run", scan);
    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).isEqualTo("width 51\n");
    assertThat(run.err()).startsWith("1 page: 1 ok; 2 regions; ");
  }

  @Test
  void run_twoFiles_partsTheirTextsWithAFormFeed() throws Exception {
    Path a = TestPages.png(folder.resolve("a.png"), 51);
    Path b = TestPages.png(folder.resolve("b.png"), 52);
    CommandRun run = CommandRun.ofTestPages().run("run", a, b);
    assertThat(run.out()).isEqualTo("width 51\n\f\nwidth 52\n");
  }

  @Test
  void run_quiet_saysNothingButFailures() throws Exception {
    Path good = TestPages.png(folder.resolve("a.png"), 51);
    assertThat(CommandRun.ofTestPages().run("run", "-q", good).err()).isEmpty();
    CommandRun run = CommandRun.ofTestPages().run("run", "-q", good, folder.resolve("no.png"));
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith(folder.resolve("no.png") + ": INPUT_UNREADABLE: ");
  }

  @Test
  void run_markdownToStandardOutput_linksNoFigures() throws Exception {
    Path scan = TestPages.png(folder.resolve("scan.png"), 51);
    CommandRun run = CommandRun.ofTestPages().run("run", "-f", "md", scan);
    assertThat(run.out()).contains("width 51").doesNotContain("](");
  }

  @Test
  void run_dash_readsStandardInput() throws Exception {
    byte[] bytes = Files.readAllBytes(TestPages.png(folder.resolve("scan.png"), 51));
    CommandRun run = CommandRun.ofTestPages().in(bytes).run("run", "-");
    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).isEqualTo("width 51\n");
  }

  @Test
  void run_allFormats_writesOneFileForEachDocumentAndPage() throws Exception {
    Path tiff = TestPages.tiff(folder.resolve("two pages.tif"), 51, 52);
    Path out = folder.resolve("out");
    CommandRun run = CommandRun.ofTestPages().run("run", tiff, "-o", out, "-f", "md,json,txt,png");
    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).isEmpty();
    assertThat(names(out))
        .containsExactly(
            "two-pages-p001-r1.png",
            "two-pages-p001.png",
            "two-pages-p002-r1.png",
            "two-pages-p002.png",
            "two-pages.json",
            "two-pages.md",
            "two-pages.txt");
    assertThat(out.resolve("two-pages.txt")).hasContent("width 51\n\f\nwidth 52\n");
    assertThat(ImageIO.read(out.resolve("two-pages-p002-r1.png").toFile()).getWidth())
        .isEqualTo(52);
    assertThat(Files.readString(out.resolve("two-pages.md")))
        .contains("width 51", "(two-pages-p001-r1.png)", "(two-pages-p002-r1.png)");
    assertThat(run.err()).contains("7 files in " + out);
  }

  @Test
  void run_folderAsOutput_defaultsToMarkdown() throws Exception {
    Path scan = TestPages.png(folder.resolve("scan.png"), 51);
    Path out = folder.resolve("a/b/out");
    CommandRun.ofTestPages().run("run", scan, "-o", out);
    assertThat(names(out)).containsExactly("scan-p001-r1.png", "scan.md");
  }

  @Test
  void run_sameNamesInDifferentFolders_writesDifferentFilesInsideTheFolder() throws Exception {
    Path a = Files.createDirectories(folder.resolve("in/a"));
    Path b = Files.createDirectories(folder.resolve("in/b"));
    TestPages.png(a.resolve("scan.png"), 51);
    TestPages.png(b.resolve("scan.png"), 52);
    Path out = folder.resolve("out");
    CommandRun.ofTestPages().run("run", folder.resolve("in"), "-o", out, "-f", "txt");
    assertThat(names(out)).hasSize(2).contains("scan.txt");
    assertThat(out.resolve("scan.txt")).hasContent("width 51\n");
  }

  @Test
  void run_documentGivenTwice_isReadOnce() throws Exception {
    Path scan = TestPages.png(folder.resolve("scan.png"), 51);
    CommandRun run = CommandRun.ofTestPages().run("run", scan, scan, folder);
    assertThat(run.out()).isEqualTo("width 51\n");
    assertThat(run.err()).contains(scan + ": given more than once, read once", "1 page: 1 ok");
  }

  @Test
  void run_olderPartialFile_goesWhenTheDocumentIsComplete() throws Exception {
    Path scan = TestPages.png(folder.resolve("scan.png"), 51);
    Path out = Files.createDirectories(folder.resolve("out"));
    Files.writeString(out.resolve("scan.txt.partial"), "old");
    CommandRun.ofTestPages().run("run", scan, "-o", out, "-f", "txt");
    assertThat(names(out)).containsExactly("scan.txt");
  }

  @Test
  void run_orderOfCompletion_writesEveryDocument() throws Exception {
    for (int i = 0; i < 12; i++) {
      TestPages.tiff(folder.resolve("doc" + i + ".tif"), 51, 52, 53);
    }
    Path out = folder.resolve("out");
    Files.createDirectories(out);
    CommandRun run =
        CommandRun.ofTestPages()
            .run("run", folder, "-o", out, "-f", "txt", "--order", "completion");
    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(names(out)).hasSize(12);
    for (String name : names(out)) {
      assertThat(out.resolve(name)).hasContent("width 51\n\f\nwidth 52\n\f\nwidth 53\n");
    }
  }

  @Test
  void run_outputBelowTheInput_isNotRead() throws Exception {
    TestPages.png(folder.resolve("scan.png"), 51);
    Path out = Files.createDirectories(folder.resolve("out"));
    TestPages.png(out.resolve("scan-p001.png"), 52);
    CommandRun run =
        CommandRun.ofTestPages().onTerminal(80).run("run", folder, "-o", out, "-f", "txt");
    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.err()).contains("1 page: 1 ok").doesNotContain("/2 pages");
    assertThat(names(out)).containsExactly("scan-p001.png", "scan.txt");
  }

  @Test
  void run_outputIsTheInput_isRead() throws Exception {
    TestPages.png(folder.resolve("scan.png"), 51);
    CommandRun.ofTestPages().run("run", folder, "-o", folder, "-f", "txt");
    assertThat(names(folder)).containsExactly("scan.png", "scan.txt");
  }

  @Test
  void run_pages_readsOnlyThose() throws Exception {
    Path tiff = TestPages.tiff(folder.resolve("book.tif"), 51, 52, 53, 54);
    CommandRun run = CommandRun.ofTestPages().run("run", tiff, "--pages", "2-3");
    assertThat(run.out()).isEqualTo("width 52\n\f\nwidth 53\n");
  }

  // Exit codes.

  @Test
  void exitCode_badFileAmongGoodOnes_isPartialAndTheOthersAreRead() throws Exception {
    Path bad = TestPages.garbage(folder.resolve("bad.pdf"));
    Path good = TestPages.png(folder.resolve("good.png"), 51);
    CommandRun run = CommandRun.ofTestPages().run("run", bad, good);
    assertThat(run.exitCode()).isEqualTo(ExitCode.PARTIAL);
    assertThat(run.out()).isEqualTo("width 51\n");
    assertThat(run.err()).contains(bad + ": INPUT_UNREADABLE: ", "2 pages: 1 ok, 1 failed");
  }

  @Test
  void exitCode_regionNotRead_isPartialAndSaysWhich() throws Exception {
    Path tiff = TestPages.tiff(folder.resolve("book.tif"), 51, TestPages.UNREADABLE);
    CommandRun run = CommandRun.ofTestPages().run("run", tiff);
    assertThat(run.exitCode()).isEqualTo(ExitCode.PARTIAL);
    assertThat(run.err())
        .contains(tiff + " page 2 region 0: RECOGNITION: IllegalStateException: cannot read this");
  }

  @Test
  void exitCode_nothingReadable_isUnreadableAndLeavesNoFile() throws Exception {
    Path bad = TestPages.garbage(folder.resolve("bad.pdf"));
    Path out = folder.resolve("out");
    CommandRun run = CommandRun.ofTestPages().run("run", bad, "-o", out);
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(names(out)).isEmpty();
  }

  @Test
  void exitCode_emptyFolder_isUnreadable() throws Exception {
    CommandRun run = CommandRun.ofTestPages().run("run", folder);
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(run.err()).contains("There was nothing to read.");
  }

  @Test
  void exitCode_outputFolderIsAFile_isOutputAndNothingIsRead() throws Exception {
    Path scan = TestPages.png(folder.resolve("scan.png"), 51);
    CommandRun run = CommandRun.ofTestPages().run("run", scan, "-o", scan);
    assertThat(run.exitCode()).isEqualTo(ExitCode.OUTPUT);
    assertThat(run.err()).startsWith(scan + ": the folder cannot be made: ");
  }

  @Test
  void exitCode_oneFileCannotBeWritten_isOutputAndTheOthersAreThere() throws Exception {
    Path tiff = TestPages.tiff(folder.resolve("book.tif"), 51, 52);
    Path out = folder.resolve("out");
    Files.createDirectories(out.resolve("book-p001.png"));
    Files.createDirectories(out.resolve("book.json"));
    CommandRun run = CommandRun.ofTestPages().run("run", tiff, "-o", out, "-f", "txt,json,png");
    assertThat(run.exitCode()).isEqualTo(ExitCode.OUTPUT);
    assertThat(run.err()).contains(tiff + "#1: OUTPUT_IO: ", tiff + ": OUTPUT_IO: ");
    assertThat(names(out))
        .containsExactly("book-p001.png", "book-p002.png", "book.json", "book.txt");
  }

  @Test
  void exitCode_standardOutputClosed_isOutput() throws Exception {
    Path scan = TestPages.png(folder.resolve("scan.png"), 51);
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    CommandRun run =
        CommandRun.ofTestPages()
            .run(new PrintStream(closed, false, StandardCharsets.UTF_8), "run", scan);
    assertThat(run.exitCode()).isEqualTo(ExitCode.OUTPUT);
    assertThat(run.err()).contains("OUTPUT_IO: standard output is closed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "run x --no-such-option",
        "run x --order sideways",
        "run x -f doc",
        "run x -f png",
        "run x -f md,json",
        "run x --pages 3-1",
        "run x --dpi 10",
        "run x --dpi 2000",
        "run x --jobs 0",
        "run x --lang de/../../x;y",
        "run - -",
        "",
        "walk x"
      })
  void exitCode_badArguments_isUsageAndSaysWhereToLook(String line) {
    CommandRun run = CommandRun.ofTestPages().run((Object[]) line.split(" "));
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).containsPattern("(?m)^Try \\./ocr( run)? --help$");
    assertThat(run.err().lines().count()).isBetween(2L, 4L);
  }

  @Test
  void exitCode_languageNotInstalled_isUsage() throws Exception {
    Path scan = TestPages.png(folder.resolve("scan.png"), 51);
    CommandRun run =
        CommandRun.of(
                settings -> {
                  throw new PermanentOcrException(
                      FailureCategory.INPUT_UNREADABLE, "no data for " + settings.languages());
                })
            .run("run", scan, "--lang", "xyz");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).startsWith("no data for xyz");
  }

  @Test
  void exitCode_languageMissingForTesseract_saysHowToGetIt() throws Exception {
    Path scan = TestPages.png(folder.resolve("scan.png"), 51);
    CommandRun run = CommandRun.of(new RolePipelines()).run("run", scan, "--lang", "zzz+chi_nix");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains(
            "no data for zzz+chi_nix",
            "--lang zzz+chi_nix",
            "apt install tesseract-ocr-zzz tesseract-ocr-chi-nix",
            "TESSDATA_PREFIX");
  }

  @Test
  void exitCode_defect_isInternal() throws Exception {
    Path scan = TestPages.png(folder.resolve("scan.png"), 51);
    CommandRun run =
        CommandRun.of(
                settings -> {
                  throw new IllegalStateException("a defect");
                })
            .run("run", scan);
    assertThat(run.exitCode()).isEqualTo(ExitCode.INTERNAL);
    assertThat(run.err()).contains("please report", "a defect");
  }

  // Folders.

  @Test
  void run_folderWithOtherFiles_leavesThemOutInOneLine() throws Exception {
    TestPages.png(folder.resolve("scan.png"), 51);
    Path readme = Files.writeString(folder.resolve("README.md"), "text");
    Path truth = Files.writeString(folder.resolve("truth.txt"), "text");
    CommandRun run = CommandRun.ofTestPages().run("run", folder);
    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).isEqualTo("width 51\n");
    assertThat(run.err().lines()).hasSize(2);
    assertThat(run.err())
        .startsWith("3 pages: 1 ok, 2 skipped; ")
        .endsWith("2 files left out (no picture or PDF): " + readme + ", " + truth + "\n");
    assertThat(CommandRun.ofTestPages().run("run", "-q", folder).err()).isEmpty();
  }

  @Test
  void run_folderWithManyOtherFiles_namesAFew() throws Exception {
    TestPages.png(folder.resolve("scan.png"), 51);
    for (int i = 0; i < 9; i++) {
      Files.writeString(folder.resolve("note" + i + ".txt"), "text");
    }
    CommandRun run = CommandRun.ofTestPages().run("run", folder);
    assertThat(run.err())
        .contains("9 files left out (no picture or PDF): ", "note4.txt, ...")
        .doesNotContain("note5");
  }

  @Test
  void run_otherFileNamedByItself_fails() throws Exception {
    TestPages.png(folder.resolve("scan.png"), 51);
    Path readme = Files.writeString(folder.resolve("README.md"), "text");
    CommandRun run = CommandRun.ofTestPages().run("run", readme, folder);
    assertThat(run.exitCode()).isEqualTo(ExitCode.PARTIAL);
    assertThat(run.err()).contains(readme + ": INPUT_UNREADABLE: ").doesNotContain("left out");
  }

  @Test
  void run_pictureThatIsNone_failsInAFolderToo() throws Exception {
    TestPages.png(folder.resolve("scan.png"), 51);
    Path bad = TestPages.garbage(folder.resolve("bad.jpg"));
    CommandRun run = CommandRun.ofTestPages().run("run", folder);
    assertThat(run.exitCode()).isEqualTo(ExitCode.PARTIAL);
    assertThat(run.err()).contains(bad + ": INPUT_UNREADABLE: ", "2 pages: 1 ok, 1 failed");
  }

  @Test
  void exitCode_folderOfNothingButOtherFiles_isUnreadable() throws Exception {
    Files.writeString(folder.resolve("README.md"), "text");
    CommandRun run = CommandRun.ofTestPages().run("run", folder);
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(run.err()).contains("1 file left out", "There was nothing to read.");
  }

  // What reaches the pipeline.

  @Test
  void options_allOfThem_reachThePipeline() throws Exception {
    Path scan = TestPages.png(folder.resolve("scan.png"), 51);
    AtomicReference<ReadSettings> seen = new AtomicReference<>();
    PipelineFactory factory =
        settings -> {
          seen.set(settings);
          return TestPages.pipeline();
        };
    CommandRun.of(factory).run("run", scan);
    assertThat(seen.get()).isEqualTo(ReadSettings.defaults());
    var unused =
        CommandRun.of(factory)
            .run(
                "run",
                scan,
                "--pages=1-2",
                "--dpi=150",
                "--password=secret",
                "--jobs=3",
                "--lang=deu+eng",
                "--text-layer",
                "--orientation=none",
                "--right-to-left");
    ReadSettings settings = seen.get();
    assertThat(settings.options().pages()).isEqualTo(PageRange.parse("1-2"));
    assertThat(settings.options().dpi()).isEqualTo(150);
    assertThat(settings.options().password()).contains("secret");
    assertThat(settings.jobs()).isEqualTo(3);
    assertThat(settings.languages()).isEqualTo("deu+eng");
    assertThat(settings.usesTextLayer()).isTrue();
    assertThat(settings.turnsPages()).isFalse();
    assertThat(settings.readingOrder()).contains(ReadingOrder.RIGHT_TO_LEFT);
    unused = CommandRun.of(factory).run("run", scan, "--no-orientation");
    assertThat(seen.get().turnsPages()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "auto,",
    "model,MODEL",
    "left-to-right,LEFT_TO_RIGHT",
    "rtl,RIGHT_TO_LEFT",
    "Vertical,VERTICAL"
  })
  void run_readingOrder_reachesThePipeline(String name, @Nullable ReadingOrder order)
      throws Exception {
    AtomicReference<ReadSettings> seen = new AtomicReference<>();
    Path scan = TestPages.png(folder.resolve("scan.png"), 51);
    CommandRun run = CommandRun.of(recording(seen)).run("run", scan, "--reading-order", name);
    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(seen.get().readingOrder()).isEqualTo(Optional.ofNullable(order));
  }

  @Test
  void run_modelFiles_reachThePipeline() throws Exception {
    AtomicReference<ReadSettings> seen = new AtomicReference<>();
    Path scan = TestPages.png(folder.resolve("scan.png"), 51);
    Path file = Files.writeString(folder.resolve("any"), "x");
    var unused =
        CommandRun.of(recording(seen))
            .run(
                "run",
                scan,
                "--layout=" + file,
                "--labels=" + file,
                "--threshold=0.25",
                "--text-detector=" + file,
                "--text-recognizer=" + file,
                "--dictionary=" + file,
                "--text-classifier=" + file);
    Optional<Path> it = Optional.of(file);
    assertThat(seen.get().models())
        .isEqualTo(new ModelSettings(it, false, it, OptionalDouble.of(0.25), it, it, it, it));
  }

  @Test
  void run_layoutPage_takesEachPageAsOneRegion() throws Exception {
    AtomicReference<ReadSettings> seen = new AtomicReference<>();
    Path scan = TestPages.png(folder.resolve("scan.png"), 51);
    var unused = CommandRun.of(recording(seen)).run("run", scan, "--layout=page");
    assertThat(seen.get().models().isWholePage()).isTrue();
    assertThat(seen.get().models().layout()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--labels=FILE; --labels: needs --layout MODEL",
        "--threshold=0.5; --threshold: needs --layout MODEL",
        "--layout=page --labels=FILE; --labels: needs --layout MODEL",
        "--text-detector=FILE; --text-detector: needs --text-recognizer",
        "--text-recognizer=FILE; --text-recognizer: needs --text-detector",
        "--dictionary=FILE; --dictionary: needs --text-recognizer",
        "--text-classifier=FILE; --text-classifier: needs --text-recognizer",
        "--layout=FILE --threshold=1.5; --threshold: 1.5, must be within 0..1",
        "--layout=FILE --threshold=NaN; --threshold: NaN, must be within 0..1",
        "--layout=no.onnx; --layout: \"no.onnx\", there is no such file",
        "--reading-order=up; must be auto, model, left-to-right, right-to-left or vertical"
      })
  void run_badModelOptions_sayWhatIsWrong(String options, String message) throws Exception {
    Path scan = TestPages.png(folder.resolve("scan.png"), 51);
    Path file = Files.writeString(folder.resolve("any"), "x");
    List<Object> args = new ArrayList<>(List.of("run", scan));
    args.addAll(List.of(options.replace("FILE", file.toString()).split(" ")));
    CommandRun run = CommandRun.ofTestPages().run(args.toArray());
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(message);
  }

  @Test
  void run_fileThatIsNoModel_isOneClearError() throws Exception {
    Path scan = TestPages.png(folder.resolve("scan.png"), 51);
    CommandRun run = CommandRun.of(new RolePipelines()).run("run", scan, "--layout=" + scan);
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("scan.png").doesNotContain("Exception").doesNotContain("apt");
    assertThat(run.err().lines()).hasSize(1);
  }

  private static PipelineFactory recording(AtomicReference<ReadSettings> seen) {
    return settings -> {
      seen.set(settings);
      return TestPages.pipeline();
    };
  }

  // Ctrl-C.

  @Test
  void interrupt_inTheMiddle_keepsWhatIsDoneAndMarksWhatIsNot() throws Exception {
    Path first = TestPages.png(folder.resolve("a.png"), 51);
    Path second = TestPages.tiff(folder.resolve("b.tif"), 52, 53);
    Path third = TestPages.png(folder.resolve("c.png"), 54);
    Path out = Files.createDirectories(folder.resolve("out"));
    Files.writeString(out.resolve("b.txt"), "an older, whole one");
    CountDownLatch isThere = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    PipelineFactory factory =
        settings ->
            Pipeline.builder()
                .layoutDetector(LayoutDetector.wholePage())
                .recognizer(
                    crops -> {
                      if (crops.get(0).image().size().width() == 53) {
                        isThere.countDown();
                        never.await();
                      }
                      return crops.stream().map(TestPages::read).toList();
                    })
                .cpuThreads(1);
    CommandRun run = CommandRun.of(factory);
    Thread presser =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    isThere.await();
                    run.interrupts().raise();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    run.run("run", first, second, third, "-o", out, "-f", "txt", "--jobs", "1");
    presser.join();
    assertThat(run.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(names(out)).containsExactly("a.txt", "b.txt", "b.txt.partial");
    assertThat(out.resolve("b.txt")).hasContent("an older, whole one");
    assertThat(Files.readString(out.resolve("b.txt.partial")))
        .startsWith("width 52\n\f\n[")
        .contains("CANCELLED");
    assertThat(run.err()).contains("b.tif: not complete, see ", "Interrupted: ");
  }

  @Test
  void interrupt_beforeTheRun_readsNothing() throws Exception {
    Path scan = TestPages.png(folder.resolve("scan.png"), 51);
    CommandRun run = CommandRun.ofTestPages();
    run.interrupts().raise();
    run.run("run", scan);
    assertThat(run.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
  }

  // Progress and help.

  @Test
  void progress_onATerminal_isDrawnAndEnded() throws Exception {
    Path tiff = TestPages.tiff(folder.resolve("book.tif"), 51, 52);
    CommandRun run = CommandRun.ofTestPages().onTerminal(100).run("run", tiff);
    assertThat(run.err()).contains("\r").contains("2 pages: 2 ok; 4 regions");
    assertThat(run.out()).doesNotContain("\r");
  }

  @Test
  void progress_notOnATerminal_hasNoControlCharacters() throws Exception {
    Path tiff = TestPages.tiff(folder.resolve("book.tif"), 51, 52);
    assertThat(CommandRun.ofTestPages().run("run", tiff).err()).doesNotContain("\r", "\u001b");
  }

  @Test
  void help_ofTheWhole_listsEveryExitCode() {
    CommandRun run = CommandRun.ofTestPages().run("--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("run", "demo").containsPattern("130 +ended by Ctrl-C");
    for (int code = 0; code <= 5; code++) {
      assertThat(run.out()).containsPattern("(?m)^ +" + code + " +\\w");
    }
  }

  @Test
  void unknownOption_isAnsweredWithASuggestion() {
    assertThat(CommandRun.ofTestPages().run("run", "x", "--langg", "eng").err())
        .contains("Unknown option", "--lang");
  }

  @Test
  void version_isThatOfTheBuild() {
    CommandRun run = CommandRun.ofTestPages().run("--version");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).matches("(?s)Glyphflow \\d+\\.\\d+.*Java \\d+.*").doesNotContain("${");
  }
}
