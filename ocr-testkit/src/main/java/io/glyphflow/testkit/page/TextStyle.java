package io.glyphflow.testkit.page;

import java.awt.Color;
import java.util.Objects;

/**
 * How text is set. Immutable, safe for any thread.
 *
 * @param typeface the font
 * @param size the size of the em square, points, above 0
 * @param leading the distance of baselines, points, above 0
 * @param alignment where lines end
 * @param indent how much further in the first line of a paragraph starts, points; may be negative
 * @param hyphenated whether long words may be broken at line ends
 * @param color the ink
 */
public record TextStyle(
    Typeface typeface,
    double size,
    double leading,
    Alignment alignment,
    double indent,
    boolean hyphenated,
    Color color) {

  /** Where the lines of a text start and end. */
  public enum Alignment {
    /** Flush left, ragged right. */
    LEFT,
    /** Flush on both sides, but for the last line. */
    JUSTIFIED,
    /** Centred. */
    CENTER,
    /** Flush right. */
    RIGHT
  }

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if the size or the leading is not above 0
   */
  public TextStyle {
    Objects.requireNonNull(typeface, "typeface");
    Objects.requireNonNull(alignment, "alignment");
    Objects.requireNonNull(color, "color");
    if (!(size > 0) || !(leading > 0)) {
      throw new IllegalArgumentException(
          "size: " + size + ", leading: " + leading + ", must be above 0 points");
    }
  }

  /**
   * Flush left in black, without indents or hyphens, the leading 1.25 times the size.
   *
   * @param typeface the font
   * @param size points, above 0
   * @return the style
   */
  public static TextStyle of(Typeface typeface, double size) {
    return new TextStyle(typeface, size, size * 1.25, Alignment.LEFT, 0, false, Color.BLACK);
  }

  /**
   * This style with both margins flush.
   *
   * @return the new style
   */
  public TextStyle justified() {
    return aligned(Alignment.JUSTIFIED);
  }

  /**
   * This style, centred.
   *
   * @return the new style
   */
  public TextStyle centered() {
    return aligned(Alignment.CENTER);
  }

  /**
   * This style with another alignment.
   *
   * @param other where lines end
   * @return the new style
   */
  public TextStyle aligned(Alignment other) {
    return new TextStyle(typeface, size, leading, other, indent, hyphenated, color);
  }

  /**
   * This style with another first-line indent.
   *
   * @param points how much further in the first line starts; may be negative
   * @return the new style
   */
  public TextStyle indented(double points) {
    return new TextStyle(typeface, size, leading, alignment, points, hyphenated, color);
  }

  /**
   * This style with another distance of baselines.
   *
   * @param points above 0
   * @return the new style
   */
  public TextStyle leading(double points) {
    return new TextStyle(typeface, size, points, alignment, indent, hyphenated, color);
  }

  /**
   * This style with long words broken at line ends.
   *
   * @return the new style
   */
  public TextStyle hyphenating() {
    return new TextStyle(typeface, size, leading, alignment, indent, true, color);
  }

  /**
   * This style in another ink.
   *
   * @param ink the colour
   * @return the new style
   */
  public TextStyle colored(Color ink) {
    return new TextStyle(typeface, size, leading, alignment, indent, hyphenated, ink);
  }
}
