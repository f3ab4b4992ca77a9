package io.glyphflow.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hostile files through a pipeline, in a process of its own with a heap of 512 MiB. */
class HostileInputsTest {

  private static final Logger LOG = LoggerFactory.getLogger(HostileInputsTest.class);

  private static final int PATIENCE_SECONDS = 180;

  /** For refusing one file on a busy machine; an idle one takes far less, as the log shows. */
  private static final long MOST_MILLIS = 1_000;

  @TempDir static Path folder;

  private static List<List<String>> lines;
  private static String log;

  @BeforeAll
  static void readAll() throws Exception {
    Path files = Files.createDirectory(folder.resolve("files"));
    Path report = folder.resolve("report");
    Path output = folder.resolve("log");
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djava.awt.headless=true",
                "-Dsun.jnu.encoding=UTF-8",
                "-cp",
                classPath,
                HostileInputs.class.getName(),
                files.toString(),
                report.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean isDone = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!isDone) {
      process.destroyForcibly();
    }
    log = Files.readString(output);
    assertThat(isDone).as("whether the process ended; its log: %s", log).isTrue();
    assertThat(process.exitValue()).as("exit code; log: %s", log).isZero();
    lines = new ArrayList<>();
    for (String line : Files.readAllLines(report)) {
      lines.add(List.of(line.split("\t", -1)));
    }
  }

  private static List<List<String>> lines(String kind) {
    return lines.stream().filter(line -> line.get(0).equals(kind)).toList();
  }

  private static Map<String, String> expected() {
    Map<String, String> categories = new LinkedHashMap<>();
    lines("HOSTILE").forEach(line -> categories.put(line.get(1), line.get(2)));
    return categories;
  }

  @Test
  void hostile_files_areManyAndAllDifferent() {
    assertThat(expected()).hasSizeGreaterThanOrEqualTo(70);
  }

  @Test
  void hostile_eachFile_failsForItsReason() {
    Map<String, List<List<String>>> pages = new LinkedHashMap<>();
    for (List<String> page : lines("PAGE")) {
      pages.computeIfAbsent(page.get(1), name -> new ArrayList<>()).add(page);
    }
    List<String> wrong = new ArrayList<>();
    expected()
        .forEach(
            (name, category) -> {
              List<List<String>> own = pages.getOrDefault(name, List.of());
              boolean isRefused =
                  own.stream()
                      .anyMatch(p -> p.get(2).equals("FAILED") && p.get(3).equals(category));
              if (!isRefused) {
                wrong.add(name + " must be " + category + " but is " + own);
              }
            });
    assertThat(wrong).isEmpty();
  }

  @Test
  void hostile_eachMessage_namesTheFileInOneLine() {
    for (List<String> page : lines("PAGE")) {
      if (page.get(2).equals("FAILED")) {
        assertThat(page.get(3)).isIn("INPUT_UNREADABLE", "INPUT_LIMIT", "INPUT_ENCRYPTED");
        assertThat(page.get(4)).isNotBlank();
        if (!page.get(4).contains("budget")) { // said by the pipeline, which names the page itself
          assertThat(page.get(4)).contains(page.get(1));
        }
      }
    }
  }

  @Test
  void goodPages_betweenThem_areAllRead() {
    List<List<String>> good =
        lines("PAGE").stream().filter(page -> page.get(1).contains("/good.")).toList();

    assertThat(good).hasSize(expected().size() + 2).allMatch(page -> page.get(2).equals("OK"));
  }

  @Test
  void ledger_ofTheRun_addsUp() {
    long ok = lines("PAGE").stream().filter(page -> page.get(2).equals("OK")).count();
    long failed = lines("PAGE").stream().filter(page -> page.get(2).equals("FAILED")).count();

    assertThat(ok + failed).isEqualTo(lines("PAGE").size());
    assertThat(lines("LEDGER"))
        .containsExactly(
            List.of("LEDGER", "accepted " + (ok + failed) + " = ok " + ok + " + failed " + failed));
    assertThat(lines.getLast()).containsExactly("DONE");
  }

  @Test
  void hostile_eachFile_isRefusedQuickly() {
    List<List<String>> times = new ArrayList<>(lines("TIME"));
    assertThat(times).hasSize(expected().size());
    times.sort((a, b) -> Long.compare(Long.parseLong(b.get(2)), Long.parseLong(a.get(2))));
    LOG.info(
        "slowest to refuse, ms (of them on the CPU): {}",
        times.subList(0, 5).stream()
            .map(t -> new File(t.get(1)).getName() + " " + t.get(2) + " (" + t.get(4) + ")")
            .toList());
    for (List<String> time : times) {
      assertThat(Long.parseLong(time.get(2))).as("ms for %s", time.get(1)).isLessThan(MOST_MILLIS);
      assertThat(time.get(3)).as("whether %s is refused", time.get(1)).isEqualTo("yes");
    }
  }
}
