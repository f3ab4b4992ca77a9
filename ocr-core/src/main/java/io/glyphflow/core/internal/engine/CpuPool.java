package io.glyphflow.core.internal.engine;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The threads for native and CPU-bound work, as many as there are cores, shared by all runs. Who
 * may have one is decided by {@link PriorityPermits}: calls wait there for their turn, and the
 * hand-over queue holds only those that have a thread for sure. Thread-safe.
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
    try {
      for (int i = 0; i < size; i++) {
        startThread();
      }
    } catch (RuntimeException | Error e) {
      shutDown();
      throw e;
    }
  }

  private void startThread() {
    started.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
    started.add(threads.startComputing(name + "-cpu-" + numbers.incrementAndGet(), this::work));
  }

  /**
   * Hands a call to a thread, as soon as its turn comes. Does not wait. The thread that has ended
   * one call takes the next itself, so nobody else is woken for it.
   *
   * @param rank how far down the pipeline the call is: what is nearly done goes first, so that
   *     pages are finished one after the other and give their memory back
   * @return the call's time on a thread, which the caller may give up
   * @throws IllegalStateException if the pool is shut down; then the call will not run
   */
  Slot execute(CpuCall<?> call, Lane lane, Object run, int rank) {
    Slot slot = new Slot(call, lane);
    lock.lock();
    try {
      if (isShutDown) {
        throw new IllegalStateException("the pipeline is closed");
      }
      slot.place =
          permits.whenGranted(1, lane, run, rank, () -> handOver.add(new Envelope.Item<>(slot)));
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
    boolean isOpen = true;
    while (true) {
      Slot slot = null;
      try {
        if (isOpen && handOver.take() instanceof Envelope.Item<Slot>(Slot next)) {
          slot = next;
        } else {
          isOpen = false;
          slot = grantedAfterEnd();
          if (slot == null) {
            return;
          }
        }
      } catch (InterruptedException e) {
        PipelineRun.LOG.trace("a late interrupt of a call that has ended; the thread goes on");
      }
      if (slot != null) {
        threads.requireComputing();
        slot.call.run();
        if (!slot.tryRelease()) {
          return;
        }
      }
      var unused = Thread.interrupted();
    }
  }

  /**
   * A call whose turn came when the last one gave its thread back, though the pool is shut down.
   */
  private @Nullable Slot grantedAfterEnd() {
    for (Envelope<Slot> left : handOver) {
      if (left instanceof Envelope.Item<Slot>(Slot slot) && handOver.remove(left)) {
        return slot;
      }
    }
    return null;
  }

  /** One call's time on a thread. Given back once, when the call ends or its caller gives it up. */
  final class Slot {
    private final CpuCall<?> call;
    private final Lane lane;
    private final AtomicBoolean isTaken = new AtomicBoolean(true);
    private PriorityPermits.@Nullable Waiter place;

    private Slot(CpuCall<?> call, Lane lane) {
      this.call = call;
      this.lane = lane;
    }

    private boolean tryRelease() {
      boolean isFirst = isTaken.compareAndSet(true, false);
      if (isFirst) {
        permits.release(1, lane);
      }
      return isFirst;
    }

    /** Nobody waits for the call any more. One that has not begun ends here and now. */
    void cancel() {
      call.giveUp();
      PriorityPermits.Waiter queued = place;
      if (queued != null && permits.withdraw(queued)) {
        call.run();
      }
    }

    /**
     * The call does not end in time: another thread takes the place of the one it keeps, which ends
     * with the call. So a call that hangs costs a thread, but not the throughput of the others.
     */
    void replaceThread() {
      lock.lock();
      try {
        if (!isShutDown && call.isRunning() && isTaken.compareAndSet(true, false)) {
          startThread();
          permits.release(1, lane);
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
