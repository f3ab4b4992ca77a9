package io.glyphflow.core.pipeline;

import java.time.Duration;
import java.util.Objects;

/**
 * What a run does about failures. Immutable, safe for any thread.
 *
 * @param isFailFast whether the first page that is not read completely ends the run with an
 *     exception; by default false: failures are values and the run goes on
 * @param maxAttempts attempts for an item that meets a passing trouble: a {@code
 *     TransientOcrException}, or the end of an attempt's time on a role that waits. Native work
 *     that does not end in time is not tried again. 1 to 100, by default 3
 * @param backoff the longest pause before the second attempt; it doubles for each further one, and
 *     the actual pause is drawn at random below it; by default 200 ms
 */
public record FailurePolicy(boolean isFailFast, int maxAttempts, Duration backoff) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if {@code maxAttempts} is not within 1..100 or {@code backoff}
   *     not within 0..1 hour
   */
  public FailurePolicy {
    Objects.requireNonNull(backoff, "backoff");
    if (maxAttempts < 1 || maxAttempts > 100) {
      throw new IllegalArgumentException("maxAttempts: " + maxAttempts + ", must be within 1..100");
    }
    if (backoff.isNegative() || backoff.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("backoff: " + backoff + ", must be within 0..1 h");
    }
  }

  /**
   * The run goes on whatever fails.
   *
   * @return the defaults
   */
  public static FailurePolicy keepGoing() {
    return new FailurePolicy(false, 3, Duration.ofMillis(200));
  }

  /**
   * The first page that is not read completely ends the run.
   *
   * @return the policy
   */
  public static FailurePolicy failFast() {
    return new FailurePolicy(true, 3, Duration.ofMillis(200));
  }

  /**
   * The same with another number of attempts.
   *
   * @param attempts 1 to 100; 1 never retries
   * @return a copy
   */
  public FailurePolicy withMaxAttempts(int attempts) {
    return new FailurePolicy(isFailFast, attempts, backoff);
  }

  /**
   * The same with another pause.
   *
   * @param longest before the second attempt
   * @return a copy
   */
  public FailurePolicy withBackoff(Duration longest) {
    return new FailurePolicy(isFailFast, maxAttempts, longest);
  }
}
