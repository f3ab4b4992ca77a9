package io.glyphflow.core.internal.engine;

import io.glyphflow.core.document.StageName;
import io.glyphflow.core.stage.Placement;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.Role;
import io.glyphflow.core.stage.Traits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The instances of a role, leased to one call at a time; an instance that takes several calls is
 * listed that many times. Shared by all runs. Thread-safe.
 */
final class InstancePool<R extends Role> {

  private final StageName stage;
  private final boolean isOwning;
  private final List<R> instances;
  private final Placement placement;
  private final int maxBatch;
  private final int capacity;
  private final PriorityPermits permits;
  private final ConcurrentLinkedDeque<R> free = new ConcurrentLinkedDeque<>();
  private final Set<Lease<R>> leases = ConcurrentHashMap.newKeySet();
  private final ReentrantLock closing = new ReentrantLock();
  private final Set<R> closed = Collections.newSetFromMap(new IdentityHashMap<>());

  InstancePool(StageName stage, Pool<? extends R> pool) {
    this.stage = stage;
    this.isOwning = pool.isOwning();
    this.instances = new ArrayList<>(pool.instantiate());
    int slots = 0;
    int batch = Integer.MAX_VALUE;
    Placement where = Placement.WAITING;
    try {
      for (R instance : instances) {
        Traits traits = pool.traits().orElseGet(instance::traits);
        batch = Math.min(batch, traits.maxBatch());
        where = traits.placement() == Placement.CPU ? Placement.CPU : where;
        for (int i = 0; i < traits.concurrency(); i++) {
          free.add(instance);
          slots++;
        }
      }
    } catch (RuntimeException | Error e) {
      if (isOwning) {
        closeAll(instances, e);
      }
      throw e;
    }
    this.maxBatch = batch;
    this.placement = where;
    this.capacity = slots;
    this.permits = new PriorityPermits(slots, 0);
  }

  /** Waits for an instance. */
  Lease<R> lease(Lane lane, Object run, String holder) throws InterruptedException {
    permits.acquire(1, lane, run);
    return leased(lane, holder);
  }

  /** An instance if one is free and nobody waits for it. */
  @Nullable Lease<R> tryLease(Lane lane, String holder) {
    return permits.tryAcquire(1, lane) ? leased(lane, holder) : null;
  }

  private Lease<R> leased(Lane lane, String holder) {
    R instance = free.pollFirst();
    if (instance == null) {
      throw new IllegalStateException("a permit without an instance");
    }
    Lease<R> lease = new Lease<>(this, instance, lane, holder);
    leases.add(lease);
    return lease;
  }

  private void giveBack(Lease<R> lease) {
    leases.remove(lease);
    free.addFirst(lease.instance);
    permits.release(1, lease.lane);
  }

  /** The items that one of several callers should take when {@code waiting} are there. */
  int fairBatch(int waiting) {
    long idle = capacity - permits.inUse() + 1;
    return (int) Math.min(maxBatch, (waiting + idle - 1) / idle);
  }

  /** Waits for every instance at once, so that two who do so cannot wait for each other. */
  List<Lease<R>> leaseAll(Lane lane, Object run, String holder) throws InterruptedException {
    permits.acquire(capacity, lane, run);
    List<Lease<R>> all = new ArrayList<>(capacity);
    for (int i = 0; i < capacity; i++) {
      all.add(leased(lane, holder));
    }
    return all;
  }

  /** Waits until no call has an instance; false if that takes too long. */
  boolean awaitIdle(long nanos) throws InterruptedException {
    return permits.awaitUnused(nanos);
  }

  /**
   * The instances that the pipeline made and no call has now, to be closed; each is given out once.
   */
  List<R> takeIdle() {
    if (!isOwning) {
      return List.of();
    }
    closing.lock();
    try {
      List<R> idle = new ArrayList<>();
      for (R instance : instances) {
        if (instance instanceof AutoCloseable
            && Collections.frequency(free, instance) == capacity / instances.size()
            && closed.add(instance)) {
          idle.add(instance);
        }
      }
      return idle;
    } finally {
      closing.unlock();
    }
  }

  /** Closes the instances that the pipeline made and no call has now. */
  void closeIdle() {
    closeAll(takeIdle(), null);
  }

  /** Closes what can be closed. A trouble is added to {@code because}, or logged. */
  static void closeAll(List<? extends Role> roles, @Nullable Throwable because) {
    for (Role role : roles) {
      if (role instanceof AutoCloseable closeable) {
        try {
          closeable.close();
        } catch (Exception | Error e) {
          if (because != null) {
            because.addSuppressed(e);
          } else {
            PipelineRun.LOG.warn("{} could not be closed", role.getClass().getName(), e);
          }
        }
      }
    }
  }

  StageName stage() {
    return stage;
  }

  Placement placement() {
    return placement;
  }

  int maxBatch() {
    return maxBatch;
  }

  int capacity() {
    return capacity;
  }

  List<R> instances() {
    return instances;
  }

  PriorityPermits permits() {
    return permits;
  }

  boolean isOwning() {
    return isOwning;
  }

  /** Who holds the instances, for the stall report. */
  List<String> holders() {
    return leases.stream().map(lease -> lease.holder).sorted().toList();
  }

  /** One instance for one call. */
  static final class Lease<R extends Role> {
    private final InstancePool<R> pool;
    private final R instance;
    private final Lane lane;
    private final String holder;
    private final AtomicBoolean isHeld = new AtomicBoolean(true);

    Lease(InstancePool<R> pool, R instance, Lane lane, String holder) {
      this.pool = pool;
      this.instance = instance;
      this.lane = lane;
      this.holder = holder;
    }

    R instance() {
      return instance;
    }

    /** To be called when the call has ended. */
    void giveBack() {
      if (isHeld.compareAndSet(true, false)) {
        pool.giveBack(this);
      }
    }

    /** The call does not end in time. An instance that takes several calls can take another one. */
    void giveUp() {
      if (pool.capacity() > pool.instances().size()) {
        giveBack();
      }
    }
  }
}
