package io.glyphflow.layout.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.testkit.onnx.OnnxGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real engine of DJL, with a model from a file. */
class DjlEngineTest {

  @TempDir private Path folder;

  @Test
  void detect_overDjlsEngine_isAsOverOurs() throws IOException, InterruptedException {
    byte[] graph =
        new OnnxGraph()
            .input("images", OnnxGraph.Type.FLOAT, 1, 3, 64, 64)
            .output("output0", OnnxGraph.Type.FLOAT, 1, 1, 6)
            .constant("answer", new float[] {8, 16, 40, 48, 0.75f, 1}, 1, 1, 6)
            .node("Identity", List.of("answer"), List.of("output0"))
            .toBytes();
    Path model = Files.write(folder.resolve("model.onnx"), graph);
    Path answer = folder.resolve("answer.txt");
    Path log = folder.resolve("log.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dai.djl.offline=true",
                "-Xmx256m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                DjlEngineMain.class.getName(),
                model.toString(),
                answer.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    List<String> lines = Files.readAllLines(answer);
    assertThat(lines.get(0))
        .isEqualTo(lines.get(1))
        .contains("label=table")
        .contains("BoundingBox[left=8.0, top=16.0, right=40.0, bottom=48.0]")
        .contains("confidence=0.75");
  }
}
