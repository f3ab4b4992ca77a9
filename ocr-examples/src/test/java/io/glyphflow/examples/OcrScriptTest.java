package io.glyphflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

/**
 * The script {@code ocr}, in a repository of nothing but itself, with a JDK and a Maven that only
 * say how they were called.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OcrScriptTest {

  private static final String JDK = "#!/bin/sh\nfor arg; do echo \"<$arg>\"; done\n";
  private static final String MAVEN =
      "#!/bin/sh\necho built >> \"$BUILDS\"\nexit ${BUILD_EXIT-0}\n";

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
    for (String module : List.of("ocr-core", "ocr-layout", "ocr-tesseract", "ocr-examples")) {
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
    List<String> command = new ArrayList<>(List.of(script));
    command.addAll(args);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().put("MVN", folder.resolve("mvn").toString());
    builder.environment().put("BUILDS", folder.resolve("builds").toString());
    builder.environment().remove("OCR_JAVA_OPTS");
    for (int i = 0; i < environment.length; i += 2) {
      builder.environment().put(environment[i], environment[i + 1]);
    }
    int exitCode = builder.start().waitFor();
    return new Ended(
        exitCode,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
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
}
