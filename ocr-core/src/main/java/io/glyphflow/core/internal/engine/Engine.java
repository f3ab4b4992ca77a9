package io.glyphflow.core.internal.engine;

import io.glyphflow.core.pipeline.PipelineListener;
import io.glyphflow.core.pipeline.RunOptions;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.stage.Placement;
import io.glyphflow.core.stage.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of a pipeline share: instances, CPU threads, memory, the timer. It is closed once
 * every call in flight has ended, as closing a native engine in use ends the process. Thread-safe.
 */
public final class Engine {

  /** A limit in seconds that nobody lives to see, and that does not overflow in nanoseconds. */
  private static final long FOREVER = 4_000_000_000L;

  private final EngineSetup setup;
  private final CpuPool cpu;
  private final MemoryAccount memory;
  private final Timer timer;
  private final Roles roles;
  private final KeepWarm keepWarm;
  private final StallWatch stallWatch;
  private final AtomicInteger runNumbers = new AtomicInteger();
  private final Set<PipelineRun> runs = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final ReentrantLock closing = new ReentrantLock();
  private boolean isClosed;
  private boolean isFreed;

  /** Makes the instances and starts the CPU threads. */
  public Engine(EngineSetup setup) {
    this.setup = setup;
    this.roles = Roles.of(setup);
    this.memory = new MemoryAccount(setup.memoryBudget());
    this.cpu = new CpuPool(setup.threads(), setup.cpuThreads(), setup.name());
    this.timer = new Timer(setup.threads(), setup.name());
    this.keepWarm = new KeepWarm(this, setup.keepWarm());
    this.stallWatch = StallWatch.over(runs, timer, setup.stallReportAfter());
  }

  /**
   * Starts a run.
   *
   * @param listener hears this run besides the pipeline's own listeners
   * @throws IllegalStateException if the pipeline is closed
   */
  public PipelineRun start(
      DocumentSource source, RunOptions options, @Nullable PipelineListener listener) {
    List<PipelineListener> listeners = new ArrayList<>(setup.listeners());
    if (listener != null) {
      listeners.add(listener);
    }
    PipelineRun run;
    lock.lock();
    try {
      requireOpen();
      String name = setup.name() + "-run-" + runNumbers.incrementAndGet();
      run = new PipelineRun(this, name, source, options, listeners);
      runs.add(run);
    } finally {
      lock.unlock();
    }
    run.start();
    return run;
  }

  /** A run has a thread. */
  void began(PipelineRun run) {
    runs.add(run);
  }

  /** A run is done and all its threads are gone. */
  void ended(PipelineRun run) {
    runs.remove(run);
  }

  /** Warms every instance up, one after the other. */
  public void warmUp() throws InterruptedException {
    for (InstancePool<?> pool : roles.all()) {
      warmUp(pool);
    }
  }

  private <R extends Role> void warmUp(InstancePool<R> pool) throws InterruptedException {
    List<InstancePool.Lease<R>> leases = new ArrayList<>();
    try {
      for (int i = 0; i < pool.capacity(); i++) {
        leases.add(pool.lease(Lane.INTERACTIVE, this, "warm-up"));
      }
      for (R instance : pool.instances()) {
        warmUp(pool.placement(), instance);
      }
    } finally {
      leases.forEach(InstancePool.Lease::giveBack);
    }
  }

  void warmUp(Placement placement, Role instance) throws InterruptedException {
    if (placement == Placement.WAITING) {
      instance.warmUp();
      return;
    }
    CpuCall<Boolean> call =
        new CpuCall<>(
            () -> {
              instance.warmUp();
              return true;
            },
            answer -> {},
            () -> {});
    CpuPool.Slot slot = cpu.execute(call, Lane.INTERACTIVE, this);
    try {
      var unused = call.await();
    } catch (InterruptedException e) {
      // The instance is in use until the call has ended, whoever waits for it.
      slot.cancel();
      call.awaitEnd();
      throw e;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("warmUp of " + instance + " failed", e);
    }
  }

  /**
   * Cancels every run and frees what can be freed within the given time.
   *
   * @return the names of the threads that are still there; empty if all is freed
   */
  public List<String> close(Duration limit) {
    long deadline =
        System.nanoTime()
            + Math.min(limit.toSeconds(), FOREVER) * 1_000_000_000L
            + limit.toNanosPart();
    lock.lock();
    try {
      isClosed = true;
    } finally {
      lock.unlock();
    }
    runs.forEach(PipelineRun::cancel);
    keepWarm.stop();
    stallWatch.stop();
    timer.shutDown();
    boolean isInterrupted = false;
    try {
      for (PipelineRun run : List.copyOf(runs)) {
        if (run.awaitThreads(deadline - System.nanoTime())) {
          runs.remove(run);
        }
      }
      freeRoles(deadline);
    } catch (InterruptedException e) {
      isInterrupted = true;
    } finally {
      cpu.shutDown();
    }
    try {
      join(cpu.threads(), deadline);
      join(timer.threads(), deadline);
    } catch (InterruptedException e) {
      isInterrupted = true;
    }
    List<String> left = aliveThreads();
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
    return left;
  }

  /** Closes each owned instance when no call has it any more. */
  private void freeRoles(long deadline) throws InterruptedException {
    if (!closing.tryLock()) {
      return;
    }
    try {
      if (isFreed) {
        return;
      }
      for (InstancePool<?> pool : roles.all()) {
        if (!pool.awaitIdle(deadline - System.nanoTime())) {
          return;
        }
      }
      isFreed = true;
      roles.all().forEach(pool -> Roles.closeOwned(pool, null));
    } finally {
      closing.unlock();
    }
  }

  private static void join(List<Thread> threads, long deadline) throws InterruptedException {
    for (Thread thread : threads) {
      long left = deadline - System.nanoTime();
      if (!thread.equals(Thread.currentThread()) && left > 0) {
        var unused = thread.join(Duration.ofNanos(left));
      }
    }
  }

  private List<String> aliveThreads() {
    List<String> names = new ArrayList<>();
    for (PipelineRun run : runs) {
      run.threads().workers().forEach(worker -> names.add(worker.name()));
    }
    List<Thread> own = new ArrayList<>(cpu.threads());
    own.addAll(timer.threads());
    for (Thread thread : own) {
      if (thread.isAlive()) {
        names.add(thread.getName());
      }
    }
    names.remove(Thread.currentThread().getName());
    names.sort(null);
    return names;
  }

  private void requireOpen() {
    if (isClosed) {
      throw new IllegalStateException("the pipeline is closed");
    }
  }

  Threads threads() {
    return setup.threads();
  }

  CpuPool cpu() {
    return cpu;
  }

  /** The bytes held now and at most, for tests and reports. */
  public MemoryAccount memory() {
    return memory;
  }

  Timer timer() {
    return timer;
  }

  Roles roles() {
    return roles;
  }

  int queueCapacity() {
    return setup.queueCapacity();
  }

  /** Instances in use now, over all roles, for tests and reports. */
  public long leasesInUse() {
    return roles.all().stream().mapToLong(pool -> pool.permits().inUse()).sum();
  }

  /** CPU threads in use now, for tests and reports. */
  public long cpuInUse() {
    return cpu.permits().inUse();
  }

  /** Runs with threads left, for tests and reports. */
  public int liveRuns() {
    return runs.size();
  }

  /** The report that a stalled run would give now. */
  public static String describe(PipelineRun run) {
    return StallWatch.report(run, Duration.ZERO).toString();
  }

  @Nullable ScheduledFuture<?> every(Duration interval, Runnable work) {
    return timer.every(interval.toNanos(), work);
  }
}
