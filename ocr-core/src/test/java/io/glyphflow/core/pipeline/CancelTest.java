package io.glyphflow.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.source.PageCursor;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CancelTest extends PipelineChecks {

  private static Pipeline.Builder reading(Recognizer recognizer, Traits traits) {
    return Pipeline.builder()
        .cpuThreads(2)
        .layoutDetector(detecting(stacked(2)))
        .recognizer(one(recognizer, traits));
  }

  @Test
  void process_callerInterrupted_givesCancelledPagesAndKeepsTheFlag() {
    Thread caller = Thread.currentThread();
    CountDownLatch never = latch();
    AtomicInteger interrupts = new AtomicInteger();
    Pipeline pipeline =
        build(
            reading(
                crops -> {
                  if (crops.get(0).pageId().pageNumber() < 3) {
                    return readAll(crops);
                  }
                  caller.interrupt();
                  try {
                    assertThat(never.await(25, TimeUnit.SECONDS)).isTrue();
                  } catch (InterruptedException e) {
                    interrupts.incrementAndGet();
                    throw e;
                  }
                  return readAll(crops);
                },
                Traits.waiting()));

    DocumentResult result = pipeline.process(pages(4));
    boolean isInterrupted = Thread.interrupted();

    assertThat(isInterrupted).isTrue();
    assertLedgerExact(result);
    assertThat(result.page(3).status()).isEqualTo(PageOutcome.Status.CANCELLED);
    assertThat(result.pages())
        .allSatisfy(
            page ->
                assertThat(page.status())
                    .isIn(PageOutcome.Status.OK, PageOutcome.Status.CANCELLED));
    assertThat(pipeline.close(LONG)).isEmpty();
    assertThat(interrupts).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void cancel_fromAnotherThread_freesTheCallerThoughTheCallHangs(boolean isCpu) throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch letGo = latch();
    BlockingQueue<Run> runs = new ArrayBlockingQueue<>(1);
    Pipeline pipeline =
        build(
            reading(
                crops -> {
                  entered.countDown();
                  await(letGo);
                  return readAll(crops);
                },
                isCpu ? Traits.defaults() : Traits.waiting()));
    CompletableFuture<List<PageResult>> consumer =
        CompletableFuture.supplyAsync(
            () -> {
              try (PageStream stream = pipeline.stream(pages(5))) {
                runs.add(stream.run());
                return java.util.stream.StreamSupport.stream(stream.spliterator(), false).toList();
              }
            });
    Run run = runs.take();
    await(entered);

    run.cancel();

    List<PageResult> pages = consumer.get(5, TimeUnit.SECONDS);
    assertThat(pages).hasSize((int) run.ledger().accepted());
    assertThat(pages)
        .allSatisfy(p -> assertThat(p.status()).isEqualTo(PageOutcome.Status.CANCELLED));
    assertThat(run.isDone()).isTrue();
    assertThat(run.ledger().cancelled()).isEqualTo(run.ledger().accepted());
    run.cancel();
  }

  @Test
  void cancel_fromAListener_endsTheRun() throws Exception {
    Pipeline pipeline = build(small(2));
    AtomicReference<Run> self = new AtomicReference<>();
    CountDownLatch started = new CountDownLatch(1);
    BlockingQueue<PipelineEvent> finished = new ArrayBlockingQueue<>(100);

    Run run =
        pipeline.start(
            pages(50),
            RunOptions.defaults().window(4),
            event -> {
              if (event instanceof PipelineEvent.RegionRecognized) {
                await(started);
                self.get().cancel();
              } else if (event instanceof PipelineEvent.PageFinished) {
                finished.add(event);
              }
            });
    self.set(run);
    started.countDown();

    assertThat(run.await(LONG)).isTrue();
    assertThat(run.ledger().cancelled()).isPositive();
    assertThat(run.ledger().inProgress()).isZero();
    assertThat(run.ledger().isSourceExhausted()).isFalse();
    assertThat((long) finished.size()).isEqualTo(run.ledger().accepted());
  }

  @Test
  void cancel_betweenLayoutAndRegions_leavesNoRegionInProgress() throws Exception {
    AtomicReference<Run> self = new AtomicReference<>();
    CountDownLatch started = new CountDownLatch(1);
    Pipeline pipeline = build(small(3));

    Run run =
        pipeline.start(
            pages(1),
            RunOptions.defaults(),
            event -> {
              if (event instanceof PipelineEvent.LayoutFound) {
                await(started);
                self.get().cancel();
              }
            });
    self.set(run);
    started.countDown();
    assertThat(run.await(LONG)).isTrue();
    assertThat(pipeline.close(LONG)).isEmpty();

    assertThat(run.ledger().cancelled()).isEqualTo(1);
    assertThat(run.ledger().regions().inProgress()).as("%s", run.ledger().regions()).isZero();
  }

  @Test
  void cancel_listenerKeepsItUntilAllThreadsAreGone_forgetsTheRun() throws Exception {
    CountDownLatch listing = new CountDownLatch(1);
    CountDownLatch letGo = latch();
    AtomicReference<Thread> loader = new AtomicReference<>();
    DocumentSource inner = pages(1);
    DocumentSource source =
        () -> {
          PageCursor cursor = inner.open();
          AtomicBoolean isSecond = new AtomicBoolean();
          return () -> {
            if (!isSecond.getAndSet(true)) {
              return cursor.next();
            }
            loader.set(Thread.currentThread());
            listing.countDown();
            await(letGo);
            return Optional.empty();
          };
        };
    CountDownLatch reading = new CountDownLatch(1);
    AtomicReference<Thread> reader = new AtomicReference<>();
    Thread canceller = Thread.currentThread();
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .layoutDetector(
                    detecting(
                        pages -> {
                          reader.set(Thread.currentThread());
                          reading.countDown();
                          await(letGo);
                          return List.of(layout(1));
                        }))
                .recognizer(reading(PipelineChecks::readAll))
                .listener(
                    event -> {
                      if (event instanceof PipelineEvent.PageFinished
                          && Thread.currentThread().equals(canceller)) {
                        letGo.countDown();
                        until("loader gone", () -> !loader.get().isAlive());
                        until("reader gone", () -> !reader.get().isAlive());
                      }
                    }));
    PageStream stream = pipeline.stream(source);
    await(reading);
    await(listing);

    stream.run().cancel();

    assertThat(stream.run().await(LONG)).isTrue();
    until("forgotten", () -> pipeline.engine().liveRuns() == 0);
    stream.close();
  }

  @Test
  void cancel_attempt_isToldAndItsHookRunsOnce() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    AtomicInteger hooks = new AtomicInteger();
    CountDownLatch hooked = new CountDownLatch(1);
    CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    Recognizer recognizer =
        new Recognizer() {
          @Override
          public List<RegionContent> recognize(List<RegionCrop> crops) {
            throw new AssertionError("the other form is called");
          }

          @Override
          public List<RegionContent> recognize(List<RegionCrop> crops, Attempt attempt) {
            assertThat(attempt.isCancelled()).isFalse();
            attempt.onCancel(
                () -> {
                  hooks.incrementAndGet();
                  hooked.countDown();
                });
            entered.countDown();
            await(hooked);
            cancelled.complete(attempt.isCancelled());
            attempt.onCancel(hooks::incrementAndGet);
            return readAll(crops);
          }
        };
    Pipeline pipeline = build(reading(recognizer, Traits.defaults()));
    PageStream stream = pipeline.stream(pages(1));
    await(entered);

    stream.close();

    assertThat(cancelled.get(5, TimeUnit.SECONDS)).isTrue();
    assertThat(pipeline.close(LONG)).isEmpty();
    assertThat(hooks).as("hook, and the one that came late").hasValue(2);
  }

  @Test
  void onCancel_callThatReturned_isNotRun() {
    AtomicInteger hooks = new AtomicInteger();
    Recognizer recognizer =
        new Recognizer() {
          @Override
          public List<RegionContent> recognize(List<RegionCrop> crops) {
            return readAll(crops);
          }

          @Override
          public List<RegionContent> recognize(List<RegionCrop> crops, Attempt attempt) {
            attempt.onCancel(hooks::incrementAndGet);
            return readAll(crops);
          }
        };
    Pipeline pipeline = build(reading(recognizer, Traits.defaults()));

    pipeline.process(pages(2));
    pipeline.close();

    assertThat(hooks).hasValue(0);
  }

  @Test
  void onCancel_actionThrowsAnError_doesNotKeepTheOthersFromBeingCancelled() throws Exception {
    CountDownLatch entered = new CountDownLatch(4);
    CountDownLatch never = latch();
    AtomicInteger interrupted = new AtomicInteger();
    Recognizer recognizer =
        new Recognizer() {
          @Override
          public List<RegionContent> recognize(List<RegionCrop> crops) {
            return readAll(crops);
          }

          @Override
          public List<RegionContent> recognize(List<RegionCrop> crops, Attempt attempt)
              throws InterruptedException {
            attempt.onCancel(
                () -> {
                  throw new LinkageError("no such native function");
                });
            entered.countDown();
            try {
              assertThat(never.await(25, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              interrupted.incrementAndGet();
              throw e;
            }
            return readAll(crops);
          }
        };
    Pipeline pipeline = build(reading(recognizer, Traits.waiting().withConcurrency(4)));
    PageStream stream = pipeline.stream(pages(2));
    await(entered);

    try {
      stream.run().cancel();
    } catch (LinkageError e) {
      // Asserted below: what matters is that the others were cancelled.
    }

    until("all interrupted", () -> interrupted.get() == 4);
    stream.close();
  }

  @Test
  void reserve_waitingForMemory_isEndedByCancel() throws Exception {
    CountDownLatch reserved = new CountDownLatch(2);
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Recognizer recognizer =
        new Recognizer() {
          @Override
          public List<RegionContent> recognize(List<RegionCrop> crops) {
            return readAll(crops);
          }

          @Override
          public List<RegionContent> recognize(List<RegionCrop> crops, Attempt attempt)
              throws InterruptedException {
            var first = attempt.reserve((1 << 20) / 8);
            reserved.countDown();
            try {
              reserved.countDown();
              var unused = attempt.reserve(1);
            } catch (InterruptedException e) {
              ended.complete(e);
              throw e;
            } finally {
              first.close();
              first.close();
            }
            return readAll(crops);
          }
        };
    Pipeline pipeline =
        build(reading(recognizer, Traits.waiting()).memoryBudget(new MemoryBudget(1 << 20, 0)));
    PageStream stream = pipeline.stream(pages(1));
    await(reserved);

    stream.close();

    assertThat(ended.get(5, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
  }

  @Test
  void cancelledPages_sayWhy() {
    CountDownLatch never = latch();
    CountDownLatch entered = new CountDownLatch(1);
    Pipeline pipeline =
        build(
            reading(
                crops -> {
                  entered.countDown();
                  assertThat(never.await(25, TimeUnit.SECONDS)).isTrue();
                  return readAll(crops);
                },
                Traits.waiting()));
    PageStream stream = pipeline.stream(pages(1));
    await(entered);
    stream.close();

    PageResult page = stream.iterator().next();

    assertThat(page.outcome())
        .isInstanceOfSatisfying(
            PageOutcome.Failed.class,
            failed -> {
              assertThat(failed.failure().category()).isEqualTo(FailureCategory.CANCELLED);
              assertThat(failed.failure().message()).contains("cancelled");
            });
    assertThat(page.page()).isEmpty();
  }

  @Test
  void awaitWithLimit_unlimited_waits() throws Exception {
    Pipeline pipeline = build(small(1));
    Run run = pipeline.start(pages(1), RunOptions.defaults(), event -> {});

    assertThat(run.await(TimeBudgets.UNLIMITED)).isTrue();
    assertThat(run.await(Duration.ZERO)).isTrue();
  }
}
