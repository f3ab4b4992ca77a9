package io.glyphflow.bench;

import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.pipeline.Order;
import io.glyphflow.core.pipeline.PageStream;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.pipeline.RunOptions;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** What each of many calls costs besides the model's own time, which is zero here. */
final class ManyCalls {

  private static final int REGIONS = 200;
  private static final RegionContent TEXT = RegionContent.text("x");

  private ManyCalls() {}

  /**
   * Each call is a {@code process} of one page with one region. A pipeline that has made most of
   * its calls makes the last window of them in turn with the first ones of a fresh pipeline, call
   * by call, so that whatever else happens on the machine happens to both.
   *
   * @return the median of the first and of the last window
   */
  static double[] processing(int calls, int window) {
    long[] first = new long[window];
    long[] last = new long[window];
    try (Pipeline aged = pipeline();
        Pipeline fresh = pipeline()) {
      for (int i = 0; i < calls - window; i++) {
        var unused = process(aged);
      }
      for (int i = 0; i < window; i++) {
        if (i % 2 == 0) {
          first[i] = process(fresh);
          last[i] = process(aged);
        } else {
          last[i] = process(aged);
          first[i] = process(fresh);
        }
      }
    }
    return new double[] {Stats.median(first, 0, window), Stats.median(last, 0, window)};
  }

  private static Pipeline pipeline() {
    return Pipeline.builder()
        .layoutDetector(Rows.of(1))
        .recognizer(Pool.<Recognizer>of(2, () -> crops -> List.of(TEXT)).with(Traits.waiting()))
        .build();
  }

  private static long process(Pipeline pipeline) {
    long start = System.nanoTime();
    var unused = pipeline.process(FreePages.of(1));
    return System.nanoTime() - start;
  }

  /**
   * Calls through a pool of two, all of them in one run. The cost of a call is the time from the
   * start of a call on an instance to the start of the next one on it: hand out the answer, give
   * the lease back, take the next item, lease again. It is taken over ten calls in a row, as one is
   * not much more than the clock can tell. A run that has made most of its calls makes the last
   * window of them in turn with the first ones of a fresh run, page by page.
   *
   * @return the median of the first and of the last window
   */
  static double[] leasing(int calls, int window) {
    Gaps last = new Gaps(calls);
    Gaps first = new Gaps(window);
    try (Pipeline aged = pipeline(last);
        Pipeline fresh = pipeline(first);
        PageStream agedPages = pages(aged, calls);
        PageStream freshPages = pages(fresh, window)) {
      Iterator<PageResult> old = agedPages.iterator();
      Iterator<PageResult> young = freshPages.iterator();
      for (int i = 0; i < (calls - window) / REGIONS; i++) {
        var unused = old.next();
      }
      while (old.hasNext() || young.hasNext()) {
        takeFrom(young);
        takeFrom(old);
      }
    }
    return new double[] {
      Stats.median(first.nanos, 0, window), Stats.median(last.nanos, calls - window, calls)
    };
  }

  private static void takeFrom(Iterator<PageResult> pages) {
    if (pages.hasNext()) {
      var unused = pages.next();
    }
  }

  /** Two pages more than the calls need, as the last row of ten may not be full. */
  private static PageStream pages(Pipeline pipeline, int calls) {
    RunOptions oneAtATime = RunOptions.defaults().window(1);
    return pipeline.stream(FreePages.of(calls / REGIONS + 2), oneAtATime);
  }

  private static Pipeline pipeline(Gaps gaps) {
    return Pipeline.builder()
        .layoutDetector(Rows.of(REGIONS))
        .recognizer(Pool.of(2, () -> new Timed(gaps)).with(Traits.waiting()))
        .build();
  }

  /** All calls in one run, with nothing beside it. */
  static long[] leasing(int calls) {
    Gaps gaps = new Gaps(calls);
    try (Pipeline pipeline = pipeline(gaps);
        PageStream stream = pipeline.stream(FreePages.of(calls / REGIONS + 2), Order.COMPLETION)) {
      stream.forEach(page -> {});
    }
    return gaps.nanos;
  }

  private static final class Gaps {
    private final long[] nanos;
    private final AtomicInteger next = new AtomicInteger();

    Gaps(int calls) {
      nanos = new long[calls];
    }

    void add(long gap) {
      int at = next.getAndIncrement();
      if (at < nanos.length) {
        nanos[at] = gap;
      }
    }
  }

  private static final class Timed implements Recognizer {
    private static final int ROW = 10;

    private final Gaps gaps;
    private int calls;
    private long start;

    Timed(Gaps gaps) {
      this.gaps = gaps;
    }

    @Override
    public List<RegionContent> recognize(List<RegionCrop> crops) {
      if (calls++ % ROW == 0) {
        long now = System.nanoTime();
        for (int i = 0; start != 0 && i < ROW; i++) {
          gaps.add(now - start);
        }
        start = now;
      }
      return List.of(TEXT);
    }
  }

  /**
   * The slow twin: a pool whose instances share one lock, and whose calls are handed to one thread
   * pool and their answers to another. The cost of a call is its latency with six callers at once.
   */
  static long[] handingOff(int calls) throws InterruptedException {
    Gaps latencies = new Gaps(calls);
    ReentrantLock lock = new ReentrantLock();
    AtomicInteger started = new AtomicInteger();
    try (ExecutorService workers = Executors.newFixedThreadPool(6);
        ExecutorService answers = Executors.newFixedThreadPool(1)) {
      Workers.run(
          6,
          number -> {
            while (started.getAndIncrement() < calls) {
              long start = System.nanoTime();
              Future<String> called =
                  workers.submit(
                      () -> {
                        lock.lock();
                        try {
                          return get(answers.submit(() -> "x"));
                        } finally {
                          lock.unlock();
                        }
                      });
              var unused = get(called);
              latencies.add(System.nanoTime() - start);
            }
          });
    }
    return latencies.nanos;
  }

  static <V> V get(Future<V> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
