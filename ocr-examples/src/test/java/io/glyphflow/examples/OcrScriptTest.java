package io.glyphflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The script {@code ocr}, in a repository of nothing but itself, with a JDK and a Maven that only
 * say how they were called.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OcrScriptTest {

  private static final String JDK = "#!/bin/sh\nfor arg; do echo \"<$arg>\"; done\n";
  private static final String MAVEN =
      """
      #!/bin/sh
      echo built >> "$BUILDS"
      [ -z "${GATE-}" ] || read -r go < "$GATE"
      exit ${BUILD_EXIT-0}
      """;

  /** What the script needs of the system, but for {@code flock}. */
  private static final List<String> TOOLS =
      List.of(
          "cat",
          "cut",
          "dirname",
          "find",
          "head",
          "ln",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sh",
          "sleep",
          "stty");

  private static final String LOCK = "ocr-examples/target/ocr.lock.pid";

  @TempDir private Path folder;
  private Path root;

  /** A process that has ended. */
  private record Ended(int exitCode, String out, String err) {}

  @BeforeEach
  void makeRepository() throws IOException {
    if (isWindows()) {
      return;
    }
    root = Files.createDirectories(folder.resolve("my repository"));
    for (String name : List.of("ocr", "tools/find-jdk.sh")) {
      Path copy = root.resolve(name);
      Files.createDirectories(copy.getParent());
      Files.copy(Path.of("..").resolve(name), copy);
    }
    script(root.resolve("ocr"), Files.readString(root.resolve("ocr")));
    for (String module :
        List.of("ocr-core", "ocr-onnx", "ocr-layout", "ocr-tesseract", "ocr-examples")) {
      Files.createDirectories(root.resolve(module).resolve("src/main"));
      Files.createDirectories(root.resolve(module).resolve("src/test"));
    }
    Files.writeString(root.resolve("pom.xml"), "");
    Files.writeString(root.resolve("ocr-core/src/main/A.java"), "");
    Path jdk = Files.createDirectories(folder.resolve("jdk/bin")).getParent();
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"99.0.1\"\n");
    script(jdk.resolve("bin/java"), JDK);
    script(jdk.resolve("bin/javac"), JDK);
    script(folder.resolve("mvn"), MAVEN);
  }

  private static boolean isWindows() {
    return File.separatorChar == '\\';
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Ended run(Path directory, String script, List<String> args, String... environment)
      throws IOException, InterruptedException {
    Started started = start("", directory, script, args, environment);
    return started.ended();
  }

  /** A process on its way. */
  private record Started(Process process, Path out, Path err) {
    Ended ended() throws IOException, InterruptedException {
      int exitCode = process.waitFor();
      return new Ended(exitCode, Files.readString(out), Files.readString(err));
    }
  }

  private Started start(
      String name, Path directory, String script, List<String> args, String... environment)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(script));
    command.addAll(args);
    Path out = folder.resolve("out" + name);
    Path err = folder.resolve("err" + name);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().put("MVN", folder.resolve("mvn").toString());
    builder.environment().put("BUILDS", folder.resolve("builds").toString());
    builder.environment().remove("OCR_JAVA_OPTS");
    builder.environment().remove("OPENCV_LOG_LEVEL");
    for (int i = 0; i < environment.length; i += 2) {
      builder.environment().put(environment[i], environment[i + 1]);
    }
    return new Started(builder.start(), out, err);
  }

  /** A folder of programs without {@code flock}, which not every system has. */
  private Path pathWithoutFlock() throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String tool : TOOLS) {
      for (String directory : List.of("/usr/bin", "/bin")) {
        Path program = Path.of(directory, tool);
        if (Files.exists(program) && !Files.exists(bin.resolve(tool))) {
          Files.createSymbolicLink(bin.resolve(tool), program);
        }
      }
    }
    return bin;
  }

  private Ended run(String... environment) throws IOException, InterruptedException {
    return run(root, "./ocr", List.of("--version"), environment);
  }

  private long builds() throws IOException {
    Path builds = folder.resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds, StandardCharsets.UTF_8).size() : 0;
  }

  @Test
  void script_firstUse_buildsAndSaysSo() throws Exception {
    if (isWindows()) {
      return;
    }
    Ended first = run();
    assertThat(first.exitCode()).isZero();
    assertThat(first.err()).isEqualTo("Building Glyphflow (first use, about a minute) ...\n");
    assertThat(builds()).isEqualTo(1);
    Ended second = run();
    assertThat(second.err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void script_newerSources_buildsAgainButNotForTests() throws Exception {
    if (isWindows()) {
      return;
    }
    var unused = run();
    FileTime later = FileTime.from(Instant.now().plusSeconds(60));
    Path test = Files.writeString(root.resolve("ocr-core/src/test/ATest.java"), "");
    Files.setLastModifiedTime(test, later);
    assertThat(run().err()).isEmpty();
    Files.setLastModifiedTime(root.resolve("ocr-core/src/main/A.java"), later);
    assertThat(run().err()).isEqualTo("Building Glyphflow (its sources have changed) ...\n");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void script_buildFails_saysSoAndBuildsAgainNextTime() throws Exception {
    if (isWindows()) {
      return;
    }
    Ended failed = run("BUILD_EXIT", "1");
    assertThat(failed.exitCode()).isEqualTo(ExitCode.INTERNAL);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err()).contains("The build failed; nothing was read.");
    assertThat(run().exitCode()).isZero();
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void script_anyDirectoryLinksAndSpaces_reachTheCommandLineUnchanged() throws Exception {
    if (isWindows()) {
      return;
    }
    Path elsewhere = Files.createDirectories(folder.resolve("else where"));
    Files.createSymbolicLink(elsewhere.resolve("relative"), Path.of("../my repository/ocr"));
    Files.createSymbolicLink(folder.resolve("absolute"), elsewhere.resolve("relative"));
    List<String> args = List.of("run", "my scan.pdf", "", "a*b", "$HOME");
    for (String script :
        List.of(
            "./relative", folder.resolve("absolute").toString(), root.resolve("ocr").toString())) {
      Ended ended = run(elsewhere, script, args);
      assertThat(ended.exitCode()).isZero();
      assertThat(ended.out())
          .endsWith("<io.glyphflow.examples.Ocr>\n<run>\n<my scan.pdf>\n<>\n<a*b>\n<$HOME>\n")
          .contains("<-Dglyphflow.home=" + root.toRealPath() + ">\n");
    }
  }

  @Test
  void script_options_goToTheJvm() throws Exception {
    if (isWindows()) {
      return;
    }
    assertThat(run("OCR_JAVA_OPTS", "-Xmx2g -Da=b").out())
        .contains("<-Xmx2g>\n<-Da=b>\n", "<--enable-native-access=ALL-UNNAMED>\n")
        .contains("<--sun-misc-unsafe-memory-access=allow>\n");
  }

  @Test
  void script_noMaven_saysWhatToDo() throws Exception {
    if (isWindows()) {
      return;
    }
    Ended ended = run("MVN", "no-such-maven");
    assertThat(ended.exitCode()).isEqualTo(ExitCode.INTERNAL);
    assertThat(ended.err()).contains("Found no Maven to build Glyphflow with");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void script_twoFirstUsesAtTheSameTime_buildOnce(boolean hasFlock) throws Exception {
    if (isWindows()) {
      return;
    }
    String path = hasFlock ? System.getenv("PATH") : pathWithoutFlock().toString();
    Path gate = folder.resolve("gate");
    assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor()).isZero();
    List<String> args = List.of("run", "a.png");
    Started first = start("1", root, "./ocr", args, "PATH", path, "GATE", gate.toString());
    while (builds() == 0 && first.process().isAlive()) {
      Thread.onSpinWait();
    }
    Started second = start("2", root, "./ocr", args, "PATH", path, "GATE", gate.toString());
    while (Files.size(second.err()) == 0 && second.process().isAlive()) {
      Thread.onSpinWait();
    }
    assertThat(Files.readString(second.err()))
        .isEqualTo("Another ./ocr is building Glyphflow; waiting for it ...\n");
    Files.writeString(gate, "go\n", StandardOpenOption.WRITE);
    Ended built = first.ended();
    Ended waited = second.ended();

    assertThat(built.exitCode()).isZero();
    assertThat(waited.exitCode()).isZero();
    assertThat(built.out()).isEqualTo(waited.out()).endsWith("<run>\n<a.png>\n");
    assertThat(builds()).isEqualTo(1);
    assertThat(Files.exists(root.resolve(LOCK), LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void script_lockOfAProcessThatIsGone_isTakenOver() throws Exception {
    if (isWindows()) {
      return;
    }
    Process gone = new ProcessBuilder("true").start();
    assertThat(gone.waitFor()).isZero();
    Path lock = root.resolve(LOCK);
    Files.createDirectories(lock.getParent());
    Files.createSymbolicLink(lock, Path.of(Long.toString(gone.pid())));
    Ended ended = run("PATH", pathWithoutFlock().toString());

    assertThat(ended.exitCode()).isZero();
    assertThat(builds()).isEqualTo(1);
    assertThat(Files.exists(lock, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void script_messagesOfOpenCv_areOffUnlessWanted() throws Exception {
    if (isWindows()) {
      return;
    }
    script(folder.resolve("jdk/bin/java"), "#!/bin/sh\necho \"$OPENCV_LOG_LEVEL\"\n");
    assertThat(run().out()).isEqualTo("SILENT\n");
    assertThat(run("OPENCV_LOG_LEVEL", "INFO").out()).isEqualTo("INFO\n");
  }
}
