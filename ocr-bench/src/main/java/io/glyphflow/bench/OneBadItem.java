package io.glyphflow.bench;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionResult;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * A batch with one item that no model reads. The pipeline and its twins read the same items; what
 * differs is how many calls that takes and how many good items are lost.
 */
public final class OneBadItem implements AutoCloseable {

  /** The ways to do it. */
  public enum Arm {
    /** Ours: the batch is halved until only the bad item fails. */
    BISECT,
    /** Slow: the whole batch fails. */
    ALL_FAIL,
    /** Slow: after the batch each item is tried alone. */
    ONE_BY_ONE
  }

  /**
   * What it took.
   *
   * @param calls calls of the model for the batch
   * @param read texts; empty for those that failed
   */
  record Result(int calls, List<String> read) {
    long lost() {
      return read.stream().filter(String::isEmpty).count() - 1;
    }
  }

  private static final double FORMING_MILLIS = 2;

  private final Arm arm;
  private final int batch;
  private final int bad;
  private final double callMillis;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger largest = new AtomicInteger();
  private final AtomicInteger plug = new AtomicInteger();
  private final Semaphore isHeld = new Semaphore(0);
  private final Semaphore isLaidOut = new Semaphore(0);
  private final Pipeline pipeline;

  /**
   * A batch of items.
   *
   * @param bad which one no model reads, from 0
   * @param callMillis what a call costs, whatever its size
   */
  OneBadItem(Arm arm, int batch, int bad, double callMillis) {
    this.arm = arm;
    this.batch = batch;
    this.bad = bad;
    this.callMillis = callMillis;
    // The first page has one region, which holds the instance until the batch, the other page,
    // waits.
    this.pipeline =
        Pipeline.builder()
            .layoutDetector(Pool.<LayoutDetector>of(1, () -> this::detect).with(Traits.waiting()))
            .recognizer(
                Pool.<Recognizer>of(1, () -> this::recognize)
                    .with(Traits.waiting().withMaxBatch(batch)))
            .build();
  }

  Result run() throws InterruptedException {
    calls.set(0);
    return switch (arm) {
      case BISECT -> bisect();
      case ALL_FAIL -> allFail();
      case ONE_BY_ONE -> oneByOne();
    };
  }

  private List<PageLayout> detect(List<PageInput> pages) throws InterruptedException {
    // Two pages are decoded at a time, so either may come first.
    if (plug.compareAndSet(0, pages.get(0).id().pageNumber())) {
      return Rows.of(1).detect(pages);
    }
    isHeld.acquire();
    isLaidOut.release();
    return Rows.of(batch).detect(pages);
  }

  private List<RegionContent> recognize(List<RegionCrop> crops) throws InterruptedException {
    if (crops.get(0).pageId().pageNumber() == plug.get()) {
      isHeld.release();
      isLaidOut.acquire();
      Waits.millis(FORMING_MILLIS);
      return List.of(RegionContent.text("plug"));
    }
    largest.accumulateAndGet(crops.size(), Math::max);
    return model(crops.stream().map(crop -> crop.region().id()).toList()).stream()
        .map(RegionContent::text)
        .toList();
  }

  private List<String> model(List<Integer> items) throws InterruptedException {
    calls.incrementAndGet();
    if (callMillis > 0) {
      Waits.millis(callMillis);
    }
    if (items.contains(bad)) {
      throw new IllegalArgumentException("item " + bad + " cannot be read");
    }
    return items.stream().map(item -> "text " + item).toList();
  }

  private Result bisect() {
    for (int attempt = 0; attempt < 20; attempt++) {
      calls.set(0);
      largest.set(0);
      plug.set(0);
      DocumentResult result = pipeline.process(FreePages.of(2));
      List<RegionResult> regions = result.page(3 - plug.get()).page().orElseThrow().regions();
      // A crowded machine may not get the batch together while the plug waits.
      if (largest.get() == batch) {
        return new Result(calls.get(), regions.stream().map(RegionResult::text).toList());
      }
    }
    throw new IllegalStateException("no batch of " + batch + " ever formed");
  }

  private List<Integer> items() {
    return IntStream.range(0, batch).boxed().toList();
  }

  private Result allFail() throws InterruptedException {
    List<String> read;
    try {
      read = model(items());
    } catch (IllegalArgumentException e) {
      read = items().stream().map(item -> "").toList();
    }
    return new Result(calls.get(), read);
  }

  private Result oneByOne() throws InterruptedException {
    List<String> read = new ArrayList<>();
    try {
      read.addAll(model(items()));
    } catch (IllegalArgumentException together) {
      for (int item : items()) {
        try {
          read.addAll(model(List.of(item)));
        } catch (IllegalArgumentException alone) {
          read.add("");
        }
      }
    }
    return new Result(calls.get(), read);
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
