package io.glyphflow.examples.samples;

import io.glyphflow.core.document.RegionKind;
import io.glyphflow.testkit.page.PageComposer;
import io.glyphflow.testkit.page.RegionWriter;
import io.glyphflow.testkit.page.TextStyle;
import io.glyphflow.testkit.page.Typeface;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;

/** Speech bubbles and caption boxes; the text of each is one region. */
final class ComicBubbles {

  private static final TextStyle SPEECH =
      TextStyle.of(Typeface.SANS_BOLD, 9.6).leading(12.4).centered();
  private static final double PAD = 11;

  private final PageComposer page;

  ComicBubbles(PageComposer page) {
    this.page = page;
  }

  /** A bubble around its middle, with a tail to a mouth. */
  void say(double x, double y, double mouthX, double mouthY, String... lines) {
    double width = 0;
    for (String line : lines) {
      width = Math.max(width, SPEECH.typeface().width(line, SPEECH.size()));
    }
    double w = width + 2 * PAD;
    double h = lines.length * SPEECH.leading() + 2 * PAD - 5;
    Area bubble = new Area(new RoundRectangle2D.Double(x - w / 2, y - h / 2, w, h, 30, h * 0.8));
    Path2D tail = new Path2D.Double();
    double base = Math.clamp(mouthX, x - w / 4, x + w / 4);
    tail.moveTo(base - 6, y + h / 2 - 4);
    tail.quadTo(base - 3, y + h / 2 + 6, mouthX, mouthY);
    tail.quadTo(base + 7, y + h / 2 + 6, base + 7, y + h / 2 - 4);
    tail.closePath();
    bubble.add(new Area(tail));
    Graphics2D g = page.graphics();
    g.setColor(Color.WHITE);
    g.fill(bubble);
    g.setColor(Color.BLACK);
    g.setStroke(new BasicStroke(1.3f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(bubble);
    write(x, y - h / 2 + PAD + 6.2, lines);
  }

  /** A yellow box in the upper left corner of a panel. */
  void caption(double left, double top, String line) {
    double width = SPEECH.typeface().width(line, SPEECH.size()) + 16;
    Rectangle2D box = new Rectangle2D.Double(left, top, width, 21);
    Graphics2D g = page.graphics();
    g.setColor(new Color(0xFBE9A0));
    g.fill(box);
    g.setColor(Color.BLACK);
    g.setStroke(new BasicStroke(1.6f));
    g.draw(box);
    write(left + width / 2, top + 14, line);
  }

  private void write(double x, double baseline, String... lines) {
    RegionWriter region = page.region(RegionKind.TEXT, "text");
    double y = baseline;
    for (String line : lines) {
      region.line(line, SPEECH, x, y);
      y += SPEECH.leading();
    }
    region.end();
  }
}
