package io.glyphflow.testkit.page;

import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One region of a {@link PageComposer} while it is being written. Lengths are points on the page.
 * Not thread-safe.
 */
public final class RegionWriter {

  private static final Pattern SPACE = Pattern.compile(" ");

  private final PageComposer page;
  private final RegionKind kind;
  private final String label;
  private final List<TrueLine> lines = new ArrayList<>();
  private @Nullable BoundingBox box;

  RegionWriter(PageComposer page, RegionKind kind, String label) {
    this.page = page;
    this.kind = Objects.requireNonNull(kind, "kind");
    this.label = Objects.requireNonNull(label, "label");
  }

  /**
   * Gives something to draw with; what it draws is no part of the truth before {@link #cover}.
   *
   * @return the graphics of the page
   */
  public Graphics2D graphics() {
    return page.graphics();
  }

  /**
   * Adds an area to the box of the region, as for rules or a picture.
   *
   * @param left points
   * @param top points
   * @param width points
   * @param height points
   * @return this
   */
  public RegionWriter cover(double left, double top, double width, double height) {
    grow(pixels(new Rectangle2D.Double(left, top, width, height)));
    return this;
  }

  /**
   * Writes a line.
   *
   * @param text the line, not blank
   * @param style how; its alignment says what {@code x} is: the left end, the middle or the right
   *     end
   * @param x points
   * @param baseline points from the top
   * @return this
   */
  public RegionWriter line(String text, TextStyle style, double x, double baseline) {
    double width = style.typeface().width(text, style.size());
    double left =
        switch (style.alignment()) {
          case LEFT, JUSTIFIED -> x;
          case CENTER -> x - width / 2;
          case RIGHT -> x - width;
        };
    return line(List.of(SPACE.split(text.strip(), -1)), style, left, baseline, 0);
  }

  /** Writes words from the left, with that much between them on top of a space's width. */
  RegionWriter line(
      List<String> words, TextStyle style, double left, double baseline, double stretch) {
    Path2D ink = new Path2D.Double(Path2D.WIND_NON_ZERO);
    double x = left;
    for (String word : words) {
      Path2D outline = style.typeface().outline(word, style.size());
      ink.append(outline.getPathIterator(AffineTransform.getTranslateInstance(x, baseline)), false);
      page.drawn(word, style, x, baseline);
      x += style.typeface().width(word + " ", style.size()) + stretch;
    }
    Graphics2D graphics = page.graphics();
    graphics.setColor(style.color());
    graphics.fill(ink);
    BoundingBox inked = pixels(ink.getBounds2D());
    lines.add(new TrueLine(String.join(" ", words), inked));
    grow(inked);
    return this;
  }

  /**
   * Ends the region.
   *
   * @return the truth about it, which the page has, too
   * @throws IllegalStateException if nothing was written
   */
  public TrueRegion end() {
    if (box == null) {
      throw new IllegalStateException("region " + label + ": empty, write or cover something");
    }
    TrueRegion region = new TrueRegion(kind, label, box, lines);
    page.add(region);
    return region;
  }

  private void grow(BoundingBox other) {
    box = box == null ? other : box.union(other);
  }

  private BoundingBox pixels(Rectangle2D points) {
    double scale = page.scale();
    return BoundingBox.of(
            points.getMinX() * scale,
            points.getMinY() * scale,
            points.getMaxX() * scale,
            points.getMaxY() * scale)
        .toPixels();
  }
}
