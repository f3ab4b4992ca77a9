package io.glyphflow.core.internal.engine;

/** What travels through a queue. */
sealed interface Envelope<T> {

  /** Work, or a result. */
  record Item<T>(T value) implements Envelope<T> {}

  /** Nothing comes after this. */
  record End<T>() implements Envelope<T> {}

  /** Nothing comes after this, as the run failed. */
  record Failed<T>(RuntimeException cause) implements Envelope<T> {}
}
