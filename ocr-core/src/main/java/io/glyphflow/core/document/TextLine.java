package io.glyphflow.core.document;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.geometry.Size;
import java.util.List;
import java.util.Objects;

/**
 * One line of text. Immutable, safe for any thread.
 *
 * @param text the line as read
 * @param box where it stands, page pixels
 * @param confidence 0..1
 * @param words its words in reading order; empty if the recognizer does not tell words apart
 */
public record TextLine(String text, BoundingBox box, double confidence, List<Word> words) {

  /**
   * Checks and copies the components.
   *
   * @throws IllegalArgumentException if {@code confidence} is not within 0..1
   */
  public TextLine {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(box, "box");
    Confidence.check(confidence);
    words = List.copyOf(words);
  }

  /**
   * The same line on the turned page.
   *
   * @param turn how the page was turned
   * @param size its size before the turn, pixels
   * @return a copy whose boxes fit the turned page
   */
  public TextLine rotate(Rotation turn, Size size) {
    List<Word> turned =
        words.stream()
            .map(w -> new Word(w.text(), turn.apply(w.box(), size), w.confidence()))
            .toList();
    return new TextLine(text, turn.apply(box, size), confidence, turned);
  }
}
