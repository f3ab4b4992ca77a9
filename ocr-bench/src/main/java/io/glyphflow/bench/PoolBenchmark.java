package io.glyphflow.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Lock-and-hand-off against leases: 10,000 calls that do nothing, two instances, the pipeline
 * included.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class PoolBenchmark {
  private static final int CALLS = 10_000;

  /** The pool. */
  public enum Arm {
    /** Slow: one lock, and two thread pools. */
    LOCK_AND_HAND_OFF,
    /** Ours. */
    LEASES
  }

  /** The arm. */
  @SuppressWarnings("NullAway.Init")
  @Param
  public Arm arm;

  /** Checks that both make all calls. */
  @Setup
  public void setUp() throws InterruptedException {
    Arms.requireAlike(List.of(Arm.values()), one -> calls(one).length);
  }

  private static long[] calls(Arm one) throws InterruptedException {
    return one == Arm.LEASES ? ManyCalls.leasing(CALLS) : ManyCalls.handingOff(CALLS);
  }

  /** All calls of a run. */
  @Benchmark
  @OperationsPerInvocation(CALLS)
  public long[] calls() throws InterruptedException {
    return calls(arm);
  }
}
