package io.glyphflow.bench;

import java.util.List;

/** The fast and the slow ways to do the same. */
final class Arms {

  private Arms() {}

  /** Does it one way. */
  interface Trial<A, V> {
    V run(A arm) throws InterruptedException;
  }

  /**
   * Checks that every way gives the same answer.
   *
   * @throws IllegalStateException if one does not
   */
  static <A, V> void requireAlike(List<A> arms, Trial<A, V> trial) throws InterruptedException {
    V expected = trial.run(arms.get(0));
    for (A arm : arms) {
      V answer = trial.run(arm);
      if (!answer.equals(expected)) {
        throw new IllegalStateException(
            arm + " answers " + answer + ", but " + arms.get(0) + " answers " + expected);
      }
    }
  }
}
