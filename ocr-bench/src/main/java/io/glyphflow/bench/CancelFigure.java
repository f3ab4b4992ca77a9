package io.glyphflow.bench;

import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.pipeline.Order;
import io.glyphflow.core.pipeline.PageStream;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.pipeline.PipelineEvent;
import io.glyphflow.core.pipeline.Run;
import io.glyphflow.core.pipeline.RunOptions;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** How soon a caller is free after a cancel, and a closer after a close. */
final class CancelFigure implements Figure {

  private static final double LIMIT_MILLIS = 20;
  private static final Duration CLOSE_LIMIT = Duration.ofMillis(500);

  @Override
  public String title() {
    return "cancels at random moments beside a batch run; close(500 ms) in every state";
  }

  @Override
  public Set<String> options() {
    return Set.of("cancels", "seed");
  }

  @Override
  public void measure(Options options, Report report) throws Exception {
    int cancels = options.count("cancels", 1_000);
    Random random = new Random(options.number("seed", 1));
    cancels(report, cancels, random);
    closes(report);
  }

  // Cancels.

  /** The ways to wait for a run, and to end it. */
  private enum Way {
    INTERRUPT_PROCESS,
    CANCEL_STREAM,
    CANCEL_START
  }

  private static void cancels(Report report, int cancels, Random random)
      throws InterruptedException {
    Samples<Way> freed = new Samples<>();
    try (Pipeline pipeline = pipeline();
        PageStream load = pipeline.stream(FreePages.of(10_000_000), Order.COMPLETION)) {
      Thread consumer = Thread.ofVirtual().start(() -> load.forEach(page -> {}));
      for (int i = -20; i < cancels; i++) {
        for (Way way : Way.values()) {
          double nanos = cancel(pipeline, way, random.nextDouble() * 15);
          if (i >= 0) {
            freed.add(way, nanos);
          }
        }
      }
      load.run().cancel();
      consumer.join();
    }
    for (Way way : Way.values()) {
      double[] nanos = freed.of(way);
      double p99 = Stats.quantile(nanos, 0.99);
      report.check(
          cancels + " x " + way.name().toLowerCase(Locale.ROOT) + ": p50, p99, max",
          Report.millis(Stats.median(nanos))
              + ", "
              + Report.millis(p99)
              + ", "
              + Report.millis(Stats.max(nanos)),
          "caller free, p99 <= 20 ms",
          p99 <= LIMIT_MILLIS * 1e6);
    }
  }

  /** Ends a run after a while; returns how long its caller was not free after that. */
  private static double cancel(Pipeline pipeline, Way way, double afterMillis)
      throws InterruptedException {
    AtomicLong free = new AtomicLong();
    AtomicReference<Run> run = new AtomicReference<>();
    CountDownLatch begun = new CountDownLatch(1);
    Thread caller =
        Thread.ofPlatform()
            .start(
                () -> {
                  waitFor(pipeline, way, run, begun);
                  free.set(System.nanoTime());
                });
    begun.await();
    Waits.millis(afterMillis);
    long start = System.nanoTime();
    Run started = run.get();
    if (started == null) {
      caller.interrupt();
    } else {
      started.cancel();
    }
    caller.join();
    return Math.max(0, free.get() - start);
  }

  private static void waitFor(
      Pipeline pipeline, Way way, AtomicReference<Run> run, CountDownLatch begun) {
    switch (way) {
      case INTERRUPT_PROCESS -> {
        begun.countDown();
        var unused = pipeline.process(FreePages.of(1_000));
      }
      case CANCEL_STREAM -> {
        try (PageStream stream = pipeline.stream(FreePages.of(1_000))) {
          run.set(stream.run());
          begun.countDown();
          stream.forEach(page -> {});
        }
      }
      case CANCEL_START -> {
        Run started =
            pipeline.start(FreePages.of(1_000), RunOptions.defaults(), CancelFigure::ignore);
        run.set(started);
        begun.countDown();
        try {
          var unused = started.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private static void ignore(PipelineEvent event) {}

  /** Layout computes on CPU threads, two recognizers wait, one more is deaf to interrupts. */
  private static Pipeline pipeline() {
    return Pipeline.builder()
        .layoutDetector(new Computing())
        .recognizer(Pool.<Recognizer>of(4, () -> CancelFigure::read).with(Traits.waiting()))
        .build();
  }

  private static final class Computing implements LayoutDetector {
    private final Rows rows = Rows.of(4);

    @Override
    public List<PageLayout> detect(List<PageInput> pages) throws InterruptedException {
      long end = System.nanoTime() + 2_000_000;
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      return rows.detect(pages);
    }
  }

  private static List<RegionContent> read(List<RegionCrop> crops) throws InterruptedException {
    Waits.millis(10);
    return Collections.nCopies(crops.size(), RegionContent.text("x"));
  }

  // Closes.

  private static void closes(Report report) throws InterruptedException {
    close(report, "idle", p -> () -> {}, true);
    close(report, "running", CancelFigure::running, true);
    close(report, "paused", CancelFigure::paused, true);
    close(report, "nobody takes the pages", CancelFigure::nobodyTakes, true);
    hang(report);
    fromListener(report);
  }

  /** Brings a pipeline into a state; what it returns ends the state afterwards. */
  private interface State {
    Runnable begin(Pipeline pipeline) throws InterruptedException;
  }

  private static void close(Report report, String what, State state, boolean isAllFreed)
      throws InterruptedException {
    Pipeline pipeline = pipeline();
    Runnable after = state.begin(pipeline);
    closeAndCheck(report, what, pipeline, isAllFreed);
    after.run();
  }

  private static void closeAndCheck(
      Report report, String what, Pipeline pipeline, boolean isAllFreed) {
    long start = System.nanoTime();
    List<String> left = pipeline.close(CLOSE_LIMIT);
    double nanos = System.nanoTime() - start;
    report.check(
        "close(500 ms): " + what,
        Report.millis(nanos) + ", " + (left.isEmpty() ? "all freed" : left.size() + " left"),
        isAllFreed ? "<= 520 ms, all freed" : "<= 520 ms, says who is left",
        nanos <= 520e6 && left.isEmpty() == isAllFreed);
  }

  private static Runnable running(Pipeline pipeline) throws InterruptedException {
    List<Thread> consumers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      PageStream stream = pipeline.stream(FreePages.of(100_000));
      consumers.add(Thread.ofVirtual().start(() -> stream.forEach(page -> {})));
    }
    Waits.millis(100);
    return () -> consumers.forEach(CancelFigure::join);
  }

  private static Runnable paused(Pipeline pipeline) throws InterruptedException {
    PageStream stream = pipeline.stream(FreePages.of(100_000));
    Thread consumer = Thread.ofVirtual().start(() -> stream.forEach(page -> {}));
    Waits.millis(50);
    stream.run().pause();
    Waits.millis(50);
    return () -> join(consumer);
  }

  private static Runnable nobodyTakes(Pipeline pipeline) throws InterruptedException {
    PageStream stream = pipeline.stream(FreePages.of(100_000), RunOptions.defaults().window(4));
    Waits.millis(200);
    return stream::close;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Native work that nothing stops: close says so in time, and a later close frees the rest. */
  private static void hang(Report report) throws InterruptedException {
    CountDownLatch inCall = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Pipeline pipeline =
        Pipeline.builder()
            .layoutDetector(Rows.of(1))
            .recognizer(
                crops -> {
                  inCall.countDown();
                  awaitDeaf(release);
                  return List.of(RegionContent.text("x"));
                })
            .build();
    Run run = pipeline.start(FreePages.of(10), RunOptions.defaults(), CancelFigure::ignore);
    inCall.await();
    closeAndCheck(report, "a native call hangs", pipeline, false);
    report.check(
        "    every page has its outcome nevertheless",
        run.ledger().toString(),
        "none in progress",
        run.isDone() && run.ledger().inProgress() == 0);
    release.countDown();
    closeAndCheck(report, "again, when the native call has ended", pipeline, true);
  }

  private static void awaitDeaf(CountDownLatch latch) {
    boolean isInterrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void fromListener(Report report) throws InterruptedException {
    Queue<String> left = new ConcurrentLinkedQueue<>();
    AtomicBoolean isFirst = new AtomicBoolean(true);
    AtomicLong nanos = new AtomicLong();
    CountDownLatch closed = new CountDownLatch(1);
    Pipeline pipeline = pipeline();
    Run run =
        pipeline.start(
            FreePages.of(1_000),
            RunOptions.defaults(),
            event -> {
              if (event instanceof PipelineEvent.RegionRecognized
                  && isFirst.compareAndSet(true, false)) {
                long start = System.nanoTime();
                left.addAll(pipeline.close(CLOSE_LIMIT));
                nanos.set(System.nanoTime() - start);
                closed.countDown();
              }
            });
    closed.await();
    report.check(
        "close(500 ms): from a listener",
        Report.millis((double) nanos.get()) + ", left " + left,
        "<= 520 ms, all but itself freed",
        nanos.get() <= 520e6 && left.isEmpty() && run.ledger().inProgress() == 0);
    closeAndCheck(report, "after that", pipeline, true);
  }
}
