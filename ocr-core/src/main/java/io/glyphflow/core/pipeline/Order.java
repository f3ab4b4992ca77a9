package io.glyphflow.core.pipeline;

/** In which order a run gives out its pages. */
public enum Order {
  /** As the source lists them, through a bounded window of finished pages. */
  INPUT,
  /** As they are done. */
  COMPLETION
}
