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
import java.util.concurrent.CopyOnWriteArrayList;
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
  private final List<Thread> closers = new CopyOnWriteArrayList<>();
  private boolean isClosed;

  /** Makes the instances and starts the CPU threads. */
  public Engine(EngineSetup setup) {
    this.setup = setup;
    this.memory = new MemoryAccount(setup.memoryBudget());
    this.timer = new Timer(setup.threads(), setup.name());
    this.roles = Roles.of(setup);
    CpuPool started = null;
    try {
      started = new CpuPool(setup.threads(), setup.cpuThreads(), setup.name());
      this.cpu = started;
      this.keepWarm = new KeepWarm(this, setup.keepWarm());
      this.stallWatch = StallWatch.over(runs, timer, setup.stallReportAfter());
    } catch (RuntimeException | Error e) {
      timer.shutDown();
      if (started != null) {
        started.shutDown();
      }
      roles.all().forEach(InstancePool::closeIdle);
      throw e;
    }
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
    try {
      run.start();
    } catch (RuntimeException | Error e) {
      run.fail(new IllegalStateException("the run could not start", e));
      throw e;
    }
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
    List<InstancePool.Lease<R>> leases = pool.leaseAll(Lane.INTERACTIVE, this, "warm-up");
    try {
      for (R instance : pool.instances()) {
        warmUp(pool.placement(), instance, Lane.INTERACTIVE);
      }
    } finally {
      leases.forEach(InstancePool.Lease::giveBack);
    }
  }

  void warmUp(Placement placement, Role instance, Lane lane) throws InterruptedException {
    CpuCall<Boolean> call =
        new CpuCall<>(
            () -> {
              instance.warmUp();
              return true;
            },
            answer -> {},
            () -> {});
    if (placement == Placement.WAITING) {
      var unusedThread = setup.threads().startWaiting(setup.name() + "-warm-up", call);
    } else {
      var unusedSlot = cpu.execute(call, lane, this, 0);
    }
    try {
      var unused = call.await();
    } catch (InterruptedException e) {
      // The instance is in use until the call has ended, whoever waits for it.
      call.giveUp();
      call.awaitEnd();
      throw e;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("warmUp of " + instance + " failed", e);
    }
  }

  /**
   * Cancels every run and frees what can be freed within the given time. Interrupts do not cut it
   * short; the flag of an interrupted caller stays set.
   *
   * @return the names of the threads that are still there; empty if all is freed
   */
  public List<String> close(Duration limit) {
    boolean isInterrupted = Thread.interrupted();
    long now = System.nanoTime();
    long limitNanos = Math.min(limit.toSeconds(), FOREVER) * 1_000_000_000L + limit.toNanosPart();
    // A call that hangs must not use up the time in which the idle instances are closed.
    long forCalls = now + limitNanos / 4 * 3;
    long deadline = now + limitNanos;
    lock.lock();
    try {
      isClosed = true;
    } finally {
      lock.unlock();
    }
    runs.forEach(PipelineRun::abort);
    keepWarm.stop();
    stallWatch.stop();
    timer.shutDown();
    cpu.shutDown();
    for (PipelineRun run : List.copyOf(runs)) {
      isInterrupted |= untilDone(forCalls, left -> run.awaitThreads(left));
      if (run.threads().isEmpty()) {
        runs.remove(run);
      }
    }
    for (InstancePool<?> pool : roles.all()) {
      isInterrupted |= untilDone(forCalls, pool::awaitIdle);
    }
    startCloser();
    // Another thread that closes may start a closer of its own meanwhile.
    for (List<Thread> own = ownThreads();
        !own.isEmpty() && deadline - System.nanoTime() > 0;
        own = ownThreads()) {
      for (Thread thread : own) {
        isInterrupted |=
            untilDone(deadline, left -> left > 0 && thread.join(Duration.ofNanos(left)));
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
    return aliveThreads();
  }

  /** Closing an instance may hang, so it has a thread of its own, if there is one to be had. */
  private void startCloser() {
    List<Role> idle = new ArrayList<>();
    roles.all().forEach(pool -> idle.addAll(pool.takeIdle()));
    if (idle.isEmpty()) {
      return;
    }
    Runnable work = () -> InstancePool.closeAll(idle, null);
    try {
      closers.add(setup.threads().startComputing(setup.name() + "-close", work));
    } catch (RuntimeException | Error e) {
      PipelineRun.LOG.warn("no thread to close instances on; they are closed on this one", e);
      work.run();
    }
  }

  private List<Thread> ownThreads() {
    List<Thread> own = new ArrayList<>(cpu.threads());
    own.addAll(timer.threads());
    own.addAll(closers);
    own.removeIf(thread -> !thread.isAlive() || thread.equals(Thread.currentThread()));
    return own;
  }

  /** A wait that takes the nanoseconds it has left. */
  private interface TimedWait {
    boolean await(long nanos) throws InterruptedException;
  }

  /** Waits once, whatever interrupts come; returns whether one came. */
  private static boolean untilDone(long deadline, TimedWait wait) {
    boolean isInterrupted = false;
    while (true) {
      try {
        var unused = wait.await(deadline - System.nanoTime());
        return isInterrupted;
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
  }

  private List<String> aliveThreads() {
    List<String> names = new ArrayList<>();
    for (PipelineRun run : runs) {
      run.threads().workers().forEach(worker -> names.add(worker.name()));
    }
    names.remove(Thread.currentThread().getName());
    for (Thread thread : ownThreads()) {
      names.add(thread.getName());
    }
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
    return timer.every(Deadlines.nanos(interval), work);
  }
}
