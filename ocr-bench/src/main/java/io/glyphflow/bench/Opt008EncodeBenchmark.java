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

/** OPT-008 and OPT-009: 16 crops as JPEG in base 64. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class Opt008EncodeBenchmark {
  /** The arm. */
  @Param({"RESIZE_AND_ENCODE_TWICE", "RESIZE_AND_ENCODE", "ENCODE_ONCE"})
  @SuppressWarnings("NullAway.Init")
  public Requests.Arm arm;

  @SuppressWarnings("NullAway.Init")
  private Requests requests;

  /** Checks that all arms answer alike. */
  @Setup
  public void setUp() throws InterruptedException {
    requests = new Requests(16);
    Arms.requireAlike(List.of(Requests.Arm.values()), requests::run);
  }

  /** Frees the page. */
  @TearDown
  public void tearDown() {
    requests.close();
  }

  /** The bodies of 16 requests. */
  @Benchmark
  public long bodies() {
    return requests.run(arm);
  }
}
