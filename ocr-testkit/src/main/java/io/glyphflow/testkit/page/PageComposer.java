package io.glyphflow.testkit.page;

import io.glyphflow.core.document.RegionKind;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Draws a page with Java2D and keeps the truth about it. Regions are in the order in which they
 * were written, so write them in reading order. Lengths are points (1/72 inch) from the top left
 * corner of the page. By default the paper is white. The same calls give the same truth on every
 * machine; the pixels may differ in the last bits between JDKs. Not thread-safe.
 */
public final class PageComposer {

  private static final double POINTS_PER_INCH = 72;

  private final double width;
  private final double height;
  private final double dpi;
  private final BufferedImage picture;
  private final Graphics2D graphics;
  private final List<TrueRegion> regions = new ArrayList<>();
  private final List<PageSink> mirrors = new ArrayList<>();

  private PageComposer(double width, double height, double dpi, Color paper) {
    this.width = width;
    this.height = height;
    this.dpi = dpi;
    int columns = (int) Math.round(width * dpi / POINTS_PER_INCH);
    int rows = (int) Math.round(height * dpi / POINTS_PER_INCH);
    this.picture = new BufferedImage(columns, rows, BufferedImage.TYPE_3BYTE_BGR);
    this.graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(paper);
    graphics.fillRect(0, 0, columns, rows);
    graphics.scale(scale(), scale());
    graphics.setColor(Color.BLACK);
  }

  /**
   * Starts a white A4 page, 595 x 842 points.
   *
   * @param dpi pixels per inch, above 0
   * @return the empty page
   */
  public static PageComposer a4(double dpi) {
    return of(595, 842, dpi);
  }

  /**
   * Starts a white page.
   *
   * @param width points, above 0
   * @param height points, above 0
   * @param dpi pixels per inch, above 0
   * @return the empty page
   * @throws IllegalArgumentException if a number is not above 0
   */
  public static PageComposer of(double width, double height, double dpi) {
    return of(width, height, dpi, Color.WHITE);
  }

  /**
   * Starts a page on coloured paper.
   *
   * @param width points, above 0
   * @param height points, above 0
   * @param dpi pixels per inch, above 0
   * @param paper the colour of the empty page
   * @return the empty page
   * @throws IllegalArgumentException if a number is not above 0
   */
  public static PageComposer of(double width, double height, double dpi, Color paper) {
    if (!(width > 0) || !(height > 0) || !(dpi > 0)) {
      throw new IllegalArgumentException(
          "page: " + width + " x " + height + " points at " + dpi + " dpi, must all be above 0");
    }
    return new PageComposer(width, height, dpi, paper);
  }

  /**
   * The width of the page.
   *
   * @return points
   */
  public double width() {
    return width;
  }

  /**
   * The height of the page.
   *
   * @return points
   */
  public double height() {
    return height;
  }

  /**
   * Gives something to draw with that leaves no truth, in points, antialiased. Its state is that of
   * the page: put back what you change.
   *
   * @return the graphics, valid until the page is finished
   */
  public Graphics2D graphics() {
    return graphics;
  }

  /**
   * Tells a sink of all words and rules from now on.
   *
   * @param sink what is told
   */
  public void mirror(PageSink sink) {
    mirrors.add(Objects.requireNonNull(sink, "sink"));
  }

  /**
   * Opens a column that text flows down in.
   *
   * @param left points
   * @param top points
   * @param columnWidth points
   * @param columnHeight points
   * @return an empty column
   */
  public Column column(double left, double top, double columnWidth, double columnHeight) {
    return new Column(this, left, top, columnWidth, columnHeight);
  }

  /**
   * Starts a region whose lines are placed one by one.
   *
   * @param kind what the pipeline should do with it
   * @param label its class
   * @return the open region; it counts once its {@code end} is called
   */
  public RegionWriter region(RegionKind kind, String label) {
    return new RegionWriter(this, kind, label);
  }

  /**
   * Writes a one-line region.
   *
   * @param kind what the pipeline should do with it
   * @param label its class
   * @param text the line
   * @param style how it is set; its alignment says what {@code x} is: the left end, the middle or
   *     the right end of the line
   * @param x points
   * @param baseline points from the top
   * @return the region
   */
  public TrueRegion line(
      RegionKind kind, String label, String text, TextStyle style, double x, double baseline) {
    return region(kind, label).line(text, style, x, baseline).end();
  }

  /**
   * Draws a straight black rule; it belongs to no region.
   *
   * @param x1 points
   * @param y1 points
   * @param x2 points
   * @param y2 points
   * @param thickness points
   */
  public void rule(double x1, double y1, double x2, double y2, double thickness) {
    graphics.setColor(Color.BLACK);
    graphics.setStroke(
        new BasicStroke((float) thickness, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    graphics.draw(new Line2D.Double(x1, y1, x2, y2));
    mirrors.forEach(mirror -> mirror.rule(x1, y1, x2, y2, thickness));
  }

  /**
   * Ends the page; the composer is of no use afterwards.
   *
   * @return the picture (three bytes per pixel) and the truth
   */
  public ComposedPage finish() {
    graphics.dispose();
    return new ComposedPage(picture, dpi, regions);
  }

  /** Pixels per point. */
  double scale() {
    return dpi / POINTS_PER_INCH;
  }

  void drawn(String word, TextStyle style, double x, double baseline) {
    mirrors.forEach(mirror -> mirror.word(word, style, x, baseline));
  }

  void add(TrueRegion region) {
    regions.add(region);
  }
}
