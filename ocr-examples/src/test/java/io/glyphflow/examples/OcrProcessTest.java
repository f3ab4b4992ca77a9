package io.glyphflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a process of its own. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class OcrProcessTest {

  private static final int SIGINT_BIT = 1 << 1;

  @TempDir private Path folder;

  private Process start(Object... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
    if (Runtime.version().feature() >= 23) {
      command.add("--sun-misc-unsafe-memory-access=allow"); // as the script says it
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Ocr.class.getName()));
    for (Object arg : args) {
      command.add(arg.toString());
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(folder.resolve("stderr").toFile());
    builder.environment().put("OPENCV_LOG_LEVEL", "SILENT"); // as the script says it
    return builder.start();
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
  }

  @Test
  void process_blankPage_isReadWithoutNoise() throws Exception {
    Path scan = TestPages.png(folder.resolve("scan.png"), 51);
    Process process = start("run", scan, "-f", "json");
    assertThat(process.waitFor()).isEqualTo(ExitCode.OK);
    assertThat(text("stdout")).startsWith("{").contains("\"pages\"");
    assertThat(text("stderr")).matches("1 page: 1 ok; \\d regions; [0-9.]+ s\\R");
  }

  @Test
  void process_brokenPicture_isSaidOnceAndNotByTheLibraries() throws Exception {
    Path scan = TestPages.png(folder.resolve("scan.png"), 51);
    Path bad = Files.write(folder.resolve("bad.bmp"), unknownBitmap());
    Process process = start("run", bad, scan, "-f", "json");
    assertThat(process.waitFor()).isEqualTo(ExitCode.PARTIAL);
    assertThat(text("stderr").lines()).hasSize(2);
    assertThat(text("stderr")).startsWith(bad + ": INPUT_UNREADABLE: ");
  }

  /** 64 x 64 pixels, said to be a PNG within a bitmap, which OpenCV does not read. */
  private static byte[] unknownBitmap() {
    ByteBuffer bytes = ByteBuffer.allocate(54 + 64 * 64 * 3).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 'B').put((byte) 'M').putInt(bytes.capacity()).putInt(0).putInt(54);
    bytes.putInt(40).putInt(64).putInt(64).putShort((short) 1).putShort((short) 24).putInt(5);
    return bytes.array();
  }

  @Test
  void process_badArguments_endsWithTwo() throws Exception {
    assertThat(start("run").waitFor()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void interrupt_whileWaitingForInput_endsSoonAndKeepsWhatIsDone() throws Exception {
    if (File.separatorChar == '\\') {
      return; // there is no kill on Windows
    }
    Path first = TestPages.png(folder.resolve("a.png"), 51);
    Path second = TestPages.png(folder.resolve("b.png"), 52);
    Path out = Files.createDirectory(folder.resolve("out"));
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      WatchKey unused = out.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      Process process = start("run", first, second, "-", "-o", out, "-f", "json");
      while (!Files.exists(out.resolve("a.json"))) {
        watch.take().reset();
      }
      // Whoever runs the tests in the background may have switched SIGINT off.
      boolean isTerminated = isInterruptIgnored();
      long pressedAt = System.nanoTime();
      String signal = isTerminated ? "-TERM" : "-INT";
      // The shell's own, as a minimal system has no other.
      String kill = "kill " + signal + " " + process.pid();
      assertThat(new ProcessBuilder("sh", "-c", kill).start().waitFor()).isZero();
      assertThat(process.waitFor()).isEqualTo(isTerminated ? 143 : ExitCode.INTERRUPTED);
      assertThat(System.nanoTime() - pressedAt).isLessThan(TimeUnit.SECONDS.toNanos(20));
    }
    assertThat(out.resolve("a.json")).exists();
    assertThat(out.resolve("b.json")).exists();
    assertThat(text("stderr")).contains("Interrupted: what was read until then is kept.");
  }

  private static boolean isInterruptIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    for (String line : Files.readAllLines(status, StandardCharsets.UTF_8)) {
      if (line.startsWith("SigIgn:")) {
        return (Long.parseUnsignedLong(line.substring(7).strip(), 16) & SIGINT_BIT) != 0;
      }
    }
    return false;
  }
}
