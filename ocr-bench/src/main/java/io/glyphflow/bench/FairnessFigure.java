package io.glyphflow.bench;

import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.pipeline.Order;
import io.glyphflow.core.pipeline.PageStream;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.pipeline.RunOptions;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What an interactive page waits under a full batch load, and what the batch run loses by it. */
final class FairnessFigure implements Figure {

  private static final double SERVICE_MILLIS = 20;
  private static final int[] REGIONS = {4, 16};

  @Override
  public String title() {
    return "2 recognizers of 20 ms, layout 5 ms; interactive pages beside a batch run";
  }

  @Override
  public Set<String> options() {
    return Set.of("pages", "seconds");
  }

  @Override
  public void measure(Options options, Report report) throws Exception {
    int pages = options.count("pages", 300);
    double seconds = options.factor("seconds", 5);
    for (int regions : REGIONS) {
      report.line("-- pages of " + regions + " regions");
      // Long pages need fewer of them for the same time.
      pages(report, regions, Math.max(100, pages * REGIONS[0] / regions), seconds);
    }
  }

  private static void pages(Report report, int regions, int pages, double seconds)
      throws InterruptedException {
    try (Pipeline pipeline = pipeline(regions)) {
      var unused = latencies(pipeline, 20);
      double[] idle = latencies(pipeline, pages);
      double alone = batchRate(pipeline, seconds, () -> Waits.millis(seconds * 1000));
      double[][] loaded = new double[1][];
      double together = batchRate(pipeline, 0, () -> loaded[0] = latencies(pipeline, pages));
      // The smaller of two, as noise on the machine would only make the target easier.
      double[] idleAgain = latencies(pipeline, pages);
      double idleP99 = Math.min(Stats.quantile(idle, 0.99), Stats.quantile(idleAgain, 0.99));
      double limit = 1.5 * idleP99 + SERVICE_MILLIS * 1e6;
      row(report, "interactive, idle before", idle);
      row(report, "interactive, idle after", idleAgain);
      row(report, "interactive, under full batch load", loaded[0]);
      report.check(
          "interactive p99 under load",
          Report.millis(Stats.quantile(loaded[0], 0.99)),
          "<= 1.5 x idle p99 + 20 ms = " + Report.millis(limit),
          Stats.quantile(loaded[0], 0.99) <= limit);
      report.note("batch alone", perSecond(alone));
      report.note("batch beside one interactive caller with pauses", perSecond(together));
      starvation(report, pipeline, alone, seconds);
    }
  }

  /** Four callers that never stop could use both recognizers twice over. */
  private static void starvation(Report report, Pipeline pipeline, double alone, double seconds)
      throws InterruptedException {
    AtomicBoolean isOver = new AtomicBoolean();
    AtomicLong done = new AtomicLong();
    double[] rate = new double[1];
    long start = System.nanoTime();
    Workers.run(
        5,
        number -> {
          if (number == 0) {
            rate[0] = batchRate(pipeline, seconds, () -> Waits.millis(seconds * 1000));
            isOver.set(true);
            return;
          }
          while (!isOver.get()) {
            var unused = pipeline.process(FreePages.of(1), RunOptions.interactive());
            done.incrementAndGet();
          }
        });
    double elapsed = (System.nanoTime() - start) / 1e9;
    report.check(
        "batch while interactive pages never stop",
        perSecond(rate[0]) + String.format(Locale.ROOT, ", %.0f %%", 100 * rate[0] / alone),
        ">= 10 % of alone: every 8th turn",
        rate[0] >= 0.1 * alone);
    report.note("interactive meanwhile", perSecond(done.get() / elapsed));
  }

  private interface Meanwhile {
    void run() throws InterruptedException;
  }

  /** Pages a second of a batch run while something else goes on, its first second left out. */
  private static double batchRate(Pipeline pipeline, double seconds, Meanwhile meanwhile)
      throws InterruptedException {
    AtomicLong done = new AtomicLong();
    try (PageStream stream = pipeline.stream(FreePages.of(1_000_000), Order.COMPLETION)) {
      Thread consumer =
          Thread.ofVirtual().start(() -> stream.forEach(page -> done.incrementAndGet()));
      Waits.millis(Math.max(500, seconds * 100));
      long before = done.get();
      long start = System.nanoTime();
      meanwhile.run();
      double rate = (done.get() - before) / ((System.nanoTime() - start) / 1e9);
      stream.run().cancel();
      consumer.join();
      return rate;
    }
  }

  private static double[] latencies(Pipeline pipeline, int pages) throws InterruptedException {
    Random random = new Random(7);
    double[] nanos = new double[pages];
    for (int i = 0; i < pages; i++) {
      Waits.millis(random.nextDouble() * SERVICE_MILLIS);
      long start = System.nanoTime();
      var unused = pipeline.process(FreePages.of(1), RunOptions.interactive());
      nanos[i] = System.nanoTime() - start;
    }
    return nanos;
  }

  private static Pipeline pipeline(int regions) {
    return Pipeline.builder()
        .layoutDetector(Rows.of(regions, 5, Traits.waiting()))
        .recognizer(Pool.<Recognizer>of(2, () -> FairnessFigure::read).with(Traits.waiting()))
        .build();
  }

  private static List<RegionContent> read(List<RegionCrop> crops) throws InterruptedException {
    Waits.millis(SERVICE_MILLIS);
    return Collections.nCopies(crops.size(), RegionContent.text("x"));
  }

  private static void row(Report report, String what, double[] nanos) {
    report.note(
        what + ": p50, p99, max",
        Report.millis(Stats.median(nanos))
            + ", "
            + Report.millis(Stats.quantile(nanos, 0.99))
            + ", "
            + Report.millis(Stats.max(nanos)));
  }

  private static String perSecond(double rate) {
    return String.format(Locale.ROOT, "%.1f pages/s", rate);
  }
}
