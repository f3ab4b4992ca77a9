package io.glyphflow.core.internal.engine;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.StageName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bounded queue and the workers that pull from it. Workers start as work arrives, up to a limit,
 * and end with the run. Thread-safe.
 */
final class Stage<T extends Task> {

  /** What a worker does with a task. Returns normally whatever becomes of the task. */
  interface Handler<T extends Task> {
    /**
     * Takes care of a task.
     *
     * @param stage the stage, from whose queue a batch may be filled up
     * @throws InterruptedException only if the run is stopping
     */
    void handle(Worker worker, T task, Stage<T> stage) throws InterruptedException;
  }

  private final PipelineRun run;
  private final StageName name;
  private final int capacity;
  private final int maxWorkers;
  private final Handler<T> handler;
  private final BlockingQueue<Envelope<T>> queue;
  private final AtomicInteger workers = new AtomicInteger();
  private final AtomicInteger idle = new AtomicInteger();
  private final AtomicInteger named = new AtomicInteger();
  private final ConcurrentLinkedQueue<Thread> started = new ConcurrentLinkedQueue<>();

  Stage(PipelineRun run, StageName name, int capacity, int maxWorkers, Handler<T> handler) {
    this.run = run;
    this.name = name;
    this.capacity = capacity;
    this.maxWorkers = maxWorkers;
    this.handler = handler;
    this.queue = new ArrayBlockingQueue<>(capacity);
  }

  /**
   * Hands a task over, waiting for room.
   *
   * @throws InterruptedException only if the run is stopping; then the task has ended with its page
   */
  void put(T task, Worker worker) throws InterruptedException {
    Envelope<T> envelope = new Envelope.Item<>(task);
    if (!queue.offer(envelope)) {
      worker.enter(Worker.Activity.PUT);
      run.untilStopped(
          () -> {
            queue.put(envelope);
            return true;
          });
    }
    if (run.isStopping()) {
      queue.clear();
    }
    growIfBusy();
  }

  private void growIfBusy() {
    if (idle.get() > 0) {
      return;
    }
    int now = workers.get();
    while (now < maxWorkers) {
      if (workers.compareAndSet(now, now + 1)) {
        startOr(now > 0);
        return;
      }
      now = workers.get();
    }
  }

  /** Starts a worker. If that fails, others that are there do its work. */
  private void startOr(boolean hasOthers) {
    try {
      start();
    } catch (RuntimeException | Error e) {
      workers.decrementAndGet();
      if (!hasOthers) {
        throw e;
      }
      PipelineRun.LOG.warn("no further worker for the {} stage", name.label(), e);
    }
  }

  private void start() {
    String threadName = run.name() + "-" + name.label() + "-" + named.incrementAndGet();
    Thread thread = run.startWaiting(threadName, this::work);
    if (thread != null) {
      started.add(thread);
    }
  }

  private void work(Worker worker) {
    try {
      while (true) {
        worker.enter(Worker.Activity.IDLE);
        idle.incrementAndGet();
        Envelope<T> next;
        try {
          next = run.untilStopped(queue::take);
        } finally {
          idle.decrementAndGet();
        }
        switch (next) {
          case Envelope.Item<T>(T task) -> {
            if (!queue.isEmpty()) {
              growIfBusy();
            }
            handle(worker, task);
          }
          case Envelope.End<T> end -> {
            putBack(end);
            return;
          }
          case Envelope.Failed<T> failed -> {
            putBack(failed);
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      // The run is stopping, and with it this worker.
      Thread.currentThread().interrupt();
    } finally {
      workers.decrementAndGet();
    }
  }

  private void handle(Worker worker, T task) throws InterruptedException {
    try {
      handler.handle(worker, task, this);
    } catch (RuntimeException | Error e) {
      // A defect of the engine: the task ends with it, the worker goes on.
      PipelineRun.LOG.error("a defect in the {} stage", name.label(), e);
      task.fail(Failures.of(e, name, FailureCategory.INTERNAL));
    }
  }

  /** The end is there for every worker; nothing is put after it, so there is room. */
  private void putBack(Envelope<T> end) {
    queue.add(end);
  }

  /** Takes up to {@code limit} waiting tasks without waiting for more. */
  List<T> takeWaiting(int limit) {
    List<T> taken = new ArrayList<>(limit);
    while (taken.size() < limit) {
      Envelope<T> next = queue.poll();
      if (next == null) {
        break;
      }
      if (next instanceof Envelope.Item<T>(T task)) {
        taken.add(task);
      } else {
        putBack(next);
        break;
      }
    }
    return taken;
  }

  /**
   * Ends the workers in good order and waits for them. To be called when every page has its outcome
   * and the stages before this one have ended.
   *
   * @throws InterruptedException only if the run is stopping
   */
  void end() throws InterruptedException {
    if (started.isEmpty()) {
      return;
    }
    run.untilStopped(
        () -> {
          queue.put(new Envelope.End<>());
          return true;
        });
    for (Thread thread = started.poll(); thread != null; thread = started.poll()) {
      Thread one = thread;
      run.untilStopped(
          () -> {
            one.join();
            return true;
          });
    }
  }

  /** Forgets what is waiting; its pages have ended. */
  void clear() {
    queue.clear();
  }

  int waiting() {
    return queue.size();
  }

  int capacity() {
    return capacity;
  }

  StageName name() {
    return name;
  }
}
