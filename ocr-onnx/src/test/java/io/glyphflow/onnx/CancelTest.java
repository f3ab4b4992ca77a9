package io.glyphflow.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnxruntime.OrtSession;
import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.pipeline.FailurePolicy;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.pipeline.RunOptions;
import io.glyphflow.core.pipeline.TimeBudgets;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.core.stage.Traits;
import io.glyphflow.testkit.check.LeakCheck;
import io.glyphflow.testkit.fake.FakePages;
import io.glyphflow.testkit.fake.FakeRecognizer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class CancelTest {

  private static final Logger LOG = LoggerFactory.getLogger(CancelTest.class);
  private static final int DEPTH = 2000;
  private static final int MEASURED = 20;
  private static final int CHANNELS = 16;
  private static final int SIDE = 512;

  private static OnnxSession session;
  private static long fullNanos;

  private static LeakCheck threads;

  /** How long a whole run would take, from a hundredth of it. */
  @BeforeAll
  static void open() throws InterruptedException {
    threads = LeakCheck.of();
    session = SmallModels.open("long", SmallModels.convolutions(DEPTH, CHANNELS));
    try (OnnxSession part = SmallModels.open("part", SmallModels.convolutions(MEASURED, CHANNELS));
        SessionLease lease = part.lease()) {
      fill(lease);
      lease.run(Attempt.unlimited());
      long start = System.nanoTime();
      lease.run(Attempt.unlimited());
      fullNanos = (System.nanoTime() - start) * (DEPTH / MEASURED);
    }
  }

  @AfterAll
  static void close() {
    session.close();
    threads.check();
  }

  private static void fill(SessionLease lease) {
    Tensor tensor = lease.input("x", 1, CHANNELS, SIDE, SIDE);
    tensor.floats().put(SmallModels.values(tensor.count(), 1));
  }

  /** Runs on a thread of the kind and, once the native run is in progress, gives it up. */
  private static void giveUp(boolean isVirtual, Attempt attempt, Consumer<Thread> cancel)
      throws Exception {
    try (SessionLease lease = session.lease()) {
      fill(lease);
      FutureTask<Void> task =
          new FutureTask<>(
              () -> {
                lease.run(attempt);
                return null;
              });
      Thread caller =
          isVirtual
              ? Thread.ofVirtual().start(task)
              : Thread.ofPlatform().name("caller").start(task);
      assertThat(awaitRunner().getName()).startsWith(isVirtual ? "glyphflow-onnx-" : "caller");
      long start = System.nanoTime();
      cancel.accept(caller);
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(task::get)
          .withCauseInstanceOf(InterruptedException.class);
      long nanos = System.nanoTime() - start;
      LOG.info("given up in {} ms, whole {} ms", nanos / 1_000_000, fullNanos / 1_000_000);
      assertThat(nanos).as("of %d ms", fullNanos / 1_000_000).isLessThan(fullNanos / 10);
    }
  }

  /** The thread that is in the native run. */
  private static Optional<Thread> runner() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(
            each ->
                each.getValue().length > 0
                    && each.getValue()[0].isNativeMethod()
                    && each.getValue()[0].getClassName().equals(OrtSession.class.getName())
                    && each.getValue()[0].getMethodName().equals("run"))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static Thread awaitRunner() {
    Optional<Thread> runner = runner();
    while (runner.isEmpty()) {
      Thread.onSpinWait();
      runner = runner();
    }
    return runner.get();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void run_attemptCancelled_endsEarly(boolean isVirtual) throws Exception {
    TestAttempt attempt = new TestAttempt();
    giveUp(isVirtual, attempt, caller -> attempt.cancel());
  }

  @Test
  void run_virtualThreadInterrupted_endsEarly() throws Exception {
    giveUp(true, Attempt.unlimited(), Thread::interrupt);
  }

  /** As the engine does it: hooks and an interrupt. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void run_cancelledAndInterrupted_endsEarly(boolean isVirtual) throws Exception {
    TestAttempt attempt = new TestAttempt();
    giveUp(
        isVirtual,
        attempt,
        caller -> {
          caller.interrupt();
          attempt.cancel();
        });
  }

  @Test
  void lease_closedMeanwhile_givesItsMemoryBackAfterTheRun() throws Exception {
    long before = OnnxSession.liveHandles();
    TestAttempt attempt = new TestAttempt();
    try (OnnxSession own = SmallModels.open("own", SmallModels.convolutions(300, CHANNELS))) {
      SessionLease lease = own.lease();
      fill(lease);
      FutureTask<Void> task =
          new FutureTask<>(
              () -> {
                lease.run(attempt);
                return null;
              });
      Thread.ofPlatform().name("caller").start(task);
      var unused = awaitRunner();
      lease.close();
      attempt.cancel();
      assertThatExceptionOfType(ExecutionException.class).isThrownBy(task::get);
    }
    assertThat(OnnxSession.liveHandles()).isEqualTo(before);
  }

  /** More than there are threads: those that wait for one end at once. */
  @Test
  void run_waitingForAThread_endsAtOnce() throws Exception {
    int count = 3 * Runtime.getRuntime().availableProcessors();
    List<TestAttempt> attempts = Stream.generate(TestAttempt::new).limit(count).toList();
    CompletableFuture<?>[] runs = new CompletableFuture<?>[count];
    for (int i = 0; i < count; i++) {
      TestAttempt attempt = attempts.get(i);
      CompletableFuture<Void> run = new CompletableFuture<>();
      runs[i] = run;
      Thread.ofVirtual()
          .start(
              () -> {
                try (SessionLease lease = session.lease()) {
                  Tensor tensor = lease.input("x", 1, CHANNELS, 64, 64);
                  tensor.floats().put(SmallModels.values(tensor.count(), 1));
                  lease.run(attempt);
                  run.complete(null);
                } catch (Throwable e) {
                  run.completeExceptionally(e);
                }
              });
    }
    while (attempts.stream().anyMatch(attempt -> attempt.hooks() == 0)) {
      Thread.onSpinWait();
    }
    attempts.reversed().forEach(TestAttempt::cancel);
    for (CompletableFuture<?> run : runs) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(run::get)
          .withCauseInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void run_givenUpBefore_doesNotRun() throws Exception {
    TestAttempt cancelled = new TestAttempt();
    cancelled.cancel();
    TestAttempt expired = new TestAttempt();
    expired.remaining(Duration.ZERO);
    for (TestAttempt attempt : List.of(cancelled, expired)) {
      try (SessionLease lease = session.lease()) {
        fill(lease);
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> lease.run(attempt));
      }
    }
    try (SessionLease lease = session.lease()) {
      fill(lease);
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(InterruptedException.class)
          .isThrownBy(() -> lease.run(Attempt.unlimited()));
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  /** Hooks of calls that are over must not end those that use the memory after them. */
  @Test
  void run_afterACancelledOne_isWhole() throws InterruptedException {
    try (OnnxSession small = SmallModels.open("twice", SmallModels.twice())) {
      TestAttempt first = new TestAttempt();
      try (SessionLease lease = small.lease()) {
        for (int i = 0; i < 5; i++) {
          lease.input("x", 2);
          lease.run(first);
        }
        assertThat(first.hooks()).isEqualTo(1);
      }
      first.cancel();
      try (SessionLease lease = small.lease()) {
        lease.input("x", 2).floats().put(new float[] {1, 2});
        lease.run(new TestAttempt());
        assertThat(SmallModels.floats(lease.output("y"))).containsExactly(2, 4);
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> lease.run(first));
        lease.run(Attempt.unlimited());
        assertThat(Arrays.toString(SmallModels.floats(lease.output("y")))).isEqualTo("[2.0, 4.0]");
      }
    }
  }

  /** Inside a pipeline, on platform threads and on virtual ones. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void pipeline_timeBudgetRunsOut_endsTheRun(boolean isWaiting) {
    LayoutDetector detector =
        new LayoutDetector() {
          @Override
          public List<PageLayout> detect(List<PageInput> pages) throws InterruptedException {
            return detect(pages, Attempt.unlimited());
          }

          @Override
          public List<PageLayout> detect(List<PageInput> pages, Attempt attempt)
              throws InterruptedException {
            try (SessionLease lease = session.lease()) {
              fill(lease);
              lease.run(attempt);
              return List.of(PageLayout.of());
            }
          }

          @Override
          public Traits traits() {
            return isWaiting ? Traits.waiting() : Traits.defaults();
          }
        };
    long start = System.nanoTime();
    try (Pipeline pipeline =
        Pipeline.builder().layoutDetector(detector).recognizer(FakeRecognizer.create()).build()) {
      DocumentResult result =
          pipeline.process(
              FakePages.of("d", 1),
              RunOptions.defaults()
                  .failurePolicy(FailurePolicy.keepGoing().withMaxAttempts(1))
                  .timeBudgets(TimeBudgets.defaults().withAttempt(Duration.ofMillis(300))));
      assertThat(result.page(1).outcome())
          .isInstanceOfSatisfying(
              PageOutcome.Failed.class,
              failed -> assertThat(failed.failure().category()).isEqualTo(FailureCategory.TIMEOUT));
    }
    // The pipeline closed only once nobody was at work any more.
    assertThat(System.nanoTime() - start).isLessThan(fullNanos / 2);
  }
}
