package io.glyphflow.bench;

import io.glyphflow.core.document.Page;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.pipeline.Order;
import io.glyphflow.core.pipeline.PageStream;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import java.util.ArrayList;
import java.util.List;

/**
 * A document that is rendered, laid out and read, with one instance of each: the pipeline and its
 * slow twins. All arms give the same texts.
 */
public final class Book implements AutoCloseable {

  /** The ways to do it. */
  public enum Arm {
    /** Ours: each page moves on by itself. */
    STREAMING,
    /** Slow: one page after the other, one stage after the other. */
    SEQUENTIAL,
    /** Slow: all pages are rendered, then all laid out, then all read. */
    STAGED
  }

  /**
   * What a page costs.
   *
   * @param renderMillis on a CPU thread
   */
  record Work(int pages, double renderMillis, double layoutMillis, double readMillis) {

    /** The document of the field report. */
    static Work ofTheReport(double scale) {
      return new Work(25, 64 * scale, 264 * scale, 720 * scale);
    }

    /** The first page through all stages, every other one through the slowest. */
    double bound() {
      double slowest = Math.max(readMillis, Math.max(renderMillis, layoutMillis));
      return renderMillis + layoutMillis + readMillis + (pages - 1) * slowest;
    }
  }

  private final Arm arm;
  private final Work work;
  private final Pipeline pipeline;
  private long firstPage;

  Book(Arm arm, Work work) {
    this.arm = arm;
    this.work = work;
    this.pipeline =
        Pipeline.builder()
            .cpuThreads(1)
            .layoutDetector(Rows.of(1, work.layoutMillis(), Traits.waiting()))
            .recognizer(Pool.<Recognizer>of(1, () -> this::read).with(Traits.waiting()))
            .build();
  }

  /** Does the document; returns the text of each page. */
  List<String> run() throws InterruptedException {
    firstPage = 0;
    return switch (arm) {
      case STREAMING -> streaming();
      case SEQUENTIAL -> sequential();
      case STAGED -> staged();
    };
  }

  /** When the last run had its first page, as {@link System#nanoTime()}. */
  long firstPage() {
    return firstPage;
  }

  private List<RegionContent> read(List<RegionCrop> crops) throws InterruptedException {
    Waits.millis(work.readMillis());
    return List.of(RegionContent.text("page " + crops.get(0).pageId().pageNumber()));
  }

  private List<String> streaming() {
    List<String> texts = new ArrayList<>();
    try (PageStream stream =
        pipeline.stream(
            FreePages.of("book", work.pages(), () -> Waits.millis(work.renderMillis())),
            Order.INPUT)) {
      for (PageResult page : stream) {
        add(texts, page.page().map(Page::text).orElse("failed"));
      }
    }
    return texts;
  }

  private List<String> sequential() throws InterruptedException {
    List<String> texts = new ArrayList<>();
    for (int page = 1; page <= work.pages(); page++) {
      Waits.millis(work.renderMillis());
      Waits.millis(work.layoutMillis());
      Waits.millis(work.readMillis());
      add(texts, "page " + page);
    }
    return texts;
  }

  private List<String> staged() throws InterruptedException {
    List<String> texts = new ArrayList<>();
    for (int page = 1; page <= work.pages(); page++) {
      Waits.millis(work.renderMillis());
    }
    for (int page = 1; page <= work.pages(); page++) {
      Waits.millis(work.layoutMillis());
    }
    for (int page = 1; page <= work.pages(); page++) {
      Waits.millis(work.readMillis());
      add(texts, "page " + page);
    }
    return texts;
  }

  private void add(List<String> texts, String text) {
    if (texts.isEmpty()) {
      firstPage = System.nanoTime();
    }
    texts.add(text);
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
