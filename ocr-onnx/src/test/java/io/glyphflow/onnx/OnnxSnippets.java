package io.glyphflow.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.stage.Attempt;
import io.glyphflow.testkit.onnx.OnnxGraph;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the package's documentation. */
class OnnxSnippets {

  @TempDir Path folder;

  @Test
  void run() throws Exception {
    Path file = folder.resolve("model.onnx");
    Files.write(file, SmallModels.twice(OnnxGraph.Type.FLOAT, "n").toBytes());
    float[] pixels = {1, 2, 3};
    float[] answer = new float[3];
    Attempt attempt = Attempt.unlimited();
    // @start region="run"
    try (OnnxSession session = OnnxSession.open(ModelSource.of(file))) {
      try (SessionLease lease = session.lease()) {
        lease.input("x", pixels.length).floats().put(pixels);
        lease.run(attempt);
        Tensor y = lease.output("y");
        y.floats().get(answer); // y.shape() is what really came out
      }
    }
    // @end region="run"
    assertThat(answer).containsExactly(2, 4, 6);
  }

  @Test
  void carry() throws Exception {
    List<Float> sums = new ArrayList<>();
    try (OnnxSession session = SmallModels.open("cache", SmallModels.cache())) {
      // @start region="carry"
      try (SessionLease lease = session.lease()) {
        lease.carry("present", "past"); // after each run, for the next one
        lease.input("past", 0, 2); // an empty cache to begin with
        for (int step = 0; step < 3; step++) {
          FloatBuffer x = lease.input("x", 1, 2).floats();
          x.put(0, step).put(1, 1);
          lease.run(Attempt.unlimited());
          sums.add(lease.output("sum").floats().get(1));
        }
      }
      // @end region="carry"
    }
    assertThat(sums).containsExactly(1f, 2f, 3f);
  }
}
