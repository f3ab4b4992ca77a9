package io.glyphflow.core.source;

import java.util.Optional;

/** One pass over the pages of a source. Used by one thread at a time. */
public interface PageCursor extends AutoCloseable {

  /**
   * The next page. Nothing is decoded by this call, and no later page is touched.
   *
   * @return the page; empty after the last
   * @throws InterruptedException if the thread is interrupted; the call can then be repeated and
   *     returns the page it would have returned
   * @throws io.glyphflow.core.stage.OcrException if the source breaks here. The run keeps what it
   *     has and reports the break as a failed page; a trouble with a single page belongs into that
   *     page's {@link PageSource}, so that the ones after it are still read
   */
  Optional<PageSource> next() throws InterruptedException;

  /** Frees what the pass holds. Pages that were returned already must stay readable. */
  @Override
  default void close() {}
}
