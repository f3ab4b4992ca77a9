package io.glyphflow.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnxruntime.OrtSession;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.testkit.check.LeakCheck;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
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

class CancelTest {

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
      while (!isRunning()) {
        Thread.onSpinWait();
      }
      long start = System.nanoTime();
      cancel.accept(caller);
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(task::get)
          .withCauseInstanceOf(InterruptedException.class);
      long nanos = System.nanoTime() - start;
      assertThat(nanos).as("of %d ms", fullNanos / 1_000_000).isLessThan(fullNanos / 10);
    }
  }

  /** Some thread is in the native run. */
  private static boolean isRunning() {
    return Thread.getAllStackTraces().values().stream()
        .anyMatch(
            stack ->
                stack.length > 0
                    && stack[0].isNativeMethod()
                    && stack[0].getClassName().equals(OrtSession.class.getName())
                    && stack[0].getMethodName().equals("run"));
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
      while (!isRunning()) {
        Thread.onSpinWait();
      }
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
}
