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

/** PAR-6: a batch of 32 with one bad item, a millisecond a call; ALL_FAIL loses 31 good items. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class Par6BisectionBenchmark {
  /** The arm. */
  @SuppressWarnings("NullAway.Init")
  @Param
  public OneBadItem.Arm arm;

  @SuppressWarnings("NullAway.Init")
  private OneBadItem item;

  /** Checks that those that lose nothing answer alike. */
  @Setup
  public void setUp() throws InterruptedException {
    Arms.requireAlike(
        List.of(OneBadItem.Arm.BISECT, OneBadItem.Arm.ONE_BY_ONE),
        one -> {
          try (OneBadItem tried = new OneBadItem(one, 32, 11, 0)) {
            return tried.run().read();
          }
        });
    item = new OneBadItem(arm, 32, 11, 1);
  }

  /** Ends the pipeline. */
  @TearDown
  public void tearDown() {
    item.close();
  }

  /** One batch; BISECT includes the 2 ms in which the batch forms. */
  @Benchmark
  public Object batch() throws InterruptedException {
    return item.run();
  }
}
