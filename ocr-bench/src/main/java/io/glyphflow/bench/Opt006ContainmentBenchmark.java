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
import org.openjdk.jmh.annotations.Warmup;

/** OPT-006: which boxes of a page lie inside others. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Opt006ContainmentBenchmark {
  /** The arm. */
  @Param
  @SuppressWarnings("NullAway.Init")
  public Containments.Arm arm;

  /** How many boxes. */
  @Param({"10", "50", "100", "150", "200", "1000"})
  public int boxes;

  @SuppressWarnings("NullAway.Init")
  private Containments containments;

  /** Checks that all arms answer alike. */
  @Setup
  public void setUp() throws InterruptedException {
    containments = new Containments(PageBoxes.of(boxes, 6));
    containments.requireAlike();
  }

  /** One page. */
  @Benchmark
  public int page() {
    return containments.run(arm);
  }
}
