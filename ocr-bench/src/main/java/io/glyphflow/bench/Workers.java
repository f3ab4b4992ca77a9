package io.glyphflow.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Plain virtual threads, for the slow twins. */
final class Workers {

  private Workers() {}

  /** What one of several threads does. */
  interface Body {
    void run(int number) throws InterruptedException;
  }

  /** Starts a number of threads and waits for all of them. */
  static void run(int threads, Body body) throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    List<Thread> started = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int number = i;
      started.add(Thread.ofVirtual().start(() -> guarded(number, body, thrown)));
    }
    for (Thread thread : started) {
      thread.join();
    }
    Throwable first = thrown.get();
    if (first != null) {
      throw new IllegalStateException("a worker failed", first);
    }
  }

  private static void guarded(int number, Body body, AtomicReference<Throwable> thrown) {
    try {
      body.run(number);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      var unused = thrown.compareAndSet(null, e);
    }
  }
}
