package io.glyphflow.bench;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A call of a session beside the bare call of ONNX Runtime. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class SessionOverheadBenchmark {
  /** What is called. */
  @Param({"CONV", "IDENTITY"})
  @SuppressWarnings("NullAway.Init")
  public SessionCall.Net net;

  /** The arm. */
  @Param({"BARE", "OURS"})
  @SuppressWarnings("NullAway.Init")
  public SessionCall.Arm arm;

  @SuppressWarnings("NullAway.Init")
  private SessionCall call;

  /** Checks that both answer alike. */
  @Setup
  public void setUp() throws InterruptedException {
    call = new SessionCall(net);
    Arms.requireAlike(List.of(SessionCall.Arm.values()), one -> Arrays.toString(call.run(one)));
  }

  /** Frees the models. */
  @TearDown
  public void tearDown() {
    call.close();
  }

  /** One call. */
  @Benchmark
  public float[] call() throws InterruptedException {
    return call.run(arm);
  }
}
