package io.glyphflow.bench;

import io.glyphflow.core.internal.engine.Lane;
import io.glyphflow.core.internal.engine.PriorityPermits;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What taking and giving back permits costs, beside the JDK's semaphores, which know no lanes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class PriorityPermitsBenchmark {
  private static final int CAPACITY = 1_000;

  /** Who counts. */
  public enum Arm {
    /** Ours: lanes, turns for runs, any amount. */
    PRIORITY_PERMITS,
    /** The JDK's, first come first served. */
    FAIR_SEMAPHORE,
    /** The JDK's, in any order. */
    SEMAPHORE
  }

  /** The arm. */
  @SuppressWarnings("NullAway.Init")
  @Param
  public Arm arm;

  private final PriorityPermits permits = new PriorityPermits(CAPACITY, 0);
  private final Semaphore fair = new Semaphore(CAPACITY, true);
  private final Semaphore semaphore = new Semaphore(CAPACITY);

  /** Amounts that fit together for a few threads, and not for all. */
  @State(Scope.Thread)
  public static class Amounts {
    private final int[] amounts = new Random(42).ints(64, 1, CAPACITY / 2).toArray();
    private int next;

    int next() {
      return amounts[next++ & 63];
    }
  }

  /** Checks that everything comes back. */
  @TearDown
  public void check() {
    if (permits.inUse() != 0
        || fair.availablePermits() != CAPACITY
        || semaphore.availablePermits() != CAPACITY) {
      throw new IllegalStateException("permits were lost");
    }
  }

  private void takeAndGive(int amount) throws InterruptedException {
    switch (arm) {
      case PRIORITY_PERMITS -> {
        permits.acquire(amount, Lane.BATCH, this);
        permits.release(amount, Lane.BATCH);
      }
      case FAIR_SEMAPHORE -> {
        fair.acquire(amount);
        fair.release(amount);
      }
      case SEMAPHORE -> {
        semaphore.acquire(amount);
        semaphore.release(amount);
      }
    }
  }

  /** One thread. */
  @Benchmark
  @Threads(1)
  public void alone(Amounts amounts) throws InterruptedException {
    takeAndGive(amounts.next());
  }

  /** Four threads on whatever cores there are. */
  @Benchmark
  @Threads(4)
  public void shared(Amounts amounts) throws InterruptedException {
    takeAndGive(amounts.next());
  }
}
