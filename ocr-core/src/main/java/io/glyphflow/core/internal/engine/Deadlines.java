package io.glyphflow.core.internal.engine;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The next moment at which something of a run could be over time. A call only compares its own
 * deadline with the one that is set, so watching a call costs next to nothing; when the moment
 * comes, everything is looked at once and the next moment is set. Thread-safe.
 */
final class Deadlines {

  /** No deadline, on any clock. */
  static final long NEVER = Long.MAX_VALUE;

  private final Timer timer;
  private final LongUnaryOperator expire;
  private final PipelineRun run;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile long armed = NEVER;
  private @Nullable ScheduledFuture<?> appointment;

  /**
   * Nothing is watched yet.
   *
   * @param expire called with the time; ends what is over time and returns the next deadline
   */
  Deadlines(PipelineRun run, Timer timer, LongUnaryOperator expire) {
    this.run = run;
    this.timer = timer;
    this.expire = expire;
  }

  /** A duration in nanoseconds, or the longest there is. */
  static long nanos(Duration duration) {
    return duration.compareTo(Duration.ofDays(36_500)) >= 0 ? NEVER : duration.toNanos();
  }

  /** The moment that lies {@code limit} after {@code now}. */
  static long after(long now, Duration limit) {
    long nanos = nanos(limit);
    return nanos == NEVER ? NEVER : now + nanos;
  }

  void watch(long deadline) {
    if (deadline < armed) {
      arm(deadline);
    }
  }

  private void arm(long deadline) {
    lock.lock();
    try {
      if (deadline < armed) {
        armed = deadline;
        cancel();
        appointment = timer.after(Math.max(0, deadline - run.now()), () -> startFiring(deadline));
      }
    } finally {
      lock.unlock();
    }
  }

  /** The run is done: nothing is watched any more, and the timer forgets it. */
  void stop() {
    lock.lock();
    try {
      armed = Long.MIN_VALUE;
      cancel();
    } finally {
      lock.unlock();
    }
  }

  private void cancel() {
    if (appointment != null) {
      appointment.cancel(false);
      appointment = null;
    }
  }

  /**
   * Looks at the run on a thread of its own, so that whoever closes it waits for that. Under the
   * lock, so that a run that is done starts no thread any more.
   */
  private void startFiring(long deadline) {
    lock.lock();
    try {
      if (armed == deadline) {
        armed = NEVER;
        var unused = run.startWaiting(run.name() + "-timed", worker -> fire());
      }
    } finally {
      lock.unlock();
    }
  }

  private void fire() {
    watch(expire.applyAsLong(run.now()));
  }
}
