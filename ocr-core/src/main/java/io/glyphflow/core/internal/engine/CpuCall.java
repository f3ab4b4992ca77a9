package io.glyphflow.core.internal.engine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call on a CPU thread that its caller can give up. An answer that comes after that goes to the
 * disposer, so that nothing it owns is lost. Thread-safe.
 */
final class CpuCall<V> implements Runnable {

  /** The work of a call. */
  interface Work<V> {
    V run() throws InterruptedException;
  }

  private sealed interface State<V> {
    record Answered<V>(V value) implements State<V> {}

    record Threw<V>(Throwable cause) implements State<V> {}

    record GivenUp<V>() implements State<V> {}
  }

  private final Work<V> work;
  private final Consumer<V> disposer;
  private final Runnable atEnd;
  private final AtomicReference<@Nullable State<V>> state = new AtomicReference<>();
  private final CountDownLatch done = new CountDownLatch(1);
  private final ReentrantLock runnerLock = new ReentrantLock();
  private @Nullable Thread runner;

  /**
   * A call that has not begun.
   *
   * @param work the call
   * @param disposer takes an answer that nobody waits for any more
   * @param atEnd run on the CPU thread when the work is really over, given up or not
   */
  CpuCall(Work<V> work, Consumer<V> disposer, Runnable atEnd) {
    this.work = work;
    this.disposer = disposer;
    this.atEnd = atEnd;
  }

  @Override
  public void run() {
    try {
      setRunner(Thread.currentThread());
      if (state.get() == null) {
        V value = work.run();
        if (!state.compareAndSet(null, new State.Answered<>(value))) {
          disposer.accept(value);
        }
      }
    } catch (Throwable e) {
      // Everything reaches the caller, who decides; an Error becomes a reported failure there.
      state.compareAndSet(null, new State.Threw<>(e));
    } finally {
      setRunner(null);
      try {
        atEnd.run();
      } catch (RuntimeException | Error e) {
        PipelineRun.LOG.error("a defect at the end of a call", e);
      } finally {
        done.countDown();
      }
    }
  }

  /** Waits for the answer. */
  V await() throws Throwable {
    done.await();
    return answer();
  }

  /** Waits for the end of a call that was given up, whatever interrupts come. */
  void awaitEnd() {
    boolean isInterrupted = false;
    while (done.getCount() > 0) {
      try {
        done.await();
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The answer of a call that has ended. */
  V answer() throws Throwable {
    return switch (state.get()) {
      case State.Answered<V>(V value) -> value;
      case State.Threw<V>(Throwable cause) -> throw cause;
      case State.GivenUp<V>() -> throw new InterruptedException();
      case null -> throw new IllegalStateException("done without a state");
    };
  }

  /** Gives the answer up and interrupts the work. */
  void giveUp() {
    if (!state.compareAndSet(null, new State.GivenUp<>())) {
      State<V> answered = state.get();
      if (answered instanceof State.Answered<V>(V value)
          && state.compareAndSet(answered, new State.GivenUp<>())) {
        disposer.accept(value);
      }
      return;
    }
    runnerLock.lock();
    try {
      Thread running = runner;
      if (running != null) {
        running.interrupt();
      }
    } finally {
      runnerLock.unlock();
    }
  }

  /** Whether a thread is at work on it now. */
  boolean isRunning() {
    runnerLock.lock();
    try {
      return runner != null;
    } finally {
      runnerLock.unlock();
    }
  }

  private void setRunner(@Nullable Thread thread) {
    runnerLock.lock();
    try {
      runner = thread;
    } finally {
      runnerLock.unlock();
    }
  }
}
