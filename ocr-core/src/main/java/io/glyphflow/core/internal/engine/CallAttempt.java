package io.glyphflow.core.internal.engine;

import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.pipeline.TimeBudgets;
import io.glyphflow.core.stage.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** One call of a role. Thread-safe. */
final class CallAttempt implements Attempt {

  private final PipelineRun run;
  private final Thread caller;
  private volatile Task.Grant grant;
  private volatile long started;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Runnable> hooks = new ArrayList<>(0);
  private final List<Taken> reservations = new ArrayList<>(0);
  private boolean isEnded;
  private volatile boolean isGivenUp;

  /**
   * A call that has not begun.
   *
   * @param caller the worker that waits for the call
   * @param grant its time until it begins, on the run's clock
   */
  CallAttempt(PipelineRun run, Thread caller, Task.Grant grant) {
    this.run = run;
    this.caller = caller;
    this.grant = grant;
    this.started = run.now();
  }

  /** The call begins and has so much time. */
  void start(Task.Grant granted, long now) {
    started = now;
    grant = granted;
  }

  @Override
  public Optional<Duration> remaining() {
    long deadline = grant.deadline();
    return deadline == Deadlines.NEVER
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(Math.max(0, deadline - run.now())));
  }

  @Override
  public boolean isCancelled() {
    return isGivenUp || run.isStopping();
  }

  @Override
  public void onCancel(Runnable action) {
    lock.lock();
    try {
      if (!isCancelled()) {
        hooks.add(action);
        return;
      }
    } finally {
      lock.unlock();
    }
    action.run();
  }

  @Override
  public Reservation reserve(long bytes) throws InterruptedException {
    if (isCancelled()) {
      throw new InterruptedException();
    }
    run.memory().acquire(MemoryAccount.Share.REQUESTS, bytes, run.lane(), run);
    Taken taken = new Taken(bytes);
    lock.lock();
    try {
      reservations.add(taken);
    } finally {
      lock.unlock();
    }
    return taken;
  }

  /**
   * Gives the call up: interrupts its caller and runs the hooks. Does nothing once it has ended.
   */
  void giveUp() {
    List<Runnable> due;
    lock.lock();
    try {
      if (isEnded || isGivenUp) {
        return;
      }
      isGivenUp = true;
      run.gaveUp();
      caller.interrupt();
      due = List.copyOf(hooks);
    } finally {
      lock.unlock();
    }
    for (Runnable hook : due) {
      try {
        hook.run();
      } catch (RuntimeException | Error e) {
        PipelineRun.LOG.warn("an onCancel action threw; ignored", e);
      }
    }
  }

  boolean isExpired(long now) {
    return now >= grant.deadline();
  }

  long deadline() {
    return grant.deadline();
  }

  Failure timeout(StageName stage, TimeBudgets budgets) {
    return Failures.timeout(stage, grant, started, budgets);
  }

  /** The caller waits no longer: no interrupt comes after this. Returns whether one came before. */
  boolean end() {
    lock.lock();
    try {
      isEnded = true;
      return isGivenUp;
    } finally {
      lock.unlock();
    }
  }

  /** The call is really over: what it still holds goes back. */
  void freeReservations() {
    lock.lock();
    try {
      reservations.forEach(Taken::close);
      reservations.clear();
    } finally {
      lock.unlock();
    }
  }

  private final class Taken implements Reservation {
    private final long bytes;
    private final AtomicBoolean isOpen = new AtomicBoolean(true);

    Taken(long bytes) {
      this.bytes = bytes;
    }

    @Override
    public void close() {
      if (isOpen.compareAndSet(true, false)) {
        run.memory().release(MemoryAccount.Share.REQUESTS, bytes, run.lane());
      }
    }
  }
}
