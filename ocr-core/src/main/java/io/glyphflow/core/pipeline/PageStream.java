package io.glyphflow.core.pipeline;

import io.glyphflow.core.document.Ledger;
import io.glyphflow.core.document.PageResult;
import java.util.Iterator;

/**
 * The pages of a run as they come, one pass. A consumer that is slow holds the loader back: at most
 * {@link RunOptions#window()} pages are accepted and not yet taken. Closing the stream early
 * cancels the run. To be iterated by one thread at a time; everything else is thread-safe.
 */
public interface PageStream extends Iterable<PageResult>, AutoCloseable {

  /**
   * The pages; each step waits until one is there. If the consuming thread is interrupted, the run
   * is cancelled, the iteration ends after the pages that are done, and the interrupt flag stays
   * set.
   *
   * @return the iterator, whose {@code hasNext} throws {@link io.glyphflow.core.stage.OcrException}
   *     if the run failed fast
   * @throws IllegalStateException at the second call
   */
  @Override
  Iterator<PageResult> iterator();

  /**
   * The run behind the stream: to cancel, pause or watch it.
   *
   * @return the run
   */
  Run run();

  /**
   * The account so far.
   *
   * @return a snapshot that balances
   */
  default Ledger ledger() {
    return run().ledger();
  }

  /** Cancels the run if it is not done. */
  @Override
  void close();
}
