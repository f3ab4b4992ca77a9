package io.glyphflow.onnx;

import io.glyphflow.core.stage.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A call that the test gives up. */
final class TestAttempt implements Attempt {

  private final List<Runnable> hooks = new CopyOnWriteArrayList<>();
  private volatile boolean isCancelled;
  private volatile Optional<Duration> remaining = Optional.empty();

  void remaining(Duration left) {
    remaining = Optional.of(left);
  }

  void cancel() {
    isCancelled = true;
    hooks.forEach(Runnable::run);
  }

  int hooks() {
    return hooks.size();
  }

  @Override
  public Optional<Duration> remaining() {
    return remaining;
  }

  @Override
  public boolean isCancelled() {
    return isCancelled;
  }

  @Override
  public void onCancel(Runnable action) {
    hooks.add(action);
    if (isCancelled) {
      action.run();
    }
  }

  @Override
  public Reservation reserve(long bytes) {
    return () -> {};
  }
}
