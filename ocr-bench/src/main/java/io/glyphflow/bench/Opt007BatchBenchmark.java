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

/** OPT-007: pictures through a model in several precisions, some at a time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class Opt007BatchBenchmark {
  /** Pictures of each call. */
  @Param({"1", "2", "4", "8", "16"})
  public int batch;

  /** The arm. */
  @Param({"FP32", "FP16", "INT8"})
  @SuppressWarnings("NullAway.Init")
  public ConvNet.Precision precision;

  @SuppressWarnings("NullAway.Init")
  private Batches batches;

  /** Checks that batches answer as single pictures do, and that precisions are near. */
  @Setup
  public void setUp() throws InterruptedException {
    batches = new Batches(precision);
    float[] single = batches.run(1).clone();
    Batches.requireNear(batches.run(batch), single, 1e-5);
    try (Batches exact = new Batches(ConvNet.Precision.FP32)) {
      Batches.requireNear(single, exact.run(1), OnnxGuards.tolerance(precision));
    }
  }

  /** Frees the model. */
  @TearDown
  public void tearDown() {
    batches.close();
  }

  /** Sixteen pictures. */
  @Benchmark
  public float[] pictures() throws InterruptedException {
    return batches.run(batch);
  }
}
