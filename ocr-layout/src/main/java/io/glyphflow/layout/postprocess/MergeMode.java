package io.glyphflow.layout.postprocess;

/**
 * What happens to boxes that lie inside others, as the PP-DocLayout pipelines name it. A box lies
 * inside another if the {@linkplain PostprocessOptions.Builder#containment containment share} of
 * its own area does. Immutable, safe for any thread.
 */
public enum MergeMode {
  /** Both stay, so that together they are the union of what was found. */
  UNION,
  /** The outer box stays: what lies inside a box of this label is dropped. */
  LARGE,
  /** The inner boxes stay: what holds a box of this label is dropped, unless it is inner itself. */
  SMALL,
  /** Nothing happens, as with {@link #UNION}; the name of "not configured". */
  NONE;

  /** Whether boxes of a label with this mode are looked at at all. */
  boolean isActive() {
    return this == LARGE || this == SMALL;
  }
}
