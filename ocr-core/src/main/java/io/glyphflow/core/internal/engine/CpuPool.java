package io.glyphflow.core.internal.engine;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The threads for native and CPU-bound work, as many as there are cores, shared by all runs. Who
 * may have one is decided by {@link PriorityPermits}, so the hand-over queue never holds more than
 * the threads can take at once. Thread-safe.
 */
final class CpuPool {

  private final Threads threads;
  private final int size;
  private final String name;
  private final PriorityPermits permits;
  private final BlockingQueue<Envelope<Slot>> handOver = new LinkedBlockingQueue<>();
  private final List<Thread> started = new CopyOnWriteArrayList<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private boolean isShutDown;

  CpuPool(Threads threads, int size, String name) {
    this.threads = threads;
    this.size = size;
    this.name = name;
    this.permits = new PriorityPermits(size, 0);
    for (int i = 0; i < size; i++) {
      startThread();
    }
  }

  private void startThread() {
    started.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
    started.add(threads.startComputing(name + "-cpu-" + numbers.incrementAndGet(), this::work));
  }

  /**
   * Hands a task to a thread, waiting until this caller may have one. The task must not throw.
   *
   * @return the thread's time, which the caller may give up
   * @throws InterruptedException if the wait was interrupted; then the task will not run
   * @throws IllegalStateException if the pool is shut down; then the task will not run
   */
  Slot execute(Runnable task, Lane lane, Object run) throws InterruptedException {
    permits.acquire(1, lane, run);
    Slot slot = new Slot(task, lane);
    lock.lock();
    try {
      if (isShutDown) {
        slot.tryRelease();
        throw new IllegalStateException("the pipeline is closed");
      }
      handOver.add(new Envelope.Item<>(slot));
    } finally {
      lock.unlock();
    }
    return slot;
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
        if (!(handOver.take() instanceof Envelope.Item<Slot>(Slot slot))) {
          return;
        }
        threads.requireComputing();
        slot.task.run();
        if (!slot.tryRelease()) {
          return;
        }
      } catch (InterruptedException e) {
        PipelineRun.LOG.trace("a late interrupt of a call that has ended; the thread goes on");
      }
      var unused = Thread.interrupted();
    }
  }

  /** One task's time on a thread. Given back once, when the task ends or its caller gives it up. */
  final class Slot {
    private final Runnable task;
    private final Lane lane;
    private final AtomicBoolean isTaken = new AtomicBoolean(true);

    private Slot(Runnable task, Lane lane) {
      this.task = task;
      this.lane = lane;
    }

    private boolean tryRelease() {
      boolean isFirst = isTaken.compareAndSet(true, false);
      if (isFirst) {
        permits.release(1, lane);
      }
      return isFirst;
    }

    /**
     * The task does not end in time: another thread takes the place of the one it keeps, which ends
     * with the task. So a call that hangs costs a thread, but not the throughput of the others.
     */
    void giveUp() {
      lock.lock();
      try {
        if (!isShutDown && isTaken.compareAndSet(true, false)) {
          startThread();
          permits.release(1, lane);
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
