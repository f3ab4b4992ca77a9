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

/** OPT-010: halves that a model gives, widened. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class Opt010HalvesBenchmark {
  /** The arm. */
  @Param({"LOOP", "GRAPH", "TENSOR"})
  @SuppressWarnings("NullAway.Init")
  public Halves.Arm arm;

  @SuppressWarnings("NullAway.Init")
  private Halves halves;

  /** Checks that all arms answer alike. */
  @Setup
  public void setUp() throws InterruptedException {
    halves = new Halves();
    Arms.requireAlike(List.of(Halves.Arm.values()), one -> Arrays.toString(halves.run(one)));
  }

  /** Frees the models. */
  @TearDown
  public void tearDown() {
    halves.close();
  }

  /** One map of 800 x 800. */
  @Benchmark
  public float[] map() throws InterruptedException {
    return halves.run(arm);
  }
}
