package io.glyphflow.core.internal.engine;

import io.glyphflow.core.document.Ledger;
import io.glyphflow.core.document.PageOutcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Counts pages and regions of a run. Every snapshot balances. Thread-safe. */
final class Account {

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<PageOutcome.Status, Long> ended = new EnumMap<>(PageOutcome.Status.class);
  private long accepted;
  private boolean isSourceExhausted;
  private long found;
  private long read;
  private long failed;
  private long notRead;
  private long droppedBoxes;

  /** Counts a page and returns its sequence number, from 0. */
  long accept() {
    lock.lock();
    try {
      return accepted++;
    } finally {
      lock.unlock();
    }
  }

  void sourceExhausted() {
    lock.lock();
    try {
      isSourceExhausted = true;
    } finally {
      lock.unlock();
    }
  }

  void laidOut(int regions, int dropped) {
    lock.lock();
    try {
      found += regions;
      droppedBoxes += dropped;
    } finally {
      lock.unlock();
    }
  }

  void end(PageOutcome.Status status, int regionsRead, int regionsFailed, int regionsNotRead) {
    lock.lock();
    try {
      ended.merge(status, 1L, Long::sum);
      read += regionsRead;
      failed += regionsFailed;
      notRead += regionsNotRead;
    } finally {
      lock.unlock();
    }
  }

  Ledger ledger() {
    lock.lock();
    try {
      long done = 0;
      for (long count : ended.values()) {
        done += count;
      }
      return new Ledger(
          accepted,
          count(PageOutcome.Status.OK),
          count(PageOutcome.Status.PARTIAL),
          count(PageOutcome.Status.FAILED),
          count(PageOutcome.Status.SKIPPED),
          count(PageOutcome.Status.CANCELLED),
          accepted - done,
          isSourceExhausted,
          new Ledger.Regions(
              found, read, failed, notRead, found - read - failed - notRead, droppedBoxes));
    } finally {
      lock.unlock();
    }
  }

  private long count(PageOutcome.Status status) {
    return ended.getOrDefault(status, 0L);
  }
}
