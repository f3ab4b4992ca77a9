package io.glyphflow.core.internal.engine;

import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.pipeline.Order;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Finished pages on their way to the consumer. A page takes a place in the window before it is
 * accepted and gives it back when the consumer takes its result, so there are never more results
 * here than the queue can hold, and no producer ever waits. Thread-safe; one consumer.
 */
final class OutputWindow {

  /** A page with its place in the input. */
  record Finished(long sequence, PageResult result) {}

  private final int size;
  private final Order order;
  private final Semaphore places;
  private final BlockingQueue<Envelope<Finished>> finished;
  private final ReentrantLock lock = new ReentrantLock();
  private final @Nullable PageResult[] held;
  private long next;

  OutputWindow(int size, Order order) {
    this.size = size;
    this.order = order;
    this.places = new Semaphore(size);
    this.finished = new ArrayBlockingQueue<>(size + 1);
    this.held = new @Nullable PageResult[order == Order.INPUT ? size : 0];
  }

  /** Waits for a place for one page. */
  void reserve() throws InterruptedException {
    places.acquire();
  }

  /** Gives back a place that no page was accepted for. */
  void cancelReservation() {
    places.release();
  }

  /** A page is done. */
  void finish(long sequence, PageResult result) {
    if (order == Order.COMPLETION) {
      finished.add(new Envelope.Item<>(new Finished(sequence, result)));
      return;
    }
    lock.lock();
    try {
      held[(int) (sequence % size)] = result;
      PageResult ready = held[(int) (next % size)];
      while (ready != null) {
        held[(int) (next % size)] = null;
        finished.add(new Envelope.Item<>(new Finished(next, ready)));
        next++;
        ready = held[(int) (next % size)];
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nothing comes any more; called once, after the last page. */
  void end(Envelope<Finished> end) {
    finished.add(end);
  }

  /** Waits for the next page, or the end. */
  Envelope<Finished> take() throws InterruptedException {
    Envelope<Finished> taken = finished.take();
    if (taken instanceof Envelope.Item) {
      places.release();
    }
    return taken;
  }

  /** Finished pages that the consumer has not taken, those held back for order not counted. */
  int waiting() {
    return finished.size();
  }

  int size() {
    return size;
  }

  int freePlaces() {
    return places.availablePermits();
  }
}
