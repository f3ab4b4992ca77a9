package io.glyphflow.bench;

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

/** OPT-006: non-maximum suppression of the boxes of a page. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Opt006NmsBenchmark {
  /** The arm. */
  @Param
  @SuppressWarnings("NullAway.Init")
  public Suppressions.Arm arm;

  /** How many boxes. */
  @Param({"10", "50", "100", "150", "200", "1000"})
  public int boxes;

  @SuppressWarnings("NullAway.Init")
  private Suppressions suppressions;

  /** Checks that all arms answer alike. */
  @Setup
  public void setUp() throws InterruptedException {
    suppressions = new Suppressions(PageBoxes.of(boxes, 6));
    suppressions.requireAlike();
  }

  /** Frees what rivals hold. */
  @TearDown
  public void tearDown() {
    suppressions.close();
  }

  /** One page. */
  @Benchmark
  public int page() throws InterruptedException {
    return suppressions.run(arm);
  }
}
