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

/** A4 at 300 dpi in color, decoded and encoded, beside the JDK. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class ImageCodecBenchmark {
  /** What is done. */
  @Param({"DECODE_JPEG", "DECODE_PNG", "ENCODE_JPEG", "ENCODE_PNG"})
  @SuppressWarnings("NullAway.Init")
  public Codec.Task task;

  /** Who does it. */
  @Param({"JDK", "OURS"})
  @SuppressWarnings("NullAway.Init")
  public Codec.Arm arm;

  @SuppressWarnings("NullAway.Init")
  private Codec codec;

  /** Checks that both answer alike. */
  @Setup
  public void setUp() {
    codec = new Codec(task);
    codec.requireAlike();
  }

  /** Frees the page. */
  @TearDown
  public void tearDown() {
    codec.close();
  }

  /** One page. */
  @Benchmark
  public long page() {
    return codec.run(arm);
  }
}
