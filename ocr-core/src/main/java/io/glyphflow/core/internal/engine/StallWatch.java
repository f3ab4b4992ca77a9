package io.glyphflow.core.internal.engine;

import io.glyphflow.core.pipeline.PipelineEvent;
import io.glyphflow.core.pipeline.StallReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/** Notices when nothing moves in a run, and says who waits on whom. */
final class StallWatch {

  private final Set<PipelineRun> runs;
  private final Duration limit;
  private final @Nullable ScheduledFuture<?> schedule;

  private StallWatch(Set<PipelineRun> runs, Timer timer, Duration limit) {
    this.runs = runs;
    this.limit = limit;
    this.schedule = limit.isZero() ? null : timer.every(Deadlines.nanos(limit) / 2, this::look);
  }

  /** Looks at every run twice per limit; zero never looks. */
  static StallWatch over(Set<PipelineRun> runs, Timer timer, Duration limit) {
    return new StallWatch(runs, timer, limit);
  }

  void stop() {
    if (schedule != null) {
      schedule.cancel(false);
    }
  }

  private void look() {
    runs.forEach(this::look);
  }

  private void look(PipelineRun run) {
    if (run.isDone() || run.isPaused()) {
      return;
    }
    long last = 0;
    for (Worker worker : run.threads().workers()) {
      last = Math.max(last, worker.since());
    }
    long idle = run.now() - last;
    if (idle >= limit.toNanos() && run.isNewStall(last)) {
      StallReport report = report(run, Duration.ofNanos(idle));
      PipelineRun.LOG.warn("{}: {}", run.name(), report);
      run.tell(new PipelineEvent.RunStalled(report));
    }
  }

  static StallReport report(PipelineRun run, Duration idle) {
    List<String> waits = new ArrayList<>();
    for (Worker worker : run.threads().workers()) {
      if (worker.activity() != Worker.Activity.IDLE) {
        waits.add(
            worker.name()
                + " "
                + worker.activity().text
                + " since "
                + (run.now() - worker.since()) / 1_000_000
                + " ms"
                + onWhom(run, worker));
      }
    }
    waits.sort(null);
    List<String> queues = new ArrayList<>();
    for (Stage<?> stage : run.stages().all()) {
      if (stage.waiting() > 0) {
        queues.add(stage.name().label() + ": " + stage.waiting() + " of " + stage.capacity());
      }
    }
    return new StallReport(idle, waits, queues, resources(run));
  }

  private static String onWhom(PipelineRun run, Worker worker) {
    return switch (worker.activity()) {
      case WINDOW ->
          ", "
              + run.output().waiting()
              + " finished pages are not taken, window "
              + run.output().size();
      case INSTANCE -> heldBy(run, worker);
      case CPU_THREAD, MEMORY -> ", see resources";
      default -> "";
    };
  }

  private static String heldBy(PipelineRun run, Worker worker) {
    for (InstancePool<?> pool : run.engine().roles().all()) {
      if (worker.name().contains("-" + pool.stage().label() + "-")) {
        return " of " + pool.stage().label() + ", held by " + pool.holders();
      }
    }
    return "";
  }

  private static List<String> resources(PipelineRun run) {
    List<String> lines = new ArrayList<>();
    for (MemoryAccount.Share share : MemoryAccount.Share.values()) {
      PriorityPermits permits = run.memory().permits(share);
      if (permits.inUse() > 0 || permits.waiting() > 0) {
        lines.add("memory for " + share + ": " + use(permits) + " bytes");
      }
    }
    for (InstancePool<?> pool : run.engine().roles().all()) {
      if (pool.permits().inUse() > 0) {
        lines.add(
            "instances of "
                + pool.stage().label()
                + ": "
                + use(pool.permits())
                + ", held by "
                + pool.holders());
      }
    }
    lines.add("CPU threads: " + use(run.cpu().permits()));
    return lines;
  }

  private static String use(PriorityPermits permits) {
    return permits.inUse() + " of " + permits.capacity() + ", " + permits.waiting() + " waiting";
  }
}
