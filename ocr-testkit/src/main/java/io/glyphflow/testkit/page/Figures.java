package io.glyphflow.testkit.page;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.SplittableRandom;

/** Simple figures, the same for the same seed. Stateless, safe for any thread. */
public final class Figures {

  private static final BasicStroke THIN = new BasicStroke(0.8f);
  private static final BasicStroke THICK =
      new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

  private Figures() {}

  /**
   * A bar chart with axes and, under each bar, a name.
   *
   * @param seed says how high the bars are
   * @param names one for each bar; an empty name leaves its place free of text
   * @return the figure
   */
  public static Figure bars(long seed, List<String> names) {
    List<String> copy = List.copyOf(names);
    return (region, left, top, width, height) -> {
      SplittableRandom random = new SplittableRandom(seed);
      double floor = top + height - 16;
      double step = (width - 20) / copy.size();
      Graphics2D g = region.graphics();
      inkOf(g, THIN, Color.BLACK);
      g.draw(new Line2D.Double(left + 10, top + 4, left + 10, floor));
      g.draw(new Line2D.Double(left + 10, floor, left + width - 2, floor));
      for (int i = 0; i < copy.size(); i++) {
        double bar = (floor - top - 10) * (0.25 + 0.75 * random.nextDouble());
        double x = left + 14 + i * step;
        Rectangle2D shape = new Rectangle2D.Double(x, floor - bar, step * 0.7, bar);
        fill(g, shape, Color.getHSBColor(0.55f + 0.04f * (i % 5), 0.55f, 0.75f));
        if (!copy.get(i).isEmpty()) {
          TextStyle style = TextStyle.of(Typeface.SANS, 7.5).centered();
          region.line(copy.get(i), style, x + step * 0.35, floor + 11);
        }
      }
      g.setColor(Color.BLACK);
    };
  }

  /**
   * A chart of three wavy curves over a light grid, without text.
   *
   * @param seed says how they run
   * @return the figure
   */
  public static Figure curves(long seed) {
    return (region, left, top, width, height) -> {
      SplittableRandom random = new SplittableRandom(seed);
      Graphics2D g = region.graphics();
      inkOf(g, new BasicStroke(0.4f), Color.LIGHT_GRAY);
      for (int i = 1; i < 5; i++) {
        g.draw(new Line2D.Double(left, top + height * i / 5, left + width, top + height * i / 5));
      }
      for (int curve = 0; curve < 3; curve++) {
        double phase = random.nextDouble() * 6;
        double swing = 0.1 + 0.2 * random.nextDouble();
        Path2D path = new Path2D.Double();
        for (int i = 0; i <= 60; i++) {
          double y = 0.5 + swing * Math.sin(phase + i * 0.13) - 0.2 * i / 60;
          double px = left + width * i / 60;
          double py = top + height * y;
          if (i == 0) {
            path.moveTo(px, py);
          } else {
            path.lineTo(px, py);
          }
        }
        inkOf(g, THICK, Color.getHSBColor(curve / 3f, 0.8f, 0.6f));
        g.draw(path);
      }
      inkOf(g, THIN, Color.BLACK);
      g.draw(new Rectangle2D.Double(left + 0.5, top + 0.5, width - 1, height - 1));
    };
  }

  /**
   * A picture of hills under a sky with a sun, full of tones like a photograph.
   *
   * @param seed says where the hills are
   * @return the figure
   */
  public static Figure landscape(long seed) {
    return (region, left, top, width, height) -> {
      SplittableRandom random = new SplittableRandom(seed);
      Graphics2D g = region.graphics();
      Shape clip = g.getClip();
      g.clip(new Rectangle2D.Double(left, top, width, height));
      fill(g, new Rectangle2D.Double(left, top, width, height), new Color(0xBFD7EA));
      double sun = height * 0.28;
      fill(g, new Ellipse2D.Double(left + width * 0.68, top + sun / 2, sun, sun), Color.ORANGE);
      for (int ridge = 0; ridge < 4; ridge++) {
        Path2D hills = new Path2D.Double();
        double base = top + height * (0.45 + 0.14 * ridge);
        double phase = random.nextDouble() * 6;
        hills.moveTo(left, top + height);
        for (int i = 0; i <= 40; i++) {
          double wave = Math.sin(phase + i * 0.19) + 0.5 * Math.sin(2 * phase + i * 0.41);
          hills.lineTo(left + width * i / 40, base + height * 0.09 * wave);
        }
        hills.lineTo(left + width, top + height);
        hills.closePath();
        fill(g, hills, Color.getHSBColor(0.33f + 0.03f * ridge, 0.35f, 0.7f - 0.14f * ridge));
      }
      g.setClip(clip);
      g.setColor(Color.BLACK);
    };
  }

  /**
   * A picture of gray squares of random tone, as coarse as halftone.
   *
   * @param seed says how gray each is
   * @return the figure
   */
  public static Figure noise(long seed) {
    return (region, left, top, width, height) -> {
      SplittableRandom random = new SplittableRandom(seed);
      Graphics2D g = region.graphics();
      double cell = 3;
      for (double y = 0; y < height; y += cell) {
        for (double x = 0; x < width; x += cell) {
          int tone = 40 + random.nextInt(180);
          double w = Math.min(cell, width - x);
          double h = Math.min(cell, height - y);
          fill(g, new Rectangle2D.Double(left + x, top + y, w, h), new Color(tone, tone, tone));
        }
      }
      g.setColor(Color.BLACK);
    };
  }

  private static void inkOf(Graphics2D g, Stroke stroke, Color color) {
    g.setStroke(stroke);
    g.setColor(color);
  }

  private static void fill(Graphics2D g, Shape shape, Color color) {
    g.setColor(color);
    g.fill(shape);
  }
}
