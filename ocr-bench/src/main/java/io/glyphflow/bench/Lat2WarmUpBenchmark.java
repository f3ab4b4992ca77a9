package io.glyphflow.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * LAT-2: the first page after the start, warmed up before or not; the start itself is not timed.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class Lat2WarmUpBenchmark {
  /** The arm. */
  @SuppressWarnings("NullAway.Init")
  @Param
  public ColdStart.Arm arm;

  @SuppressWarnings("NullAway.Init")
  private ColdStart start;

  /** Checks that both arms answer alike. */
  @Setup
  public void check() throws InterruptedException {
    Arms.requireAlike(List.of(ColdStart.Arm.values()), one -> ColdStart.run(one, 1, 1).text());
  }

  /** Starts a pipeline. */
  @Setup(Level.Invocation)
  public void setUp() throws InterruptedException {
    start = new ColdStart(arm, 50, 5);
  }

  /** Ends it. */
  @TearDown(Level.Invocation)
  public void tearDown() {
    start.close();
  }

  /** The first page. */
  @Benchmark
  public String firstPage() {
    return start.page();
  }
}
