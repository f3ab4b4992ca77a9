package io.glyphflow.onnx;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what is held outside the heap. Thread-safe. */
final class Handles {

  private static final AtomicLong LIVE = new AtomicLong();

  private Handles() {}

  static void opened() {
    LIVE.incrementAndGet();
  }

  static void closed() {
    LIVE.decrementAndGet();
  }

  static long live() {
    return LIVE.get();
  }
}
