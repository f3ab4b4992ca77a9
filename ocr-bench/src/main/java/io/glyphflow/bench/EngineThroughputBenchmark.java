package io.glyphflow.bench;

import io.glyphflow.core.stage.Placement;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a region costs from load to assembly with roles that do nothing, beside six bare queue hops.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class EngineThroughputBenchmark {
  private static final int REGIONS = 64_000;

  /** What carries the items. */
  public enum Arm {
    /** The floor: no pipeline at all. */
    BARE_QUEUES,
    /** Ours, an item a call. */
    BATCH_1,
    /** Ours, eight items a call at most. */
    BATCH_8,
    /** Ours, 32 items a call at most. */
    BATCH_32
  }

  /** The arm. */
  @SuppressWarnings("NullAway.Init")
  @Param
  public Arm arm;

  @SuppressWarnings("NullAway.Init")
  private EngineLoad load;

  /** Checks that every item arrives. */
  @Setup
  public void setUp() throws InterruptedException {
    int batch = arm == Arm.BATCH_32 ? 32 : arm == Arm.BATCH_8 ? 8 : 1;
    load = new EngineLoad(new EngineLoad.Shape(Placement.WAITING, batch, 64));
    if (load.run(REGIONS) != REGIONS || BareQueues.run(6, REGIONS) != REGIONS) {
      throw new IllegalStateException("items were lost");
    }
  }

  /** Ends the pipeline. */
  @TearDown
  public void tearDown() {
    load.close();
  }

  /** Pages of 64 regions. */
  @Benchmark
  @OperationsPerInvocation(REGIONS)
  public long region() throws InterruptedException {
    return arm == Arm.BARE_QUEUES ? BareQueues.run(6, REGIONS) : load.run(REGIONS);
  }
}
