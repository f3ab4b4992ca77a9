package io.glyphflow.bench;

import io.glyphflow.core.stage.Attempt;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.onnx.OnnxSession;
import io.glyphflow.onnx.SessionLease;
import io.glyphflow.onnx.SessionOptions;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** OPT-007: two cores, shared by calls or by the operators of one call. */
public final class Callers implements AutoCloseable {

  /** Callers at the same time, and threads that share an operator of each. */
  public enum Arm {
    /** A core stays idle. */
    ONE_CALLER_ONE_THREAD(1, 1),
    /** The cores share operators, and wait for each other after each. */
    ONE_CALLER_TWO_THREADS(1, 2),
    /** Each core has a call of its own: the default of sessions. */
    TWO_CALLERS_ONE_THREAD(2, 1),
    /** Threads of both calls contend. */
    TWO_CALLERS_TWO_THREADS(2, 2);

    private final int callers;
    private final int threads;

    Arm(int callers, int threads) {
      this.callers = callers;
      this.threads = threads;
    }
  }

  private final int calls;
  private final Arm arm;
  private final OnnxSession session;
  private final ExecutorService platform;
  private final FloatBuffer picture = ConvNet.pictures(1);

  Callers(Arm arm, int calls) {
    this.arm = arm;
    this.calls = calls;
    this.session =
        OnnxSession.open(
            ModelSource.of("conv", ConvNet.of(ConvNet.Precision.FP32, ConvNet.LAYERS)),
            SessionOptions.builder().intraOpThreads(arm.threads).build());
    this.platform = Executors.newFixedThreadPool(arm.callers);
  }

  /** Makes all calls; returns what came out, to four digits. */
  String run() throws InterruptedException {
    List<Callable<Double>> parts = new ArrayList<>();
    for (int i = 0; i < arm.callers; i++) {
      parts.add(() -> call(calls / arm.callers));
    }
    double sum = 0;
    for (Future<Double> part : platform.invokeAll(parts)) {
      sum += ManyCalls.get(part);
    }
    return String.format(Locale.ROOT, "%.4g", sum);
  }

  private double call(int times) throws InterruptedException {
    double sum = 0;
    for (int i = 0; i < times; i++) {
      try (SessionLease lease = session.lease()) {
        lease
            .input(ConvNet.INPUT, 1, 3, ConvNet.SIDE, ConvNet.SIDE)
            .floats()
            .put(picture.duplicate());
        lease.run(Attempt.unlimited());
        FloatBuffer maps = lease.output(0).floats();
        sum += maps.get(0) + maps.get(maps.limit() / 2);
      }
    }
    return sum;
  }

  @Override
  public void close() {
    platform.shutdownNow();
    session.close();
  }
}
