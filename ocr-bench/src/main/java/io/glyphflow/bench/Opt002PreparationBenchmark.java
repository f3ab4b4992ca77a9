package io.glyphflow.bench;

import java.nio.FloatBuffer;
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

/** OPT-002: a page as the input of a layout detector. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class Opt002PreparationBenchmark {
  /** What there is of the page. */
  @Param({"PIXELS", "BYTES"})
  @SuppressWarnings("NullAway.Init")
  public Preparation.From from;

  /** The arm. */
  @Param({"JAVA_LOOPS", "OPENCV_STEPS", "FUSED"})
  @SuppressWarnings("NullAway.Init")
  public Preparation.Arm arm;

  @SuppressWarnings("NullAway.Init")
  private Preparation preparation;

  /** Checks that all arms answer alike. */
  @Setup
  public void setUp() {
    preparation = new Preparation(from);
    preparation.requireAlike();
  }

  /** Frees the page. */
  @TearDown
  public void tearDown() {
    preparation.close();
  }

  /** One page. */
  @Benchmark
  public FloatBuffer page() {
    return preparation.run(arm);
  }
}
