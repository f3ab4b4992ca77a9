package io.glyphflow.core.document;

import io.glyphflow.core.geometry.BoundingBox;
import java.util.Objects;

/**
 * One word of a line. Immutable, safe for any thread.
 *
 * @param text the word, without surrounding white space
 * @param box where it stands, page pixels
 * @param confidence 0..1
 */
public record Word(String text, BoundingBox box, double confidence) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if {@code confidence} is not within 0..1
   */
  public Word {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(box, "box");
    Confidence.check(confidence);
  }
}
