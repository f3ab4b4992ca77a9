package io.glyphflow.core.internal.engine;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A gate that holds up whoever comes while it is closed. Thread-safe. */
final class PauseGate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition opened = lock.newCondition();
  private volatile boolean isClosed;

  void close() {
    isClosed = true;
  }

  void open() {
    lock.lock();
    try {
      isClosed = false;
      opened.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void pass() throws InterruptedException {
    if (!isClosed) {
      return;
    }
    lock.lock();
    try {
      while (isClosed) {
        opened.await();
      }
    } finally {
      lock.unlock();
    }
  }
}
