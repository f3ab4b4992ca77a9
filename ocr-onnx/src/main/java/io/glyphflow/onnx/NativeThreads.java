package io.glyphflow.onnx;

import ai.onnxruntime.OrtException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Platform threads for runs that virtual threads wait for: a native call would hold on to its
 * carrier, and a few of them would stop all virtual threads of the process. As many as there are
 * processors, started when needed, ended when idle or closed. Thread-safe.
 */
final class NativeThreads implements AutoCloseable {

  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor threads;

  NativeThreads() {
    int count = Runtime.getRuntime().availableProcessors();
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("glyphflow-onnx-", 1).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** Native work. */
  interface Work {
    void run() throws OrtException;
  }

  /** Does a single piece of work on a platform thread of its own, for a virtual one. */
  static void runApart(String name, Work work) throws OrtException {
    Handover handover = new Handover(work);
    var unused = Thread.ofPlatform().name("glyphflow-onnx-" + name).start(handover);
    handover.await(() -> {});
  }

  /** Hands work over; its caller then {@linkplain Handover#await waits} for it. */
  void start(Handover work) {
    threads.execute(work);
  }

  /** No work may come after this. Returns once all threads have ended, whatever interrupts come. */
  @Override
  public void close() {
    threads.close();
  }

  /** A piece of work that another thread waits for. */
  static final class Handover implements Runnable {

    private final Work work;
    private final AtomicBoolean isTaken = new AtomicBoolean();
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    Handover(Work work) {
      this.work = work;
    }

    @Override
    public void run() {
      if (!isTaken.compareAndSet(false, true)) {
        return;
      }
      try {
        work.run();
        end.complete(null);
      } catch (Throwable e) {
        end.completeExceptionally(e);
      }
    }

    /** Leaves the work alone if no thread has begun it. */
    void giveUp() {
      if (isTaken.compareAndSet(false, true)) {
        end.complete(null);
      }
    }

    /**
     * Waits until no thread is at work any more, as the memory that it works on is the caller's. An
     * interrupt is there afterwards.
     *
     * @param onInterrupt ends the work early
     */
    void await(Runnable onInterrupt) throws OrtException {
      boolean isInterrupted = false;
      try {
        while (true) {
          try {
            var unused = end.get();
            return;
          } catch (InterruptedException e) {
            isInterrupted = true;
            onInterrupt.run();
          }
        }
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case OrtException trouble -> throw trouble;
          case RuntimeException trouble -> throw trouble;
          case Error trouble -> throw trouble;
          case null, default -> throw new AssertionError(e);
        }
      } finally {
        if (isInterrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
