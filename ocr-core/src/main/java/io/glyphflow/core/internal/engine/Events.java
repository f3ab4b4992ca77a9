package io.glyphflow.core.internal.engine;

import io.glyphflow.core.pipeline.PipelineEvent;
import io.glyphflow.core.pipeline.PipelineListener;
import java.util.List;

/** Tells listeners, and keeps their exceptions away from the work. Thread-safe. */
final class Events {

  private final List<PipelineListener> listeners;
  private final boolean wantsPixels;

  Events(List<PipelineListener> listeners) {
    this.listeners = List.copyOf(listeners);
    this.wantsPixels = this.listeners.stream().anyMatch(PipelineListener::wantsPixels);
  }

  /** Whether somebody wants the pixels of pages that were read. */
  boolean wantsPixels() {
    return wantsPixels;
  }

  boolean isHeard() {
    return !listeners.isEmpty();
  }

  void tell(PipelineEvent event) {
    for (PipelineListener listener : listeners) {
      if (event instanceof PipelineEvent.PageRead && !listener.wantsPixels()) {
        continue;
      }
      try {
        listener.onEvent(event);
      } catch (Exception | Error e) {
        PipelineRun.LOG.warn(
            "a listener threw on {}; ignored", event.getClass().getSimpleName(), e);
      }
    }
  }
}
