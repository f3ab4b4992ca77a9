package io.glyphflow.testkit.contract;

import io.glyphflow.core.stage.Placement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A call on a thread of its own, of the kind that the pipeline would use. Thread-safe. */
final class CallThread<V> {

  /** The call. */
  interface Work<V> {
    V run() throws Exception;
  }

  /** How it ended. */
  record Outcome<V>(@Nullable V value, @Nullable Throwable thrown, boolean isInterrupted) {

    /** The value of a call that must not fail. */
    V get() {
      V answer = value;
      if (thrown != null || answer == null) {
        throw new AssertionError("the call failed: " + thrown, thrown);
      }
      return answer;
    }
  }

  private enum Interrupt {
    NONE,
    BEFORE,
    WITHIN
  }

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Outcome<V> outcome;

  private CallThread(Placement placement, Interrupt when, Work<V> work) {
    Thread.Builder kind =
        placement == Placement.WAITING ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
    this.thread = kind.name("contract-call").unstarted(() -> outcome = run(when, work));
  }

  /** A call that nobody disturbs. */
  static <V> CallThread<V> start(Placement placement, Work<V> work) {
    return start(placement, Interrupt.NONE, work);
  }

  /** A call that begins with the interrupt flag set. */
  static <V> CallThread<V> startInterrupted(Placement placement, Work<V> work) {
    return start(placement, Interrupt.BEFORE, work);
  }

  /** A call that is to be followed by {@link #interrupt()}; its thread does not end before. */
  static <V> CallThread<V> startToInterrupt(Placement placement, Work<V> work) {
    return start(placement, Interrupt.WITHIN, work);
  }

  private static <V> CallThread<V> start(Placement placement, Interrupt when, Work<V> work) {
    CallThread<V> call = new CallThread<>(placement, when, work);
    call.thread.start();
    return call;
  }

  private Outcome<V> run(Interrupt when, Work<V> work) {
    begun.countDown();
    if (when == Interrupt.BEFORE) {
      Thread.currentThread().interrupt();
    }
    V value = null;
    Throwable thrown = null;
    try {
      value = work.run();
    } catch (Throwable e) {
      thrown = e; // the test's thread judges it
    }
    boolean isInterrupted = Thread.interrupted();
    while (when == Interrupt.WITHIN && interrupted.getCount() > 0) {
      try {
        interrupted.await();
      } catch (InterruptedException e) {
        isInterrupted = true; // it came after the call
      }
    }
    return new Outcome<>(value, thrown, isInterrupted || Thread.interrupted());
  }

  void interrupt() throws InterruptedException {
    begun.await();
    thread.interrupt();
    interrupted.countDown();
  }

  Outcome<V> join(Duration patience) throws InterruptedException {
    if (!thread.join(patience)) {
      thread.interrupt();
      throw new AssertionError(
          "the call did not end within " + patience + ": " + List.of(thread.getStackTrace()));
    }
    Outcome<V> ended = outcome;
    if (ended == null) {
      throw new AssertionError("the call ended without an outcome");
    }
    return ended;
  }
}
