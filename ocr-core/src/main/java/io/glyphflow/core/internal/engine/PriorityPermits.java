package io.glyphflow.core.internal.engine;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A counted resource that runs share: bytes, instances, CPU threads. The one place that decides who
 * goes first. Thread-safe.
 *
 * <p>Interactive waiters go before batch waiters, but at least every eighth grant goes to a batch
 * waiter that is there, so that no run starves. Within a lane, runs take turns; within a run, the
 * higher rank first, and first come first served within a rank. Nobody overtakes the waiter whose
 * turn it is, so a large request is not starved by small ones. Batch runs together may use no more
 * than {@code capacity - reserve}, except that a single batch grant always fits an otherwise unused
 * resource.
 */
public final class PriorityPermits {

  private static final int INTERACTIVE_IN_A_ROW = 7;

  private final long capacity;
  private final long batchCapacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final RunQueues interactive = new RunQueues();
  private final RunQueues batch = new RunQueues();
  private final Condition unused = lock.newCondition();
  private long inUse;
  private long batchInUse;
  private long peak;
  private int interactiveInARow;

  public PriorityPermits(long capacity, long reserve) {
    this.capacity = capacity;
    this.batchCapacity = capacity - reserve;
  }

  /** Takes permits, waiting for its turn. {@code amount} must not be above the capacity. */
  public void acquire(long amount, Lane lane, Object run) throws InterruptedException {
    if (amount < 0 || amount > capacity) {
      throw new IllegalArgumentException("amount: " + amount + ", must be within 0.." + capacity);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    lock.lock();
    try {
      if (mayTake(amount, lane)) {
        take(amount, lane);
        return;
      }
      Condition granted = lock.newCondition();
      Waiter waiter = new Waiter(amount, lane, run, 0, granted::signal);
      queues(lane).add(waiter);
      try {
        while (!waiter.isGranted) {
          granted.await();
        }
      } catch (InterruptedException e) {
        if (waiter.isGranted) {
          giveBack(amount, lane);
        } else {
          queues(lane).remove(waiter);
        }
        dispatch();
        throw e;
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes permits for an action, now or when its turn comes. The action runs under this object's
   * lock, here or on the thread that gives permits back: it must be quick and take no other lock
   * that is held while calling this object.
   *
   * @param rank goes before waiters of the same run with a lower one
   * @return the place in the queue, to be {@linkplain #withdraw withdrawn}
   */
  Waiter whenGranted(long amount, Lane lane, Object run, int rank, Runnable action) {
    lock.lock();
    try {
      Waiter waiter = new Waiter(amount, lane, run, rank, action);
      queues(lane).add(waiter);
      dispatch();
      return waiter;
    } finally {
      lock.unlock();
    }
  }

  /** Leaves the queue; false if the permits were granted already. */
  boolean withdraw(Waiter waiter) {
    lock.lock();
    try {
      if (waiter.isGranted) {
        return false;
      }
      queues(waiter.lane).remove(waiter);
      dispatch();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Takes permits if nobody waits and they are there. */
  public boolean tryAcquire(long amount, Lane lane) {
    lock.lock();
    try {
      boolean isTaken = mayTake(amount, lane);
      if (isTaken) {
        take(amount, lane);
      }
      return isTaken;
    } finally {
      lock.unlock();
    }
  }

  /** Gives permits back. */
  public void release(long amount, Lane lane) {
    lock.lock();
    try {
      giveBack(amount, lane);
      dispatch();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing is in use; false if that takes too long. */
  boolean awaitUnused(long nanos) throws InterruptedException {
    long left = nanos;
    lock.lock();
    try {
      while (inUse > 0) {
        if (left <= 0) {
          return false;
        }
        left = unused.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  public long capacity() {
    return capacity;
  }

  public long inUse() {
    lock.lock();
    try {
      return inUse;
    } finally {
      lock.unlock();
    }
  }

  /** The most that was ever in use. */
  public long peak() {
    lock.lock();
    try {
      return peak;
    } finally {
      lock.unlock();
    }
  }

  /** Threads that wait. */
  public int waiting() {
    lock.lock();
    try {
      return interactive.size + batch.size;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether somebody who comes now may take at once: nobody's turn is before, and there is enough.
   */
  private boolean mayTake(long amount, Lane lane) {
    if (!fits(amount, lane) || interactive.size > 0) {
      return false;
    }
    Waiter waiting = batch.peek();
    return waiting == null || (lane == Lane.INTERACTIVE && !isHeldBackFor(waiting));
  }

  /** Whether it is a batch waiter's turn, and what it waits for is what anybody holds. */
  private boolean isHeldBackFor(Waiter waiting) {
    return interactiveInARow >= INTERACTIVE_IN_A_ROW && waiting.amount > capacity - inUse;
  }

  private boolean fits(long amount, Lane lane) {
    return amount <= capacity - inUse
        && (lane == Lane.INTERACTIVE || batchInUse == 0 || amount <= batchCapacity - batchInUse);
  }

  private void take(long amount, Lane lane) {
    inUse += amount;
    peak = Math.max(peak, inUse);
    if (lane == Lane.BATCH) {
      batchInUse += amount;
      interactiveInARow = 0;
    } else if (batch.size > 0) {
      interactiveInARow++;
    }
  }

  private void giveBack(long amount, Lane lane) {
    inUse -= amount;
    if (lane == Lane.BATCH) {
      batchInUse -= amount;
    }
    if (inUse < 0 || batchInUse < 0) {
      throw new IllegalStateException("more permits given back than taken");
    }
    if (inUse == 0) {
      unused.signalAll();
    }
  }

  private void dispatch() {
    for (Waiter next = next(); next != null; next = next()) {
      queues(next.lane).poll();
      take(next.amount, next.lane);
      next.isGranted = true;
      next.action.run();
    }
  }

  /** The waiter whose turn it is, if there is enough for it. */
  private @Nullable Waiter next() {
    Waiter first = interactive.peek();
    Waiter other = batch.peek();
    boolean isBatchDue = first == null || interactiveInARow >= INTERACTIVE_IN_A_ROW;
    if (other != null && isBatchDue) {
      if (fits(other.amount, Lane.BATCH)) {
        return other;
      }
      if (other.amount > capacity - inUse) {
        // It waits for what anybody holds. If it only waits for other batch runs, nobody waits for
        // it.
        return null;
      }
    }
    return first != null && fits(first.amount, Lane.INTERACTIVE) ? first : null;
  }

  private RunQueues queues(Lane lane) {
    return lane == Lane.INTERACTIVE ? interactive : batch;
  }

  /** A place in the queue. */
  static final class Waiter {
    private final long amount;
    private final Lane lane;
    private final Object run;
    private final int rank;
    private final Runnable action;
    private long number;
    private boolean isGranted;

    private Waiter(long amount, Lane lane, Object run, int rank, Runnable action) {
      this.amount = amount;
      this.lane = lane;
      this.run = run;
      this.rank = rank;
      this.action = action;
    }
  }

  /** The waiters of a lane: a queue for each run, runs in turn. */
  private static final class RunQueues {
    private final ArrayDeque<RunQueue> turns = new ArrayDeque<>();
    private long numbers;
    private int size;

    void add(Waiter waiter) {
      size++;
      waiter.number = numbers++;
      for (RunQueue queue : turns) {
        if (queue.run.equals(waiter.run)) {
          queue.waiters.add(waiter);
          return;
        }
      }
      RunQueue queue = new RunQueue(waiter.run);
      queue.waiters.add(waiter);
      turns.add(queue);
    }

    void remove(Waiter waiter) {
      for (Iterator<RunQueue> all = turns.iterator(); all.hasNext(); ) {
        RunQueue queue = all.next();
        if (queue.run.equals(waiter.run) && queue.waiters.remove(waiter)) {
          size--;
          if (queue.waiters.isEmpty()) {
            all.remove();
          }
          return;
        }
      }
    }

    @Nullable Waiter peek() {
      RunQueue first = turns.peek();
      return first == null ? null : first.waiters.peek();
    }

    void poll() {
      RunQueue first = turns.remove();
      first.waiters.poll();
      size--;
      if (!first.waiters.isEmpty()) {
        turns.add(first);
      }
    }
  }

  private static final class RunQueue {
    private static final Comparator<Waiter> ORDER =
        Comparator.<Waiter>comparingInt(waiter -> -waiter.rank)
            .thenComparingLong(waiter -> waiter.number);

    final Object run;
    final PriorityQueue<Waiter> waiters = new PriorityQueue<>(ORDER);

    RunQueue(Object run) {
      this.run = run;
    }
  }
}
