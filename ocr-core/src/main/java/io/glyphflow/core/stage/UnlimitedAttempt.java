package io.glyphflow.core.stage;

import java.time.Duration;
import java.util.Optional;

/** The attempt of a call outside a pipeline. */
enum UnlimitedAttempt implements Attempt {
  INSTANCE;

  @Override
  public Optional<Duration> remaining() {
    return Optional.empty();
  }

  @Override
  public boolean isCancelled() {
    return false;
  }

  @Override
  public void onCancel(Runnable action) {}

  @Override
  public Reservation reserve(long bytes) {
    return () -> {};
  }
}
