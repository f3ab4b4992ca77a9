package io.glyphflow.testkit.fake;

import io.glyphflow.core.stage.Placement;
import io.glyphflow.core.stage.Traits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the calls of a fake and checks that they are allowed. Thread-safe. */
final class CallLog {

  /** A call. */
  interface Body<V> {
    V run() throws InterruptedException;
  }

  private final Traits traits;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<String> violations = new ArrayList<>(0);
  private long calls;
  private long items;
  private int largest;
  private int concurrent;
  private int inFlight;
  private boolean isClosed;

  CallLog(Traits traits) {
    this.traits = traits;
  }

  <V> V call(int size, Body<V> body) throws InterruptedException {
    begin(size);
    try {
      return body.run();
    } finally {
      end();
    }
  }

  private void begin(int size) {
    boolean isOnWrongThread =
        traits.placement() == Placement.CPU && Thread.currentThread().isVirtual();
    lock.lock();
    try {
      if (isClosed) {
        throw violation("called after close()");
      }
      if (size > traits.maxBatch()) {
        throw violation("items: " + size + ", must be <= " + traits.maxBatch());
      }
      if (inFlight >= traits.concurrency()) {
        throw violation("calls: " + (inFlight + 1) + ", must be <= " + traits.concurrency());
      }
      if (isOnWrongThread) {
        throw violation("called on a virtual thread, but its placement is CPU");
      }
      calls++;
      items += size;
      largest = Math.max(largest, size);
      inFlight++;
      concurrent = Math.max(concurrent, inFlight);
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      inFlight--;
    } finally {
      lock.unlock();
    }
  }

  /** Writes a violation down and returns what to throw. */
  IllegalStateException violation(String what) {
    lock.lock();
    try {
      violations.add(what);
    } finally {
      lock.unlock();
    }
    return new IllegalStateException(what);
  }

  void close() {
    lock.lock();
    try {
      isClosed = true;
      if (inFlight > 0) {
        throw violation("closed during " + inFlight + " calls");
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return isClosed;
    } finally {
      lock.unlock();
    }
  }

  CallStats stats() {
    lock.lock();
    try {
      return new CallStats(calls, items, largest, concurrent, inFlight);
    } finally {
      lock.unlock();
    }
  }

  List<String> violations() {
    lock.lock();
    try {
      return List.copyOf(violations);
    } finally {
      lock.unlock();
    }
  }
}
