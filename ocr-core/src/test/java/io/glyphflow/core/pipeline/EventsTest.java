package io.glyphflow.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.Language;
import io.glyphflow.core.document.Ledger;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.Traits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsTest extends PipelineChecks {

  private static PageId pageOf(PipelineEvent event) {
    return switch (event) {
      case PipelineEvent.PageStarted e -> e.pageId();
      case PipelineEvent.LayoutFound e -> e.pageId();
      case PipelineEvent.RegionRecognized e -> e.pageId();
      case PipelineEvent.RegionTranslated e -> e.pageId();
      case PipelineEvent.RegionFailed e -> e.pageId();
      case PipelineEvent.PageRead e -> e.page().id();
      case PipelineEvent.PageFinished e -> e.result().id();
      case PipelineEvent.RunStalled e -> null;
      case PipelineEvent.RunFinished e -> null;
    };
  }

  private static List<String> names(List<PipelineEvent> events, int page) {
    List<String> names = new ArrayList<>();
    for (PipelineEvent event : events) {
      if (new PageId("d", page).equals(pageOf(event))) {
        names.add(event.getClass().getSimpleName());
      }
    }
    return names;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void events_ofAPage_comeInOrder(int atOnce) throws Exception {
    List<PipelineEvent> own = new CopyOnWriteArrayList<>();
    List<PipelineEvent> all = new CopyOnWriteArrayList<>();
    Recognizer recognizer =
        crops -> {
          if (isRegion(crops.get(0), 2, 1)) {
            throw new IllegalStateException("bad");
          }
          return readAll(crops);
        };
    Traits traits = Traits.waiting().withConcurrency(atOnce);
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .layoutDetector(detecting(stacked(2)))
                .recognizer(one(recognizer, traits))
                .translator(
                    one(
                        items ->
                            items.stream()
                                .map(
                                    i ->
                                        i.text().equals("p3r0")
                                            ? i.failed("no")
                                            : i.translated("t"))
                                .toList(),
                        traits),
                    Language.GERMAN)
                .listener(all::add)
                .listener(
                    event -> {
                      throw new IllegalStateException("a listener that throws");
                    })
                .listener(
                    event -> {
                      throw new AssertionError("a listener that throws an Error");
                    }));

    Run run = pipeline.start(pages(4), RunOptions.defaults(), own::add);
    Ledger ledger = run.await();

    assertThat(own).hasSameSizeAs(all).containsExactlyInAnyOrderElementsOf(all);
    for (int page = 1; page <= 4; page++) {
      List<String> names = names(own, page);
      assertThat(names.subList(0, 2)).containsExactly("PageStarted", "LayoutFound");
      assertThat(names.get(names.size() - 1)).isEqualTo("PageFinished");
      assertThat(names).filteredOn(name -> name.equals("PageFinished")).hasSize(1);
    }
    assertThat(names(own, 1))
        .containsExactlyInAnyOrder(
            "PageStarted",
            "LayoutFound",
            "RegionRecognized",
            "RegionRecognized",
            "RegionTranslated",
            "RegionTranslated",
            "PageFinished");
    assertThat(names(own, 2))
        .contains("RegionFailed", "RegionTranslated")
        .filteredOn(name -> name.equals("RegionRecognized"))
        .hasSize(1);
    assertThat(names(own, 3)).contains("RegionFailed", "RegionTranslated");
    assertThat(own.get(own.size() - 1)).isEqualTo(new PipelineEvent.RunFinished(ledger));
    assertThat(ledger.partial()).isEqualTo(2);
    assertThat(ledger.ok()).isEqualTo(2);
  }

  @Test
  void run_whileRunning_balances() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch letGo = latch();
    Recognizer recognizer =
        crops -> {
          entered.countDown();
          await(letGo);
          return readAll(crops);
        };
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .layoutDetector(detecting(stacked(2)))
                .recognizer(reading(recognizer)));
    List<Ledger> snapshots = new CopyOnWriteArrayList<>();
    AtomicReference<Run> self = new AtomicReference<>();
    Run run =
        pipeline.start(
            pages(30),
            RunOptions.defaults().window(4),
            event -> {
              Run known = self.get();
              if (known != null) {
                snapshots.add(known.ledger());
              }
            });
    self.set(run);
    CompletableFuture<Ledger> completion = run.completion().toCompletableFuture();
    await(entered);

    assertThat(run.isDone()).isFalse();
    assertThat(run.await(Duration.ofMillis(20))).isFalse();
    assertThat(completion).isNotDone();
    assertThat(run.ledger().inProgress()).isPositive();
    letGo.countDown();

    Ledger ledger = run.await();
    assertThat(completion.get(5, TimeUnit.SECONDS)).isEqualTo(ledger);
    assertThat(ledger.ok()).isEqualTo(30);
    assertThat(run.isDone()).isTrue();
    assertThat(snapshots).isNotEmpty();
    assertThat(snapshots)
        .allSatisfy(s -> assertThat(s.inProgress()).isLessThanOrEqualTo(s.accepted()));
  }

  @Test
  void completion_givenOut_cannotBeCompletedByTheCaller() throws Exception {
    Pipeline pipeline = build(small(1));
    Run run = pipeline.start(pages(3), RunOptions.defaults(), event -> {});
    boolean unused = run.completion().toCompletableFuture().complete(null);
    assertThat(run.await().ok()).isEqualTo(3);
    assertThat(run.completion().toCompletableFuture().get(5, TimeUnit.SECONDS).ok()).isEqualTo(3);
  }

  /** The event says that the run is over, and a listener may call anything. */
  @Test
  void runFinished_listenerAsksTheRun_isDone() throws Exception {
    Pipeline pipeline = build(small(1));
    AtomicReference<Run> self = new AtomicReference<>();
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<Boolean> isDone = new CompletableFuture<>();
    self.set(
        pipeline.start(
            pages(1),
            RunOptions.defaults(),
            event -> {
              if (event instanceof PipelineEvent.RunFinished) {
                await(started);
                try {
                  isDone.complete(self.get().await(Duration.ofMillis(500)));
                } catch (InterruptedException e) {
                  isDone.completeExceptionally(e);
                }
              }
            }));
    started.countDown();

    assertThat(isDone.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void process_pipelineListener_hearsIt() {
    List<PipelineEvent> events = new CopyOnWriteArrayList<>();
    Pipeline pipeline = build(small(1).listener(events::add));

    pipeline.process(pages(2));

    assertThat(events).filteredOn(PipelineEvent.PageFinished.class::isInstance).hasSize(2);
    assertThat(events.get(0)).isEqualTo(new PipelineEvent.PageStarted(new PageId("d", 1)));
    assertThat(events)
        .filteredOn(PipelineEvent.RegionRecognized.class::isInstance)
        .extracting(event -> ((PipelineEvent.RegionRecognized) event).text())
        .containsExactlyInAnyOrder("p1r0", "p2r0");
  }

  @Test
  void pageOutOfTime_tellsOfEachRegionBeforeThePage() throws Exception {
    CountDownLatch letGo = latch();
    List<PipelineEvent> events = new CopyOnWriteArrayList<>();
    Recognizer recognizer =
        crops -> {
          if (crops.get(0).region().id() == 1) {
            assertThat(letGo.await(20, TimeUnit.SECONDS)).isTrue();
          }
          return readAll(crops);
        };
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .layoutDetector(detecting(stacked(3)))
                .recognizer(reading(recognizer)));
    Run run =
        pipeline.start(
            pages(1),
            RunOptions.defaults()
                .timeBudgets(TimeBudgets.defaults().withPage(Duration.ofMillis(500))),
            events::add);
    assertThat(run.await(LONG)).isTrue();

    assertThat(names(events, 1))
        .containsExactly(
            "PageStarted",
            "LayoutFound",
            "RegionRecognized",
            "RegionFailed",
            "RegionFailed",
            "PageFinished");
    assertThat(run.ledger().partial()).isEqualTo(1);
    assertThat(events)
        .filteredOn(PipelineEvent.PageFinished.class::isInstance)
        .singleElement()
        .satisfies(
            e ->
                assertThat(((PipelineEvent.PageFinished) e).result().status())
                    .isEqualTo(PageOutcome.Status.PARTIAL));
  }
}
