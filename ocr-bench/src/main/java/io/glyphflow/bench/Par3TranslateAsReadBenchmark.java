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

/** PAR-3: translation begins with the first text, or after the last one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class Par3TranslateAsReadBenchmark {
  /** The arm. */
  @Param({"BARRIER", "PULL", "PULL_WITH_ESTIMATES"})
  @SuppressWarnings("NullAway.Init")
  public Bubbles.Arm arm;

  @SuppressWarnings("NullAway.Init")
  private Bubbles bubbles;

  /** Checks that all arms answer alike. */
  @Setup
  public void setUp() throws InterruptedException {
    Bubbles.Work work = Bubbles.Work.sixMeasured().scaled(0.1);
    Arms.requireAlike(
        List.of(Bubbles.Arm.values()),
        one -> {
          try (Bubbles tried = new Bubbles(one, work)) {
            return tried.run();
          }
        });
    bubbles = new Bubbles(arm, work);
  }

  /** Ends the pipeline. */
  @TearDown
  public void tearDown() {
    bubbles.close();
  }

  /** One page, at a tenth of the time. */
  @Benchmark
  public List<String> page() throws InterruptedException {
    return bubbles.run();
  }
}
