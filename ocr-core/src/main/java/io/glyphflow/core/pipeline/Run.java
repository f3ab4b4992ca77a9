package io.glyphflow.core.pipeline;

import io.glyphflow.core.document.Ledger;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * A run that is on its way. Thread-safe; every method may be called from any thread and any
 * listener.
 */
public interface Run {

  /**
   * Ends the run now: pages that are not done end as {@code CANCELLED}, waiting roles are
   * interrupted, native work is told to stop and its answers are given up. Does not wait. Does
   * nothing if the run is done.
   */
  void cancel();

  /** Starts no new page and no new call until {@link #resume()}; calls in flight go on. */
  void pause();

  /** Goes on after {@link #pause()}. */
  void resume();

  /**
   * Whether every accepted page has its outcome and no more will be accepted.
   *
   * @return true once the run is over
   */
  boolean isDone();

  /**
   * The account so far.
   *
   * @return a snapshot that balances
   */
  Ledger ledger();

  /**
   * Waits until the run is done.
   *
   * @return the final account
   * @throws InterruptedException if the waiting thread is interrupted; the run goes on
   * @throws io.glyphflow.core.stage.OcrException if the run failed fast
   */
  Ledger await() throws InterruptedException;

  /**
   * Waits until the run is done, but not longer than a given time.
   *
   * @param limit how long
   * @return whether it is done
   * @throws InterruptedException if the waiting thread is interrupted; the run goes on
   */
  boolean await(Duration limit) throws InterruptedException;

  /**
   * The end of the run as a stage: completed with the account, or exceptionally if the run failed
   * fast. Dependent actions run on a thread of the pipeline's and must be quick.
   *
   * @return completed when the run is done
   */
  CompletionStage<Ledger> completion();
}
