package io.glyphflow.core.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.pipeline.Order;
import io.glyphflow.core.pipeline.TimeBudgets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The small parts: output window, references, calls, deadlines, the timer. */
@Timeout(30)
class EnginePartsTest {

  private static PageResult page(long sequence) {
    return new PageResult(
        new PageId("d", (int) sequence + 1),
        new PageOutcome.Failed(
            Failure.of(FailureCategory.LAYOUT, StageName.LAYOUT, "page " + sequence)));
  }

  private static long take(OutputWindow window) throws InterruptedException {
    assertThat(window.waiting()).isPositive();
    return ((Envelope.Item<OutputWindow.Finished>) window.take()).value().sequence();
  }

  @Test
  void window_anyOrderOfFinishing_givesOutInInputOrder() throws Exception {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      int size = 1 + random.nextInt(8);
      OutputWindow window = new OutputWindow(size, Order.INPUT);
      List<Long> open = new ArrayList<>();
      long accepted = 0;
      long taken = 0;
      long pages = 40;
      while (taken < pages) {
        int what = random.nextInt(3);
        if (what == 0 && accepted < pages && window.freePlaces() > 0) {
          window.reserve();
          open.add(accepted++);
        } else if (what == 1 && !open.isEmpty()) {
          long sequence = open.remove(random.nextInt(open.size()));
          window.finish(sequence, page(sequence));
        } else if (window.waiting() > 0) {
          assertThat(take(window)).isEqualTo(taken++);
        }
        assertThat(accepted - taken).isLessThanOrEqualTo(size);
      }
      window.end(new Envelope.End<>());
      assertThat(window.take()).isInstanceOf(Envelope.End.class);
      assertThat(window.freePlaces()).isEqualTo(size);
    }
  }

  @Test
  void window_completionOrder_givesOutAsFinished() throws Exception {
    OutputWindow window = new OutputWindow(5, Order.COMPLETION);
    List<Long> order = new ArrayList<>(IntStream.range(0, 5).mapToObj(i -> (long) i).toList());
    Collections.shuffle(order, new Random(5));
    for (long sequence : order) {
      window.reserve();
      window.finish(sequence, page(sequence));
    }
    window.end(new Envelope.End<>());
    for (long sequence : order) {
      assertThat(take(window)).isEqualTo(sequence);
    }
    assertThat(window.take()).isInstanceOf(Envelope.End.class);
  }

  @Test
  void window_full_holdsTheLoaderBackUntilOneIsTaken() throws Exception {
    OutputWindow window = new OutputWindow(1, Order.INPUT);
    window.reserve();
    window.finish(0, page(0));
    CountDownLatch reserved = new CountDownLatch(1);
    Thread loader =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    window.reserve();
                    reserved.countDown();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    assertThat(reserved.await(50, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(take(window)).isZero();
    assertThat(reserved.await(5, TimeUnit.SECONDS)).isTrue();
    loader.join();
    window.cancelReservation();
    assertThat(window.freePlaces()).isEqualTo(1);
  }

  private static final class Counted extends References {
    final AtomicInteger frees = new AtomicInteger();

    @Override
    protected void free() {
      frees.incrementAndGet();
    }
  }

  @Test
  void references_lastOneFrees_andNothingAfter() {
    Counted counted = new Counted();
    assertThat(counted.tryRetain()).isTrue();
    assertThat(counted.tryRetain(3)).isTrue();
    counted.disown();
    counted.disown();
    counted.disown();
    counted.release();
    counted.release();
    counted.release();
    assertThat(counted.frees).hasValue(0);
    counted.release();
    assertThat(counted.frees).hasValue(1);
    assertThat(counted.tryRetain()).isFalse();
    assertThat(counted.tryRetain(5)).isFalse();
    counted.disown();
    assertThat(counted.frees).hasValue(1);
  }

  @Test
  void references_manyThreads_freeOnce() throws Exception {
    for (int round = 0; round < 200; round++) {
      Counted counted = new Counted();
      CountDownLatch start = new CountDownLatch(1);
      List<Thread> threads = new ArrayList<>();
      AtomicInteger usedAfterFree = new AtomicInteger();
      for (int i = 0; i < 6; i++) {
        int id = i;
        threads.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      try {
                        start.await();
                      } catch (InterruptedException e) {
                        return;
                      }
                      if (id < 3) {
                        counted.disown();
                      } else if (counted.tryRetain()) {
                        usedAfterFree.addAndGet(counted.frees.get());
                        counted.release();
                      }
                    }));
      }
      start.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(counted.frees).hasValue(1);
      assertThat(usedAfterFree).hasValue(0);
    }
  }

  @Test
  void call_answered_givesTheAnswerAndEndsOnce() throws Throwable {
    AtomicInteger disposed = new AtomicInteger();
    AtomicInteger ends = new AtomicInteger();
    CpuCall<String> call =
        new CpuCall<>(() -> "answer", d -> disposed.incrementAndGet(), ends::incrementAndGet);
    call.run();
    assertThat(call.await()).isEqualTo("answer");
    assertThat(disposed).hasValue(0);
    assertThat(ends).hasValue(1);
  }

  @Test
  void call_throws_givesTheCauseAndEndsOnce() {
    AtomicInteger ends = new AtomicInteger();
    OutOfMemoryError thrown = new OutOfMemoryError("no room");
    CpuCall<String> call =
        new CpuCall<>(
            () -> {
              throw thrown;
            },
            d -> {},
            ends::incrementAndGet);
    call.run();
    assertThatThrownBy(call::await).isSameAs(thrown);
    assertThat(ends).hasValue(1);
  }

  @Test
  void call_givenUpBeforeItRuns_isNotRun() {
    AtomicInteger runs = new AtomicInteger();
    AtomicInteger ends = new AtomicInteger();
    CpuCall<Integer> call = new CpuCall<>(runs::incrementAndGet, d -> {}, ends::incrementAndGet);
    call.giveUp();
    call.run();
    assertThat(runs).hasValue(0);
    assertThat(ends).hasValue(1);
    assertThatThrownBy(call::await).isInstanceOf(InterruptedException.class);
  }

  @Test
  void call_givenUpAfterItsAnswer_disposesOnce() {
    AtomicInteger disposed = new AtomicInteger();
    CpuCall<String> call = new CpuCall<>(() -> "a", d -> disposed.incrementAndGet(), () -> {});
    call.run();
    call.giveUp();
    call.giveUp();
    assertThat(disposed).hasValue(1);
  }

  @Test
  void call_givenUpAtAnyMoment_isInterruptedAndDisposesOnce() throws Exception {
    for (int round = 0; round < 500; round++) {
      AtomicInteger disposed = new AtomicInteger();
      AtomicInteger made = new AtomicInteger();
      AtomicInteger got = new AtomicInteger();
      CountDownLatch ended = new CountDownLatch(1);
      AtomicReference<Throwable> unexpected = new AtomicReference<>();
      CpuCall<Integer> call =
          new CpuCall<>(made::incrementAndGet, d -> disposed.incrementAndGet(), ended::countDown);
      Thread runner = Thread.ofPlatform().start(call);
      Thread waiter =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      got.addAndGet(call.await());
                    } catch (InterruptedException e) {
                      got.addAndGet(0);
                    } catch (Throwable e) {
                      unexpected.set(e);
                    }
                  });
      if (round % 2 == 0) {
        runner.join();
      }
      call.giveUp();
      runner.join();
      waiter.join();
      assertThat(ended.getCount()).isZero();
      assertThat(unexpected).hasNullValue();
      // A waiter may have taken the answer just before it was given up, never after.
      assertThat(disposed.get()).isEqualTo(made.get());
      assertThat(got.get()).isLessThanOrEqualTo(made.get());
    }
  }

  @Test
  void call_givenUpWhileItWaits_interruptsIt() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    AtomicInteger interrupts = new AtomicInteger();
    CpuCall<String> call =
        new CpuCall<>(
            () -> {
              entered.countDown();
              try {
                assertThat(new CountDownLatch(1).await(20, TimeUnit.SECONDS)).isFalse();
              } catch (InterruptedException e) {
                interrupts.incrementAndGet();
                throw e;
              }
              return "late";
            },
            d -> {},
            () -> {});
    Thread runner = Thread.ofPlatform().start(call);
    entered.await();
    call.giveUp();
    runner.join();
    assertThat(interrupts).hasValue(1);
  }

  @Test
  void call_endThrows_stillWakesTheWaiter() throws Exception {
    CpuCall<String> call =
        new CpuCall<>(
            () -> "a",
            d -> {},
            () -> {
              throw new IllegalStateException("a release that throws");
            });
    Thread runner = Thread.ofPlatform().uncaughtExceptionHandler((thread, e) -> {}).start(call);
    runner.join();
    CountDownLatch woken = new CountDownLatch(1);
    Thread waiter =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    var unused = call.await();
                    woken.countDown();
                  } catch (Throwable e) {
                    woken.countDown();
                  }
                });
    boolean isWoken = woken.await(2, TimeUnit.SECONDS);
    waiter.interrupt();
    assertThat(isWoken).isTrue();
  }

  @Test
  void deadlines_after_neverOverflows() {
    assertThat(Deadlines.after(5, Duration.ofNanos(7))).isEqualTo(12);
    assertThat(Deadlines.after(0, TimeBudgets.UNLIMITED)).isEqualTo(Deadlines.NEVER);
    assertThat(Deadlines.after(Long.MAX_VALUE / 4, Duration.ofDays(36_499))).isPositive();
    assertThat(Deadlines.after(1L << 60, Duration.ofDays(36_500))).isEqualTo(Deadlines.NEVER);
  }

  @Test
  void timer_shutDownWhileUsed_refusesQuietly() throws Exception {
    for (int round = 0; round < 300; round++) {
      Timer timer = new Timer(Threads.system(), "test");
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      CountDownLatch started = new CountDownLatch(1);
      Thread user =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      for (int i = 0; i < 2_000; i++) {
                        var unused = timer.after(TimeUnit.HOURS.toNanos(1), () -> {});
                        if (i == 100) {
                          started.countDown();
                        }
                      }
                    } catch (RuntimeException e) {
                      thrown.set(e);
                      started.countDown();
                    }
                  });
      started.await();
      timer.shutDown();
      user.join();
      assertThat(thrown).as("round %s", round).hasNullValue();
      assertThat(timer.after(1, () -> {}) == null).isTrue();
      assertThat(timer.every(1, () -> {}) == null).isTrue();
      for (Thread thread : timer.threads()) {
        thread.join();
      }
    }
  }

  @Test
  void failures_disguisedOutOfMemory_isFoundAtAnyDepth() {
    Throwable deep = new OutOfMemoryError("x");
    for (int i = 0; i < 50; i++) {
      deep = new IllegalStateException("wrapped", deep);
    }
    assertThat(Failures.of(deep, StageName.LOAD, FailureCategory.LAYOUT).category())
        .isEqualTo(FailureCategory.INPUT_LIMIT);
    IllegalStateException one = new IllegalStateException("one");
    IllegalStateException two = new IllegalStateException("two", one);
    var unused = one.initCause(two);
    assertThat(Failures.of(one, StageName.LOAD, FailureCategory.LAYOUT).category())
        .isEqualTo(FailureCategory.LAYOUT);
  }
}
