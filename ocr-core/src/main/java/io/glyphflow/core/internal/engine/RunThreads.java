package io.glyphflow.core.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a run: started, known by what they do, interrupted, and waited for. Thread-safe.
 */
final class RunThreads {

  private final PipelineRun run;
  private final Threads threads;
  private final Map<Thread, Worker> workers = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private int alive;

  RunThreads(PipelineRun run, Threads threads) {
    this.run = run;
    this.threads = threads;
  }

  /** Starts a thread that waits on queues; null if the run is stopping. */
  @Nullable Thread startWaiting(String name, Consumer<Worker> body) {
    return isAdmitted() ? started(() -> threads.startWaiting(name, () -> work(name, body))) : null;
  }

  /** Starts a thread that may read files; null if the run is stopping. */
  @Nullable Thread startComputing(String name, Consumer<Worker> body) {
    return isAdmitted()
        ? started(() -> threads.startComputing(name, () -> work(name, body)))
        : null;
  }

  /** Starts the thread of a consumer, who gets the end of the run even if it is stopping. */
  Thread startConsumer(String name, Consumer<Worker> body) {
    admit();
    return started(() -> threads.startWaiting(name, () -> work(name, body, true)));
  }

  private Thread started(Supplier<Thread> start) {
    try {
      return start.get();
    } catch (RuntimeException | Error e) {
      exit();
      throw e;
    }
  }

  private boolean isAdmitted() {
    lock.lock();
    try {
      if (run.isStopping()) {
        return false;
      }
      admit();
    } finally {
      lock.unlock();
    }
    return true;
  }

  private void admit() {
    lock.lock();
    try {
      alive++;
    } finally {
      lock.unlock();
    }
    run.engine().began(run);
  }

  private void exit() {
    boolean isLast;
    lock.lock();
    try {
      alive--;
      isLast = alive == 0;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
    if (isLast) {
      run.threadsGone();
    }
  }

  private void work(String name, Consumer<Worker> body) {
    work(name, body, false);
  }

  private void work(String name, Consumer<Worker> body, boolean isConsumer) {
    Thread self = Thread.currentThread();
    Worker worker = new Worker(name, run);
    workers.put(self, worker);
    try {
      if (isConsumer || !run.isStopping()) {
        body.accept(worker);
      }
    } catch (RuntimeException | Error e) {
      PipelineRun.LOG.error("a defect ended thread {}", name, e);
      run.fail(new IllegalStateException("a defect ended thread " + name, e));
    } finally {
      workers.remove(self);
      exit();
    }
  }

  /** Wakes every thread and gives every call up. The calling thread is not interrupted. */
  void interruptAll() {
    workers.forEach(
        (thread, worker) -> {
          if (!thread.equals(Thread.currentThread())) {
            CallAttempt attempt = worker.attempt();
            if (attempt != null) {
              attempt.giveUp();
            }
            thread.interrupt();
          }
        });
  }

  /** Gives up the calls whose time is over; returns the next deadline of the others. */
  long giveUpExpired(long now) {
    long next = Deadlines.NEVER;
    for (Worker worker : workers.values()) {
      CallAttempt attempt = worker.attempt();
      if (attempt != null) {
        if (attempt.isExpired(now)) {
          attempt.giveUp();
        } else {
          next = Math.min(next, attempt.deadline());
        }
      }
    }
    return next;
  }

  /** Waits until no thread is left but the current one; false if that takes too long. */
  boolean awaitNone(long nanos) throws InterruptedException {
    int own = workers.containsKey(Thread.currentThread()) ? 1 : 0;
    long left = nanos;
    lock.lock();
    try {
      while (alive > own) {
        if (left == Deadlines.NEVER) {
          ended.await();
        } else if (left <= 0) {
          return false;
        } else {
          left = ended.awaitNanos(left);
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Every thread with what it does. */
  List<Worker> workers() {
    return new ArrayList<>(workers.values());
  }

  boolean isEmpty() {
    lock.lock();
    try {
      return alive == 0;
    } finally {
      lock.unlock();
    }
  }
}
