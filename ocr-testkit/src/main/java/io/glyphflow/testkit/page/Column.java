package io.glyphflow.testkit.page;

import io.glyphflow.core.document.RegionKind;
import java.util.List;
import java.util.Objects;

/**
 * A rectangle of a page that blocks are stacked in from the top. Lengths are points on the page.
 * Not thread-safe.
 */
public final class Column {

  /** How far above the baseline, and below it, a line of text takes its place, in ems. */
  private static final double ASCENT = 0.9;

  private static final double DESCENT = 0.22;

  private final PageComposer page;
  private final double left;
  private final double width;
  private final double bottom;
  private double y;

  Column(PageComposer page, double left, double top, double width, double height) {
    this.page = page;
    this.left = left;
    this.width = width;
    this.bottom = top + height;
    this.y = top;
  }

  /**
   * Where the next block starts.
   *
   * @return points from the top of the page
   */
  public double y() {
    return y;
  }

  /**
   * What is left below.
   *
   * @return points
   */
  public double room() {
    return bottom - y;
  }

  /**
   * Leaves some space.
   *
   * @param points how much; may be negative
   * @return this
   */
  public Column space(double points) {
    y += points;
    return this;
  }

  /**
   * Writes the title of the document.
   *
   * @param text the title
   * @param style how
   */
  public void title(String text, TextStyle style) {
    whole(RegionKind.TEXT, "doc_title", text, style);
  }

  /**
   * Writes a heading.
   *
   * @param text the heading
   * @param style how
   */
  public void heading(String text, TextStyle style) {
    whole(RegionKind.TEXT, "paragraph_title", text, style);
  }

  /**
   * Writes the caption of a figure or table.
   *
   * @param text the caption
   * @param style how
   */
  public void caption(String text, TextStyle style) {
    whole(RegionKind.TEXT, "figure_title", text, style);
  }

  /**
   * Writes a paragraph, or as much of it as fits.
   *
   * @param text the paragraph
   * @param style how
   * @return what did not fit, to go on with in another column; empty if all did
   */
  public String paragraph(String text, TextStyle style) {
    return write(RegionKind.TEXT, "text", text, style);
  }

  /**
   * Writes a text region, or as much of it as fits.
   *
   * @param kind what the pipeline should do with it
   * @param label its class
   * @param text words; a line feed forces a new line
   * @param style how
   * @return what did not fit; all of it, and no region, if there is no room for a line
   */
  public String write(RegionKind kind, String label, String text, TextStyle style) {
    Objects.requireNonNull(label, "label");
    LineBreaker breaker = new LineBreaker(text, style, width);
    RegionWriter region = page.region(kind, label);
    boolean wrote = false;
    while (breaker.hasNext() && hasRoomFor(style)) {
      set(region, breaker.next(), style);
      wrote = true;
    }
    if (wrote) {
      region.end();
    }
    return breaker.rest();
  }

  /**
   * Writes a list as one region; items hang behind their markers.
   *
   * @param markers what stands before each item, such as {@code 1.}
   * @param items as many texts
   * @param style how
   * @throws IllegalArgumentException if there are not as many markers as items
   * @throws IllegalStateException if they do not all fit
   */
  public void list(List<String> markers, List<String> items, TextStyle style) {
    if (markers.size() != items.size()) {
      throw new IllegalArgumentException(
          "markers: " + markers.size() + ", must be as many as items: " + items.size());
    }
    RegionWriter region = page.region(RegionKind.TEXT, "list");
    double hang = style.size() * 1.6;
    for (int i = 0; i < items.size(); i++) {
      LineBreaker breaker =
          new LineBreaker(markers.get(i) + " " + items.get(i), style.indented(-hang), width - hang);
      while (breaker.hasNext()) {
        requireRoom("list", style);
        LineBreaker.Line line = breaker.next();
        region.line(line.words(), style, left + (line.first() ? 0 : hang), baseline(style), 0);
        y += style.leading();
      }
    }
    region.end();
  }

  /**
   * Writes a table. Cells that are too wide are broken into lines.
   *
   * @param table its cells and rules
   * @throws IllegalStateException if it does not fit
   */
  public void table(TableSpec table) {
    double height = table.height(width);
    if (height > room()) {
      throw new IllegalStateException(
          "table: " + height + " points high, but there are " + room() + "; make room");
    }
    RegionWriter region = page.region(RegionKind.TABLE, "table");
    table.draw(page, region, left, y, width);
    region.end();
    y += height;
  }

  /**
   * Draws a figure as wide as the column.
   *
   * @param label its class, {@code image} or {@code chart}
   * @param figure what to draw
   * @param height points
   */
  public void figure(String label, Figure figure, double height) {
    RegionWriter region = page.region(RegionKind.FIGURE, label);
    figure.draw(region, left, y, width, height);
    region.cover(left, y, width, height).end();
    y += height;
  }

  private void whole(RegionKind kind, String label, String text, TextStyle style) {
    String rest = write(kind, label, text, style);
    if (!rest.isEmpty()) {
      throw new IllegalStateException(
          label + ": \"" + rest + "\" does not fit in " + room() + " points; make room");
    }
  }

  private void set(RegionWriter region, LineBreaker.Line line, TextStyle style) {
    double slack = line.width() - line.natural();
    double start = left + line.indent();
    double stretch = 0;
    switch (style.alignment()) {
      case LEFT -> {}
      case CENTER -> start += slack / 2;
      case RIGHT -> start += slack;
      case JUSTIFIED -> stretch = line.last() ? 0 : slack / Math.max(1, line.words().size() - 1);
    }
    region.line(line.words(), style, start, baseline(style), stretch);
    y += style.leading();
  }

  private double baseline(TextStyle style) {
    return y + style.size() * ASCENT;
  }

  private boolean hasRoomFor(TextStyle style) {
    return y + style.size() * (ASCENT + DESCENT) <= bottom + 1e-6;
  }

  private void requireRoom(String what, TextStyle style) {
    if (!hasRoomFor(style)) {
      throw new IllegalStateException(what + ": no room for a line at " + y + "; make room");
    }
  }
}
