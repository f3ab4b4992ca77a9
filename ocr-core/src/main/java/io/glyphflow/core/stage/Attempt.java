package io.glyphflow.core.stage;

import java.time.Duration;
import java.util.Optional;

/**
 * One call of a role by a pipeline, seen from inside the call: how much time is left, whether
 * anybody still wants the answer, and memory. Roles that need none of it leave the two-argument
 * form of their method alone. Thread-safe; valid during the call.
 */
public interface Attempt {

  /**
   * Time left before the pipeline gives the call up: the smallest of what the attempt, region, page
   * and job budgets have left.
   *
   * @return the time left, zero if it is over; empty without a limit
   */
  Optional<Duration> remaining();

  /**
   * Whether the answer is no longer wanted, as the run was cancelled or the time is over.
   *
   * @return true if the call should end soon
   */
  boolean isCancelled();

  /**
   * Runs an action when the call is given up, for calls that an interrupt does not reach (a native
   * kernel). It runs at most once, on another thread, at once if the call is given up already; it
   * is not run once the call has returned.
   *
   * @param action must be quick and must not throw
   */
  void onCancel(Runnable action);

  /**
   * Takes memory for an encoded request from the run's memory budget, waiting until there is some.
   *
   * @param bytes how much
   * @return to be closed when the bytes are free again
   * @throws InterruptedException if the call is given up while waiting
   * @throws PermanentOcrException with {@code INPUT_LIMIT} if the budget could never give that much
   */
  Reservation reserve(long bytes) throws InterruptedException;

  /** Memory that was taken from the budget. Closing twice does nothing. Thread-safe. */
  interface Reservation extends AutoCloseable {

    /** Gives the bytes back. */
    @Override
    void close();
  }

  /**
   * An attempt without limits, for calling a role outside a pipeline.
   *
   * @return an attempt that never ends early
   */
  static Attempt unlimited() {
    return UnlimitedAttempt.INSTANCE;
  }
}
