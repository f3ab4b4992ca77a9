package io.glyphflow.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** OPT-006: 64 pages of 120 boxes from detections to regions; the figure is that of one page. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Opt006PostprocessBenchmark {

  private static final int PAGES = 64;
  private static final int BOXES = 120;

  /** The arm. */
  @Param
  @SuppressWarnings("NullAway.Init")
  public Postprocessings.Arm arm;

  @SuppressWarnings("NullAway.Init")
  private Postprocessings pages;

  /** Checks that all arms answer alike. */
  @Setup
  public void setUp() throws InterruptedException {
    pages = new Postprocessings(PAGES, BOXES);
    pages.requireAlike();
  }

  /** All pages. */
  @Benchmark
  @OperationsPerInvocation(PAGES)
  public int page() {
    return pages.run(arm);
  }
}
