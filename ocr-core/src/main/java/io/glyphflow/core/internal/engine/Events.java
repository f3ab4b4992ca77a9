package io.glyphflow.core.internal.engine;

import io.glyphflow.core.pipeline.PipelineEvent;
import io.glyphflow.core.pipeline.PipelineListener;
import java.util.List;

/** Tells listeners, and keeps their exceptions away from the work. Thread-safe. */
final class Events {

  private final List<PipelineListener> listeners;

  Events(List<PipelineListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  boolean isHeard() {
    return !listeners.isEmpty();
  }

  void tell(PipelineEvent event) {
    for (PipelineListener listener : listeners) {
      try {
        listener.onEvent(event);
      } catch (Exception | Error e) {
        PipelineRun.LOG.warn(
            "a listener threw on {}; ignored", event.getClass().getSimpleName(), e);
      }
    }
  }
}
