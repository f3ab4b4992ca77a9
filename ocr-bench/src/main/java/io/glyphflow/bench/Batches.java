package io.glyphflow.bench;

import io.glyphflow.core.stage.Attempt;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.onnx.OnnxSession;
import io.glyphflow.onnx.SessionLease;
import java.nio.FloatBuffer;

/** OPT-007: sixteen pictures through a model, some at a time, in one of its precisions. */
public final class Batches implements AutoCloseable {

  static final int PICTURES = 16;

  private final OnnxSession session;
  private final FloatBuffer pictures = ConvNet.pictures(PICTURES);
  private final float[] answers = new float[PICTURES * ConvNet.answer()];

  Batches(ConvNet.Precision precision) {
    this.session =
        OnnxSession.open(
            ModelSource.of(precision.toString(), ConvNet.of(precision, ConvNet.LAYERS)));
  }

  /** All of them; the answer is the same array each time. */
  float[] run(int batch) throws InterruptedException {
    for (int i = 0; i < PICTURES; i += batch) {
      call(i, batch);
    }
    return answers;
  }

  /** Only one batch. */
  void call(int first, int batch) throws InterruptedException {
    int values = 3 * ConvNet.SIDE * ConvNet.SIDE;
    try (SessionLease lease = session.lease()) {
      lease
          .input(ConvNet.INPUT, batch, 3, ConvNet.SIDE, ConvNet.SIDE)
          .floats()
          .put(pictures.slice(first * values, batch * values));
      lease.run(Attempt.unlimited());
      lease.output(0).floats().get(answers, first * ConvNet.answer(), batch * ConvNet.answer());
    }
  }

  /**
   * Checks answers against others.
   *
   * @throws IllegalStateException if they differ by more on average, relative to their size
   */
  static void requireNear(float[] actual, float[] expected, double most) {
    double difference = 0;
    double size = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += Math.abs(actual[i] - expected[i]);
      size += Math.abs(expected[i]);
    }
    // Not a number is not near.
    if (!(difference <= most * size)) {
      throw new IllegalStateException(
          "answers differ by " + difference / size + " of their size, must be <= " + most);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
