package io.glyphflow.core.image;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Draws text by the outlines of a font in PDFBox's jar: Java's own needs fonts on the system. */
final class Outlines {

  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  private Outlines() {}

  /** Draws a line of text, {@code y} its base line, {@code size} the font's em, in pixels. */
  static void draw(Graphics2D graphics, String text, double x, double y, double size) {
    try (InputStream bytes = PDFRenderer.class.getResourceAsStream(FONT);
        TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(bytes))) {
      CmapLookup glyphs = font.getUnicodeCmapLookup();
      double scale = size / font.getUnitsPerEm();
      AffineTransform place = AffineTransform.getTranslateInstance(x, y);
      place.scale(scale, -scale);
      for (int i = 0; i < text.length(); i++) {
        int glyph = glyphs.getGlyphId(text.charAt(i));
        if (font.getGlyph().getGlyph(glyph) != null) {
          graphics.fill(place.createTransformedShape(font.getGlyph().getGlyph(glyph).getPath()));
        }
        place.translate(font.getAdvanceWidth(glyph), 0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
