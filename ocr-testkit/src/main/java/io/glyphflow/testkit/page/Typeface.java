package io.glyphflow.testkit.page;

import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A font of the Liberation family, read from the class path (SIL Open Font License). Its outlines
 * come straight from the font file: neither Java's fonts nor the system's are involved, nothing is
 * hinted, and pairs are kerned as the font says. Thread-safe.
 */
public enum Typeface {
  /** A sans serif face. */
  SANS("LiberationSans-Regular"),
  /** A bold sans serif face. */
  SANS_BOLD("LiberationSans-Bold"),
  /** A slanted sans serif face. */
  SANS_ITALIC("LiberationSans-Italic"),
  /** A bold, slanted sans serif face. */
  SANS_BOLD_ITALIC("LiberationSans-BoldItalic"),
  /** A book face with serifs. */
  SERIF("LiberationSerif-Regular"),
  /** A bold face with serifs. */
  SERIF_BOLD("LiberationSerif-Bold"),
  /** An italic face with serifs. */
  SERIF_ITALIC("LiberationSerif-Italic"),
  /** A bold italic face with serifs. */
  SERIF_BOLD_ITALIC("LiberationSerif-BoldItalic"),
  /** A typewriter face: all glyphs are equally wide. */
  MONO("LiberationMono-Regular"),
  /** A bold typewriter face. */
  MONO_BOLD("LiberationMono-Bold");

  private final String resource;

  Typeface(String file) {
    this.resource = "liberation/" + file + ".ttf";
  }

  /**
   * Gives how far a text runs.
   *
   * @param text one line
   * @param size the size of the em square
   * @return the sum of the advances, in the unit of {@code size}
   * @throws IllegalArgumentException if the font has no glyph for a character
   */
  public double width(String text, double size) {
    return FontOutlines.of(resource).width(text) * size;
  }

  /**
   * Gives the outline of a text that starts at the origin, on a baseline at 0, y growing downwards.
   *
   * @param text one line
   * @param size the size of the em square
   * @return the shape, a new one each time, to be filled by the non-zero rule
   * @throws IllegalArgumentException if the font has no glyph for a character
   */
  public Path2D outline(String text, double size) {
    return FontOutlines.of(resource).outline(text, size);
  }

  /**
   * Opens the font file, as for embedding it.
   *
   * @return the TrueType file, to be closed by the caller
   */
  public InputStream open() {
    try {
      return FontOutlines.of(resource).open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
