package io.glyphflow.bench;

import io.glyphflow.core.pipeline.FailurePolicy;
import io.glyphflow.core.pipeline.Order;
import io.glyphflow.core.pipeline.RunOptions;
import io.glyphflow.core.pipeline.TimeBudgets;
import io.glyphflow.core.stage.Placement;
import io.glyphflow.core.stage.Traits;
import java.time.Duration;
import java.util.Random;

/** Everything about a chaos run that follows from its seed. */
final class ChaosPlan {

  /** How the pages are asked for. */
  enum Mode {
    PROCESS,
    STREAM,
    PUBLISH,
    START
  }

  /** What happens to the run from outside. */
  enum Action {
    NOTHING,
    CANCEL,
    CLOSE_PIPELINE,
    CLOSE_STREAM,
    INTERRUPT_CONSUMER,
    PAUSE_RESUME,
    LISTENER_CANCELS,
    LISTENER_CLOSES,
    LISTENER_THROWS
  }

  /** How the pages are taken. */
  enum Consumer {
    FAST,
    SLOW
  }

  private static final int[] CAPACITIES = {1, 2, 16};
  private static final int[] BATCHES = {1, 2, 8};
  private static final int[] PER_MILLE = {0, 20, 100, 300};

  final long seed;
  final Random random;
  final Mode mode;
  final Action action;
  final Consumer consumer;
  final int pages;
  final int regions;
  final int capacity;
  final int cpuThreads;
  final int perMille;
  final boolean isFiltered;
  final boolean isOrdered;
  final boolean isTranslated;
  final boolean isCopied;
  final boolean isFailFast;
  final boolean hasSmallMemory;
  final boolean hasSecondRun;
  final TimeBudgets budgets;
  final RunOptions options;
  final double actionMillis;

  ChaosPlan(long seed) {
    this.seed = seed;
    // Random's first numbers of neighbouring seeds are alike.
    this.random = new Random(Faults.mix(seed));
    this.mode = any(Mode.values());
    this.consumer = any(Consumer.values());
    this.action = random.nextInt(3) == 0 ? Action.NOTHING : any(Action.values());
    this.pages = random.nextInt(13);
    this.regions = random.nextInt(6);
    this.capacity = CAPACITIES[random.nextInt(3)];
    this.cpuThreads = 1 + random.nextInt(3);
    this.perMille = PER_MILLE[random.nextInt(4)];
    this.isFiltered = random.nextInt(3) == 0;
    this.isOrdered = random.nextInt(3) == 0;
    this.isTranslated = random.nextBoolean();
    this.isCopied = random.nextInt(3) == 0;
    this.isFailFast = random.nextInt(4) == 0;
    this.hasSmallMemory = random.nextInt(3) == 0;
    this.hasSecondRun = random.nextInt(4) == 0;
    this.budgets = timeBudgets();
    this.options = runOptions();
    this.actionMillis = random.nextDouble() * 12;
  }

  private <V> V any(V[] values) {
    return values[random.nextInt(values.length)];
  }

  int poolSize() {
    return 1 + random.nextInt(3);
  }

  Traits traits() {
    Placement placement = random.nextBoolean() ? Placement.WAITING : Placement.CPU;
    return new Traits(placement, 1 + random.nextInt(2), BATCHES[random.nextInt(3)]);
  }

  private TimeBudgets timeBudgets() {
    TimeBudgets all = TimeBudgets.defaults();
    return switch (random.nextInt(8)) {
      case 0 -> all.withJob(millis(15));
      case 1 -> all.withPage(millis(8));
      case 2 -> all.withRegion(millis(5));
      case 3 -> all.withAttempt(millis(4));
      case 4 -> new TimeBudgets(millis(40), millis(20), millis(10), millis(5));
      default -> all;
    };
  }

  private Duration millis(int most) {
    return Duration.ofNanos(1_000_000 + (long) (random.nextDouble() * most * 1_000_000));
  }

  private RunOptions runOptions() {
    FailurePolicy policy = isFailFast ? FailurePolicy.failFast() : FailurePolicy.keepGoing();
    RunOptions base = random.nextBoolean() ? RunOptions.defaults() : RunOptions.interactive();
    return base.order(random.nextBoolean() ? Order.INPUT : Order.COMPLETION)
        .window(1 + random.nextInt(6))
        .failurePolicy(
            policy
                .withMaxAttempts(1 + random.nextInt(3))
                .withBackoff(Duration.ofNanos(random.nextInt(1_000_000))))
        .timeBudgets(budgets);
  }

  /** Whether the run may end before its source does. */
  boolean mayEndEarly() {
    boolean isEndedFromOutside =
        action != Action.NOTHING
            && action != Action.PAUSE_RESUME
            && action != Action.LISTENER_THROWS;
    return isFailFast || isEndedFromOutside || !budgets.job().equals(TimeBudgets.UNLIMITED);
  }

  /** Whether a page may be ended by anybody but its own stages. */
  boolean mayEndPagesEarly() {
    return mayEndEarly() || !budgets.page().equals(TimeBudgets.UNLIMITED);
  }

  @Override
  public String toString() {
    return "seed "
        + seed
        + ": "
        + mode
        + " "
        + action
        + " "
        + consumer
        + ", pages "
        + pages
        + ", regions "
        + regions
        + ", capacity "
        + capacity
        + ", cpu "
        + cpuThreads
        + ", faults "
        + perMille
        + "/1000, "
        + options
        + (hasSecondRun ? ", two runs" : "");
  }
}
