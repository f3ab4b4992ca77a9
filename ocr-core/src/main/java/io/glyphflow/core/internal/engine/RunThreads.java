package io.glyphflow.core.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
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
    return isAdmitted() ? threads.startWaiting(name, () -> work(name, body)) : null;
  }

  /** Starts a thread that may read files; null if the run is stopping. */
  @Nullable Thread startComputing(String name, Consumer<Worker> body) {
    return isAdmitted() ? threads.startComputing(name, () -> work(name, body)) : null;
  }

  private boolean isAdmitted() {
    lock.lock();
    try {
      if (run.isStopping()) {
        return false;
      }
      alive++;
    } finally {
      lock.unlock();
    }
    run.engine().began(run);
    return true;
  }

  private void work(String name, Consumer<Worker> body) {
    Thread self = Thread.currentThread();
    Worker worker = new Worker(name, run);
    workers.put(self, worker);
    try {
      if (!run.isStopping()) {
        body.accept(worker);
      }
    } catch (RuntimeException | Error e) {
      PipelineRun.LOG.error("a defect ended thread {}", name, e);
      run.fail(new IllegalStateException("a defect ended thread " + name, e));
    } finally {
      workers.remove(self);
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
}
