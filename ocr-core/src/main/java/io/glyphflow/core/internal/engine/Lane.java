package io.glyphflow.core.internal.engine;

/** Who goes first at a shared resource. */
public enum Lane {
  INTERACTIVE,
  BATCH
}
