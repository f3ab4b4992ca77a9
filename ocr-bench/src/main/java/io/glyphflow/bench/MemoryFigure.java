package io.glyphflow.bench;

import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.pipeline.BenchAccess;
import io.glyphflow.core.pipeline.MemoryBudget;
import io.glyphflow.core.pipeline.Order;
import io.glyphflow.core.pipeline.PageStream;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.pipeline.RunOptions;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** 20,000 pages of 26 MB in a JVM of 512 MB, with a budget of 128 MB. */
final class MemoryFigure implements Figure {

  private static final long MIB = 1 << 20;
  private static final int BUDGET_MIB = 128;
  private static final int STALLS = 5;
  private static final int STALL_MILLIS = 2_000;

  @Override
  public String title() {
    return "pages of 2480x3508x3 bytes, really allocated, with -Xmx512m and a budget of 128 MB";
  }

  @Override
  public Set<String> options() {
    return Set.of("pages", "child", "stalls");
  }

  @Override
  public void measure(Options options, Report report) throws Exception {
    int pages = options.count("pages", 20_000);
    if (options.has("child")) {
      run(report, pages, options.count("stalls", 0));
      return;
    }
    for (int stalls : new int[] {0, STALLS}) {
      report.line("-- in a JVM of its own, " + (stalls == 0 ? "fast" : "stalling") + " consumer");
      int exit = child(pages, stalls);
      report.check("exit of the child", Integer.toString(exit), "0", exit == 0);
    }
  }

  private static int child(int pages, int stalls) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                Figures.class.getName(),
                "memory",
                "--child",
                "--pages",
                Integer.toString(pages),
                "--stalls",
                Integer.toString(stalls))
            .inheritIO()
            .directory(new File("."))
            .start();
    return process.waitFor();
  }

  private static void run(Report report, int pages, int stalls) throws InterruptedException {
    LivePages source = new LivePages(LivePages.A4, true, 0);
    long budget = BUDGET_MIB * MIB;
    long start = System.nanoTime();
    long enginePeak;
    long read = 0;
    long missing = 0;
    try (Pipeline pipeline = pipeline()) {
      int every = stalls == 0 ? Integer.MAX_VALUE : pages / (stalls + 1);
      RunOptions options = RunOptions.defaults().order(Order.INPUT);
      try (PageStream stream = pipeline.stream(source.source(pages), options)) {
        for (PageResult page : stream) {
          missing += page.page().isPresent() ? 0 : 1;
          if (++read % every == 0) {
            Waits.millis(STALL_MILLIS);
          }
        }
        report.check(
            "the ledger",
            stream.ledger().toString(),
            pages + " ok",
            stream.ledger().ok() == pages && missing == 0 && read == pages);
      }
      enginePeak = BenchAccess.engine(pipeline).memory().peak();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    report.check(
        "most bytes alive, counted by the pages themselves",
        mib(source.peak()),
        "< " + BUDGET_MIB + " MiB at every moment",
        source.peak() < budget);
    report.check(
        "most bytes taken, the engine's account",
        mib(enginePeak),
        "< " + BUDGET_MIB + " MiB at every moment",
        enginePeak < budget);
    report.check("bytes alive at the end", mib(source.live()), "0", source.live() == 0);
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    report.note(
        "heap in use after a collection", mib(runtime.totalMemory() - runtime.freeMemory()));
    report.note(
        "time",
        String.format(
            Locale.ROOT,
            "%.1f s, %.0f pages/s, %.1f GB/s zeroed",
            seconds,
            pages / seconds,
            source.bytes() * (double) source.decoded() / seconds / 1e9));
  }

  private static Pipeline pipeline() {
    return Pipeline.builder()
        .memoryBudget(MemoryBudget.ofMegabytes(BUDGET_MIB))
        .layoutDetector(Rows.of(8))
        .recognizer(
            Pool.<Recognizer>of(2, () -> MemoryFigure::read).with(Traits.waiting().withMaxBatch(8)))
        .build();
  }

  /** Looks at a pixel of each crop, so that closed or foreign pixels would show. */
  private static List<RegionContent> read(List<RegionCrop> crops) {
    return crops.stream()
        .map(crop -> RegionContent.text("pixel " + crop.image().pixels().get(0)))
        .toList();
  }

  private static String mib(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / (double) MIB);
  }
}
