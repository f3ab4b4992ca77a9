package io.glyphflow.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.Language;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.internal.engine.Engine;
import io.glyphflow.core.internal.engine.PipelineRun;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.Placement;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.Traits;
import io.glyphflow.core.stage.Translator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Same input and same answers give the same result, whatever the sizes, threads and timing. */
class PipelineMatrixTest extends PipelineChecks {

  private static final int PAGES = 30;
  private static final int REGIONS = 5;

  private DocumentResult reference() {
    try (Pipeline pipeline = build(builder(64, 1, Placement.CPU, 1))) {
      DocumentResult result = pipeline.process(pages(PAGES));
      decodes.set(0);
      return result;
    }
  }

  private static Pipeline.Builder builder(int capacity, int pool, Placement where, int batch) {
    Traits traits = new Traits(where, 1, batch);
    return Pipeline.builder()
        .queueCapacity(capacity)
        .cpuThreads(2)
        .layoutDetector(Pool.<LayoutDetector>of(pool, () -> stacked(REGIONS)).with(traits))
        .recognizer(Pool.<Recognizer>of(pool, () -> PipelineChecks::readAll).with(traits))
        .translator(
            Pool.<Translator>of(
                    pool,
                    () ->
                        items ->
                            items.stream()
                                .map(item -> item.translated("t-" + item.text()))
                                .toList())
                .with(traits),
            Language.GERMAN);
  }

  @ParameterizedTest(name = "capacity {0}, pool {1}, {2}, batch {3}")
  @CsvSource({
    "1,1,WAITING,1",
    "1,1,CPU,1",
    "1,3,WAITING,3",
    "1,3,CPU,3",
    "1,1,WAITING,8",
    "1,3,CPU,8",
    "2,1,WAITING,3",
    "2,1,CPU,3",
    "2,3,WAITING,1",
    "2,3,CPU,1",
    "2,3,WAITING,8",
    "2,1,CPU,8",
    "16,1,WAITING,8",
    "16,1,CPU,8",
    "16,3,WAITING,8",
    "16,3,CPU,8",
    "16,3,WAITING,1",
    "16,3,CPU,1",
    "16,1,WAITING,1",
    "16,1,CPU,3"
  })
  void run_anySizes_givesTheSameResult(int capacity, int pool, Placement where, int batch) {
    DocumentResult expected = reference();
    Pipeline pipeline = build(builder(capacity, pool, where, batch));

    DocumentResult processed = pipeline.process(pages(PAGES));

    assertThat(processed).isEqualTo(expected);
    assertThat(processed.toString()).isEqualTo(expected.toString());
    assertThat(decodes).as("decodes").hasValue(PAGES);
    assertOthersComplete(processed, PAGES, REGIONS, 0);
    assertLedgerExact(processed);
    assertThat(processed.ledger().regions().read()).isEqualTo((long) PAGES * REGIONS);

    for (Order order : Order.values()) {
      List<PageResult> streamed = new ArrayList<>();
      try (PageStream stream =
          pipeline.stream(pages(PAGES), RunOptions.defaults().order(order).window(3))) {
        stream.forEach(streamed::add);
        assertThat(stream.ledger()).isEqualTo(expected.ledger());
      }
      if (order == Order.COMPLETION) {
        streamed.sort(Comparator.comparingInt(PageResult::pageNumber));
      }
      assertThat(streamed).as("%s", order).isEqualTo(expected.pages());
    }
  }

  @Test
  void stream_inputOrder_keepsItWhenLaterPagesAreFaster() {
    var second = latch();
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .layoutDetector(detecting(stacked(1)))
                .recognizer(
                    one(
                        (Recognizer)
                            crops -> {
                              if (crops.get(0).pageId().pageNumber() == 1) {
                                await(second);
                              } else if (crops.get(0).pageId().pageNumber() == 5) {
                                second.countDown();
                              }
                              return readAll(crops);
                            },
                        Traits.waiting().withConcurrency(4))));

    List<Integer> numbers = new ArrayList<>();
    try (PageStream stream = pipeline.stream(pages(8))) {
      stream.forEach(page -> numbers.add(page.pageNumber()));
    }

    assertThat(numbers).containsExactlyElementsOf(IntStream.rangeClosed(1, 8).boxed().toList());
  }

  @Test
  void stream_completionOrder_givesOutWhatIsDone() {
    var first = latch();
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .layoutDetector(detecting(stacked(1)))
                .recognizer(
                    one(
                        (Recognizer)
                            crops -> {
                              if (crops.get(0).pageId().pageNumber() == 1) {
                                await(first);
                              }
                              return readAll(crops);
                            },
                        Traits.waiting().withConcurrency(4))));

    List<Integer> numbers = new ArrayList<>();
    try (PageStream stream = pipeline.stream(pages(5), Order.COMPLETION)) {
      for (PageResult page : stream) {
        numbers.add(page.pageNumber());
        if (numbers.size() == 4) {
          first.countDown();
        }
      }
    }

    assertThat(numbers).hasSize(5).endsWith(1);
  }

  @ParameterizedTest
  @CsvSource({"1,INPUT", "3,INPUT", "1,COMPLETION", "3,COMPLETION"})
  void consumer_stalled_holdsTheLoaderBack(int window, Order order) {
    Pipeline pipeline = build(small(2));
    try (PageStream stream =
        pipeline.stream(pages(20), RunOptions.defaults().order(order).window(window))) {
      var pages = stream.iterator();
      for (int taken = 0; taken < 20; taken++) {
        int expected = Math.min(20, taken + window);
        until("accepted", () -> stream.ledger().accepted() == expected);
        until("done", () -> stream.ledger().inProgress() == 0);
        until("waits", () -> expected == 20 || report(stream).contains("waits for the consumer"));
        assertThat(stream.ledger().accepted()).isEqualTo(expected);
        pages.next();
      }
      assertThat(pages.hasNext()).isFalse();
    }
  }

  private static String report(PageStream stream) {
    return Engine.describe((PipelineRun) stream.run());
  }
}
