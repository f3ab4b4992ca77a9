package io.glyphflow.testkit.fake;

import io.glyphflow.testkit.internal.Seeds;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * How long a fake takes for an item: the simulated latency of a model. Waits on a clock, uses no
 * CPU, and ends at once when its thread is interrupted. An item is known by its {@link ItemKey}, so
 * that its time depends on what it is and not on when it comes. Thread-safe.
 */
public final class ServiceTime {

  private static final ServiceTime NONE = new ServiceTime(key -> 0, false, true);

  private final ToLongFunction<String> nanos;
  private final boolean isShared;
  private final boolean isInterruptible;

  private ServiceTime(ToLongFunction<String> nanos, boolean isShared, boolean isInterruptible) {
    this.nanos = nanos;
    this.isShared = isShared;
    this.isInterruptible = isInterruptible;
  }

  /**
   * No time at all.
   *
   * @return the service time
   */
  public static ServiceTime none() {
    return NONE;
  }

  /**
   * The same time for each item.
   *
   * @param time zero or more
   * @return the service time
   * @throws IllegalArgumentException if {@code time} is negative
   */
  public static ServiceTime fixed(Duration time) {
    long each = check(time);
    return new ServiceTime(key -> each, false, true);
  }

  /**
   * The first item takes the first time, the second one the second, and so on from the start again.
   * The only service time that depends on the order of calls.
   *
   * @param times at least one
   * @return the service time
   * @throws IllegalArgumentException if there is no time or one is negative
   */
  public static ServiceTime of(Duration... times) {
    List<Duration> turns = List.of(times);
    if (turns.isEmpty()) {
      throw new IllegalArgumentException("times: none, must be at least one");
    }
    turns.forEach(ServiceTime::check);
    AtomicInteger turn = new AtomicInteger();
    return new ServiceTime(
        key -> turns.get(Math.floorMod(turn.getAndIncrement(), turns.size())).toNanos(),
        false,
        true);
  }

  /**
   * A time for each item by what it is.
   *
   * @param timeOf the time of an {@link ItemKey}
   * @return the service time
   */
  public static ServiceTime byKey(Function<String, Duration> timeOf) {
    Objects.requireNonNull(timeOf, "timeOf");
    return new ServiceTime(key -> check(timeOf.apply(key)), false, true);
  }

  /**
   * Times as model servers show them: most near the median, a few much longer. The time of an item
   * follows from the seed and its key.
   *
   * @param seed another seed gives other times
   * @param median half of the items take longer
   * @param sigma the standard deviation of the logarithm, 0 or more; 0.8 is a busy model server
   * @return the service time
   * @throws IllegalArgumentException if {@code median} or {@code sigma} is negative
   */
  public static ServiceTime logNormal(long seed, Duration median, double sigma) {
    long middle = check(median);
    if (!(sigma >= 0)) {
      throw new IllegalArgumentException("sigma: " + sigma + ", must be >= 0");
    }
    return new ServiceTime(
        key -> (long) (middle * Math.exp(sigma * Seeds.gaussian(Seeds.mix(seed, key)))),
        false,
        true);
  }

  private static long check(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("time: " + time + ", must be >= 0");
    }
    return time.toNanos();
  }

  /**
   * The same, but a batch takes as long as its slowest item, as on a graphics card. By default the
   * times of a batch add up.
   *
   * @return a copy
   */
  public ServiceTime sharedByBatch() {
    return new ServiceTime(nanos, true, isInterruptible);
  }

  /**
   * The same, but deaf to interruption, as native code is. The interrupt flag is set again in the
   * end.
   *
   * @return a copy
   */
  public ServiceTime uninterruptible() {
    return new ServiceTime(nanos, isShared, false);
  }

  /**
   * The time of an item. For {@link #of} this is a turn.
   *
   * @param key the item
   * @return zero or more
   */
  public Duration timeOf(String key) {
    return Duration.ofNanos(nanos.applyAsLong(key));
  }

  /**
   * Takes the time of an item.
   *
   * @param key the item
   * @throws InterruptedException if the thread is interrupted before or while it waits
   */
  public void serve(String key) throws InterruptedException {
    serve(List.of(key));
  }

  /**
   * Takes the time of a batch.
   *
   * @param keys its items
   * @throws InterruptedException if the thread is interrupted before or while it waits
   */
  public void serve(List<String> keys) throws InterruptedException {
    long start = System.nanoTime();
    long total = 0;
    for (String key : keys) {
      long each = nanos.applyAsLong(key);
      total = isShared ? Math.max(total, each) : total + each;
    }
    if (total > 0) {
      waitUntil(start + total);
    }
  }

  private void waitUntil(long deadline) throws InterruptedException {
    boolean isInterrupted = false;
    for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
      if (Thread.interrupted()) {
        if (isInterruptible) {
          throw new InterruptedException("interrupted " + left / 1000 + " us before the end");
        }
        isInterrupted = true;
      }
      LockSupport.parkNanos(this, left);
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
