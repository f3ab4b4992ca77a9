package io.glyphflow.examples.samples;

import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.testkit.page.Column;
import io.glyphflow.testkit.page.ComposedPage;
import io.glyphflow.testkit.page.PageComposer;
import io.glyphflow.testkit.page.TableSpec;
import io.glyphflow.testkit.page.TextStyle;
import io.glyphflow.testkit.page.TextStyle.Alignment;
import io.glyphflow.testkit.page.Typeface;
import io.glyphflow.testkit.page.Warp;
import io.glyphflow.testkit.page.Wear;
import java.awt.Color;
import java.io.IOException;
import java.util.List;

/** A report in three pages: text with a table, text in two columns, and a scanned appendix. */
final class ReportSample {

  private static final double SCREEN_DPI = 100;
  private static final double SCAN_DPI = 200;
  private static final double COLUMN_HEIGHT = 290; // the text fills both columns about evenly
  private static final TextStyle BODY = TextStyle.of(Typeface.SERIF, 12).leading(17).justified();
  private static final TextStyle HEADING = TextStyle.of(Typeface.SANS_BOLD, 13);
  private static final TextStyle SMALL = TextStyle.of(Typeface.SANS, 9);

  private ReportSample() {}

  static Sample make() throws IOException {
    PageComposer first = PageComposer.a4(SCREEN_DPI);
    PageComposer second = PageComposer.a4(SCREEN_DPI);
    ComposedPage scanned = scan(appendix());
    try (PdfWriter pdf = new PdfWriter()) {
      pdf.text(first, ReportSample::writeFirst);
      pdf.text(second, ReportSample::writeSecond);
      byte[] jpeg = SampleFiles.jpeg(SampleFiles.gray(scanned.picture()), SCAN_DPI, 0.6);
      pdf.picture(jpeg, first.width(), first.height());
      return new Sample(
          "report.pdf", pdf.bytes(), List.of(first.finish(), second.finish(), scanned));
    }
  }

  private static void writeFirst(PageComposer page) {
    furniture(page, "1");
    Column column = page.column(72, 84, 451, 660);
    column.title("What the Cellar Holds", TextStyle.of(Typeface.SANS_BOLD, 24));
    column.space(4);
    column.write(
        RegionKind.TEXT, "text", "Report of the first year", TextStyle.of(Typeface.SANS, 13));
    column.space(16);
    column.heading("Summary", HEADING);
    column.space(4);
    for (String paragraph : ReportText.SUMMARY) {
      column.paragraph(paragraph, BODY);
      column.space(6);
    }
    column.space(14);
    column.heading("Counts", HEADING);
    column.space(4);
    column.paragraph(ReportText.COUNTS, BODY);
    column.space(12);
    column.caption("Table 1: Sheets read in summer, by kind and month.", SMALL);
    column.space(4);
    TextStyle cell = TextStyle.of(Typeface.SANS, 10);
    column.table(
        new TableSpec(
            ReportText.TABLE,
            List.of(2.4, 1.0, 1.0, 1.0, 1.0),
            cell,
            TextStyle.of(Typeface.SANS_BOLD, 10),
            TableSpec.Rules.GRID));
    column.space(16);
    column.heading("Costs", HEADING);
    column.space(4);
    column.paragraph(ReportText.COSTS, BODY);
  }

  private static void writeSecond(PageComposer page) {
    furniture(page, "2");
    TextStyle body = TextStyle.of(Typeface.SERIF, 11.5).leading(16).justified();
    Column band = page.column(72, 84, 451, 60);
    band.heading("Findings", TextStyle.of(Typeface.SANS_BOLD, 18));
    double top = band.y() + 10;
    Column left = page.column(72, top, 214, COLUMN_HEIGHT);
    Column right = page.column(309, top, 214, COLUMN_HEIGHT);
    Column column = left;
    for (String paragraph : ReportText.FINDINGS) {
      String rest = column.paragraph(paragraph, body);
      if (!rest.isEmpty()) {
        column = right;
        rest = column.paragraph(rest, body);
      }
      if (!rest.isEmpty()) {
        throw new IllegalStateException("text: too long by \"" + rest + "\"; shorten it");
      }
      column.space(8);
    }
  }

  private static ComposedPage appendix() {
    PageComposer page = PageComposer.of(595, 842, SCAN_DPI, new Color(0xFBFAF5));
    furniture(page, "3");
    TextStyle body = TextStyle.of(Typeface.MONO, 11.5).leading(18);
    Column column = page.column(80, 90, 440, 650);
    column.heading("Appendix: a page from the cellar", TextStyle.of(Typeface.MONO_BOLD, 13));
    column.space(14);
    for (String paragraph : ReportText.APPENDIX) {
      column.paragraph(paragraph, body);
      column.space(11);
    }
    return page.finish();
  }

  private static ComposedPage scan(ComposedPage clean) {
    Size size = new Size(clean.picture().getWidth(), clean.picture().getHeight());
    ComposedPage askew = Warp.rotation(size, 0.8).apply(Wear.blur(clean, 0.5), new Color(0xF4F3EE));
    return Wear.grain(Wear.shadow(askew, 0.12, 3), 3, 4);
  }

  private static void furniture(PageComposer page, String number) {
    page.line(RegionKind.FURNITURE, "header", "Reading room, report of the year", SMALL, 72, 50);
    page.rule(72, 56, 523, 56, 0.5);
    page.line(RegionKind.FURNITURE, "number", number, SMALL.aligned(Alignment.RIGHT), 523, 50);
  }
}
