package io.glyphflow.examples.samples;

import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.testkit.page.ComposedPage;
import io.glyphflow.testkit.page.PageComposer;
import io.glyphflow.testkit.page.RegionWriter;
import io.glyphflow.testkit.page.TextStyle;
import io.glyphflow.testkit.page.TextStyle.Alignment;
import io.glyphflow.testkit.page.Typeface;
import io.glyphflow.testkit.page.Warp;
import io.glyphflow.testkit.page.Wear;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/** A till receipt on a wooden desk, as a telephone sees it: tilted, shaded, a little soft. */
final class ReceiptSample {

  private static final double DPI = 300;
  private static final double SCENE_WIDTH = 360;
  private static final double SCENE_HEIGHT = 420;
  private static final double LEFT = 77;
  private static final double WIDTH = 206;
  private static final double TOP = 34;
  private static final double BOTTOM = 386;
  private static final Color INK = new Color(0x35333B);

  private ReceiptSample() {}

  static Sample make() throws IOException {
    ComposedPage flat = page();
    Size size = new Size(flat.picture().getWidth(), flat.picture().getHeight());
    Size target = new Size(1350, 1600);
    Polygon corners =
        Polygon.of(
            new Point(-40, -70),
            new Point(1440, -115),
            new Point(1375, 1680),
            new Point(-130, 1650));
    ComposedPage tilted = Warp.perspective(size, target, corners).apply(flat, Color.DARK_GRAY);
    ComposedPage photo = Wear.grain(Wear.shadow(Wear.blur(tilted, 0.8), 0.36, 20), 3.5, 8);
    return new Sample("receipt.jpg", SampleFiles.jpeg(photo.picture(), DPI, 0.8), List.of(photo));
  }

  private static ComposedPage page() {
    PageComposer page = PageComposer.of(SCENE_WIDTH, SCENE_HEIGHT, DPI, new Color(0x7A5C43));
    desk(page.graphics());
    paper(page.graphics());
    TextStyle body = TextStyle.of(Typeface.MONO, 8.6).leading(12).colored(INK);
    TextStyle bold = TextStyle.of(Typeface.MONO_BOLD, 8.6).leading(12).colored(INK);
    double middle = LEFT + WIDTH / 2;
    double y = TOP + 32;
    TextStyle name = TextStyle.of(Typeface.MONO_BOLD, 15).colored(INK).centered();
    page.line(RegionKind.TEXT, "doc_title", "INK & PAPER", name, middle, y);
    y =
        lines(
            page,
            List.of("Stationery, new and old", "Mill Lane 3", "Thank you for reading"),
            body.centered(),
            middle,
            y + 18);
    y = line(page, y);
    y = lines(page, List.of("Receipt 00417   12.05.2026 16:42"), body, LEFT + 16, y);
    y = line(page, y);
    y = rows(page, ITEMS, body, y);
    y = line(page, y);
    y = rows(page, List.of(List.of("TOTAL", "27.55")), bold, y);
    y = rows(page, PAID, body, y + 1);
    y = line(page, y);
    y =
        lines(
            page,
            List.of("Paper may be returned", "unwritten within 14 days."),
            body.centered(),
            middle,
            y);
    barcode(page, y + 4);
    return page.finish();
  }

  private static final List<List<String>> ITEMS =
      List.of(
          List.of("2 Notebook, ruled", "9.80"),
          List.of("1 Ink, blue black", "6.25"),
          List.of("3 Pencil HB", "2.70"),
          List.of("1 Blotting paper", "3.40"),
          List.of("1 Eraser, soft", "1.50"),
          List.of("10 Envelopes", "3.90"));

  private static final List<List<String>> PAID =
      List.of(List.of("Cash", "30.00"), List.of("Change", "2.45"));

  private static double lines(
      PageComposer page, List<String> texts, TextStyle style, double x, double y) {
    RegionWriter region = page.region(RegionKind.TEXT, "text");
    double baseline = y;
    for (String text : texts) {
      region.line(text.replaceAll(" +", " "), style, x, baseline);
      baseline += style.leading();
    }
    region.end();
    return baseline;
  }

  /** Names flush left and prices flush right; read row by row. */
  private static double rows(
      PageComposer page, List<List<String>> rows, TextStyle style, double y) {
    RegionWriter region = page.region(RegionKind.TABLE, "table");
    double baseline = y;
    for (List<String> row : rows) {
      region.line(row.get(0), style, LEFT + 16, baseline);
      region.line(row.get(1), style.aligned(Alignment.RIGHT), LEFT + WIDTH - 16, baseline);
      baseline += style.leading() + 1;
    }
    region.end();
    return baseline;
  }

  private static double line(PageComposer page, double y) {
    Graphics2D g = page.graphics();
    g.setColor(INK);
    g.setStroke(new BasicStroke(0.9f));
    Path2D line = new Path2D.Double();
    line.moveTo(LEFT + 16, y - 3);
    line.lineTo(LEFT + WIDTH - 16, y - 3);
    g.draw(line);
    return y + 13;
  }

  private static void desk(Graphics2D g) {
    SplittableRandom random = new SplittableRandom(12);
    for (int i = 0; i < 260; i++) {
      double x = random.nextDouble() * SCENE_WIDTH;
      double bend = random.nextDouble() * 8 - 4;
      int tone = random.nextInt(-18, 14);
      g.setColor(new Color(0x7A + tone, 0x5C + tone, 0x43 + tone, 120));
      g.setStroke(new BasicStroke((float) (0.5 + 2.5 * random.nextDouble())));
      Path2D grain = new Path2D.Double();
      grain.moveTo(x, 0);
      grain.curveTo(
          x + bend, SCENE_HEIGHT / 3, x - bend, SCENE_HEIGHT * 2 / 3, x + bend / 2, SCENE_HEIGHT);
      g.draw(grain);
    }
  }

  /** The strip of paper with a torn foot, and its shadow on the desk. */
  private static void paper(Graphics2D g) {
    Path2D strip = new Path2D.Double();
    strip.moveTo(LEFT, TOP);
    strip.lineTo(LEFT + WIDTH, TOP);
    int teeth = 34;
    for (int i = 0; i <= teeth; i++) {
      strip.lineTo(LEFT + WIDTH - WIDTH * i / teeth, BOTTOM + (i % 2 == 0 ? 0 : 4));
    }
    strip.closePath();
    for (int i = 8; i > 0; i--) {
      g.translate(i * 0.7, i * 0.9);
      g.setColor(new Color(0, 0, 0, 20));
      g.fill(strip);
      g.translate(-i * 0.7, -i * 0.9);
    }
    g.setPaint(
        new GradientPaint(
            (float) LEFT, 0, new Color(0xF4F2EC), (float) (LEFT + WIDTH), 0, new Color(0xE6E3DA)));
    g.fill(strip);
  }

  private static void barcode(PageComposer page, double y) {
    Graphics2D g = page.graphics();
    SplittableRandom random = new SplittableRandom(417);
    g.setColor(INK);
    double x = LEFT + 52;
    while (x < LEFT + WIDTH - 52) {
      double bar = 0.7 * (1 + random.nextInt(3));
      g.fill(new Rectangle2D.Double(x, y, bar, 26));
      x += bar + 0.7 * (1 + random.nextInt(3));
    }
    page.region(RegionKind.FIGURE, "image").cover(LEFT + 52, y, x - LEFT - 52, 26).end();
  }
}
