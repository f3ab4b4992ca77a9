package io.glyphflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DemoCommandTest {

  @TempDir private Path folder;
  private Path samples;
  private Path truth;
  private Path out;

  @BeforeEach
  void makeFolders() throws Exception {
    samples = folder.resolve("samples");
    truth = Files.createDirectories(samples.resolve("truth"));
    out = folder.resolve("out");
    Files.writeString(samples.resolve("README.md"), "no sample");
  }

  private CommandRun demo() {
    return CommandRun.ofTestPages().run("demo", "--samples", samples, "-o", out);
  }

  @Test
  void demo_pagesWithTruth_saysHowWellEachWasRead() throws Exception {
    TestPages.tiff(samples.resolve("book.tif"), 51, 52);
    Files.writeString(truth.resolve("book.txt"), "width 51\n\fwidth 5x\n");
    TestPages.png(samples.resolve("alone.png"), 53);
    CommandRun run = demo();
    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    List<String> lines = run.out().lines().filter(line -> !line.isBlank()).toList();
    assertThat(lines.get(0)).matches("page +regions +words +CER % +load ms +orient .*sum");
    assertThat(lines.get(1)).matches("alone.png +2 +2 +- .*");
    assertThat(lines.get(2)).matches("book.tif +2 +2 +0.00 .*");
    assertThat(lines.get(3)).matches("book.tif p2 +2 +2 +12.50 .*");
    assertThat(run.out()).contains("Pictures of the pages", out.toString());
    assertThat(out.resolve("book.md")).exists();
    assertThat(out.resolve("book.json")).exists();
    assertThat(out.resolve("book.txt")).exists();
    assertThat(out.resolve("book-p002.png")).exists();
  }

  @Test
  void demo_pageNotRead_hasARowAndAnExitCode() throws Exception {
    TestPages.garbage(samples.resolve("bad.png"));
    TestPages.png(samples.resolve("good.png"), 51);
    CommandRun run = demo();
    assertThat(run.exitCode()).isEqualTo(ExitCode.PARTIAL);
    assertThat(run.out()).containsPattern("bad.png +- +- +- ");
    assertThat(run.err()).contains("bad.png: INPUT_UNREADABLE");
  }

  @Test
  void demo_noSamples_saysWhichFolder() {
    CommandRun run =
        CommandRun.ofTestPages().run("demo", "--samples", folder.resolve("no"), "-o", out);
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("There is no folder " + folder.resolve("no"));
  }
}
