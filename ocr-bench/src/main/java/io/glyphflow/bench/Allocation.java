package io.glyphflow.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Bytes that all threads ever allocated, virtual ones included, as they run on carriers. */
final class Allocation {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static volatile Object sink = new byte[0];

  private Allocation() {}

  static long total() {
    return THREADS.getTotalThreadAllocatedBytes();
  }

  /** Of the calling thread alone, exact. */
  static long ofThisThread() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  /** What the counter sees of a known allocation on a virtual thread, as a share of it. */
  static double seenOfVirtualThreads() throws InterruptedException {
    int arrays = 64;
    int bytes = 1 << 20;
    long before = total();
    Thread.ofVirtual()
        .start(
            () -> {
              for (int i = 0; i < arrays; i++) {
                sink = new byte[bytes];
              }
            })
        .join();
    long seen = total() - before;
    return (double) seen / ((long) arrays * bytes);
  }
}
