package io.glyphflow.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.Ledger;
import io.glyphflow.core.document.Page;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.RegionResult;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

  private static final Ledger NOTHING =
      new Ledger(0, 0, 0, 0, 0, 0, 0, true, new Ledger.Regions(0, 0, 0, 0, 0, 0));

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final AtomicLong now = new AtomicLong(7_000_000_000L);

  private ProgressBar terminal(int columns) {
    return new ProgressBar(out, true, columns, now::get);
  }

  private ProgressBar lines() {
    return new ProgressBar(out, false, Integer.MAX_VALUE, now::get);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private String printed() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }

  private static PipelineEvent started(int number) {
    return new PipelineEvent.PageStarted(new PageId("a", number));
  }

  private static PipelineEvent read(int number) {
    Page page = new Page(new PageId("a", number), new Size(10, 10), 0, List.of(), 0);
    return new PipelineEvent.PageFinished(
        new PageResult(page.id(), new PageOutcome.Completed(page, List.of())));
  }

  private static PipelineEvent failed(int number, FailureCategory category) {
    return new PipelineEvent.PageFinished(
        new PageResult(
            new PageId("a", number),
            new PageOutcome.Failed(Failure.of(category, StageName.LOAD, "why"))));
  }

  private static PipelineEvent region() {
    Region region = Region.of(RegionKind.TEXT, "text", new BoundingBox(0, 0, 5, 5), 1);
    return new PipelineEvent.RegionRecognized(
        new PageId("a", 1),
        new RegionResult(
            region, Optional.of(RegionContent.text("x")), Optional.empty(), Optional.empty()));
  }

  @Test
  void terminal_knownTotal_showsBarRateAndTimeLeft() {
    ProgressBar bar = terminal(120);
    bar.expect(4);
    bar.onEvent(started(1));
    assertThat(printed())
        .isEqualTo("\r[------------------------] 0/4 pages, 0 regions, 0:00\u001b[K");
    bar.onEvent(region());
    pass(Duration.ofSeconds(2));
    bar.onEvent(read(1));
    assertThat(printed())
        .isEqualTo(
            "\r[######------------------] 1/4 pages, 1 regions, 0.50 pages/s, 0:06 left\u001b[K");
  }

  @Test
  void terminal_unknownTotal_showsNoBarButWhatIsUnderWay() {
    ProgressBar bar = terminal(120);
    bar.onEvent(started(1));
    bar.onEvent(started(2));
    pass(Duration.ofSeconds(1));
    printed();
    bar.onEvent(read(1));
    assertThat(printed())
        .isEqualTo("\r1 page (+1 under way), 0 regions, 1.00 pages/s, 0:01\u001b[K");
  }

  @Test
  void terminal_manyEventsAtOnce_drawsAtMostTenTimesASecond() {
    ProgressBar bar = terminal(80);
    bar.onEvent(started(1));
    for (int i = 0; i < 1_000; i++) {
      pass(Duration.ofMillis(1));
      bar.onEvent(region());
    }
    assertThat(printed().chars().filter(c -> c == '\r').count()).isBetween(10L, 12L);
  }

  @Test
  void terminal_narrow_neverFillsTheLastColumn() {
    ProgressBar bar = terminal(30);
    bar.expect(100);
    bar.onEvent(started(1));
    assertThat(printed().replace("\r", "").replace("\u001b[K", "")).hasSize(29);
  }

  @Test
  void message_whileTheBarIsDrawn_standsAboveIt() {
    ProgressBar bar = terminal(80);
    bar.onEvent(started(1));
    printed();
    bar.message("bad.pdf: INPUT_UNREADABLE: is no PDF");
    assertThat(printed())
        .startsWith(
            "\r\u001b[Kbad.pdf: INPUT_UNREADABLE: is no PDF" + System.lineSeparator() + "\r")
        .endsWith("\u001b[K");
  }

  @Test
  void message_beforeTheRun_isALineAndNothingElse() {
    terminal(80).message("hello");
    assertThat(printed()).isEqualTo("hello" + System.lineSeparator());
  }

  @Test
  void failures_ofPages_areCountedButCancelledOnesAreNot() {
    ProgressBar bar = lines();
    bar.onEvent(started(1));
    bar.onEvent(started(2));
    bar.onEvent(failed(1, FailureCategory.INPUT_UNREADABLE));
    pass(Duration.ofSeconds(5));
    bar.onEvent(failed(2, FailureCategory.CANCELLED));
    assertThat(printed())
        .isEqualTo("1 page, 0 regions, 0.20 pages/s, 0:05, 1 failed" + System.lineSeparator());
  }

  @Test
  void lines_beforeFiveSeconds_areNotPrinted() {
    ProgressBar bar = lines();
    bar.onEvent(started(1));
    pass(Duration.ofMillis(4_999));
    bar.onEvent(read(1));
    assertThat(printed()).isEmpty();
    pass(Duration.ofMillis(1));
    bar.onEvent(region());
    assertThat(printed()).startsWith("1 page, 1 regions").doesNotContain("\r");
  }

  @Test
  void end_ofTheRun_endsTheLineAndStartsAnew() {
    ProgressBar bar = terminal(80);
    bar.expect(1);
    bar.onEvent(started(1));
    pass(Duration.ofSeconds(3_725));
    bar.onEvent(read(1));
    printed();
    bar.onEvent(new PipelineEvent.RunFinished(NOTHING));
    assertThat(printed())
        .contains("1/1 pages")
        .contains("1:02:05")
        .endsWith("\u001b[K" + System.lineSeparator());
    bar.onEvent(started(1));
    assertThat(printed()).startsWith("\r0 pages");
  }

  @Test
  void lines_runUnderFiveSeconds_printsNothing() {
    ProgressBar bar = lines();
    bar.onEvent(started(1));
    pass(Duration.ofSeconds(4));
    bar.onEvent(read(1));
    bar.onEvent(new PipelineEvent.RunFinished(NOTHING));
    assertThat(printed()).isEmpty();
  }

  @Test
  void lines_longRun_endsWithALine() {
    ProgressBar bar = lines();
    bar.onEvent(started(1));
    pass(Duration.ofSeconds(6));
    bar.onEvent(region());
    printed();
    pass(Duration.ofSeconds(4));
    bar.onEvent(read(1));
    bar.onEvent(new PipelineEvent.RunFinished(NOTHING));
    assertThat(printed()).startsWith("1 page, 1 regions, 0.10 pages/s, 0:10");
  }

  @Test
  void end_ofARunWithoutPages_printsNothing() {
    terminal(80).onEvent(new PipelineEvent.RunFinished(NOTHING));
    assertThat(printed()).isEmpty();
  }

  @Test
  void onTerminal_tooNarrow_isRefused() {
    assertThatThrownBy(() -> ProgressBar.onTerminal(out, 19))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("columns: 19, must be >= 20");
  }
}
