package io.glyphflow.bench;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** 25 pages through three stages, streaming, staged and sequential. */
final class StreamingFigure implements Figure {

  @Override
  public String title() {
    return "25 pages, render 64 ms, layout 264 ms, OCR 720 ms a page, one of each";
  }

  @Override
  public Set<String> options() {
    return Set.of("scale");
  }

  @Override
  public void measure(Options options, Report report) throws Exception {
    double scale = options.factor("scale", 1);
    Book.Work work = Book.Work.ofTheReport(scale);
    // A scaled run pays the same few 10 us of hand-over per page out of a smaller time.
    double slack = scale < 1 ? 0.05 : 0.02;
    warmUp();
    Timed streaming = time(Book.Arm.STREAMING, work);
    Timed sequential = time(Book.Arm.SEQUENTIAL, work);
    Timed staged = time(Book.Arm.STAGED, work);
    if (!streaming.texts.equals(sequential.texts) || !streaming.texts.equals(staged.texts)) {
      throw new IllegalStateException("the answers differ");
    }
    double off = streaming.nanos / 1e6 / work.bound() - 1;
    report.check(
        "streaming",
        String.format(Locale.ROOT, "%.1f ms (%+.2f %%)", streaming.nanos / 1e6, off * 100),
        String.format(Locale.ROOT, "%.1f ms, within %.0f %%", work.bound(), slack * 100),
        Math.abs(off) <= slack);
    row(report, "sequential", sequential, streaming);
    row(report, "staged", staged, streaming);
    report.note("streaming: first page", Report.millis(streaming.first));
    report.note("sequential: first page", Report.millis(sequential.first));
    report.note("staged: first page", Report.millis(staged.first));
  }

  private record Timed(List<String> texts, double nanos, double first) {}

  private static void warmUp() throws InterruptedException {
    try (Book book = new Book(Book.Arm.STREAMING, Book.Work.ofTheReport(0.005))) {
      var unused = book.run();
    }
  }

  private static Timed time(Book.Arm arm, Book.Work work) throws InterruptedException {
    try (Book book = new Book(arm, work)) {
      long start = System.nanoTime();
      List<String> texts = book.run();
      return new Timed(texts, System.nanoTime() - start, book.firstPage() - start);
    }
  }

  private static void row(Report report, String what, Timed slow, Timed fast) {
    report.note(
        what + ", and over streaming",
        String.format(Locale.ROOT, "%.1f ms, %.3fx", slow.nanos / 1e6, slow.nanos / fast.nanos));
  }
}
