package io.glyphflow.examples;

import io.glyphflow.core.pipeline.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Ctrl-C: cancels the run that is on its way and gives it time to write what it has. Thread-safe.
 */
final class Interrupts {

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Run> runs = new ArrayList<>();
  private final CountDownLatch done = new CountDownLatch(1);
  private boolean isRaised;
  private boolean isOver;

  /** The run is to be cancelled; at once, if Ctrl-C came before. */
  void watch(Run run) {
    boolean isLate;
    lock.lock();
    try {
      runs.add(run);
      isLate = isRaised;
    } finally {
      lock.unlock();
    }
    if (isLate) {
      run.cancel();
    }
  }

  /** The run has ended. */
  void unwatch(Run run) {
    lock.lock();
    try {
      runs.remove(run);
    } finally {
      lock.unlock();
    }
  }

  /** Whether somebody has pressed Ctrl-C. */
  boolean isRaised() {
    lock.lock();
    try {
      return isRaised;
    } finally {
      lock.unlock();
    }
  }

  /** Ctrl-C was pressed. Does nothing once all is over. */
  void raise() {
    List<Run> toCancel;
    lock.lock();
    try {
      if (isOver) {
        return;
      }
      isRaised = true;
      toCancel = List.copyOf(runs);
    } finally {
      lock.unlock();
    }
    toCancel.forEach(Run::cancel);
  }

  /** Everything is written. */
  void over() {
    lock.lock();
    try {
      isOver = true;
    } finally {
      lock.unlock();
    }
    done.countDown();
  }

  /**
   * Waits for {@link #over}.
   *
   * @return whether it came in time
   */
  boolean awaitOver(Duration limit) {
    try {
      return done.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
