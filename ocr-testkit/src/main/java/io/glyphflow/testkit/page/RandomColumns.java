package io.glyphflow.testkit.page;

import io.glyphflow.core.document.RegionKind;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Two-column pages whose layout is drawn by lot: paper, margins, gutter, fonts, sizes, headers and
 * footers, and what stands over, across and beside the columns. The same seed gives the same page.
 * At 150 or 200 dpi, so that many fit into a test. Stateless, safe for any thread.
 *
 * <p>The truth reads as a person would: what spans both columns cuts the page into bands; within a
 * band the left column comes before the right one; a sidebar is read where it stands from left to
 * right, one at the foot of a column after that column.
 */
public final class RandomColumns {

  /** What makes the order of a page hard to find. */
  public enum Family {
    /** Two columns of text and headings and nothing else. */
    PLAIN,
    /** A title, maybe with an author and an abstract, over the columns, or a headline between. */
    TITLE,
    /** A figure with its caption across the gutter; every second page has a title, too. */
    FIGURE,
    /** A narrow box of other text; every second page has a title, too. */
    SIDEBAR
  }

  /**
   * A page and where it comes from. The truth is immutable; see {@link ComposedPage} about threads.
   *
   * @param family what makes it hard
   * @param seed what it was drawn by
   * @param page the picture and its truth
   */
  public record Sample(Family family, long seed, ComposedPage page) {

    /** Refuses null. */
    public Sample {
      Objects.requireNonNull(family, "family");
      Objects.requireNonNull(page, "page");
    }
  }

  private static final int FEWEST_LINES = 7;

  private final SplittableRandom random;
  private final Prose prose;
  private final PageComposer page;
  private final ColumnText text;
  private final double size;
  private final double left;
  private final double right;
  private final double top;
  private final double bottom;
  private final double gutter;

  private RandomColumns(long seed) {
    random = new SplittableRandom(seed);
    prose = Prose.seeded(random.nextLong());
    double dpi = random.nextBoolean() ? 150 : 200;
    page = random.nextBoolean() ? PageComposer.a4(dpi) : PageComposer.of(612, 792, dpi);
    size = 8.5 + random.nextInt(8) * 0.5;
    left = 40 + random.nextInt(35);
    right = page.width() - 40 - random.nextInt(35);
    top = 62 + random.nextInt(35);
    bottom = page.height() - 62 - random.nextInt(35);
    gutter = Math.max(14, size * 1.5) + random.nextInt(20);
    text = new ColumnText(random.split(), prose, size);
  }

  /**
   * Draws a page of a family that the seed says, too.
   *
   * @param seed any number
   * @return the page
   */
  public static Sample page(long seed) {
    Family[] families = Family.values();
    return page(seed, families[(int) Math.floorMod(seed, (long) families.length)]);
  }

  /**
   * Draws a page of one family.
   *
   * @param seed any number
   * @param family what should make it hard
   * @return the page
   */
  public static Sample page(long seed, Family family) {
    return new Sample(family, seed, new RandomColumns(seed).compose(family));
  }

  private ComposedPage compose(Family family) {
    boolean header = random.nextInt(4) > 0;
    if (header) {
      writeHeader();
    }
    double y = top;
    boolean titled = family == Family.TITLE || (family != Family.PLAIN && random.nextBoolean());
    if (titled) {
      y = writeTitle(y);
    }
    switch (family) {
      case PLAIN -> columns(left, right, y, bottom);
      case TITLE -> bandsWithHeadline(y);
      case FIGURE -> bandsWithFigure(y);
      case SIDEBAR -> columnsWithSidebar(y);
    }
    if (random.nextInt(4) > 0 || !header) {
      writeFooter();
    }
    return page.finish();
  }

  private void columns(double from, double to, double y, double end) {
    double width = (to - from - gutter) / 2;
    text.fill(page.column(from, y, width, end - y), 1);
    double share = end == bottom ? 0.45 + 0.55 * random.nextDouble() : 1;
    text.fill(page.column(from + width + gutter, y, width, end - y), share);
  }

  private void bandsWithHeadline(double y) {
    if (random.nextInt(3) > 0 || bottom - y < 40 * size) {
      columns(left, right, y, bottom);
      return;
    }
    double middle = y + (bottom - y) * (0.35 + 0.3 * random.nextDouble());
    columns(left, right, y, middle);
    Column band = page.column(left, middle + size, right - left, 60);
    band.heading(prose.title(), style(bold(), size * 1.5));
    columns(left, right, band.y() + size * 0.6, bottom);
  }

  private void bandsWithFigure(double y) {
    double room = bottom - y;
    double height = Math.min(room * 0.4, 90 + random.nextInt(130));
    int place = random.nextInt(3);
    double least = FEWEST_LINES * size * 1.3;
    double above = place == 0 ? 0 : place == 1 ? (room - height) / 2 : room - height - 4 * size;
    if (above >= least) {
      columns(left, right, y, y + above);
      y += above + size * 1.2;
    }
    Column band = page.column(left, y, right - left, bottom - y);
    band.figure(random.nextBoolean() ? "image" : "chart", anyFigure(), height - 3 * size);
    band.space(size * 0.5);
    TextStyle caption = style(text.face(), size * 0.9);
    band.caption("Figure " + (1 + random.nextInt(9)) + ". " + prose.phrase(), caption);
    if (bottom - band.y() >= least) {
      columns(left, right, band.y() + size * 1.2, bottom);
    }
  }

  private void columnsWithSidebar(double y) {
    double width = (right - left) * (0.2 + 0.08 * random.nextDouble());
    double gap = gutter + size;
    switch (random.nextInt(3)) {
      case 0 -> {
        columns(left, right - width - gap, y, bottom);
        sidebar(right - width, y, width, (bottom - y) * (0.5 + 0.5 * random.nextDouble()));
      }
      case 1 -> {
        sidebar(left, y, width, (bottom - y) * (0.7 + 0.3 * random.nextDouble()));
        columns(left + width + gap, right, y, bottom);
      }
      default -> {
        double half = (right - left - gutter) / 2;
        double box = (bottom - y) * (0.2 + 0.2 * random.nextDouble());
        text.fill(page.column(left, y, half, bottom - y), 1);
        double x = left + half + gutter;
        text.fill(page.column(x, y, half, bottom - y - box - 1.5 * size), 1);
        sidebar(x, bottom - box, half, box);
      }
    }
  }

  /** A box that is tinted, framed or both, with text in another face. */
  private void sidebar(double x, double y, double width, double height) {
    Graphics2D g = page.graphics();
    Rectangle2D box = new Rectangle2D.Double(x, y, width, height);
    int look = random.nextInt(3);
    if (look > 0) {
      g.setColor(new Color(0xEEEAE0));
      g.fill(box);
    }
    g.setColor(Color.BLACK);
    if (look < 2) {
      g.setStroke(new BasicStroke(0.8f));
      g.draw(box);
    }
    double pad = size * 0.8;
    Column inner = page.column(x + pad, y + pad, width - 2 * pad, height - 2 * pad);
    TextStyle style = style(text.otherFace(), size * 0.92);
    while (inner.room() > style.leading() * 2) {
      inner.write(RegionKind.TEXT, "aside_text", prose.paragraph(2), style);
      inner.space(style.leading() * 0.6);
    }
  }

  private double writeTitle(double y) {
    Column band = page.column(left, y, right - left, 200);
    boolean centered = random.nextBoolean();
    TextStyle style = style(bold(), size * (1.8 + 0.8 * random.nextDouble()));
    band.title(prose.title(), centered ? style.centered() : style);
    band.space(size * 0.5);
    if (random.nextBoolean()) {
      TextStyle abstractStyle = style(Typeface.SERIF_ITALIC, size);
      band.write(RegionKind.TEXT, "abstract", prose.paragraph(3), abstractStyle.justified());
    }
    return band.y() + size * (1.2 + random.nextDouble());
  }

  private void writeHeader() {
    TextStyle style = style(text.face(), size * 0.85);
    double y = top - 24;
    page.line(RegionKind.FURNITURE, "header", prose.title(), style, left, y);
    if (random.nextBoolean()) {
      page.rule(left, y + 5, right, y + 5, 0.5);
    }
  }

  private void writeFooter() {
    TextStyle style = style(text.face(), size * 0.85).centered();
    String number = Integer.toString(1 + random.nextInt(300));
    page.line(RegionKind.FURNITURE, "number", number, style, page.width() / 2, bottom + 20 + size);
  }

  private Figure anyFigure() {
    long seed = random.nextLong();
    return switch (random.nextInt(4)) {
      case 0 -> Figures.bars(seed, List.of("", "", "", "", "", ""));
      case 1 -> Figures.curves(seed);
      case 2 -> Figures.noise(seed);
      default -> Figures.landscape(seed);
    };
  }

  private Typeface bold() {
    return text.face() == Typeface.SERIF ? Typeface.SERIF_BOLD : Typeface.SANS_BOLD;
  }

  private static TextStyle style(Typeface face, double points) {
    return TextStyle.of(face, points);
  }
}
