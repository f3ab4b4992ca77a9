package io.glyphflow.core.internal.engine;

import io.glyphflow.core.document.Failure;
import java.util.OptionalInt;

/**
 * A page or region on its way. Its references count who needs its pixels: the task itself until it
 * is read or ended, and each call that has it in hand.
 */
abstract class Task extends References {

  private int attempts;

  /** The page that this is, or belongs to. */
  abstract PageTask page();

  abstract OptionalInt regionId();

  /** The end of its time on the run's clock, and which budget sets it. */
  abstract Grant grant(long now);

  /** Ends with a failure, unless it has ended. */
  abstract void fail(Failure failure);

  /** Counts a try of this task alone. Tasks are tried by one worker at a time. */
  final int countAttempt() {
    return ++attempts;
  }

  /** A further stage tries it anew. */
  final void resetAttempts() {
    attempts = 0;
  }

  /** Some time, and the budget it is from. */
  record Grant(long deadline, String budget) {
    Grant min(Grant other) {
      return other.deadline < deadline ? other : this;
    }
  }
}
