package io.glyphflow.bench;

import io.glyphflow.core.pipeline.Run;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** LAT-1: the first result of a page: told when it is read, or with the whole page. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class Lat1FirstResultBenchmark {
  /** What is waited for. */
  public enum Arm {
    /** Slow: everything. */
    WHOLE_PAGE,
    /** Ours: the event of the first region. */
    FIRST_EVENT
  }

  /** The arm. */
  @SuppressWarnings("NullAway.Init")
  @Param
  public Arm arm;

  @SuppressWarnings("NullAway.Init")
  private Bubbles bubbles;

  @SuppressWarnings("NullAway.Init")
  private Run run;

  /** Starts the pipeline. */
  @Setup
  public void setUp() throws InterruptedException {
    bubbles = new Bubbles(Bubbles.Arm.PULL, Bubbles.Work.sixAlike().scaled(0.1));
    if (bubbles.runUntilFirst().await().ok() != 1) {
      throw new IllegalStateException("the page was not read");
    }
  }

  /** Waits for the rest of the page. */
  @TearDown(Level.Invocation)
  public void awaitRest() throws InterruptedException {
    var unused = run.await();
  }

  /** Ends the pipeline. */
  @TearDown
  public void tearDown() {
    bubbles.close();
  }

  /** One page, at a tenth of the time. */
  @Benchmark
  public Object firstResult() throws InterruptedException {
    run = bubbles.runUntilFirst();
    return arm == Arm.WHOLE_PAGE ? run.await() : run;
  }
}
