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

/** OPT-007: calls at the same time, and threads of each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class Opt007CallersBenchmark {
  /** The arm. */
  @Param({
    "ONE_CALLER_ONE_THREAD",
    "ONE_CALLER_TWO_THREADS",
    "TWO_CALLERS_ONE_THREAD",
    "TWO_CALLERS_TWO_THREADS"
  })
  @SuppressWarnings("NullAway.Init")
  public Callers.Arm arm;

  @SuppressWarnings("NullAway.Init")
  private Callers callers;

  /** Checks that all arms answer alike. */
  @Setup
  public void setUp() throws InterruptedException {
    Arms.requireAlike(List.of(Callers.Arm.values()), Opt007CallersBenchmark::answer);
    callers = new Callers(arm, 16);
  }

  private static String answer(Callers.Arm arm) throws InterruptedException {
    try (Callers some = new Callers(arm, 4)) {
      return some.run();
    }
  }

  /** Frees the model. */
  @TearDown
  public void tearDown() {
    callers.close();
  }

  /** Sixteen calls. */
  @Benchmark
  public String calls() throws InterruptedException {
    return callers.run();
  }
}
