package io.glyphflow.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.internal.engine.Threads;
import io.glyphflow.core.stage.PermanentOcrException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublisherTest extends PipelineChecks {

  private static final long A_WHILE_MS = 150;

  /** Puts all signals into one queue: pages, exceptions, "complete". */
  private static class Probe implements Flow.Subscriber<PageResult> {
    final BlockingQueue<Object> signals = new LinkedBlockingQueue<>();
    final CountDownLatch subscribed = new CountDownLatch(1);
    volatile Flow.Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      subscribed.countDown();
    }

    @Override
    public void onNext(PageResult page) {
      signals.add(page);
    }

    @Override
    public void onError(Throwable thrown) {
      signals.add(thrown);
    }

    @Override
    public void onComplete() {
      signals.add("complete");
    }

    Probe to(Flow.Publisher<PageResult> publisher) {
      publisher.subscribe(this);
      await(subscribed);
      return this;
    }

    Object next() throws InterruptedException {
      Object signal = signals.poll(5, TimeUnit.SECONDS);
      assertThat(signal).as("a signal").isNotNull();
      return signal;
    }

    int nextPage() throws InterruptedException {
      return ((PageResult) next()).pageNumber();
    }

    void assertSilent() throws InterruptedException {
      assertThat(signals.poll(A_WHILE_MS, TimeUnit.MILLISECONDS)).as("no signal").isNull();
    }
  }

  private Flow.Publisher<PageResult> publisher(Pipeline pipeline, int pages) {
    return pipeline.publish(pages(pages), RunOptions.defaults().window(2));
  }

  @Test
  void demand_isRespectedAndTheEndNeedsNone() throws Exception {
    Pipeline pipeline = build(small(1));
    Probe probe = new Probe().to(publisher(pipeline, 5));
    probe.assertSilent();

    probe.subscription.request(2);
    assertThat(probe.nextPage()).isEqualTo(1);
    assertThat(probe.nextPage()).isEqualTo(2);
    probe.assertSilent();

    probe.subscription.request(1);
    probe.subscription.request(2);
    assertThat(probe.nextPage()).isEqualTo(3);
    assertThat(probe.nextPage()).isEqualTo(4);
    assertThat(probe.nextPage()).isEqualTo(5);
    assertThat(probe.next()).isEqualTo("complete");
    probe.assertSilent();
  }

  @Test
  void demand_unbounded_getsAll() throws Exception {
    Pipeline pipeline = build(small(1));
    for (long demand : new long[] {Long.MAX_VALUE, Integer.MAX_VALUE}) {
      Probe probe = new Probe().to(publisher(pipeline, 20));
      probe.subscription.request(demand);
      probe.subscription.request(demand);
      for (int page = 1; page <= 20; page++) {
        assertThat(probe.nextPage()).isEqualTo(page);
      }
      assertThat(probe.next()).isEqualTo("complete");
    }
  }

  @Test
  void source_empty_completesWithoutDemand() throws Exception {
    Pipeline pipeline = build(small(1));
    assertThat(new Probe().to(publisher(pipeline, 0)).next()).isEqualTo("complete");
  }

  @Test
  void cancel_endsTheRunAndTheSignals() throws Exception {
    Pipeline pipeline = build(small(1));
    Probe probe = new Probe().to(publisher(pipeline, 1000));
    probe.subscription.request(3);
    assertThat(probe.nextPage()).isEqualTo(1);

    probe.subscription.cancel();
    probe.subscription.cancel();
    probe.subscription.request(10);

    until("run ended", () -> pipeline.engine().liveRuns() == 0);
    int rest = probe.signals.size();
    assertThat(rest).isLessThanOrEqualTo(2);
    assertThat(probe.signals).doesNotContain("complete");
  }

  @Test
  void requestNotPositive_isAnErrorAndEndsTheRun() throws Exception {
    Pipeline pipeline = build(small(1));
    for (long wrong : new long[] {0, -1, Long.MIN_VALUE}) {
      Probe probe = new Probe().to(publisher(pipeline, 1000));
      probe.subscription.request(wrong);
      assertThat(probe.next())
          .isInstanceOf(IllegalArgumentException.class)
          .asString()
          .contains(String.valueOf(wrong));
      probe.assertSilent();
      until("run ended", () -> pipeline.engine().liveRuns() == 0);
    }
  }

  @Test
  void requestNotPositive_whileNoPageIsReady_isAnErrorAtOnce() throws Exception {
    CountDownLatch letGo = latch();
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .layoutDetector(detecting(stacked(1)))
                .recognizer(
                    reading(
                        crops -> {
                          assertThat(letGo.await(20, TimeUnit.SECONDS)).isTrue();
                          return readAll(crops);
                        })));
    Probe probe = new Probe().to(publisher(pipeline, 3));
    probe.subscription.request(1);
    probe.assertSilent();

    probe.subscription.request(0);

    Object signal = probe.signals.poll(2, TimeUnit.SECONDS);
    letGo.countDown();
    assertThat(signal).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void subscriberThrows_onlyItsRunEnds() throws Exception {
    Pipeline pipeline = build(small(1));
    Probe bad =
        new Probe() {
          @Override
          public void onNext(PageResult page) {
            throw new IllegalStateException("cannot take it");
          }
        };
    Probe good = new Probe();
    Flow.Publisher<PageResult> publisher = publisher(pipeline, 10);
    bad.to(publisher);
    good.to(publisher);
    bad.subscription.request(10);
    good.subscription.request(Long.MAX_VALUE);

    for (int page = 1; page <= 10; page++) {
      assertThat(good.nextPage()).isEqualTo(page);
    }
    assertThat(good.next()).isEqualTo("complete");
    until("runs ended", () -> pipeline.engine().liveRuns() == 0);
    assertThat(bad.signals).isEmpty();
  }

  @Test
  void subscribers_two_getARunEach() throws Exception {
    Pipeline pipeline = build(small(1));
    Flow.Publisher<PageResult> publisher = publisher(pipeline, 3);
    Probe first = new Probe().to(publisher);
    Probe second = new Probe().to(publisher);
    first.subscription.request(10);
    second.subscription.request(10);
    for (Probe probe : new Probe[] {first, second}) {
      for (int page = 1; page <= 3; page++) {
        assertThat(probe.nextPage()).isEqualTo(page);
      }
      assertThat(probe.next()).isEqualTo("complete");
    }
    assertThat(decodes).hasValue(6);
    assertThatNullPointerException().isThrownBy(() -> publisher.subscribe(null));
  }

  @Test
  void failFast_isOnError() throws Exception {
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .layoutDetector(
                    detecting(
                        pages -> {
                          throw new PermanentOcrException(FailureCategory.LAYOUT, "no");
                        }))
                .recognizer(reading(PipelineChecks::readAll)));
    Probe probe =
        new Probe()
            .to(
                pipeline.publish(
                    pages(1), RunOptions.defaults().failurePolicy(FailurePolicy.failFast())));
    probe.subscription.request(5);
    assertThat(probe.nextPage()).isEqualTo(1);
    assertThat(probe.next()).isInstanceOf(PermanentOcrException.class);
  }

  @Test
  void subscribe_afterClose_isOnError() throws Exception {
    Pipeline pipeline = build(small(1));
    Flow.Publisher<PageResult> publisher = publisher(pipeline, 3);
    pipeline.close();
    assertThat(new Probe().to(publisher).next()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void close_subscriberAsksForNothing_leavesNoThread() throws Exception {
    Pipeline pipeline = build(small(1));
    Probe probe = new Probe().to(publisher(pipeline, 10));
    probe.subscription.request(1);
    assertThat(probe.nextPage()).isEqualTo(1);
    probe.assertSilent();

    assertThat(pipeline.close(Duration.ofSeconds(3))).isEmpty();

    probe.subscription.request(100);
  }

  /** The run ends before the publishing thread begins, or before it is even asked for. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void source_cannotBeOpened_isOnErrorWithItsCause(boolean isLoaderFirst) throws Exception {
    CountDownLatch loaderEnded = latch();
    Threads threads =
        new Threads() {
          @Override
          public Thread startWaiting(String name, Runnable body) {
            return Threads.system()
                .startWaiting(
                    name,
                    () -> {
                      if (name.endsWith("-publish")) {
                        await(loaderEnded);
                      }
                      body.run();
                    });
          }

          @Override
          public Thread startComputing(String name, Runnable body) {
            Thread thread =
                Threads.system()
                    .startComputing(
                        name,
                        () -> {
                          body.run();
                          if (name.endsWith("-load")) {
                            loaderEnded.countDown();
                          }
                        });
            if (isLoaderFirst && name.endsWith("-load")) {
              await(loaderEnded);
            }
            return thread;
          }

          @Override
          public void requireComputing() {}

          @Override
          public long nanoTime() {
            return System.nanoTime();
          }
        };
    Pipeline pipeline = build(small(1).threads(threads));
    PermanentOcrException thrown =
        new PermanentOcrException(FailureCategory.INPUT_UNREADABLE, "no such folder");
    Probe probe = new Probe();

    pipeline
        .publish(
            () -> {
              throw thrown;
            },
            RunOptions.defaults())
        .subscribe(probe);

    assertThat(probe.subscribed.await(3, TimeUnit.SECONDS)).as("onSubscribe").isTrue();
    assertThat(probe.next()).isSameAs(thrown);
  }
}
