package io.glyphflow.core.internal.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts who still needs something; the last one frees it. Born with one reference, the owner's,
 * which can be dropped by anybody, once. Thread-safe.
 */
abstract class References {

  private final AtomicInteger count = new AtomicInteger(1);
  private final AtomicBoolean isOwned = new AtomicBoolean(true);

  /** Called once, by whoever drops the last reference. */
  protected abstract void free();

  /** Takes a reference, unless everything is freed. */
  final boolean tryRetain() {
    return tryRetain(1);
  }

  /** Takes several references, unless everything is freed. */
  final boolean tryRetain(int references) {
    int now = count.get();
    while (now > 0) {
      if (count.compareAndSet(now, now + references)) {
        return true;
      }
      now = count.get();
    }
    return false;
  }

  /** Whether nobody holds a reference but the owner and the caller, who holds one. */
  final boolean isOnlyUser() {
    return count.get() <= 2;
  }

  final void release() {
    if (count.decrementAndGet() == 0) {
      free();
    }
  }

  /** Drops the owner's reference. Only the first call does. */
  final void disown() {
    if (isOwned.compareAndSet(true, false)) {
      release();
    }
  }
}
