package io.glyphflow.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServiceTimeTest {

  @Test
  void none_serve_takesNoTime() throws InterruptedException {
    assertThat(took(ServiceTime.none(), List.of("a", "b"))).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void fixed_batchOfThree_takesTheSum() throws InterruptedException {
    ServiceTime time = ServiceTime.fixed(Duration.ofMillis(10));

    assertThat(took(time, List.of("a", "b", "c"))).isGreaterThanOrEqualTo(Duration.ofMillis(30));
  }

  @Test
  void sharedByBatch_batchOfManyItems_takesTheSlowest() throws InterruptedException {
    ServiceTime time = ServiceTime.of(Duration.ofMillis(1), Duration.ofMillis(20)).sharedByBatch();
    List<String> keys = IntStream.range(0, 1_000).mapToObj(Integer::toString).toList();

    assertThat(took(time, keys)).isBetween(Duration.ofMillis(20), Duration.ofSeconds(5));
  }

  @Test
  void of_severalTimes_comeInTurn() {
    ServiceTime time = ServiceTime.of(Duration.ofMillis(1), Duration.ofMillis(2));

    assertThat(List.of(time.timeOf("x"), time.timeOf("x"), time.timeOf("x")))
        .containsExactly(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(1));
  }

  @Test
  void byKey_eachItem_hasItsTime() {
    ServiceTime time = ServiceTime.byKey(key -> Duration.ofMillis(key.length()));

    assertThat(time.timeOf("abc")).isEqualTo(Duration.ofMillis(3));
  }

  @Test
  void logNormal_sameSeed_givesTheSameTimesAroundTheMedian() {
    ServiceTime time = ServiceTime.logNormal(7, Duration.ofMillis(100), 0.8);
    ServiceTime again = ServiceTime.logNormal(7, Duration.ofMillis(100), 0.8);
    List<Duration> times =
        IntStream.range(0, 2_001).mapToObj(i -> time.timeOf("d#" + i)).sorted().toList();

    assertThat(times)
        .isEqualTo(
            IntStream.range(0, 2_001).mapToObj(i -> again.timeOf("d#" + i)).sorted().toList());
    assertThat(times.get(1_000)).isBetween(Duration.ofMillis(90), Duration.ofMillis(110));
    // one sigma, so that 16 of 100 take longer: 100 ms * e^0.8 = 223 ms
    assertThat(times.get(1_682)).isBetween(Duration.ofMillis(190), Duration.ofMillis(260));
    assertThat(ServiceTime.logNormal(8, Duration.ofMillis(100), 0.8).timeOf("d#1"))
        .isNotEqualTo(time.timeOf("d#1"));
  }

  @Test
  void serve_interrupted_throwsAtOnce() throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    CountDownLatch begun = new CountDownLatch(1);
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  begun.countDown();
                  try {
                    ServiceTime.fixed(Duration.ofHours(1)).serve("a");
                  } catch (InterruptedException e) {
                    thrown.set(e);
                  }
                });
    begun.await();
    thread.interrupt();

    assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void uninterruptible_interrupted_takesItsTimeAndKeepsTheFlag() throws InterruptedException {
    ServiceTime time = ServiceTime.fixed(Duration.ofMillis(20)).uninterruptible();
    Thread.currentThread().interrupt();

    Duration took = took(time, List.of("a"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(took).isGreaterThanOrEqualTo(Duration.ofMillis(20));
  }

  @Test
  void factories_impossibleTimes_areRefused() {
    assertThatThrownBy(() -> ServiceTime.fixed(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be >= 0");
    assertThatThrownBy(ServiceTime::of).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ServiceTime.logNormal(1, Duration.ZERO, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Duration took(ServiceTime time, List<String> keys) throws InterruptedException {
    long start = System.nanoTime();
    time.serve(keys);
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
