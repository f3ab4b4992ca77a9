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
import org.openjdk.jmh.annotations.Warmup;

/**
 * Item queues against a byte budget: the time is alike, the bytes alive are printed by the guards.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ByteBudgetBenchmark {
  /** The arm. */
  @SuppressWarnings("NullAway.Init")
  @Param
  public PageMemory.Arm arm;

  /** Checks that both arms read every page. */
  @Setup
  public void setUp() throws InterruptedException {
    Arms.requireAlike(
        List.of(PageMemory.Arm.values()), one -> PageMemory.run(one, 50, 0.1).pages());
  }

  /** 300 pages of 26 MB, read in 1 ms each by two. */
  @Benchmark
  public Object pages() throws InterruptedException {
    return PageMemory.run(arm, 300, 1);
  }
}
