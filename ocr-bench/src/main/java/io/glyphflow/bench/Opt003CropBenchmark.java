package io.glyphflow.bench;

import java.nio.FloatBuffer;
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

/** OPT-003: eight regions of a page as the input of a recognizer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class Opt003CropBenchmark {
  /** The arm. */
  @Param({"WHOLE_PAGE_EACH", "COPIES", "VIEWS"})
  @SuppressWarnings("NullAway.Init")
  public Crops.Arm arm;

  @SuppressWarnings("NullAway.Init")
  private Crops crops;

  /** Checks that all arms answer alike. */
  @Setup
  public void setUp() throws InterruptedException {
    crops = new Crops();
    Arms.requireAlike(List.of(Crops.Arm.values()), one -> crops.run(one).duplicate());
  }

  /** Frees the page. */
  @TearDown
  public void tearDown() {
    crops.close();
  }

  /** The regions of one page. */
  @Benchmark
  public FloatBuffer page() throws InterruptedException {
    return crops.run(arm);
  }
}
