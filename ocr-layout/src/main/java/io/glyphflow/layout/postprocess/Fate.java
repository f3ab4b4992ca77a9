package io.glyphflow.layout.postprocess;

/**
 * What became of a detection, so that nothing is lost silently: see {@link
 * LayoutPostprocessor#fates}. Immutable, safe for any thread.
 */
public enum Fate {
  /** It is a region. */
  KEPT,
  /** Its confidence is below the threshold of its label. */
  BELOW_THRESHOLD,
  /**
   * It is no box of this page: not finite, inverted, empty, outside of the page, of a class that
   * the model does not have, or with a confidence that is none. Counted in {@link
   * io.glyphflow.core.stage.PageLayout#droppedBoxes}.
   */
  INVALID,
  /** A box of higher confidence covers nearly the same place. */
  SUPPRESSED,
  /** A picture that covers nearly all of the page, where there is more on the page. */
  LARGE_IMAGE,
  /** It lies inside another box, or holds others, and the merge modes keep the other. */
  MERGED,
  /** Smaller than regions have to be. */
  TOO_SMALL,
  /** Its label is dropped on purpose. */
  DROPPED
}
