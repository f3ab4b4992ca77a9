package io.glyphflow.examples.samples;

import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.testkit.page.Column;
import io.glyphflow.testkit.page.ComposedPage;
import io.glyphflow.testkit.page.PageComposer;
import io.glyphflow.testkit.page.TextStyle;
import io.glyphflow.testkit.page.Typeface;
import io.glyphflow.testkit.page.Warp;
import io.glyphflow.testkit.page.Wear;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.io.IOException;
import java.util.List;

/**
 * A typewritten note from an office scanner: black and white, askew, with specks and punch holes.
 */
final class ScanSample {

  private static final double DPI = 300;
  private static final double SKEW = -1.7;

  private ScanSample() {}

  static Sample make() throws IOException {
    ComposedPage clean = page();
    Size size = new Size(clean.picture().getWidth(), clean.picture().getHeight());
    ComposedPage soft = Wear.blur(clean, 1.1);
    ComposedPage askew = Warp.rotation(size, SKEW).apply(soft, Color.WHITE);
    ComposedPage grainy = Wear.grain(askew, 22, 5);
    ComposedPage scan = Wear.oneBit(Wear.saltAndPepper(grainy, 0.0012, 6), 150);
    return new Sample("scan.tif", SampleFiles.tiff(scan.picture(), DPI), List.of(scan));
  }

  private static ComposedPage page() {
    PageComposer page = PageComposer.a4(DPI);
    holes(page.graphics());
    TextStyle body = TextStyle.of(Typeface.MONO, 11).leading(17);
    TextStyle bold = TextStyle.of(Typeface.MONO_BOLD, 11).leading(17);
    Column column = page.column(92, 96, 440, 660);
    column.title("MEMORANDUM", TextStyle.of(Typeface.MONO_BOLD, 17));
    column.space(12);
    column.paragraph("To: all copyists\nFrom: the archive, second floor\nDate: 9 November", body);
    column.space(6);
    page.rule(92, column.y() + 4, 532, column.y() + 4, 1.2);
    column.space(20);
    column.heading("Subject: crooked copies", bold);
    column.space(8);
    for (String paragraph : PARAGRAPHS) {
      column.paragraph(paragraph, body);
      column.space(12);
    }
    column.list(List.of("a)", "b)", "c)"), STEPS, body);
    column.space(12);
    column.paragraph(LAST, body);
    page.line(RegionKind.FURNITURE, "number", "- 1 -", body.centered(), page.width() / 2, 790);
    return page.finish();
  }

  private static void holes(Graphics2D g) {
    for (double y : new double[] {290, 517}) {
      Ellipse2D hole = new Ellipse2D.Double(30, y, 16, 16);
      g.setColor(new Color(0x303030));
      g.fill(hole);
      g.setColor(Color.BLACK);
      g.setStroke(new BasicStroke(1));
      g.draw(hole);
    }
  }

  private static final List<String> PARAGRAPHS =
      List.of(
          "It has come to our notice that many copies leave the machine at an angle. A page that leans"
              + " by two degrees is still easy to read for a person, who simply tilts the head. A"
              + " machine has no head to tilt, and cuts through the lines as if they were level.",
          "Specks are the other plague. They come from the glass, not from the paper. Wipe the glass"
              + " every morning, and again after lunch. A full stop more or less can change what a"
              + " number is worth.",
          "From now on, therefore, we ask everybody to");

  private static final List<String> STEPS =
      List.of(
          "lay the sheet against the left edge and keep it there with one finger;",
          "close the lid slowly, since the draught moves the paper;",
          "look at the copy before the next sheet goes in.");

  private static final String LAST =
      "Sheets that were copied before today need not be done again. They are part of our history, and"
          + " somebody may want to practise on them.";
}
