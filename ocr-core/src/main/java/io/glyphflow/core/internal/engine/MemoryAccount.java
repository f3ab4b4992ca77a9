package io.glyphflow.core.internal.engine;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.pipeline.MemoryBudget;
import io.glyphflow.core.stage.PermanentOcrException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that a pipeline holds. Each stage that takes bytes has a share of its own: pages wait
 * for pages, crops for crops, requests for requests. As a request never waits for a page, and a
 * page is freed by requests that finish, there is no circle in which everybody waits. Thread-safe.
 */
public final class MemoryAccount {

  /** Who takes bytes. */
  public enum Share {
    PAGES("a page", "lower the resolution or raise memoryBudget"),
    CROPS("a crop", "raise memoryBudget"),
    REQUESTS("a request", "send smaller pictures or raise memoryBudget"),
    NATIVE_PAGES("a page outside the heap", "lower the resolution or raise memoryBudget");

    private final String what;
    private final String advice;

    Share(String what, String advice) {
      this.what = what;
      this.advice = advice;
    }
  }

  private final PriorityPermits pages;
  private final PriorityPermits crops;
  private final PriorityPermits requests;
  private final PriorityPermits nativePages;
  private final AtomicLong inUse = new AtomicLong();
  private final AtomicLong peak = new AtomicLong();
  private final MemoryBudget budget;

  MemoryAccount(MemoryBudget budget) {
    this.budget = budget;
    long eighth = budget.bytes() / 8;
    this.pages = shareOf(budget.bytes() - 2 * eighth);
    this.crops = shareOf(eighth);
    this.requests = shareOf(eighth);
    this.nativePages = new PriorityPermits(budget.nativeBytes(), 0);
  }

  private static PriorityPermits shareOf(long bytes) {
    return new PriorityPermits(bytes, bytes / 8);
  }

  /**
   * Takes bytes, waiting for them.
   *
   * @throws PermanentOcrException with INPUT_LIMIT if the share could never give that much
   */
  void acquire(Share share, long bytes, Lane lane, Object run) throws InterruptedException {
    requireFits(share, bytes);
    permits(share).acquire(bytes, lane, run);
    if (share != Share.NATIVE_PAGES) {
      peak.accumulateAndGet(inUse.addAndGet(bytes), Math::max);
    }
  }

  /**
   * Checks that a share could ever give that much.
   *
   * @throws PermanentOcrException with INPUT_LIMIT if not
   */
  void requireFits(Share share, long bytes) {
    long capacity = permits(share).capacity();
    if (bytes < 0 || bytes > capacity) {
      throw new PermanentOcrException(
          FailureCategory.INPUT_LIMIT,
          share.what
              + " needs "
              + bytes
              + " bytes, the memory budget of "
              + budget.bytes()
              + " allows "
              + capacity
              + "; "
              + share.advice);
    }
  }

  void release(Share share, long bytes, Lane lane) {
    if (share != Share.NATIVE_PAGES) {
      inUse.addAndGet(-bytes);
    }
    permits(share).release(bytes, lane);
  }

  PriorityPermits permits(Share share) {
    return switch (share) {
      case PAGES -> pages;
      case CROPS -> crops;
      case REQUESTS -> requests;
      case NATIVE_PAGES -> nativePages;
    };
  }

  /** Bytes held now, over all shares. */
  public long inUse() {
    return inUse.get();
  }

  /** The most bytes that were ever held, over all shares. */
  public long peak() {
    return peak.get();
  }

  public long capacity() {
    return budget.bytes();
  }
}
