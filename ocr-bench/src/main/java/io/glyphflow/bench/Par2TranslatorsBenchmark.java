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

/** PAR-2: translations one after the other, or by a pool of three. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class Par2TranslatorsBenchmark {
  /** How many translators. */
  public enum Arm {
    /** Slow: one. */
    ONE,
    /** Ours: a pool. */
    POOL_OF_THREE
  }

  /** The arm. */
  @SuppressWarnings("NullAway.Init")
  @Param
  public Arm arm;

  @SuppressWarnings("NullAway.Init")
  private Bubbles bubbles;

  /** Checks that both arms answer alike. */
  @Setup
  public void setUp() throws InterruptedException {
    Arms.requireAlike(
        List.of(Arm.values()),
        one -> {
          try (Bubbles tried = bubbles(one)) {
            return tried.run();
          }
        });
    bubbles = bubbles(arm);
  }

  private static Bubbles bubbles(Arm one) {
    Bubbles.Work work = Bubbles.Work.sixAlike().scaled(0.1);
    return new Bubbles(Bubbles.Arm.PULL, work.withInstances(6, one == Arm.ONE ? 1 : 3));
  }

  /** Ends the pipeline. */
  @TearDown
  public void tearDown() {
    bubbles.close();
  }

  /** One page whose crops are all read at once, at a tenth of the time. */
  @Benchmark
  public List<String> page() throws InterruptedException {
    return bubbles.run();
  }
}
