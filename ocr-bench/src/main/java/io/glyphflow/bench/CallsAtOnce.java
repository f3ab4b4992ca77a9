package io.glyphflow.bench;

import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.pipeline.PipelineEvent;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Some calls at the same moment, as many as there are instances: each should take as long as one
 * alone. Both arms give the same texts.
 */
public final class CallsAtOnce implements AutoCloseable {

  /** The ways to do it. */
  public enum Arm {
    /** Ours: each call leases an instance of its own. */
    LEASES,
    /** Slow: thread pools hand calls and answers over, and all calls take one lock. */
    LOCK_AND_HAND_OFF
  }

  private final Arm arm;
  private final int calls;
  private final double millis;
  private final Pipeline pipeline;
  private final ExecutorService workers;
  private final ExecutorService answers;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLongArray ends;
  private final AtomicIntegerArray told;

  CallsAtOnce(Arm arm, int calls, double millis) {
    this.arm = arm;
    this.calls = calls;
    this.millis = millis;
    this.ends = new AtomicLongArray(calls);
    this.told = new AtomicIntegerArray(calls);
    this.workers = Executors.newFixedThreadPool(calls);
    this.answers = Executors.newFixedThreadPool(2);
    this.pipeline =
        Pipeline.builder()
            .layoutDetector(Rows.of(calls))
            .recognizer(Pool.<Recognizer>of(calls, () -> this::read).with(Traits.waiting()))
            .listener(this::hear)
            .build();
  }

  /** Makes the calls; returns the latency of each, nanoseconds, the shortest first. */
  double[] run() throws InterruptedException {
    long start = System.nanoTime();
    if (arm == Arm.LEASES) {
      var unused = pipeline.process(FreePages.of(1));
    } else {
      handOff();
    }
    double[] latencies = new double[calls];
    for (int i = 0; i < calls; i++) {
      latencies[i] = ends.get(i) - start;
    }
    Arrays.sort(latencies);
    return latencies;
  }

  /** How often each call was answered since the start. */
  String answered() {
    return told.toString();
  }

  private void hear(PipelineEvent event) {
    if (event instanceof PipelineEvent.RegionRecognized read) {
      answered(read.result().id());
    }
  }

  private void answered(int call) {
    ends.set(call, System.nanoTime());
    told.incrementAndGet(call);
  }

  private List<RegionContent> read(List<RegionCrop> crops) throws InterruptedException {
    Waits.millis(millis);
    return List.of(RegionContent.text("text " + crops.get(0).region().id()));
  }

  private void handOff() throws InterruptedException {
    List<Future<Integer>> called = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      int call = i;
      called.add(
          workers.submit(
              () -> {
                lock.lock();
                try {
                  Waits.millis(millis);
                } finally {
                  lock.unlock();
                }
                return ManyCalls.get(answers.submit(() -> answered(call), call));
              }));
    }
    for (Future<Integer> one : called) {
      var unused = ManyCalls.get(one);
    }
  }

  @Override
  public void close() {
    pipeline.close();
    workers.shutdownNow();
    answers.shutdownNow();
  }
}
