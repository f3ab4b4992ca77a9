package io.glyphflow.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.internal.engine.Engine;
import io.glyphflow.core.internal.engine.PipelineRun;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.source.PageSource;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.Traits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Runs that share one instance. */
class FairnessTest extends PipelineChecks {

  private final List<String> calls = new CopyOnWriteArrayList<>();

  /** Reads one region at a time and notes whose; the first call waits for the latch. */
  private Pipeline.Builder oneReader(CountDownLatch first) {
    Recognizer recognizer =
        crops -> {
          calls.add(crops.get(0).pageId().document());
          if (calls.size() == 1) {
            await(first);
          }
          return readAll(crops);
        };
    return Pipeline.builder()
        .layoutDetector(one(stacked(1), Traits.waiting().withConcurrency(64)))
        .recognizer(one(recognizer, Traits.waiting()));
  }

  private DocumentSource named(String document, int pages) {
    List<PageSource> sources = new ArrayList<>();
    for (int number = 1; number <= pages; number++) {
      int n = number;
      sources.add(
          new CountedPage(number) {
            @Override
            public PageId id() {
              return new PageId(document, n);
            }
          });
    }
    return DocumentSource.ofPages(sources);
  }

  private static void untilWaiting(PageStream stream, int waiting) {
    String text = "instances of recognize: 1 of 1, " + waiting + " waiting";
    until(text, () -> Engine.describe((PipelineRun) stream.run()).contains(text));
  }

  private static long drain(PageStream stream) {
    return StreamSupport.stream(stream.spliterator(), false).count();
  }

  @Test
  void interactive_waitsBehindNoBatchRun() {
    CountDownLatch first = latch();
    Pipeline pipeline = build(oneReader(first));
    PageStream holder = pipeline.stream(named("holder", 1));
    until("in call", () -> calls.size() == 1);
    PageStream batch = pipeline.stream(named("batch", 20));
    untilWaiting(holder, 1);
    PageStream interactive = pipeline.stream(named("interactive", 1), RunOptions.interactive());
    untilWaiting(holder, 2);

    first.countDown();

    assertThat(drain(holder) + drain(batch) + drain(interactive)).isEqualTo(22);
    assertThat(calls.subList(0, 2)).containsExactly("holder", "interactive");
  }

  @Test
  void batch_underInteractiveLoad_getsAtLeastEveryEighthCall() {
    CountDownLatch first = latch();
    Pipeline pipeline = build(oneReader(first));
    PageStream holder = pipeline.stream(named("holder", 1));
    until("in call", () -> calls.size() == 1);
    PageStream batch = pipeline.stream(named("batch", 3));
    untilWaiting(holder, 1);
    List<PageStream> interactive = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      interactive.add(pipeline.stream(named("interactive", 1), RunOptions.interactive()));
      untilWaiting(holder, 2 + i);
    }

    first.countDown();
    long pages = drain(holder) + drain(batch);
    for (PageStream stream : interactive) {
      pages += drain(stream);
    }

    assertThat(pages).isEqualTo(44);
    assertThat(calls.indexOf("batch")).isBetween(2, 8);
  }

  @Test
  void batchRuns_takeTurns() {
    CountDownLatch first = latch();
    Pipeline pipeline = build(oneReader(first));
    PageStream holder = pipeline.stream(named("holder", 1));
    until("in call", () -> calls.size() == 1);
    PageStream one = pipeline.stream(named("one", 10));
    untilWaiting(holder, 1);
    PageStream two = pipeline.stream(named("two", 10));
    untilWaiting(holder, 2);

    first.countDown();
    assertThat(drain(holder) + drain(one) + drain(two)).isEqualTo(21);

    assertThat(calls.subList(1, 3)).containsExactly("one", "two");
    assertThat(calls.indexOf("two")).isLessThan(4);
  }
}
