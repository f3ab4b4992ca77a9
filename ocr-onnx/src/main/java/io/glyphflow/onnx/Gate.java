package io.glyphflow.onnx;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets runs in until it is closed, and tells who closed it when the last one is out: freeing a
 * model in use ends the process. Thread-safe.
 */
final class Gate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final String name;
  private int inside;
  private boolean isClosed;
  private boolean isFreed;

  Gate(String name) {
    this.name = name;
  }

  /**
   * Comes in, to {@link #leave()} again.
   *
   * @throws IllegalStateException if the gate is closed
   */
  void enter() {
    lock.lock();
    try {
      if (isClosed) {
        throw new IllegalStateException("session of model \"" + name + "\" is closed");
      }
      inside++;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      inside--;
      changed.signalAll();
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

  /**
   * Closes, and runs an action once nobody is inside. Whoever closes it again waits for that, too.
   * An interrupt does not end the wait, and is there afterwards.
   */
  void close(Runnable free) {
    lock.lock();
    try {
      if (isClosed) {
        while (!isFreed) {
          changed.awaitUninterruptibly();
        }
        return;
      }
      isClosed = true;
      while (inside > 0) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
    try {
      free.run();
    } finally {
      lock.lock();
      try {
        isFreed = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
