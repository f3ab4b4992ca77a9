package io.glyphflow.onnx;

import io.glyphflow.core.stage.Attempt;
import io.glyphflow.testkit.onnx.OnnxGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Model files for tests: small ones made here, and real ones where they are at hand. */
final class ModelFiles {

  private static final Path REAL =
      Path.of(System.getProperty("glyphflow.shared", "../shared"), "testdata", "models");

  private ModelFiles() {}

  /** Doubles what it gets. */
  static OnnxGraph twice() {
    return new OnnxGraph()
        .input("x", OnnxGraph.Type.FLOAT, "n", 2)
        .output("y", OnnxGraph.Type.FLOAT, "n", 2)
        .node("Add", List.of("x", "x"), List.of("y"));
  }

  /** A convolution and what can be fused with it, so that there is something to optimize. */
  static OnnxGraph convolution() {
    float[] weights = new float[3 * 3 * 3 * 3];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (i % 7 - 3) / 8f;
    }
    return new OnnxGraph()
        .input("x", OnnxGraph.Type.FLOAT, 1, 3, "h", "w")
        .output("y", OnnxGraph.Type.FLOAT, 1, 3, "a", "b")
        .constant("k", weights, 3, 3, 3, 3)
        .constant("bias", new float[] {0.5f, -0.25f, 0}, 3)
        .node("Conv", List.of("x", "k", "bias"), List.of("c"))
        .node("Relu", List.of("c"), List.of("y"));
  }

  static ModelSource source(OnnxGraph graph) {
    return ModelSource.of("test model", ByteBuffer.wrap(graph.toBytes()));
  }

  static ModelSource source(byte[] bytes) {
    return ModelSource.of("test model", ByteBuffer.wrap(bytes));
  }

  /** Real models; none where they are not at hand. */
  static List<Path> real() {
    if (!Files.isDirectory(REAL)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(REAL)) {
      return files.filter(file -> file.toString().endsWith(".onnx")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Path> realNamed(String... names) {
    return real().stream()
        .filter(file -> Stream.of(names).anyMatch(name -> file.toString().contains(name)));
  }

  /** The first output for the numbers 0, 1/16, 2/16... */
  static float[] answer(OnnxSession session, String input, long... shape) {
    try (SessionLease lease = session.lease()) {
      var values = lease.input(input, shape).floats();
      for (int i = 0; values.hasRemaining(); i++) {
        values.put(i % 16 / 16f);
      }
      lease.run(Attempt.unlimited());
      Tensor output = lease.output(0);
      float[] answer = new float[output.count()];
      output.floats().get(answer);
      return answer;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
