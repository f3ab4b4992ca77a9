package io.glyphflow.core.internal.engine;

import io.glyphflow.core.document.PageResult;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber with its run, as the Reactive Streams rules ask: signals come one after the other
 * from one thread, no more pages than were requested, and none after the end. Thread-safe.
 */
final class PageSubscription implements Flow.Subscription {

  private final PipelineRun run;
  private final Flow.Subscriber<? super PageResult> subscriber;
  private final ReentrantLock lock = new ReentrantLock();
  private final Semaphore demand = new Semaphore(0);
  private boolean isUnbounded;
  private volatile boolean isCancelled;
  private volatile @Nullable IllegalArgumentException misuse;

  private PageSubscription(PipelineRun run, Flow.Subscriber<? super PageResult> subscriber) {
    this.run = run;
    this.subscriber = subscriber;
  }

  static void subscribe(
      Supplier<PipelineRun> runs, Flow.Subscriber<? super PageResult> subscriber) {
    Objects.requireNonNull(subscriber, "subscriber");
    PipelineRun run;
    try {
      run = runs.get();
    } catch (RuntimeException e) {
      subscriber.onSubscribe(new Dead());
      subscriber.onError(e);
      return;
    }
    PageSubscription subscription = new PageSubscription(run, subscriber);
    Thread unused =
        run.threads().startConsumer(run.name() + "-publish", worker -> subscription.emit());
  }

  @Override
  public void request(long pages) {
    if (pages <= 0) {
      misuse = new IllegalArgumentException("request: " + pages + ", must be > 0");
      run.cancel();
      demand.release();
      return;
    }
    lock.lock();
    try {
      if (isUnbounded) {
        return;
      }
      if (pages > Integer.MAX_VALUE / 2 || demand.availablePermits() > Integer.MAX_VALUE / 2) {
        isUnbounded = true;
        demand.release();
      } else {
        demand.release((int) pages);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void cancel() {
    isCancelled = true;
    run.cancel();
    demand.release();
  }

  private void emit() {
    try {
      subscriber.onSubscribe(this);
      while (!isCancelled) {
        Envelope<OutputWindow.Finished> next = ready();
        if (next instanceof Envelope.Item<OutputWindow.Finished>(OutputWindow.Finished page)) {
          subscriber.onNext(page.result());
        } else {
          if (!isCancelled) {
            end(next);
          }
          return;
        }
      }
    } catch (RuntimeException | Error e) {
      PipelineRun.LOG.warn("a subscriber threw; its run is cancelled", e);
      isCancelled = true;
      run.cancel();
    }
  }

  private void end(@Nullable Envelope<OutputWindow.Finished> last) {
    IllegalArgumentException wrong = misuse;
    if (wrong != null) {
      isCancelled = true;
      run.cancel();
      subscriber.onError(wrong);
    } else if (last instanceof Envelope.Failed<OutputWindow.Finished>(RuntimeException cause)) {
      subscriber.onError(cause);
    } else {
      subscriber.onComplete();
    }
  }

  /**
   * The next page once it is wanted, or the end, which needs no demand; null after a misuse or a
   * cancel. So one page at most is taken before it is wanted.
   */
  private @Nullable Envelope<OutputWindow.Finished> ready() {
    Envelope<OutputWindow.Finished> next = null;
    while (!isCancelled && misuse == null) {
      try {
        if (next == null) {
          next = run.output().take();
        }
        if (next instanceof Envelope.Item) {
          if (run.isCancelled() && demand.availablePermits() == 0) {
            return cut();
          }
          takeDemand();
        }
        if (misuse == null) {
          return next;
        }
      } catch (InterruptedException e) {
        PipelineRun.LOG.trace("cancelled from elsewhere; what is done is still given out");
      }
    }
    return null;
  }

  /** The run was ended from elsewhere, and nobody asked for what is left of it. */
  private Envelope<OutputWindow.Finished> cut() throws InterruptedException {
    Envelope<OutputWindow.Finished> last = run.output().take();
    while (last instanceof Envelope.Item) {
      last = run.output().take();
    }
    return last instanceof Envelope.Failed
        ? last
        : new Envelope.Failed<>(
            new CancellationException(
                "the run was cancelled before all of its pages were asked for"));
  }

  private void takeDemand() throws InterruptedException {
    demand.acquire();
    lock.lock();
    try {
      if (isUnbounded) {
        demand.release();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The subscription of a subscriber that gets nothing but an error. */
  private static final class Dead implements Flow.Subscription {
    @Override
    public void request(long pages) {}

    @Override
    public void cancel() {}
  }
}
