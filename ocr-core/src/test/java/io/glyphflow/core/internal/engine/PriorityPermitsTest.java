package io.glyphflow.core.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PriorityPermitsTest {

  private final List<Thread> threads = new ArrayList<>();
  private final BlockingQueue<String> granted = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> interrupted = new LinkedBlockingQueue<>();

  @AfterEach
  void endThreads() throws InterruptedException {
    for (Thread thread : threads) {
      thread.interrupt();
      thread.join();
    }
  }

  /** A waiter in its own thread; returns once it waits, or has its permits. */
  private Thread waiter(PriorityPermits permits, long amount, Lane lane, Object run, String name) {
    int before = permits.waiting();
    int grantedBefore = granted.size();
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    permits.acquire(amount, lane, run);
                    granted.add(name);
                  } catch (InterruptedException e) {
                    interrupted.add(name);
                  }
                });
    threads.add(thread);
    while (permits.waiting() == before && granted.size() == grantedBefore) {
      Thread.onSpinWait();
    }
    return thread;
  }

  private String next() throws InterruptedException {
    return granted.poll(5, TimeUnit.SECONDS);
  }

  private void assertNobody() throws InterruptedException {
    assertThat(granted.poll(30, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void waiters_ofOneRun_goByRankAndThenInOrder() throws Exception {
    PriorityPermits permits = new PriorityPermits(1, 0);
    permits.acquire(1, Lane.BATCH, "run");
    for (String name : List.of("a1", "b2", "c1", "d3", "e2")) {
      int rank = name.charAt(1) - '0';
      var unused = permits.whenGranted(1, Lane.BATCH, "run", rank, () -> granted.add(name));
    }
    var other = permits.whenGranted(1, Lane.BATCH, "other", 0, () -> granted.add("other"));

    for (int i = 0; i < 6; i++) {
      permits.release(1, Lane.BATCH);
    }

    assertThat(granted).containsExactly("d3", "other", "b2", "e2", "a1", "c1");
    assertThat(permits.withdraw(other)).isFalse();
  }

  @Test
  void acquire_outOfBounds_isRefused() {
    PriorityPermits permits = new PriorityPermits(5, 0);
    for (long wrong : new long[] {-1, 6, Long.MAX_VALUE}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> permits.acquire(wrong, Lane.BATCH, "run"))
          .withMessageContaining("amount: " + wrong);
    }
    assertThat(permits.inUse()).isZero();
  }

  @Test
  void interactive_goesFirst_batchGetsEveryEighth() throws Exception {
    PriorityPermits permits = new PriorityPermits(1, 0);
    permits.acquire(1, Lane.BATCH, "holder");
    for (int i = 0; i < 3; i++) {
      waiter(permits, 1, Lane.BATCH, "batch", "B");
    }
    for (int i = 0; i < 24; i++) {
      waiter(permits, 1, Lane.INTERACTIVE, "interactive", "I");
    }
    StringBuilder order = new StringBuilder();
    Lane lane = Lane.BATCH;
    for (int i = 0; i < 27; i++) {
      permits.release(1, lane);
      String name = next();
      order.append(name);
      lane = "B".equals(name) ? Lane.BATCH : Lane.INTERACTIVE;
    }
    permits.release(1, lane);

    assertThat(order.toString()).isEqualTo("IIIIIIIBIIIIIIIBIIIIIIIBIII");
    assertThat(permits.inUse()).isZero();
  }

  @Test
  void runs_takeTurns() throws Exception {
    PriorityPermits permits = new PriorityPermits(1, 0);
    permits.acquire(1, Lane.BATCH, "holder");
    for (String name : List.of("a", "a", "a", "b", "b", "c")) {
      waiter(permits, 1, Lane.BATCH, name, name);
    }
    StringBuilder order = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      permits.release(1, Lane.BATCH);
      order.append(next());
    }
    assertThat(order.toString()).isEqualTo("abcaba");
  }

  @Test
  void bigRequest_isNotStarvedBySmallOnes() throws Exception {
    PriorityPermits permits = new PriorityPermits(10, 0);
    permits.acquire(6, Lane.BATCH, "holder");
    waiter(permits, 8, Lane.BATCH, "big", "big");
    waiter(permits, 3, Lane.BATCH, "small", "small");
    assertNobody();
    assertThat(permits.tryAcquire(1, Lane.BATCH)).isFalse();

    permits.release(6, Lane.BATCH);

    assertThat(next()).isEqualTo("big");
    assertNobody();
    permits.release(8, Lane.BATCH);
    assertThat(next()).isEqualTo("small");
  }

  /** Interactive requests that always find room must not pass a batch waiter for ever. */
  @Test
  void bigBatchRequest_isNotStarvedByInteractiveOnesThatFit() {
    PriorityPermits permits = new PriorityPermits(10, 0);
    assertThat(permits.tryAcquire(1, Lane.INTERACTIVE)).isTrue();
    waiter(permits, 10, Lane.BATCH, "big", "big");
    int grants = 0;
    while (grants < 100 && permits.tryAcquire(1, Lane.INTERACTIVE)) {
      permits.release(1, Lane.INTERACTIVE);
      grants++;
    }
    assertThat(grants)
        .as("interactive grants in a row while a batch waiter is there")
        .isLessThan(8);
  }

  /** What only the reserve keeps from batch must not be kept from interactive. */
  @Test
  void interactive_batchWaitsAtItsLimit_stillGetsTheReserve() throws Exception {
    PriorityPermits permits = new PriorityPermits(8, 1);
    for (int i = 0; i < 7; i++) {
      permits.acquire(1, Lane.BATCH, "batch");
    }
    waiter(permits, 1, Lane.BATCH, "batch", "B");
    assertThat(permits.tryAcquire(1, Lane.INTERACTIVE)).isTrue();
    for (int i = 0; i < 20; i++) {
      waiter(permits, 1, Lane.INTERACTIVE, "interactive", "I" + i);
    }
    for (int i = 0; i < 20; i++) {
      permits.release(1, Lane.INTERACTIVE);
      assertThat(next()).as("the reserve is free, batch cannot have it").isEqualTo("I" + i);
    }
    permits.release(1, Lane.BATCH);
    assertThat(next()).isEqualTo("B");
  }

  @Test
  void reserve_isKeptFromBatch_butASingleGrantAlwaysFits() {
    PriorityPermits permits = new PriorityPermits(8, 2);
    assertThat(permits.tryAcquire(8, Lane.BATCH)).isTrue();
    permits.release(8, Lane.BATCH);
    assertThat(permits.tryAcquire(5, Lane.BATCH)).isTrue();
    assertThat(permits.tryAcquire(2, Lane.BATCH)).isFalse();
    assertThat(permits.tryAcquire(1, Lane.BATCH)).isTrue();
    assertThat(permits.tryAcquire(2, Lane.INTERACTIVE)).isTrue();
    assertThat(permits.inUse()).isEqualTo(8);
    assertThat(permits.peak()).isEqualTo(8);
  }

  @Test
  void waiter_interrupted_givesNothingAwayAndLetsTheNextGo() throws Exception {
    PriorityPermits permits = new PriorityPermits(10, 0);
    permits.acquire(5, Lane.BATCH, "holder");
    Thread big = waiter(permits, 10, Lane.BATCH, "big", "big");
    waiter(permits, 3, Lane.BATCH, "small", "small");
    assertNobody();

    big.interrupt();

    assertThat(next()).isEqualTo("small");
    assertThat(interrupted.poll(5, TimeUnit.SECONDS)).isEqualTo("big");
    assertThat(permits.inUse()).isEqualTo(8);
    assertThat(permits.waiting()).isZero();
  }

  @Test
  void acquire_interruptedBefore_takesNothing() {
    PriorityPermits permits = new PriorityPermits(1, 0);
    Thread.currentThread().interrupt();
    try {
      permits.acquire(1, Lane.BATCH, "run");
    } catch (InterruptedException e) {
      interrupted.add("me");
    }
    assertThat(interrupted).containsExactly("me");
    assertThat(permits.inUse()).isZero();
  }

  @Test
  void awaitUnused_waitsForTheLast() throws Exception {
    PriorityPermits permits = new PriorityPermits(2, 0);
    assertThat(permits.awaitUnused(0)).isTrue();
    permits.acquire(2, Lane.BATCH, "run");
    assertThat(permits.awaitUnused(0)).isFalse();
    assertThat(permits.awaitUnused(1_000_000)).isFalse();
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    granted.add(String.valueOf(permits.awaitUnused(Long.MAX_VALUE)));
                  } catch (InterruptedException e) {
                    interrupted.add("me");
                  }
                });
    threads.add(waiting);
    permits.release(1, Lane.BATCH);
    assertNobody();
    permits.release(1, Lane.BATCH);
    assertThat(next()).isEqualTo("true");
  }

  /**
   * Threads that take, hold, give back and are interrupted: the sum is never above the capacity.
   */
  @Test
  void anyUse_neverMoreThanTheCapacityAndAllComesBack() throws Exception {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      long capacity = random.nextLong(1, 21);
      PriorityPermits permits = new PriorityPermits(capacity, capacity / 8);
      AtomicLong held = new AtomicLong();
      AtomicLong tooMany = new AtomicLong();
      List<Thread> users = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        Random own = new Random(seed * 31 + i);
        Lane lane = own.nextInt(3) == 0 ? Lane.INTERACTIVE : Lane.BATCH;
        Object run = "run" + own.nextInt(3);
        users.add(Thread.ofVirtual().start(() -> use(permits, own, lane, run, held, tooMany)));
      }
      for (int i = 0; i < 40; i++) {
        users.get(random.nextInt(users.size())).interrupt();
      }
      for (Thread user : users) {
        user.join();
      }
      assertThat(tooMany).as("seed %s", seed).hasValue(0);
      assertThat(permits.inUse()).as("seed %s", seed).isZero();
      assertThat(permits.waiting()).as("seed %s", seed).isZero();
      assertThat(permits.peak()).isLessThanOrEqualTo(capacity);
    }
  }

  @SuppressWarnings("ThreadPriorityCheck")
  private static void use(
      PriorityPermits permits,
      Random random,
      Lane lane,
      Object run,
      AtomicLong held,
      AtomicLong tooMany) {
    for (int round = 0; round < 200; round++) {
      long amount = random.nextLong(permits.capacity() + 1);
      try {
        if (random.nextInt(4) > 0) {
          permits.acquire(amount, lane, run);
        } else if (!permits.tryAcquire(amount, lane)) {
          continue;
        }
      } catch (InterruptedException e) {
        continue;
      }
      if (held.addAndGet(amount) > permits.capacity()) {
        tooMany.incrementAndGet();
      }
      Thread.yield();
      held.addAndGet(-amount);
      permits.release(amount, lane);
    }
  }
}
