package io.glyphflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.testkit.onnx.OnnxGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {

  @TempDir private Path folder;

  private Path model(String name, Object[] input, Object[] output, String... metadata)
      throws IOException {
    OnnxGraph graph =
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT, input)
            .output("y", OnnxGraph.Type.FLOAT, output)
            .node("Identity", List.of("x"), List.of("y"));
    for (int i = 0; i < metadata.length; i += 2) {
      graph.metadata(metadata[i], metadata[i + 1]);
    }
    return Files.write(folder.resolve(name), graph.toBytes());
  }

  private static CommandRun inspect(Object... models) {
    Object[] args = new Object[models.length + 1];
    args[0] = "inspect";
    System.arraycopy(models, 0, args, 1, models.length);
    return CommandRun.of(new RolePipelines()).run(args);
  }

  @Test
  void inspect_textRecognizer_saysTheOptionAndItsClasses() throws Exception {
    Path model = model("rec.onnx", new Object[] {"n", 3, 48, "w"}, new Object[] {"n", "t", 97});
    CommandRun run = inspect(model);
    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .contains("rec.onnx: 0.0 MiB, IR 8, opset 17")
        .contains("text-line recognizer (CTC): --text-recognizer")
        .contains("97, --dictionary FILE says which")
        .contains("input     x FLOAT32[n, 3, 48, w]");
  }

  @Test
  void inspect_layoutModel_saysItsFamilyAndLabels() throws Exception {
    Path model =
        model(
            "yolo.onnx",
            new Object[] {1, 3, 1024, 1024},
            new Object[] {1, 300, 6},
            "names",
            "{0: 'title', 1: 'table'}");
    CommandRun run = inspect(model);
    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .contains("layout detector (YOLO_V10): --layout")
        .contains("pages     1024 x 1024")
        .contains("labels    2: title, table")
        .contains("metadata  names = {0: 'title', 1: 'table'}");
  }

  @Test
  void inspect_otherModel_saysWhyNothingFits() throws Exception {
    CommandRun run = inspect(model("x.onnx", new Object[] {"n", 5}, new Object[] {"n", 9}));
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(run.out()).contains("no contract").contains("YOLOX: ");
  }

  @Test
  void inspect_noModelAmongModels_goesOnAndSaysSo() throws Exception {
    Path bad = Files.writeString(folder.resolve("page.html"), "<html>404</html>");
    Path good = model("det.onnx", new Object[] {"n", 3, "h", "w"}, new Object[] {"n", 1, "h", "w"});
    CommandRun run = inspect(bad, good);
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(run.err()).contains("page.html").doesNotContain("\tat ");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.out()).contains("--text-detector");
  }
}
