package io.glyphflow.examples;

import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.source.PageCursor;
import io.glyphflow.core.stage.OcrException;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Counts the pages to come, beside the run that reads them: lists the sources a second time, which
 * opens files but decodes nothing. Its thread ends with {@link #close()} at the latest.
 */
final class PageCount implements AutoCloseable {

  private final Thread thread;

  private PageCount(Thread thread) {
    this.thread = thread;
  }

  /**
   * Starts to count.
   *
   * @param sources the sources; each is opened for a pass of its own
   * @param counted hears the sum; not called if somebody closes earlier
   */
  static PageCount start(List<DocumentSource> sources, LongConsumer counted) {
    return new PageCount(
        Thread.ofPlatform().name("ocr-count").start(() -> count(sources, counted)));
  }

  private static void count(List<DocumentSource> sources, LongConsumer counted) {
    try {
      long pages = 0;
      for (DocumentSource source : sources) {
        pages += pages(source);
      }
      counted.accept(pages);
    } catch (InterruptedException e) {
      // Nobody wants to know any more.
      Thread.currentThread().interrupt();
    }
  }

  private static long pages(DocumentSource source) throws InterruptedException {
    long pages = 0;
    try (PageCursor cursor = source.open()) {
      while (cursor.next().isPresent()) {
        pages++;
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedException();
        }
      }
      return pages;
    } catch (OcrException e) {
      // The run will say what is wrong with it, as one failed page.
      return pages + 1;
    }
  }

  /** Stops the count and waits for its thread. */
  @Override
  public void close() {
    thread.interrupt();
    boolean isInterrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
