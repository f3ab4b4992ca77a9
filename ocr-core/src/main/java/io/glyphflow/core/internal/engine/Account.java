package io.glyphflow.core.internal.engine;

import io.glyphflow.core.document.Ledger;
import io.glyphflow.core.document.PageOutcome;
import java.util.concurrent.locks.ReentrantLock;

/** Counts pages and regions of a run. Every snapshot balances. Thread-safe. */
final class Account {

  private final ReentrantLock lock = new ReentrantLock();
  private final long[] ended = new long[PageOutcome.Status.values().length];
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
      ended[status.ordinal()]++;
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
      for (long count : ended) {
        done += count;
      }
      return new Ledger(
          accepted,
          ended[PageOutcome.Status.OK.ordinal()],
          ended[PageOutcome.Status.PARTIAL.ordinal()],
          ended[PageOutcome.Status.FAILED.ordinal()],
          ended[PageOutcome.Status.SKIPPED.ordinal()],
          ended[PageOutcome.Status.CANCELLED.ordinal()],
          accepted - done,
          isSourceExhausted,
          new Ledger.Regions(
              found, read, failed, notRead, found - read - failed - notRead, droppedBoxes));
    } finally {
      lock.unlock();
    }
  }
}
