package io.glyphflow.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionResult;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import io.glyphflow.core.stage.TransientOcrException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeBudgetTest extends PipelineChecks {

  private static RunOptions budgets(TimeBudgets budgets, int attempts) {
    return RunOptions.defaults()
        .timeBudgets(budgets)
        .failurePolicy(
            FailurePolicy.keepGoing().withMaxAttempts(attempts).withBackoff(Duration.ZERO));
  }

  private static Pipeline.Builder reading(int regions, Recognizer recognizer, Traits traits) {
    return Pipeline.builder()
        .cpuThreads(2)
        .layoutDetector(detecting(stacked(regions)))
        .recognizer(one(recognizer, traits));
  }

  /** Takes some time, as a call that waits does. */
  private static void take(Duration time) throws InterruptedException {
    assertThat(new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS)).isFalse();
  }

  private static List<Failure> failures(PageResult page) {
    assertThat(page.status()).as("%s", page).isEqualTo(PageOutcome.Status.PARTIAL);
    return ((PageOutcome.Completed) page.outcome()).failures();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void attempt_waitingRoleTakesTooLong_isInterrupted(int attempts) {
    AtomicInteger interrupts = new AtomicInteger();
    CountDownLatch never = latch();
    Recognizer recognizer =
        crops -> {
          if (isRegion(crops.get(0), 1, 1)) {
            try {
              assertThat(never.await(25, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              interrupts.incrementAndGet();
              throw e;
            }
          }
          return readAll(crops);
        };
    DocumentResult result =
        build(reading(3, recognizer, Traits.waiting()))
            .process(
                pages(2),
                budgets(TimeBudgets.defaults().withAttempt(Duration.ofMillis(300)), attempts));

    Failure failure = failures(result.page(1)).get(0);
    assertThat(failure.category()).isEqualTo(FailureCategory.TIMEOUT);
    assertThat(failure.stage()).isEqualTo(StageName.RECOGNIZE);
    assertThat(failure.regionId()).hasValue(1);
    assertThat(failure.attempts()).isEqualTo(attempts);
    assertThat(failure.message())
        .contains("requested 0.3 s")
        .contains("granted 0.3 s")
        .contains("attempt");
    assertThat(interrupts).hasValue(attempts);
    assertComplete(result.page(2), 3);
    assertLedgerExact(result);
  }

  @Test
  void attempt_cpuRoleIgnoresInterrupts_isGivenUp() {
    CountDownLatch letGo = latch();
    Recognizer recognizer =
        crops -> {
          if (isRegion(crops.get(0), 1, 1)) {
            await(letGo);
          }
          return readAll(crops);
        };
    Pipeline pipeline = build(reading(3, recognizer, Traits.defaults().withConcurrency(2)));

    final long before = System.nanoTime();
    DocumentResult result =
        pipeline.process(
            pages(2), budgets(TimeBudgets.defaults().withAttempt(Duration.ofMillis(300)), 1));

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
    assertThat(failures(result.page(1)))
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.category()).isEqualTo(FailureCategory.TIMEOUT);
              assertThat(failure.regionId()).hasValue(1);
            });
    assertComplete(result.page(2), 3);
    assertLedgerExact(result);
    letGo.countDown();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void page_outOfTime_keepsWhatWasRead(boolean isCpu) {
    CountDownLatch letGo = latch();
    Recognizer recognizer =
        crops -> {
          if (isRegion(crops.get(0), 1, 1)) {
            await(letGo);
          }
          return readAll(crops);
        };
    Pipeline pipeline = build(reading(3, recognizer, isCpu ? Traits.defaults() : Traits.waiting()));
    PageStream stream =
        pipeline.stream(
            pages(1), budgets(TimeBudgets.defaults().withPage(Duration.ofMillis(500)), 3));

    PageResult page = stream.iterator().next();

    assertThat(failures(page))
        .extracting(failure -> failure.regionId().orElseThrow())
        .containsExactly(1, 2);
    assertThat(failures(page))
        .allSatisfy(
            failure -> {
              assertThat(failure.category()).isEqualTo(FailureCategory.TIMEOUT);
              assertThat(failure.message()).contains("page").contains("0.5 s");
            });
    assertThat(page.page().orElseThrow().regions())
        .extracting(RegionResult::text)
        .containsExactly("p1r0", "", "");
    letGo.countDown();
    stream.close();
  }

  @Test
  void page_outOfTimeInLayout_fails() {
    CountDownLatch never = latch();
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .layoutDetector(
                    detecting(
                        pages -> {
                          if (pages.get(0).id().pageNumber() == 1) {
                            assertThat(never.await(25, TimeUnit.SECONDS)).isTrue();
                          }
                          return List.of(layout(1));
                        }))
                .recognizer(reading(PipelineChecks::readAll)));
    DocumentResult result =
        pipeline.process(
            pages(1), budgets(TimeBudgets.defaults().withPage(Duration.ofMillis(100)), 3));

    assertThat(result.page(1).outcome())
        .isInstanceOfSatisfying(
            PageOutcome.Failed.class,
            failed -> assertThat(failed.failure().category()).isEqualTo(FailureCategory.TIMEOUT));
    assertLedgerExact(result);
  }

  @Test
  void job_outOfTime_endsTheRun() {
    CountDownLatch never = latch();
    Recognizer recognizer =
        crops -> {
          if (crops.get(0).pageId().pageNumber() > 2) {
            assertThat(never.await(25, TimeUnit.SECONDS)).isTrue();
          }
          return readAll(crops);
        };
    DocumentResult result =
        // With one thread to decode on, no page overtakes another.
        build(
                Pipeline.builder()
                    .cpuThreads(1)
                    .layoutDetector(detecting(stacked(1)))
                    .recognizer(reading(recognizer)))
            .process(pages(500), RunOptions.defaults().window(5).deadline(Duration.ofMillis(800)));

    assertComplete(result.page(1), 1);
    assertComplete(result.page(2), 1);
    assertThat(result.pages().size()).isLessThan(500);
    assertThat(result.ledger().isSourceExhausted()).isFalse();
    assertThat(result.ledger().cancelled()).isZero();
    assertLedgerExact(result);
    PageResult last = result.pages().get(result.pages().size() - 1);
    assertThat(last.status()).isIn(PageOutcome.Status.PARTIAL, PageOutcome.Status.FAILED);
    Failure failure =
        switch (last.outcome()) {
          case PageOutcome.Completed completed -> completed.failures().get(0);
          case PageOutcome.Failed failed -> failed.failure();
        };
    assertThat(failure.category()).isEqualTo(FailureCategory.TIMEOUT);
    assertThat(failure.message()).contains("job").contains("0.8 s");
  }

  @Test
  void region_retriesTakeTooLong_endWithIt() {
    List<Integer> calls = new CopyOnWriteArrayList<>();
    Recognizer recognizer =
        crops -> {
          calls.add(1);
          take(Duration.ofMillis(60));
          throw new TransientOcrException("busy");
        };
    DocumentResult result =
        build(reading(1, recognizer, Traits.waiting()))
            .process(
                pages(1), budgets(TimeBudgets.defaults().withRegion(Duration.ofMillis(200)), 100));

    assertThat(calls).hasSizeBetween(2, 5);
    assertThat(failures(result.page(1)).get(0).category())
        .isIn(FailureCategory.TIMEOUT, FailureCategory.TRANSIENT_EXHAUSTED);
  }

  /** The region's clock starts with the first attempt to read it, not when it begins to wait. */
  @Test
  void region_waitsLongForItsTurn_stillHasItsOwnTime() {
    Recognizer recognizer =
        crops -> {
          take(Duration.ofMillis(200));
          return readAll(crops);
        };
    DocumentResult result =
        build(reading(5, recognizer, Traits.waiting()))
            .process(
                pages(1), budgets(TimeBudgets.defaults().withRegion(Duration.ofMillis(700)), 1));

    assertComplete(result.page(1), 5);
  }

  @Test
  void attempt_remaining_isTheSmallestBudget() {
    List<Optional<Duration>> seen = new CopyOnWriteArrayList<>();
    Recognizer recognizer =
        new Recognizer() {
          @Override
          public List<RegionContent> recognize(List<RegionCrop> crops) {
            return readAll(crops);
          }

          @Override
          public List<RegionContent> recognize(List<RegionCrop> crops, Attempt attempt) {
            seen.add(attempt.remaining());
            return readAll(crops);
          }
        };
    Pipeline pipeline = build(reading(1, recognizer, Traits.waiting()));
    Duration unlimited = TimeBudgets.UNLIMITED;
    Duration minute = Duration.ofMinutes(1);
    Duration hour = Duration.ofHours(1);

    pipeline.process(
        pages(1), budgets(new TimeBudgets(unlimited, unlimited, unlimited, unlimited), 1));
    pipeline.process(pages(1), budgets(new TimeBudgets(hour, hour, hour, minute), 1));
    pipeline.process(pages(1), budgets(new TimeBudgets(hour, hour, minute, hour), 1));
    pipeline.process(pages(1), budgets(new TimeBudgets(hour, minute, hour, hour), 1));
    pipeline.process(pages(1), budgets(new TimeBudgets(minute, hour, hour, hour), 1));

    assertThat(seen.get(0)).isEmpty();
    assertThat(seen.subList(1, 5))
        .allSatisfy(
            left ->
                assertThat(left.orElseThrow())
                    .isBetween(Duration.ofSeconds(40), Duration.ofSeconds(60)));
  }

  @Test
  void backoff_longerThanThePageHas_failsAtOnceWithTheCause() {
    Recognizer recognizer =
        crops -> {
          throw new TransientOcrException("busy");
        };
    DocumentResult result =
        build(reading(1, recognizer, Traits.waiting()))
            .process(
                pages(1),
                RunOptions.defaults()
                    .timeBudgets(TimeBudgets.defaults().withPage(Duration.ofMillis(500)))
                    .failurePolicy(
                        FailurePolicy.keepGoing()
                            .withMaxAttempts(100)
                            .withBackoff(Duration.ofHours(1))));

    assertThat(failures(result.page(1)).get(0).category())
        .isEqualTo(FailureCategory.TRANSIENT_EXHAUSTED);
  }
}
