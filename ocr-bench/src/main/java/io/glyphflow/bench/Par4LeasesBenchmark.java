package io.glyphflow.bench;

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

/** PAR-4: six calls at once on six instances, with leases or with hand-offs around one lock. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class Par4LeasesBenchmark {
  /** The arm. */
  @SuppressWarnings("NullAway.Init")
  @Param
  public CallsAtOnce.Arm arm;

  @SuppressWarnings("NullAway.Init")
  private CallsAtOnce calls;

  /** Checks that both arms answer each call once. */
  @Setup
  public void setUp() throws InterruptedException {
    Arms.requireAlike(
        List.of(CallsAtOnce.Arm.values()),
        one -> {
          try (CallsAtOnce tried = new CallsAtOnce(one, 6, 3.1)) {
            var unused = tried.run();
            return tried.answered();
          }
        });
    calls = new CallsAtOnce(arm, 6, 3.1);
  }

  /** Ends the pipeline. */
  @TearDown
  public void tearDown() {
    calls.close();
  }

  /** Six calls of 3.1 ms. */
  @Benchmark
  public double[] calls() throws InterruptedException {
    return calls.run();
  }
}
