package io.glyphflow.layout.postprocess;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Workspaces that wait for their next page, as many as callers that worked at once, up to a limit.
 * Nobody waits for one: who finds none makes one. Thread-safe.
 */
final class WorkspacePool {

  private static final int MAX_IDLE = 16;

  /** A page with more detections than any usual one has does not leave its memory behind. */
  private static final int MAX_KEPT = 32_768;

  private final AtomicReferenceArray<@Nullable Workspace> idle =
      new AtomicReferenceArray<>(MAX_IDLE);

  Workspace take() {
    for (int i = 0; i < MAX_IDLE; i++) {
      Workspace space = idle.get(i) == null ? null : idle.getAndSet(i, null);
      if (space != null) {
        return space;
      }
    }
    return new Workspace();
  }

  void give(Workspace space) {
    if (space.capacity() > MAX_KEPT) {
      return;
    }
    for (int i = 0; i < MAX_IDLE; i++) {
      if (idle.get(i) == null && idle.compareAndSet(i, null, space)) {
        return;
      }
    }
  }
}
