package io.glyphflow.core.pipeline;

import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.PageResult;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Shows how far a run is: pages, regions, rate, time left, failures. On a terminal one line is
 * drawn over and over, at most ten times a second; elsewhere a line is printed every five seconds
 * and, after the first of them, at the end. The number of pages to come is not known to a pipeline;
 * without {@link #expect} there is no bar and no time left, but all else.
 *
 * <p>Thread-safe. Made for one run at a time: the end of a run ends the line and sets the counts
 * back to zero. It never waits for its stream's other users; print with {@link #message} what is to
 * appear above the bar.
 */
public final class ProgressBar implements PipelineListener {

  private static final Duration REDRAW_AFTER = Duration.ofMillis(100);
  private static final Duration LINE_AFTER = Duration.ofSeconds(5);
  private static final int BAR_WIDTH = 24;
  private static final int MIN_COLUMNS = 20;

  /** Back to the first column, and after the text: clear what an earlier, longer one left. */
  private static final String TO_START = "\r";

  private static final String CLEAR_REST = "\u001b[K";

  private final PrintStream out;
  private final boolean isTerminal;
  private final int columns;
  private final LongSupplier nanoTime;

  private final AtomicLong expected = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong inFlight = new AtomicLong();
  private final AtomicLong regions = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  /** Guards the fields below and the stream. */
  private final ReentrantLock drawing = new ReentrantLock();

  private long startedAt;
  private long drawnAt;
  private boolean isStarted;
  private boolean isDrawn;

  ProgressBar(PrintStream out, boolean isTerminal, int columns, LongSupplier nanoTime) {
    this.out = Objects.requireNonNull(out, "out");
    this.isTerminal = isTerminal;
    this.columns = columns;
    this.nanoTime = nanoTime;
  }

  /**
   * A bar on the error stream of this process, redrawn in place, 80 columns wide at most.
   *
   * @return the bar
   */
  public static ProgressBar onTerminal() {
    FileOutputStream error = new FileOutputStream(FileDescriptor.err);
    return onTerminal(new PrintStream(error, true, Charset.defaultCharset()));
  }

  /**
   * A bar that is redrawn in place, 80 columns wide at most.
   *
   * @param out the terminal, usually {@code System.err}
   * @return the bar
   */
  public static ProgressBar onTerminal(PrintStream out) {
    return onTerminal(out, 80);
  }

  /**
   * A bar that is redrawn in place.
   *
   * @param out the terminal, usually {@code System.err}; it must understand ANSI sequences
   * @param columns its width in characters, 20 or more
   * @return the bar
   * @throws IllegalArgumentException if {@code columns} is below 20
   */
  public static ProgressBar onTerminal(PrintStream out, int columns) {
    if (columns < MIN_COLUMNS) {
      throw new IllegalArgumentException("columns: " + columns + ", must be >= " + MIN_COLUMNS);
    }
    return new ProgressBar(out, true, columns, System::nanoTime);
  }

  /**
   * Plain lines, for log files and pipes.
   *
   * @param out where to
   * @return the listener
   */
  public static ProgressBar asLines(PrintStream out) {
    return new ProgressBar(out, false, Integer.MAX_VALUE, System::nanoTime);
  }

  /**
   * How many pages the run will have, as soon as somebody knows.
   *
   * @param pages 0 if nobody does
   */
  public void expect(long pages) {
    expected.set(pages);
  }

  /**
   * Prints a line of its own, above the bar.
   *
   * @param line the text, without a line break at its end
   */
  public void message(String line) {
    drawing.lock();
    try {
      if (isDrawn) {
        out.print(TO_START + CLEAR_REST);
        isDrawn = false;
      }
      out.println(line);
      if (isTerminal && isStarted) {
        draw();
      }
      out.flush();
    } finally {
      drawing.unlock();
    }
  }

  @Override
  public void onEvent(PipelineEvent event) {
    switch (event) {
      case PipelineEvent.PageStarted started -> {
        inFlight.incrementAndGet();
        show(false);
      }
      case PipelineEvent.RegionRecognized region -> {
        regions.incrementAndGet();
        show(false);
      }
      case PipelineEvent.RegionFailed region -> {
        regions.incrementAndGet();
        show(false);
      }
      case PipelineEvent.PageFinished finished -> {
        count(finished.result());
        show(false);
      }
      case PipelineEvent.RunFinished finished -> finish();
      case PipelineEvent.LayoutFound found -> show(false);
      case PipelineEvent.RegionTranslated translated -> show(false);
      case PipelineEvent.PageRead read -> show(false);
      case PipelineEvent.RunStalled stalled -> show(true);
    }
  }

  private void count(PageResult page) {
    inFlight.decrementAndGet();
    PageOutcome.Status status = page.status();
    if (status != PageOutcome.Status.CANCELLED) {
      done.incrementAndGet();
    }
    if (status == PageOutcome.Status.FAILED || status == PageOutcome.Status.PARTIAL) {
      failures.incrementAndGet();
    }
  }

  /** Draws if it is time; whoever comes while another thread draws goes on at once. */
  private void show(boolean isNow) {
    if (!drawing.tryLock()) {
      return;
    }
    try {
      long now = nanoTime.getAsLong();
      if (!isStarted) {
        isStarted = true;
        startedAt = now;
        drawnAt = now;
        if (isTerminal) {
          draw();
        }
        return;
      }
      Duration pause = isTerminal ? REDRAW_AFTER : LINE_AFTER;
      if (isNow || now - drawnAt >= pause.toNanos()) {
        drawnAt = now;
        draw();
      }
    } finally {
      drawing.unlock();
    }
  }

  private void finish() {
    drawing.lock();
    try {
      // A run that was over before its first line needs none.
      if (isStarted && (isTerminal || drawnAt != startedAt)) {
        draw();
        if (isDrawn) {
          out.println();
        }
        out.flush();
      }
      isDrawn = false;
      isStarted = false;
      for (AtomicLong count : new AtomicLong[] {expected, done, inFlight, regions, failures}) {
        count.set(0);
      }
    } finally {
      drawing.unlock();
    }
  }

  private void draw() {
    String text = text(nanoTime.getAsLong() - startedAt);
    if (isTerminal) {
      // The last column stays free: a full line would make some terminals scroll.
      int room = columns - 1;
      out.print(TO_START + (text.length() > room ? text.substring(0, room) : text) + CLEAR_REST);
      isDrawn = true;
    } else {
      out.println(text);
    }
    out.flush();
  }

  private String text(long elapsedNanos) {
    long pages = done.get();
    long total = Math.max(expected.get(), 0);
    double seconds = Math.max(elapsedNanos, 1) / 1e9;
    StringBuilder text = new StringBuilder(columns < 100 ? columns : 100);
    if (total > 0) {
      if (isTerminal) {
        text.append(bar(pages, total)).append(' ');
      }
      text.append(pages).append('/').append(total).append(" pages");
    } else {
      text.append(pages).append(pages == 1 ? " page" : " pages");
      if (inFlight.get() > 0) {
        text.append(" (+").append(inFlight.get()).append(" under way)");
      }
    }
    text.append(", ").append(regions.get()).append(" regions");
    if (pages > 0) {
      text.append(String.format(Locale.ROOT, ", %.2f pages/s", pages / seconds));
    }
    if (pages > 0 && total > pages) {
      text.append(", ").append(clock((total - pages) * seconds / pages)).append(" left");
    } else {
      text.append(", ").append(clock(seconds));
    }
    if (failures.get() > 0) {
      text.append(", ").append(failures.get()).append(" failed");
    }
    return text.toString();
  }

  private static String bar(long done, long total) {
    int full = (int) (BAR_WIDTH * Math.min(done, total) / total);
    return "[" + "#".repeat(full) + "-".repeat(BAR_WIDTH - full) + "]";
  }

  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
