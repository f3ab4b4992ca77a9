package io.glyphflow.core.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The threads for native and CPU-bound work, as many as there are cores, shared by all runs. Who
 * may have one is decided by {@link PriorityPermits}, so the hand-over queue never holds more than
 * the threads can take at once. Thread-safe.
 */
final class CpuPool {

  private final Threads threads;
  private final int size;
  private final PriorityPermits permits;
  private final BlockingQueue<Envelope<Runnable>> handOver = new LinkedBlockingQueue<>();
  private final List<Thread> started = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private boolean isShutDown;

  CpuPool(Threads threads, int size, String name) {
    this.threads = threads;
    this.size = size;
    this.permits = new PriorityPermits(size, 0);
    for (int i = 1; i <= size; i++) {
      started.add(threads.startComputing(name + "-cpu-" + i, this::work));
    }
  }

  /**
   * Hands a task to a thread, waiting until this caller may have one. The task must not throw.
   *
   * @throws InterruptedException if the wait was interrupted; then the task will not run
   * @throws IllegalStateException if the pool is shut down; then the task will not run
   */
  void execute(Runnable task, Lane lane, Object run) throws InterruptedException {
    permits.acquire(1, lane, run);
    lock.lock();
    try {
      if (isShutDown) {
        permits.release(1, lane);
        throw new IllegalStateException("the pipeline is closed");
      }
      handOver(task, lane);
    } finally {
      lock.unlock();
    }
  }

  private void handOver(Runnable task, Lane lane) {
    handOver.add(
        new Envelope.Item<>(
            () -> {
              try {
                task.run();
              } finally {
                permits.release(1, lane);
              }
            }));
  }

  PriorityPermits permits() {
    return permits;
  }

  /** Ends each thread after the work it has. */
  void shutDown() {
    lock.lock();
    try {
      if (!isShutDown) {
        isShutDown = true;
        for (int i = 0; i < size; i++) {
          handOver.add(new Envelope.End<>());
        }
      }
    } finally {
      lock.unlock();
    }
  }

  List<Thread> threads() {
    return started;
  }

  private void work() {
    while (true) {
      try {
        if (!(handOver.take() instanceof Envelope.Item<Runnable>(Runnable task))) {
          return;
        }
        threads.requireComputing();
        task.run();
      } catch (InterruptedException e) {
        PipelineRun.LOG.trace("a late interrupt of a call that has ended; the thread goes on");
      }
      var unused = Thread.interrupted();
    }
  }
}
