package io.glyphflow.core.internal.engine;

import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Starts work at a later moment. One platform thread, started with the first appointment; the work
 * itself runs on waiting threads, so that a slow listener delays nobody's deadline. Thread-safe.
 */
final class Timer {

  private final Threads threads;
  private final String name;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable ScheduledThreadPoolExecutor executor;
  private volatile @Nullable Thread thread;
  private boolean isShutDown;

  Timer(Threads threads, String name) {
    this.threads = threads;
    this.name = name;
  }

  /** Starts the work once, unless the result is cancelled before; null if it is too late. */
  @Nullable ScheduledFuture<?> after(long nanos, Runnable work) {
    return schedule(service -> service.schedule(() -> start(work), nanos, TimeUnit.NANOSECONDS));
  }

  /** Starts the work again and again until the result is cancelled; null if it is too late. */
  @Nullable ScheduledFuture<?> every(long nanos, Runnable work) {
    return schedule(
        service ->
            service.scheduleAtFixedRate(() -> start(work), nanos, nanos, TimeUnit.NANOSECONDS));
  }

  private @Nullable ScheduledFuture<?> schedule(
      Function<ScheduledThreadPoolExecutor, ScheduledFuture<?>> appointment) {
    ScheduledThreadPoolExecutor service = executor();
    try {
      return service == null ? null : appointment.apply(service);
    } catch (RejectedExecutionException e) {
      // It was shut down just now.
      return null;
    }
  }

  private void start(Runnable work) {
    var unused = threads.startWaiting(name + "-timed", work);
  }

  private @Nullable ScheduledThreadPoolExecutor executor() {
    lock.lock();
    try {
      if (executor == null && !isShutDown) {
        ScheduledThreadPoolExecutor created =
            new ScheduledThreadPoolExecutor(
                1,
                body -> {
                  Thread made = Thread.ofPlatform().name(name + "-timer").unstarted(body);
                  thread = made;
                  return made;
                });
        created.setRemoveOnCancelPolicy(true);
        created.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor = created;
      }
      return executor;
    } finally {
      lock.unlock();
    }
  }

  void shutDown() {
    lock.lock();
    try {
      isShutDown = true;
      if (executor != null) {
        executor.shutdownNow();
        executor = null;
      }
    } finally {
      lock.unlock();
    }
  }

  List<Thread> threads() {
    Thread started = thread;
    return started == null ? List.of() : List.of(started);
  }
}
