package io.glyphflow.core.document;

import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.geometry.Size;
import java.util.List;

/**
 * The text that a page carries beside its pixels, as born-digital PDFs do. It is read when somebody
 * asks. Whether it says what the pixels show is up to whoever made the file. Thread-safe.
 */
@FunctionalInterface
public interface TextLayer {

  /**
   * The lines of the page, in the file's order, boxes in pixels of the decoded page.
   *
   * @return the lines; empty if the page carries no text
   * @throws InterruptedException if the thread is interrupted
   */
  List<TextLine> lines() throws InterruptedException;

  /**
   * No text.
   *
   * @return an empty layer
   */
  static TextLayer none() {
    return List::of;
  }

  /**
   * The same text on the turned page.
   *
   * @param turn how the page was turned
   * @param size its size before the turn, pixels
   * @return a layer whose boxes fit the turned page
   */
  default TextLayer rotate(Rotation turn, Size size) {
    return turn == Rotation.NONE
        ? this
        : () -> lines().stream().map(line -> line.rotate(turn, size)).toList();
  }
}
