package io.glyphflow.examples.samples;

import io.glyphflow.core.document.RegionKind;
import io.glyphflow.testkit.page.Column;
import io.glyphflow.testkit.page.ComposedPage;
import io.glyphflow.testkit.page.Figures;
import io.glyphflow.testkit.page.PageComposer;
import io.glyphflow.testkit.page.TableSpec;
import io.glyphflow.testkit.page.TextStyle;
import io.glyphflow.testkit.page.TextStyle.Alignment;
import io.glyphflow.testkit.page.Typeface;
import java.io.IOException;
import java.util.List;

/** An article: title over two columns, headings, figure, table, captions, header and footer. */
final class ArticleSample {

  private static final double DPI = 300;
  private static final double LEFT = 54;
  private static final double RIGHT = 541;
  private static final double GUTTER = 24;
  private static final double WIDTH = (RIGHT - LEFT - GUTTER) / 2;
  private static final double BOTTOM = 778;

  private static final TextStyle BODY =
      TextStyle.of(Typeface.SERIF, 10.6).leading(13.8).justified();
  private static final TextStyle HEADING = TextStyle.of(Typeface.SANS_BOLD, 11);
  private static final TextStyle CAPTION = TextStyle.of(Typeface.SANS, 8.5).leading(10.5);

  private ArticleSample() {}

  static Sample make() throws IOException {
    ComposedPage page = page();
    return new Sample("article.png", SampleFiles.png(page.picture(), DPI), List.of(page));
  }

  private static ComposedPage page() {
    PageComposer page = PageComposer.a4(DPI);
    TextStyle small = TextStyle.of(Typeface.SANS, 8.5);
    page.line(RegionKind.FURNITURE, "header", "Journal of Paper and Ink", small, LEFT, 44);
    TextStyle flushRight = small.aligned(Alignment.RIGHT);
    page.line(RegionKind.FURNITURE, "header", "Volume 7, Spring", flushRight, RIGHT, 44);
    page.rule(LEFT, 49, RIGHT, 49, 0.6);

    Column band = page.column(LEFT, 68, RIGHT - LEFT, 160);
    band.title("How a Page Keeps Its Order", TextStyle.of(Typeface.SERIF_BOLD, 24).centered());
    band.space(2);
    TextStyle byline = TextStyle.of(Typeface.SERIF_ITALIC, 11).centered();
    band.write(RegionKind.TEXT, "text", "Notes from the workshop of the reading room", byline);
    double top = band.y() + 16;

    Column left = page.column(LEFT, top, WIDTH, BOTTOM - top);
    section(left, "1 The shape of a page", ArticleText.SHAPE);
    section(left, "2 White space", ArticleText.WHITE_SPACE);
    left.space(8);
    left.figure("chart", Figures.curves(4), 140);
    left.space(5);
    left.caption(
        "Figure 1: Share of white in each row of three pages, from the top of the page to its foot.",
        CAPTION);
    left.space(10);
    left.paragraph(ArticleText.VALLEYS, BODY);
    left.space(8);
    left.heading("3 A small experiment", HEADING);
    left.space(3);
    String rest = left.paragraph(ArticleText.EXPERIMENT, BODY);

    Column right = page.column(LEFT + WIDTH + GUTTER, top, WIDTH, BOTTOM - top);
    right.paragraph(rest, BODY);
    right.paragraph(ArticleText.OUTCOME, BODY.indented(12));
    right.space(14);
    right.caption("Table 1: Pages read in the right order.", CAPTION);
    right.space(3);
    right.table(table());
    right.space(12);
    section(right, "4 What remains", ArticleText.REMAINS);
    section(right, "Thanks", ArticleText.THANKS);

    page.rule(LEFT, 796, RIGHT, 796, 0.6);
    page.line(
        RegionKind.FURNITURE, "footer", "Set in two columns for easy reading", small, LEFT, 810);
    page.line(RegionKind.FURNITURE, "number", "23", flushRight, RIGHT, 810);
    return page.finish();
  }

  private static void section(Column column, String heading, List<String> paragraphs) {
    column.heading(heading, HEADING);
    column.space(3);
    for (int i = 0; i < paragraphs.size(); i++) {
      String rest = column.paragraph(paragraphs.get(i), i == 0 ? BODY : BODY.indented(12));
      if (!rest.isEmpty()) {
        throw new IllegalStateException("text: too long by \"" + rest + "\"; shorten it");
      }
    }
    column.space(8);
  }

  private static TableSpec table() {
    TextStyle cell = TextStyle.of(Typeface.SANS, 9);
    return new TableSpec(
        List.of(
            List.of("Kind of page", "Pages", "Right"),
            List.of("Letters", "120", "120"),
            List.of("Two columns", "80", "78"),
            List.of("With sidebar", "40", "35"),
            List.of("Newspaper", "25", "19")),
        List.of(2.2, 1.0, 1.0),
        cell,
        TextStyle.of(Typeface.SANS_BOLD, 9),
        TableSpec.Rules.GRID);
  }
}
