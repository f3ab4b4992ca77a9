package io.glyphflow.core.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The threads for native and CPU-bound work, as many as there are cores, shared by all runs. Who may
 * have one is decided by {@link PriorityPermits}, so the hand-over queue never holds more than the
 * threads can take at once. Thread-safe.
 */
final class CpuPool {

  private static final Runnable STOP = () -> {};

  private final Threads threads;
  private final int size;
  private final PriorityPermits permits;
  private final BlockingQueue<Runnable> handOver = new LinkedBlockingQueue<>();
  private final List<Thread> started = new ArrayList<>();

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
   */
  void execute(Runnable task, Lane lane, Object run) throws InterruptedException {
    permits.acquire(1, lane, run);
    handOver.add(
        () -> {
          try {
            task.run();
          } finally {
            permits.release(1, lane);
          }
        });
  }

  PriorityPermits permits() {
    return permits;
  }

  /** Ends each thread after the work it has. */
  void shutDown() {
    for (int i = 0; i < size; i++) {
      handOver.add(STOP);
    }
  }

  List<Thread> threads() {
    return started;
  }

  private void work() {
    while (true) {
      try {
        Runnable task = handOver.take();
        if (task == STOP) {
          return;
        }
        threads.requireComputing();
        task.run();
      } catch (InterruptedException e) {
        // A late interrupt of a call that has ended; the thread belongs to the pool and goes on.
        continue;
      }
      Thread.interrupted();
    }
  }
}
