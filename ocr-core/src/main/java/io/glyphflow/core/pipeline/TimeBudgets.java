package io.glyphflow.core.pipeline;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * How long things may take. Budgets nest, job over page over region over attempt: each grant is the
 * smaller of what is asked and what is left. A page whose time is over keeps the regions that were
 * read and fails the others with {@code TIMEOUT}. The clocks go on while a run is paused.
 * Immutable, safe for any thread.
 *
 * @param job from the start of the run; by default unlimited
 * @param page from the moment the page is accepted; by default unlimited
 * @param region from the first attempt to read or translate the region; by default unlimited
 * @param attempt one call of a role; by default 5 minutes. A role that waits is interrupted; native
 *     work cannot be stopped, so its answer is given up and its instance comes back when it ends
 */
public record TimeBudgets(Duration job, Duration page, Duration region, Duration attempt) {

  /** No limit. */
  public static final Duration UNLIMITED = ChronoUnit.FOREVER.getDuration();

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is zero or negative
   */
  public TimeBudgets {
    requirePositive("job", job);
    requirePositive("page", page);
    requirePositive("region", region);
    requirePositive("attempt", attempt);
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + ": " + value + ", must be > 0");
    }
  }

  /**
   * Five minutes an attempt, no other limit.
   *
   * @return the defaults
   */
  public static TimeBudgets defaults() {
    return new TimeBudgets(UNLIMITED, UNLIMITED, UNLIMITED, Duration.ofMinutes(5));
  }

  /**
   * The same with another job budget.
   *
   * @param limit from the start of the run
   * @return a copy
   */
  public TimeBudgets withJob(Duration limit) {
    return new TimeBudgets(limit, page, region, attempt);
  }

  /**
   * The same with another page budget.
   *
   * @param limit from the moment the page is accepted
   * @return a copy
   */
  public TimeBudgets withPage(Duration limit) {
    return new TimeBudgets(job, limit, region, attempt);
  }

  /**
   * The same with another region budget.
   *
   * @param limit from the first attempt
   * @return a copy
   */
  public TimeBudgets withRegion(Duration limit) {
    return new TimeBudgets(job, page, limit, attempt);
  }

  /**
   * The same with another attempt budget.
   *
   * @param limit one call of a role
   * @return a copy
   */
  public TimeBudgets withAttempt(Duration limit) {
    return new TimeBudgets(job, page, region, limit);
  }
}
