package io.glyphflow.examples.samples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** Where it happens: a reading room with a window, shelves, a lamp and a desk. */
final class ComicScenery {

  private static final BasicStroke LINE = new BasicStroke(1.4f);

  private final Graphics2D g;

  ComicScenery(Graphics2D graphics) {
    g = graphics;
  }

  /** A window with the moon and stars, in the upper left of a panel. */
  void night(Rectangle2D box) {
    Rectangle2D window = new Rectangle2D.Double(box.getX() + 18, box.getY() + 34, 62, 74);
    paint(window, new Color(0x101B3B));
    paint(
        new Ellipse2D.Double(window.getX() + 34, window.getY() + 10, 18, 18), new Color(0xF8EFC0));
    g.setColor(Color.WHITE);
    for (double[] star : new double[][] {{10, 14}, {20, 40}, {46, 52}, {12, 60}}) {
      g.fill(new Ellipse2D.Double(window.getX() + star[0], window.getY() + star[1], 2, 2));
    }
    g.setColor(new Color(0xD9B382));
    g.setStroke(new BasicStroke(4));
    g.draw(window);
    g.draw(
        new Line2D.Double(
            window.getCenterX(), window.getY(), window.getCenterX(), window.getMaxY()));
    g.draw(
        new Line2D.Double(
            window.getX(), window.getCenterY(), window.getMaxX(), window.getCenterY()));
  }

  /** The top of a desk, that high from the foot of the panel. */
  void desk(Rectangle2D box, double height) {
    Rectangle2D top =
        new Rectangle2D.Double(box.getX(), box.getMaxY() - height, box.getWidth(), height);
    paint(top, new Color(0xB07B4F));
    g.setColor(new Color(0x8F603A));
    g.setStroke(new BasicStroke(1));
    for (double y = top.getY() + 9; y < top.getMaxY(); y += 13) {
      Path2D grain = new Path2D.Double();
      grain.moveTo(top.getX(), y);
      grain.curveTo(
          top.getX() + top.getWidth() / 3,
          y + 5,
          top.getX() + top.getWidth() * 2 / 3,
          y - 5,
          top.getMaxX(),
          y + 2);
      g.draw(grain);
    }
  }

  /** A lamp on the desk and its cone of light. */
  void lamp(double x, double ground) {
    Path2D light = new Path2D.Double();
    light.moveTo(x - 20, ground - 56);
    light.lineTo(x + 20, ground - 56);
    light.lineTo(x + 62, ground);
    light.lineTo(x - 62, ground);
    light.closePath();
    g.setColor(new Color(255, 240, 170, 110));
    g.fill(light);
    g.setColor(Color.BLACK);
    g.setStroke(new BasicStroke(3));
    g.draw(new Line2D.Double(x, ground - 56, x, ground - 4));
    paint(new Rectangle2D.Double(x - 17, ground - 6, 34, 6), new Color(0x6B6B6B));
    Path2D shade = new Path2D.Double();
    shade.moveTo(x - 12, ground - 84);
    shade.lineTo(x + 12, ground - 84);
    shade.lineTo(x + 26, ground - 54);
    shade.lineTo(x - 26, ground - 54);
    shade.closePath();
    paint(shade, new Color(0x4C9A6A));
  }

  /** Two shelves of books along the wall. */
  void shelves(Rectangle2D box) {
    SplittableRandom random = new SplittableRandom(31);
    for (double y = box.getY() + 70; y < box.getMaxY() - 50; y += 62) {
      double x = box.getX() + 4;
      while (x < box.getMaxX()) {
        double width = 7 + random.nextInt(9);
        double height = 32 + random.nextInt(18);
        float hue = random.nextInt(10) / 10f;
        paint(
            new Rectangle2D.Double(x, y - height, width, height),
            Color.getHSBColor(hue, 0.35f, 0.8f));
        x += width + (random.nextInt(7) == 0 ? 9 : 0);
      }
      paint(new Rectangle2D.Double(box.getX(), y, box.getWidth(), 6), new Color(0x9A6B43));
    }
  }

  /** Commas that somebody lost on the way. */
  void commas(double x, double y, int count, double step) {
    for (int i = 0; i < count; i++) {
      double cx = x + i * step;
      double cy = y + (i % 2 == 0 ? 0 : 7);
      Path2D comma = new Path2D.Double();
      comma.moveTo(cx, cy);
      comma.curveTo(cx + 6, cy - 2, cx + 7, cy + 6, cx - 1, cy + 10);
      comma.curveTo(cx + 3, cy + 6, cx + 2, cy + 4, cx, cy + 4);
      comma.closePath();
      g.setColor(new Color(0x24356B));
      g.fill(comma);
    }
  }

  /** Lines of surprise from the middle of a panel. */
  void rays(Rectangle2D box) {
    g.setColor(new Color(0xF7E1B5));
    for (int i = 0; i < 24; i += 2) {
      Path2D ray = new Path2D.Double();
      ray.moveTo(box.getCenterX(), box.getCenterY() + 30);
      for (int edge = 0; edge < 2; edge++) {
        double angle = Math.PI * (i + edge) / 12;
        ray.lineTo(
            box.getCenterX() + 300 * Math.cos(angle),
            box.getCenterY() + 30 + 300 * Math.sin(angle));
      }
      ray.closePath();
      g.fill(ray);
    }
  }

  /** A paper clip as tall as a person, and what hides behind it. */
  void clip(double x, double ground) {
    paint(new Rectangle2D.Double(x - 12, ground - 74, 26, 74), new Color(0xFFFDF6));
    g.setColor(new Color(0x55606E));
    g.setStroke(new BasicStroke(3.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    Path2D wire = new Path2D.Double();
    wire.moveTo(x - 8, ground - 56);
    wire.lineTo(x - 8, ground - 12);
    wire.curveTo(x - 8, ground + 4, x + 10, ground + 4, x + 10, ground - 12);
    wire.lineTo(x + 10, ground - 78);
    wire.curveTo(x + 10, ground - 100, x - 18, ground - 100, x - 18, ground - 78);
    wire.lineTo(x - 18, ground - 8);
    g.draw(wire);
  }

  private void paint(Shape shape, Color color) {
    g.setColor(color);
    g.fill(shape);
    g.setColor(Color.BLACK);
    g.setStroke(LINE);
    g.draw(shape);
  }
}
