package io.glyphflow.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Items through a chain of bare queues between virtual threads: the floor that nothing beats. */
final class BareQueues {

  private static final int CAPACITY = 64;
  private static final Object END = new Object();

  private BareQueues() {}

  /** Sends items over a number of hops; returns how many arrived. */
  static long run(int hops, long items) throws InterruptedException {
    List<BlockingQueue<Object>> queues = new ArrayList<>();
    for (int i = 0; i < hops; i++) {
      queues.add(new ArrayBlockingQueue<>(CAPACITY));
    }
    long[] arrived = new long[1];
    Object item = new Object();
    Workers.run(
        hops + 1,
        number -> {
          if (number == 0) {
            for (long i = 0; i < items; i++) {
              queues.get(0).put(item);
            }
            queues.get(0).put(END);
            return;
          }
          BlockingQueue<Object> in = queues.get(number - 1);
          for (Object next = in.take(); ; next = in.take()) {
            if (number < hops) {
              queues.get(number).put(next);
            }
            if (next.equals(END)) {
              return;
            }
            if (number == hops) {
              arrived[0]++;
            }
          }
        });
    return arrived[0];
  }
}
