package io.glyphflow.core.internal.engine;

import io.glyphflow.core.stage.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/** Warms up instances that nobody uses, from time to time. Never makes a call wait. */
final class KeepWarm {

  private final Engine engine;
  private final @Nullable ScheduledFuture<?> schedule;

  KeepWarm(Engine engine, @Nullable Duration interval) {
    this.engine = engine;
    this.schedule = interval == null ? null : engine.every(interval, this::warmIdle);
  }

  void stop() {
    if (schedule != null) {
      schedule.cancel(false);
    }
  }

  private void warmIdle() {
    try {
      for (InstancePool<?> pool : engine.roles().all()) {
        warmIdle(pool);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <R extends Role> void warmIdle(InstancePool<R> pool) throws InterruptedException {
    List<InstancePool.Lease<R>> idle = new ArrayList<>();
    try {
      for (int i = 0; i < pool.capacity(); i++) {
        InstancePool.Lease<R> lease = pool.tryLease(Lane.BATCH, "keep-warm");
        if (lease != null) {
          idle.add(lease);
        }
      }
      Set<R> warmed = Collections.newSetFromMap(new IdentityHashMap<>());
      for (InstancePool.Lease<R> lease : idle) {
        if (warmed.add(lease.instance())) {
          engine.warmUp(pool.placement(), lease.instance(), Lane.BATCH);
        }
        lease.giveBack();
      }
    } catch (RuntimeException e) {
      PipelineRun.LOG.warn("keeping {} warm failed", pool.stage().label(), e);
    } finally {
      idle.forEach(InstancePool.Lease::giveBack);
    }
  }
}
