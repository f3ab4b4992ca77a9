package io.glyphflow.core.pipeline.liveness;

import io.glyphflow.core.internal.engine.Threads;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;

/**
 * Runs threads one at a time, in an order that a seed decides: every thread is virtual, its
 * continuation is a step, and of the steps that are ready one is drawn. The same seed gives the
 * same interleaving. Threads switch where they block and, half of the time, where the engine looks
 * at the clock, which it does at every hand-over.
 *
 * <p>The JDK has virtual threads with a scheduler of one's own, but no public way to them; the
 * tests open {@code java.lang} for it.
 */
final class SeededScheduler implements Threads {

  private static final Constructor<?> BUILDER = builder();

  private final Random random;
  private final List<Runnable> ready = new ArrayList<>();
  private final List<Thread> started = new ArrayList<>();
  private final Executor executor = this::submit;
  private long steps;
  private boolean isFair;

  SeededScheduler(long seed) {
    this.random = new Random(seed);
  }

  private static Constructor<?> builder() {
    try {
      Class<?> type = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder");
      Constructor<?> constructor = type.getDeclaredConstructor(Executor.class);
      constructor.setAccessible(true);
      return constructor;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("this JDK has no virtual threads with their own scheduler", e);
    }
  }

  private synchronized void submit(Runnable continuation) {
    ready.add(continuation);
    notifyAll();
  }

  /**
   * Waits for a thread that can go on. Needed where the engine waits with a limit: the JDK keeps
   * limits on a thread of its own, which may wake one of ours a moment later.
   *
   * @return false if there is none for a second
   */
  synchronized boolean awaitReady() throws InterruptedException {
    long end = System.nanoTime() + 1_000_000_000L;
    while (ready.isEmpty()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  @Override
  public Thread startWaiting(String name, Runnable body) {
    try {
      Thread thread =
          ((Thread.Builder.OfVirtual) BUILDER.newInstance(executor)).name(name).start(body);
      started.add(thread);
      return thread;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("this JDK has no virtual threads with their own scheduler", e);
    }
  }

  @Override
  public Thread startComputing(String name, Runnable body) {
    return startWaiting(name, body);
  }

  @Override
  public void requireComputing() {}

  /** A clock that goes on by a microsecond a step, and a point where threads may switch. */
  @Override
  @SuppressWarnings("ThreadPriorityCheck")
  public long nanoTime() {
    if (Thread.currentThread().isVirtual() && !isFair && random.nextBoolean()) {
      Thread.yield();
    }
    return steps * 1_000;
  }

  /** Takes one step; false if no thread can go on. */
  boolean step() {
    Runnable next;
    synchronized (this) {
      if (ready.isEmpty()) {
        return false;
      }
      next = ready.remove(isFair ? 0 : random.nextInt(ready.size()));
    }
    steps++;
    next.run();
    return true;
  }

  /** Starts a thread and runs it ahead of all others until it waits or ends. */
  void interject(String name, Runnable body) {
    Thread thread = startWaiting(name, body);
    Runnable first;
    synchronized (this) {
      first = ready.remove(ready.size() - 1);
    }
    steps++;
    first.run();
    if (thread.getState() == Thread.State.NEW) {
      throw new IllegalStateException("the interjection did not start");
    }
  }

  /** From now on threads go on in turn, for shutting down. */
  void beFair() {
    isFair = true;
  }

  long steps() {
    return steps;
  }

  /** Threads that have not ended. */
  List<String> alive() {
    return started.stream().filter(Thread::isAlive).map(Thread::getName).toList();
  }

  List<Thread> threads() {
    return started;
  }
}
