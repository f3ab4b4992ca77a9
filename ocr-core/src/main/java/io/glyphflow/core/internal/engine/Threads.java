package io.glyphflow.core.internal.engine;

/**
 * Where threads and time come from. A seam: the deterministic scheduler test runs the same engine
 * on threads that it switches itself.
 */
public interface Threads {

  /** Starts a thread that waits on queues and sockets. */
  Thread startWaiting(String name, Runnable body);

  /** Starts a thread that reads files or computes. */
  Thread startComputing(String name, Runnable body);

  /** Checks that the current thread may run native or CPU-bound work. */
  void requireComputing();

  /** As {@link System#nanoTime()}. */
  long nanoTime();

  /** The threads of production: virtual ones wait, platform ones compute. */
  static Threads system() {
    return SystemThreads.INSTANCE;
  }
}
