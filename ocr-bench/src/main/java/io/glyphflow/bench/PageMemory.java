package io.glyphflow.bench;

import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.pipeline.MemoryBudget;
import io.glyphflow.core.pipeline.Order;
import io.glyphflow.core.pipeline.PageStream;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Large pages that are decoded faster than they are read: a budget of bytes, and queues that count
 * items. Both arms read every page.
 */
public final class PageMemory {

  /** The ways to do it. */
  public enum Arm {
    /** Ours: bytes are taken before a page is decoded. */
    BYTE_BUDGET,
    /** Slow: each queue holds 64 pages, however large they are. */
    ITEM_QUEUES
  }

  private static final int QUEUE = 64;
  private static final long BUDGET = 128L << 20;

  /**
   * What it took.
   *
   * @param pages pages read
   * @param peakBytes the most bytes alive
   */
  record Result(long pages, long peakBytes) {}

  private PageMemory() {}

  static long budget() {
    return BUDGET;
  }

  /** Reads pages of 26 MB, all of which show the same bytes but count as their own. */
  static Result run(Arm arm, int pages, double readMillis) throws InterruptedException {
    LivePages source = new LivePages(new Size(2480, 3508), false, 0);
    long read =
        arm == Arm.BYTE_BUDGET
            ? budget(source, pages, readMillis)
            : queues(source, pages, readMillis);
    if (source.live() != 0) {
      throw new IllegalStateException("bytes alive at the end: " + source.live());
    }
    return new Result(read, source.peak());
  }

  private static long budget(LivePages source, int pages, double readMillis) {
    long ok;
    try (Pipeline pipeline =
        Pipeline.builder()
            .memoryBudget(new MemoryBudget(BUDGET, BUDGET))
            .queueCapacity(QUEUE)
            .layoutDetector(Rows.of(1))
            .recognizer(
                Pool.<Recognizer>of(2, () -> crops -> read(crops, readMillis))
                    .with(Traits.waiting()))
            .build()) {
      try (PageStream stream = pipeline.stream(source.source(pages), Order.COMPLETION)) {
        stream.forEach(page -> {});
        ok = stream.ledger().ok();
      }
    }
    return ok;
  }

  private static List<RegionContent> read(List<RegionCrop> crops, double millis)
      throws InterruptedException {
    Waits.millis(millis);
    return Collections.nCopies(crops.size(), RegionContent.text("x"));
  }

  private static long queues(LivePages source, int pages, double readMillis)
      throws InterruptedException {
    BlockingQueue<Optional<PageImage>> decoded = new ArrayBlockingQueue<>(QUEUE);
    BlockingQueue<Optional<PageImage>> laidOut = new ArrayBlockingQueue<>(QUEUE);
    AtomicLong read = new AtomicLong();
    Workers.run(
        4,
        number -> {
          if (number == 0) {
            for (int i = 0; i < pages; i++) {
              decoded.put(Optional.of(source.decode()));
            }
            decoded.put(Optional.empty());
          } else if (number == 1) {
            Optional<PageImage> page = decoded.take();
            for (; page.isPresent(); page = decoded.take()) {
              laidOut.put(page);
            }
            laidOut.put(page);
          } else {
            Optional<PageImage> page = laidOut.take();
            for (; page.isPresent(); page = laidOut.take()) {
              Waits.millis(readMillis);
              page.get().close();
              read.incrementAndGet();
            }
            laidOut.put(page);
          }
        });
    return read.get();
  }
}
