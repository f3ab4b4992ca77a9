package io.glyphflow.bench;

import java.util.concurrent.locks.LockSupport;

/** The simulated time of a model: waits on a clock and uses no CPU. */
final class Waits {

  private Waits() {}

  /** Waits for a time that begins now; ends at once when interrupted. */
  static void millis(double millis) throws InterruptedException {
    until(System.nanoTime() + (long) (millis * 1e6));
  }

  static void until(long deadline) throws InterruptedException {
    long left = deadline - System.nanoTime();
    while (left > 0) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.parkNanos(left);
      left = deadline - System.nanoTime();
    }
  }

  /** As native code: deaf to interruption. The flag is set again in the end. */
  static void deaf(double millis) {
    long deadline = System.nanoTime() + (long) (millis * 1e6);
    boolean isInterrupted = false;
    while (deadline - System.nanoTime() > 0) {
      isInterrupted |= Thread.interrupted();
      LockSupport.parkNanos(deadline - System.nanoTime());
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
