package io.glyphflow.testkit.page;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.KerningSubtable;
import org.apache.fontbox.ttf.KerningTable;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The glyphs of one TrueType file, parsed at their first use and kept for ever. Thread-safe: one
 * lock for all, as the parser seeks in its file.
 */
final class FontOutlines {

  private record Glyph(int id, Path2D outline, double advance) {}

  private static final Map<String, FontOutlines> ALL = new ConcurrentHashMap<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Integer, Glyph> glyphs = new HashMap<>();
  private final String resource;
  private @Nullable TrueTypeFont font;
  private @Nullable CmapLookup characters;
  private @Nullable KerningSubtable kerning;

  private FontOutlines(String resource) {
    this.resource = resource;
  }

  static FontOutlines of(String resource) {
    return ALL.computeIfAbsent(resource, FontOutlines::new);
  }

  InputStream open() throws IOException {
    ClassLoader loader = FontOutlines.class.getClassLoader();
    InputStream in = loader.getResourceAsStream(resource);
    if (in == null) {
      throw new FileNotFoundException(
          resource + ": not on the class path; openpdf-fonts-extra.jar holds it");
    }
    return in;
  }

  /** The advance of a text, in ems. */
  double width(String text) {
    double[] starts = new double[text.length()];
    Glyph[] parts = new Glyph[text.length()];
    int count = place(text, parts, starts);
    return count == 0 ? 0 : starts[count - 1] + parts[count - 1].advance();
  }

  Path2D outline(String text, double size) {
    Path2D all = new Path2D.Double(Path2D.WIND_NON_ZERO);
    double[] starts = new double[text.length()];
    Glyph[] parts = new Glyph[text.length()];
    int count = place(text, parts, starts);
    for (int i = 0; i < count; i++) {
      AffineTransform at = AffineTransform.getScaleInstance(size, -size);
      at.translate(starts[i], 0);
      all.append(parts[i].outline().getPathIterator(at), false);
    }
    return all;
  }

  /** Fills in the glyphs and where each starts, in ems; answers how many there are. */
  private int place(String text, Glyph[] parts, double[] starts) {
    lock.lock();
    try {
      TrueTypeFont loaded = load();
      double em = loaded.getUnitsPerEm();
      double x = 0;
      int count = 0;
      for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
        Glyph glyph = glyph(loaded, text.codePointAt(i));
        if (count > 0) {
          x += parts[count - 1].advance() + kern(parts[count - 1].id(), glyph.id()) / em;
        }
        parts[count] = glyph;
        starts[count++] = x;
      }
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    } finally {
      lock.unlock();
    }
  }

  private int kern(int left, int right) {
    return kerning == null ? 0 : kerning.getKerning(left, right);
  }

  private TrueTypeFont load() throws IOException {
    TrueTypeFont loaded = font;
    if (loaded == null) {
      try (InputStream in = open()) {
        loaded = new TTFParser().parse(new RandomAccessReadBuffer(in));
      }
      KerningTable pairs = loaded.getKerning();
      kerning = pairs == null ? null : pairs.getHorizontalKerningSubtable();
      characters = loaded.getUnicodeCmapLookup();
      font = loaded;
    }
    return loaded;
  }

  private Glyph glyph(TrueTypeFont loaded, int codePoint) throws IOException {
    Glyph glyph = glyphs.get(codePoint);
    if (glyph == null) {
      int id = characters == null ? 0 : characters.getGlyphId(codePoint);
      if (id == 0) {
        throw new IllegalArgumentException(
            "text: %s has no glyph for U+%04X; use another character"
                .formatted(resource, codePoint));
      }
      double em = loaded.getUnitsPerEm();
      Path2D outline = new Path2D.Double(Path2D.WIND_NON_ZERO);
      GlyphData data = loaded.getGlyph().getGlyph(id);
      if (data != null) {
        outline.append(
            data.getPath().getPathIterator(AffineTransform.getScaleInstance(1 / em, 1 / em)),
            false);
      }
      glyph = new Glyph(id, outline, loaded.getAdvanceWidth(id) / em);
      glyphs.put(codePoint, glyph);
    }
    return glyph;
  }
}
