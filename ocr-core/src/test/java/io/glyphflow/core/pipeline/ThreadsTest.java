package io.glyphflow.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.Language;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.internal.engine.Engine;
import io.glyphflow.core.internal.engine.PipelineRun;
import io.glyphflow.core.internal.engine.Threads;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.stage.Cropper;
import io.glyphflow.core.stage.PageFilter;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On which threads roles run, warming up, and the stall report. */
class ThreadsTest extends PipelineChecks {

  private final Set<String> wrong = ConcurrentHashMap.newKeySet();
  private final AtomicInteger seen = new AtomicInteger();

  private void expect(boolean isVirtual) {
    seen.incrementAndGet();
    Thread self = Thread.currentThread();
    if (self.isVirtual() != isVirtual || !self.getName().startsWith("glyphflow-")) {
      wrong.add(self.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void roles_runOnTheThreadsTheyAskFor(boolean isVirtual) {
    Traits traits = isVirtual ? Traits.waiting() : Traits.defaults();
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .pageFilter(
                    one(
                        pages -> {
                          expect(isVirtual);
                          return List.of(PageFilter.Decision.keep());
                        },
                        traits))
                .layoutDetector(
                    one(
                        pages -> {
                          expect(isVirtual);
                          return List.of(layout(1));
                        },
                        traits))
                .readingOrder(
                    one(
                        pages -> {
                          expect(isVirtual);
                          return List.of(List.of(0));
                        },
                        traits))
                .cropper(
                    one(
                        (Cropper)
                            requests -> {
                              expect(isVirtual);
                              return Cropper.views().crop(requests);
                            },
                        traits))
                .recognizer(
                    one(
                        (Recognizer)
                            crops -> {
                              expect(isVirtual);
                              return readAll(crops);
                            },
                        traits))
                .translator(
                    one(
                        items -> {
                          expect(isVirtual);
                          return items.stream().map(i -> i.translated("t")).toList();
                        },
                        traits),
                    Language.GERMAN));
    DocumentSource source =
        DocumentSource.ofPages(
            List.of(
                new CountedPage(1) {
                  @Override
                  public PageImage decode() throws InterruptedException {
                    expect(false);
                    return super.decode();
                  }

                  @Override
                  public long decodedBytes() {
                    expect(false);
                    return super.decodedBytes();
                  }
                }));

    assertThat(pipeline.process(source).ledger().ok()).isEqualTo(1);

    assertThat(wrong).isEmpty();
    assertThat(seen).hasValue(8);
  }

  @Test
  void warmUp_callsEachInstanceOnItsThread() throws Exception {
    for (boolean isVirtual : new boolean[] {true, false}) {
      List<Warmed> made = new ArrayList<>();
      Pipeline pipeline =
          build(
              Pipeline.builder()
                  .layoutDetector(detecting(stacked(1)))
                  .recognizer(
                      Pool.<Recognizer>of(3, () -> warmed(made))
                          .with(isVirtual ? Traits.waiting() : Traits.defaults())));
      pipeline.warmUp();

      assertThat(made).hasSize(3).allSatisfy(one -> assertThat(one.warmUps).hasValue(1));
      if (!isVirtual) {
        assertThat(made)
            .allSatisfy(one -> assertThat(one.thread).startsWith("glyphflow-").contains("-cpu-"));
        assertThat(made).allSatisfy(one -> assertThat(one.isVirtual).isFalse());
      } else {
        assertThat(made).allSatisfy(one -> assertThat(one.isVirtual).isTrue());
      }
      pipeline.warmUp();
      assertThat(made).allSatisfy(one -> assertThat(one.warmUps).hasValue(2));
    }
  }

  private static Recognizer warmed(List<Warmed> made) {
    Warmed one = new Warmed();
    made.add(one);
    return one;
  }

  private static final class Warmed implements Recognizer {
    final AtomicInteger warmUps = new AtomicInteger();
    volatile String thread = "";
    volatile boolean isVirtual;

    @Override
    public List<RegionContent> recognize(List<RegionCrop> crops) {
      return readAll(crops);
    }

    @Override
    public void warmUp() {
      thread = Thread.currentThread().getName();
      isVirtual = Thread.currentThread().isVirtual();
      warmUps.incrementAndGet();
    }
  }

  @Test
  void warmUp_twoAtATimeWhileInstancesAreInUse_bothEnd() throws Exception {
    BlockingQueue<CountDownLatch> inCall = new LinkedBlockingQueue<>();
    Recognizer recognizer =
        crops -> {
          CountDownLatch letGo = latch();
          inCall.add(letGo);
          await(letGo);
          return readAll(crops);
        };
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .layoutDetector(detecting(stacked(2)))
                .recognizer(one(recognizer, Traits.waiting().withConcurrency(2))));
    PageStream stream = pipeline.stream(pages(1));
    CountDownLatch first = inCall.poll(5, TimeUnit.SECONDS);
    final CountDownLatch second = inCall.poll(5, TimeUnit.SECONDS);
    List<Thread> callers = new ArrayList<>();
    for (int i = 1; i <= 2; i++) {
      callers.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      pipeline.warmUp();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  }));
      String waiting = "instances of recognize: 2 of 2, " + i + " waiting";
      until(waiting, () -> report(stream).contains(waiting));
    }

    first.countDown();
    until("one is back", () -> report(stream).contains("instances of recognize: 1 of 2"));
    second.countDown();

    boolean areBothDone = callers.get(0).join(Duration.ofSeconds(3));
    areBothDone &= callers.get(1).join(Duration.ofSeconds(3));
    callers.forEach(Thread::interrupt);
    stream.forEach(page -> assertComplete(page, 2));
    stream.close();
    assertThat(areBothDone).as("both warm-ups end").isTrue();
  }

  private static String report(PageStream stream) {
    return Engine.describe((PipelineRun) stream.run());
  }

  @Test
  void keepWarm_idle_warmsEveryInstance() {
    List<Warmed> made = new ArrayList<>();
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .layoutDetector(detecting(stacked(1)))
                .keepWarm(Duration.ofMillis(10))
                .recognizer(Pool.of(3, () -> warmed(made))));

    until("one is kept warm", () -> made.stream().anyMatch(one -> one.warmUps.get() >= 3));
    until("all are kept warm", () -> made.stream().allMatch(one -> one.warmUps.get() >= 1));
    assertThat(pipeline.process(pages(2)).ledger().ok()).isEqualTo(2);
  }

  @Test
  void stalled_run_saysWhoWaitsOnWhom() throws Exception {
    CountDownLatch letGo = latch();
    BlockingQueue<StallReport> reports = new LinkedBlockingQueue<>();
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .stallReportAfter(Duration.ofMillis(50))
                .layoutDetector(detecting(stacked(3)))
                .recognizer(
                    reading(
                        crops -> {
                          await(letGo);
                          return readAll(crops);
                        }))
                .listener(
                    event -> {
                      if (event instanceof PipelineEvent.RunStalled stalled) {
                        reports.add(stalled.report());
                      }
                    }));
    PageStream first = pipeline.stream(pages(1));
    StallReport report = reports.poll(5, TimeUnit.SECONDS);
    assertThat(report).isNotNull();
    assertThat(report.idle()).isGreaterThanOrEqualTo(Duration.ofMillis(50));
    assertThat(report.waits())
        .anySatisfy(line -> assertThat(line).contains("-recognize-1 is in a call"));
    assertThat(report.queues()).contains("recognize: 2 of 64");
    assertThat(report.resources())
        .anySatisfy(
            line ->
                assertThat(line).contains("instances of recognize: 1 of 1").contains("held by"));

    PageStream second = pipeline.stream(pages(1));
    StallReport other = reports.poll(5, TimeUnit.SECONDS);
    while (other != null && !other.toString().contains("waits for an instance")) {
      other = reports.poll(5, TimeUnit.SECONDS);
    }
    assertThat(other).isNotNull();
    assertThat(other.waits())
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("waits for an instance")
                    .contains("of recognize, held by")
                    .contains("run-1-recognize-1"));
    letGo.countDown();
    first.forEach(page -> assertComplete(page, 3));
    second.forEach(page -> assertComplete(page, 3));
  }

  @Test
  void stallReport_paused_isNotGiven() throws Exception {
    BlockingQueue<PipelineEvent> stalls = new LinkedBlockingQueue<>();
    Pipeline pipeline =
        build(
            small(1)
                .stallReportAfter(Duration.ofMillis(30))
                .listener(
                    event -> {
                      if (event instanceof PipelineEvent.RunStalled) {
                        stalls.add(event);
                      }
                    }));
    Run run = pipeline.start(pages(1000), RunOptions.defaults(), event -> {});
    run.pause();
    assertThat(stalls.poll(200, TimeUnit.MILLISECONDS)).isNull();
    run.resume();
    assertThat(run.await(LONG)).isTrue();
  }

  @Test
  void recognizers_inAPool_workAtTheSameTimeAndNeverShareAnInstance() {
    CyclicBarrier together = new CyclicBarrier(3);
    AtomicInteger shared = new AtomicInteger();
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .cpuThreads(3)
                .layoutDetector(stacked(6))
                .recognizer(
                    Pool.<Recognizer>of(
                        3,
                        () -> {
                          AtomicInteger calls = new AtomicInteger();
                          return crops -> {
                            if (calls.incrementAndGet() > 1) {
                              shared.incrementAndGet();
                            }
                            try {
                              together.await(10, TimeUnit.SECONDS);
                            } catch (Exception e) {
                              throw new IllegalStateException(e);
                            }
                            calls.decrementAndGet();
                            return readAll(crops);
                          };
                        })));

    assertOthersComplete(pipeline.process(pages(2)), 2, 6, 0);
    assertThat(shared).hasValue(0);
  }

  /** A JVM that is out of threads: the run may fail, but nothing hangs and nothing is left. */
  @Test
  void threads_cannotBeStarted_nothingHangs() {
    for (int failing = 2; failing < 9; failing++) {
      AtomicInteger starts = new AtomicInteger();
      int bad = failing;
      Threads scarce =
          new Threads() {
            private void count() {
              if (starts.incrementAndGet() == bad) {
                throw new OutOfMemoryError("unable to create native thread");
              }
            }

            @Override
            public Thread startWaiting(String name, Runnable body) {
              count();
              return Threads.system().startWaiting(name, body);
            }

            @Override
            public Thread startComputing(String name, Runnable body) {
              count();
              return Threads.system().startComputing(name, body);
            }

            @Override
            public void requireComputing() {}

            @Override
            public long nanoTime() {
              return System.nanoTime();
            }
          };
      Pipeline pipeline =
          build(small(2).threads(scarce).cpuThreads(1).stallReportAfter(Duration.ZERO));
      String outcome;
      try {
        outcome =
            pipeline
                .process(pages(3), RunOptions.defaults().deadline(Duration.ofSeconds(2)))
                .ledger()
                .toString();
      } catch (RuntimeException | OutOfMemoryError e) {
        outcome = e.toString();
      }
      assertThat(pipeline.close(Duration.ofSeconds(3))).as("%s: %s", bad, outcome).isEmpty();
      assertThat(pipeline.engine().liveRuns()).as("%s: %s", bad, outcome).isZero();
      assertThat(outcome).as("%s", bad).doesNotContain("inProgress");
    }
  }
}
