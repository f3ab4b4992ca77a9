package io.glyphflow.testkit.page;

import io.glyphflow.core.geometry.BoundingBox;
import java.util.Objects;

/**
 * One line of text on a composed page. Immutable, safe for any thread.
 *
 * @param text as it was set, one space between words, a hyphen at its end if a word was broken
 * @param box the smallest box around its ink, page pixels
 */
public record TrueLine(String text, BoundingBox box) {

  /** Refuses null. */
  public TrueLine {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(box, "box");
  }
}
