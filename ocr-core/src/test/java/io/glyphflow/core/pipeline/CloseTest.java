package io.glyphflow.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CloseTest extends PipelineChecks {

  /** A recognizer that can be closed, and notes whether that happened during a call. */
  private static class Closeable implements Recognizer, AutoCloseable {
    final AtomicInteger closes = new AtomicInteger();
    final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger closesInUse = new AtomicInteger();

    @Override
    public List<RegionContent> recognize(List<RegionCrop> crops) {
      calls.incrementAndGet();
      try {
        return readAll(crops);
      } finally {
        calls.decrementAndGet();
      }
    }

    @Override
    public void close() {
      closes.incrementAndGet();
      closesInUse.addAndGet(calls.get());
    }
  }

  /** Hangs, deaf to interrupts, until it is let go. */
  private static final class Hanging extends Closeable {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch letGo;

    Hanging(CountDownLatch letGo) {
      this.letGo = letGo;
    }

    @Override
    public List<RegionContent> recognize(List<RegionCrop> crops) {
      calls.incrementAndGet();
      entered.countDown();
      await(letGo);
      calls.decrementAndGet();
      return readAll(crops);
    }
  }

  private static final class CloseableDetector implements LayoutDetector, AutoCloseable {
    final AtomicInteger closes = new AtomicInteger();

    @Override
    public List<PageLayout> detect(List<PageInput> pages) throws InterruptedException {
      return stacked(1).detect(pages);
    }

    @Override
    public void close() {
      closes.incrementAndGet();
    }
  }

  private static Pipeline.Builder with(Recognizer recognizer, Traits traits) {
    return Pipeline.builder()
        .cpuThreads(2)
        .layoutDetector(detecting(stacked(1)))
        .recognizer(Pool.of(1, () -> recognizer).with(traits));
  }

  @Test
  void close_ownedInstances_closesEachOnce() {
    List<Closeable> made = new CopyOnWriteArrayList<>();
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .layoutDetector(detecting(stacked(2)))
                .recognizer(
                    Pool.<Recognizer>of(
                        3,
                        () -> {
                          Closeable one = new Closeable();
                          made.add(one);
                          return one;
                        })));
    pipeline.process(pages(3));

    pipeline.close();
    pipeline.close();
    assertThat(pipeline.close(LONG)).isEmpty();

    assertThat(made).hasSize(3).allSatisfy(one -> assertThat(one.closes).hasValue(1));
  }

  @Test
  void close_givenInstances_leavesThemOpen() {
    Closeable given = new Closeable();
    Pipeline pipeline = build(Pipeline.builder().layoutDetector(stacked(1)).recognizer(given));
    pipeline.process(pages(1));

    pipeline.close();

    assertThat(given.closes).hasValue(0);
  }

  @Test
  void close_instanceThatThrowsAnError_closesTheOthers() {
    CloseableDetector detector = new CloseableDetector();
    Closeable last = new Closeable();
    List<Recognizer> made =
        new ArrayList<>(
            List.of(
                new Closeable() {
                  @Override
                  public void close() {
                    throw new LinkageError("native library is gone");
                  }
                },
                last));
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .layoutDetector(Pool.of(1, () -> detector))
                .recognizer(Pool.of(2, () -> made.remove(0))));

    assertThat(pipeline.close(LONG)).isEmpty();

    assertThat(detector.closes).hasValue(1);
    assertThat(last.closes).hasValue(1);
  }

  @Test
  void everything_afterClose_isRefused() throws Exception {
    Pipeline pipeline = build(small(1));
    pipeline.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> pipeline.process(pages(1)))
        .withMessageContaining("closed");
    assertThatIllegalStateException().isThrownBy(() -> pipeline.stream(pages(1)));
    assertThatIllegalStateException()
        .isThrownBy(() -> pipeline.start(pages(1), RunOptions.defaults(), event -> {}));
  }

  @Test
  void warmUp_afterClose_isRefusedAndTouchesNoInstance() {
    for (Traits traits : List.of(Traits.waiting(), Traits.defaults())) {
      AtomicInteger warmed = new AtomicInteger();
      Closeable recognizer =
          new Closeable() {
            @Override
            public void warmUp() {
              warmed.incrementAndGet();
            }
          };
      Pipeline pipeline = build(with(recognizer, traits));
      pipeline.close();

      CompletableFuture<Throwable> thrown = new CompletableFuture<>();
      Thread caller =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      pipeline.warmUp();
                      thrown.complete(null);
                    } catch (Throwable e) {
                      thrown.complete(e);
                    }
                  });

      assertThat(thrown.orTimeout(3, TimeUnit.SECONDS).handle((v, e) -> v == null ? e : v).join())
          .as("%s", traits)
          .isInstanceOf(IllegalStateException.class);
      assertThat(warmed).hasValue(0);
      caller.interrupt();
    }
  }

  @Test
  void close_duringARun_endsItAndClosesTheInstanceAfterItsCall() throws Exception {
    Hanging recognizer = new Hanging(latch());
    Pipeline pipeline = build(with(recognizer, Traits.defaults()));
    CompletableFuture<DocumentResult> result =
        CompletableFuture.supplyAsync(() -> pipeline.process(pages(2)));
    await(recognizer.entered);

    List<String> left = pipeline.close(Duration.ofMillis(100));

    assertThat(left).anySatisfy(name -> assertThat(name).contains("-cpu-"));
    assertThat(statuses(result.get(10, TimeUnit.SECONDS)))
        .isNotEmpty()
        .containsOnly(PageOutcome.Status.CANCELLED);
    assertThat(recognizer.closes).hasValue(0);

    recognizer.letGo.countDown();
    assertThat(pipeline.close(LONG)).isEmpty();
    assertThat(recognizer.closes).hasValue(1);
    assertThat(recognizer.closesInUse).hasValue(0);
  }

  @Test
  void close_hungCpuRole_returnsInTimeAndNamesItsThreadOnly() {
    Hanging recognizer = new Hanging(latch());
    Pipeline pipeline = build(with(recognizer, Traits.defaults()));
    PageStream stream = pipeline.stream(pages(3));
    await(recognizer.entered);

    final long before = System.nanoTime();
    List<String> left = pipeline.close(Duration.ofMillis(300));

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    assertThat(left)
        .hasSize(1)
        .allSatisfy(name -> assertThat(name).matches("glyphflow-\\d+-cpu-\\d"));
    stream.close();
  }

  @Test
  void close_hungCallOfARunThatIsDone_namesTheHungThreadOnly() {
    Hanging recognizer = new Hanging(latch());
    Pipeline pipeline = build(with(recognizer, Traits.defaults()));
    DocumentResult result =
        pipeline.process(
            pages(2),
            RunOptions.defaults()
                .timeBudgets(TimeBudgets.defaults().withPage(Duration.ofMillis(100))));
    assertThat(statuses(result)).hasSize(2).doesNotContain(PageOutcome.Status.OK);

    List<String> left = pipeline.close(Duration.ofMillis(300));

    assertThat(left).hasSize(1).allSatisfy(name -> assertThat(name).contains("-cpu-"));
  }

  @Test
  void close_oneInstanceHung_freesTheIdleOnes() {
    CloseableDetector detector = new CloseableDetector();
    Hanging hung = new Hanging(latch());
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .cpuThreads(2)
                .layoutDetector(Pool.of(1, () -> detector))
                .recognizer(Pool.of(1, () -> hung)));
    PageStream stream = pipeline.stream(pages(1));
    await(hung.entered);

    assertThat(pipeline.close(Duration.ofMillis(300))).isNotEmpty();

    assertThat(hung.closes).as("hung").hasValue(0);
    assertThat(detector.closes).as("idle").hasValue(1);
    stream.close();
  }

  @Test
  void close_instanceWhoseCloseHangs_returnsInTime() throws Exception {
    CountDownLatch letGo = latch();
    Closeable recognizer =
        new Closeable() {
          @Override
          public void close() {
            await(letGo);
          }
        };
    Pipeline pipeline = build(with(recognizer, Traits.defaults()));

    CompletableFuture<List<String>> closed =
        CompletableFuture.supplyAsync(() -> pipeline.close(Duration.ofMillis(200)));

    try {
      assertThat(closed.orTimeout(5, TimeUnit.SECONDS)).succeedsWithin(Duration.ofSeconds(5));
    } finally {
      letGo.countDown();
    }
  }

  @Test
  void close_callerInterrupted_freesEverythingAndKeepsTheFlag() {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch letGo = latch();
    Closeable recognizer =
        new Closeable() {
          @Override
          public List<RegionContent> recognize(List<RegionCrop> crops) {
            entered.countDown();
            try {
              assertThat(letGo.await(25, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              // Takes a moment to end, as a real role would.
              interrupted.countDown();
              await(letGo);
            }
            return readAll(crops);
          }
        };
    Pipeline pipeline = build(with(recognizer, Traits.waiting()));
    PageStream stream = pipeline.stream(pages(2));
    await(entered);
    Thread.ofVirtual()
        .start(
            () -> {
              await(interrupted);
              letGo.countDown();
            });

    Thread.currentThread().interrupt();
    List<String> left = pipeline.close(LONG);
    boolean isInterrupted = Thread.interrupted();

    assertThat(isInterrupted).as("interrupt flag").isTrue();
    assertThat(left).isEmpty();
    assertThat(recognizer.closes).hasValue(1);
    assertNoNewPlatformThread();
    stream.close();
  }

  @Test
  void close_idlePipelineAndCallerInterrupted_freesEverything() {
    Closeable recognizer = new Closeable();
    Pipeline pipeline = build(with(recognizer, Traits.defaults()));
    pipeline.process(pages(1));

    Thread.currentThread().interrupt();
    List<String> left = pipeline.close(LONG);

    assertThat(Thread.interrupted()).as("interrupt flag").isTrue();
    assertThat(left).isEmpty();
    assertThat(recognizer.closes).hasValue(1);
  }

  @Test
  void close_fromAListener_returnsAndFreesAll() throws Exception {
    for (Class<?> when :
        List.of(
            PipelineEvent.PageStarted.class,
            PipelineEvent.LayoutFound.class,
            PipelineEvent.RegionRecognized.class,
            PipelineEvent.PageFinished.class,
            PipelineEvent.RunFinished.class)) {
      Closeable recognizer = new Closeable();
      Pipeline pipeline = build(with(recognizer, Traits.defaults()));
      AtomicReference<Pipeline> closing = new AtomicReference<>(pipeline);
      BlockingQueue<List<String>> closed = new ArrayBlockingQueue<>(10);

      Run run =
          pipeline.start(
              pages(3),
              RunOptions.defaults(),
              event -> {
                if (when.isInstance(event)) {
                  Pipeline first = closing.getAndSet(null);
                  if (first != null) {
                    closed.add(first.close(Duration.ofSeconds(8)));
                  }
                }
              });

      assertThat(closed.poll(10, TimeUnit.SECONDS)).as("closed at %s", when).isEmpty();
      assertThat(run.await(LONG)).isTrue();
      assertThat(recognizer.closes).as("%s", when).hasValue(1);
      assertThat(recognizer.closesInUse).hasValue(0);
    }
  }

  @Test
  void close_manyThreadsDuringARun_allReturn() throws Exception {
    Closeable recognizer = new Closeable();
    Pipeline pipeline = build(with(recognizer, Traits.defaults()));
    PageStream stream = pipeline.stream(pages(200));
    stream.iterator().next();

    List<CompletableFuture<List<String>>> closes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      closes.add(CompletableFuture.supplyAsync(() -> pipeline.close(LONG)));
    }

    for (CompletableFuture<List<String>> close : closes) {
      assertThat(close.get(12, TimeUnit.SECONDS)).isEmpty();
    }
    assertThat(recognizer.closes).hasValue(1);
    assertThat(stream.ledger().inProgress()).isZero();
  }

  @Test
  void close_limits_areChecked() {
    Pipeline pipeline = build(small(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pipeline.close(Duration.ofNanos(-1)))
        .withMessageContaining("limit");
    assertThat(pipeline.close(TimeBudgets.UNLIMITED)).isEmpty();
    assertThat(pipeline.close(Duration.ZERO)).isEmpty();
  }
}
