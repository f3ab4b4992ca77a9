package io.glyphflow.examples;

import io.glyphflow.core.document.Page;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.pipeline.PipelineEvent;
import io.glyphflow.core.pipeline.PipelineListener;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes pictures at the moment when a page is read and its pixels are still there. Drawing and
 * encoding happen on two platform threads of its own; the page waits for them, as its pixels must.
 * Thread-safe.
 */
final class PageDrawings implements PipelineListener, AutoCloseable {

  private static final int THREADS = 2;
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  /** Writes what is to be written of one page. */
  @FunctionalInterface
  interface Writer {
    void write(Page page, PageImage image) throws IOException;
  }

  /** Hears of a page that could not be written. */
  @FunctionalInterface
  interface Trouble {
    void failed(Page page, Throwable cause);
  }

  private final Writer writer;
  private final Trouble trouble;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          Thread.ofPlatform().name("ocr-draw-" + NUMBERS.incrementAndGet() + "-", 1).factory());

  PageDrawings(Writer writer, Trouble trouble) {
    this.writer = writer;
    this.trouble = trouble;
  }

  @Override
  public boolean wantsPixels() {
    return true;
  }

  @Override
  public void onEvent(PipelineEvent event) {
    if (event instanceof PipelineEvent.PageRead(Page page, PageImage image)) {
      try {
        await(
            threads.submit(
                () -> {
                  writer.write(page, image);
                  return page;
                }));
      } catch (ExecutionException e) {
        trouble.failed(page, e.getCause() == null ? e : e.getCause());
      } catch (RuntimeException e) {
        trouble.failed(page, e);
      }
    }
  }

  /** Whatever interrupts come: the pixels may go only when nobody looks at them any more. */
  private static void await(Future<Page> written) throws ExecutionException {
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          var unused = written.get();
          return;
        } catch (InterruptedException e) {
          isInterrupted = true;
        }
      }
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits for what is being written. */
  @Override
  public void close() {
    threads.close();
  }
}
