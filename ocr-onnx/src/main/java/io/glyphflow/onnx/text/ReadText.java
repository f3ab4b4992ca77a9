package io.glyphflow.onnx.text;

import java.util.List;

/**
 * What a recognizer read in the picture of one line. Immutable, thread-safe.
 *
 * @param text the line
 * @param confidence 0..1, the mean of its characters; 0 if there are none
 * @param characters in reading order
 */
public record ReadText(String text, double confidence, List<ReadCharacter> characters) {

  /** Copies the characters. */
  public ReadText {
    characters = List.copyOf(characters);
  }

  /**
   * One character, a space too.
   *
   * @param text what it is; more than one char where the dictionary says so
   * @param confidence 0..1
   * @param left where it begins, 0..1 of the width of the line's picture
   * @param right where it ends, 0..1 of the width of the line's picture
   */
  public record ReadCharacter(String text, double confidence, double left, double right) {}
}
