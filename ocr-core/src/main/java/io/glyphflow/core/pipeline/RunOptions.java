package io.glyphflow.core.pipeline;

import java.time.Duration;
import java.util.Objects;

/**
 * How one run goes. Immutable, safe for any thread.
 *
 * @param isInteractive whether the run goes ahead of batch runs wherever they share something; by
 *     default false. A batch run still gets at least every eighth turn
 * @param order in which order pages are given out; by default {@link Order#INPUT}
 * @param window pages that are accepted and not yet taken by the consumer, at most; 1 to 1,000,000,
 *     by default 128. A consumer that is slow holds the loader back here
 * @param failurePolicy what to do about failures; by default {@link FailurePolicy#keepGoing()}
 * @param timeBudgets how long things may take; by default {@link TimeBudgets#defaults()}
 */
public record RunOptions(
    boolean isInteractive,
    Order order,
    int window,
    FailurePolicy failurePolicy,
    TimeBudgets timeBudgets) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if {@code window} is not within 1..1,000,000
   */
  public RunOptions {
    Objects.requireNonNull(order, "order");
    Objects.requireNonNull(failurePolicy, "failurePolicy");
    Objects.requireNonNull(timeBudgets, "timeBudgets");
    if (window < 1 || window > 1_000_000) {
      throw new IllegalArgumentException("window: " + window + ", must be within 1..1000000");
    }
  }

  /**
   * A batch run in input order.
   *
   * @return the defaults
   */
  public static RunOptions defaults() {
    return new RunOptions(
        false, Order.INPUT, 128, FailurePolicy.keepGoing(), TimeBudgets.defaults());
  }

  /**
   * A run that somebody is waiting for.
   *
   * @return the defaults, ahead of batch runs
   */
  public static RunOptions interactive() {
    return new RunOptions(
        true, Order.INPUT, 128, FailurePolicy.keepGoing(), TimeBudgets.defaults());
  }

  /**
   * The same in another order.
   *
   * @param wanted the order
   * @return a copy
   */
  public RunOptions order(Order wanted) {
    return new RunOptions(isInteractive, wanted, window, failurePolicy, timeBudgets);
  }

  /**
   * The same with another window.
   *
   * @param pages accepted and not yet taken, at most
   * @return a copy
   */
  public RunOptions window(int pages) {
    return new RunOptions(isInteractive, order, pages, failurePolicy, timeBudgets);
  }

  /**
   * The same with another failure policy.
   *
   * @param policy what to do about failures
   * @return a copy
   */
  public RunOptions failurePolicy(FailurePolicy policy) {
    return new RunOptions(isInteractive, order, window, policy, timeBudgets);
  }

  /**
   * The same with other time budgets.
   *
   * @param budgets how long things may take
   * @return a copy
   */
  public RunOptions timeBudgets(TimeBudgets budgets) {
    return new RunOptions(isInteractive, order, window, failurePolicy, budgets);
  }

  /**
   * The same with another job budget.
   *
   * @param limit from the start of the run
   * @return a copy
   */
  public RunOptions deadline(Duration limit) {
    return timeBudgets(timeBudgets.withJob(limit));
  }
}
