package io.glyphflow.examples.samples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/**
 * Who acts: Blot, a drop of ink; Leaf, a sheet of paper; and the column. They stand on a ground.
 */
final class ComicCast {

  /** What a face says. */
  enum Mood {
    CALM,
    HAPPY,
    UPSET
  }

  private static final BasicStroke LINE =
      new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  private static final Color INK = new Color(0x24356B);
  private static final Color GLOSS = new Color(0x6F86C9);

  private final Graphics2D g;

  ComicCast(Graphics2D graphics) {
    g = graphics;
  }

  /** A drop of ink with arms and shoes. */
  void blot(double x, double ground, double size, Mood mood) {
    double foot = ground - size * 0.12;
    limbs(x, foot, size * 0.36, size * 0.5);
    Path2D drop = new Path2D.Double();
    double top = foot - size;
    drop.moveTo(x + size * 0.05, top);
    drop.curveTo(
        x + size * 0.16,
        top + size * 0.34,
        x + size * 0.42,
        top + size * 0.42,
        x + size * 0.42,
        top + size * 0.66);
    drop.curveTo(x + size * 0.42, foot, x - size * 0.42, foot, x - size * 0.42, top + size * 0.66);
    drop.curveTo(
        x - size * 0.42,
        top + size * 0.42,
        x - size * 0.08,
        top + size * 0.34,
        x + size * 0.05,
        top);
    paint(drop, INK);
    g.setColor(GLOSS);
    g.setStroke(new BasicStroke(2.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    double gloss = size * 0.62;
    g.draw(new Arc2D.Double(x - gloss / 2, foot - gloss * 1.08, gloss, gloss, 165, 55, Arc2D.OPEN));
    face(x, top + size * 0.6, size * 0.34, mood, Color.WHITE);
  }

  /** A sheet of paper with a folded corner and so many columns of text. */
  void leaf(double x, double ground, double height, Mood mood, int columns) {
    double width = height * 0.66;
    double foot = ground - height * 0.14;
    double top = foot - height;
    limbs(x, foot, width * 0.5, height * 0.5);
    double fold = width * 0.26;
    Path2D sheet = new Path2D.Double();
    sheet.moveTo(x - width / 2, top);
    sheet.lineTo(x + width / 2 - fold, top);
    sheet.lineTo(x + width / 2, top + fold);
    sheet.lineTo(x + width / 2, foot);
    sheet.lineTo(x - width / 2, foot);
    sheet.closePath();
    paint(sheet, new Color(0xFFFDF6));
    Path2D corner = new Path2D.Double();
    corner.moveTo(x + width / 2 - fold, top);
    corner.lineTo(x + width / 2 - fold, top + fold);
    corner.lineTo(x + width / 2, top + fold);
    corner.closePath();
    paint(corner, new Color(0xE4DFCF));
    face(x - width * 0.04, top + height * 0.34, width * 0.5, mood, Color.WHITE);
    for (int i = 0; i < columns; i++) {
      scribble(
          x - width * 0.4 + i * width * 0.46, top + height * 0.64, width * 0.34, height * 0.28);
    }
  }

  /** The lost column: tall, narrow, a little ashamed. */
  void column(double x, double ground, double height) {
    double width = height * 0.46;
    double foot = ground - height * 0.14;
    limbs(x, foot, width * 0.5, height * 0.45);
    paint(new Rectangle2D.Double(x - width / 2, foot - height, width, height), new Color(0xFFFDF6));
    face(x, foot - height * 0.7, width * 0.62, Mood.UPSET, Color.WHITE);
    scribble(x - width * 0.34, foot - height * 0.42, width * 0.68, height * 0.36);
  }

  /** A magnifying glass in somebody's hand. */
  void lens(double x, double y) {
    g.setColor(new Color(0x5A4632));
    g.setStroke(new BasicStroke(4, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(new Line2D.Double(x - 14, y + 30, x + 4, y + 21));
    Shape glass = new Ellipse2D.Double(x, y, 26, 26);
    g.setColor(new Color(255, 255, 255, 140));
    g.fill(glass);
    g.setColor(Color.BLACK);
    g.setStroke(new BasicStroke(2.4f));
    g.draw(glass);
  }

  private void face(double x, double y, double width, Mood mood, Color white) {
    double eye = width * 0.42;
    for (int side = -1; side <= 1; side += 2) {
      double cx = x + side * width * 0.26;
      paint(new Ellipse2D.Double(cx - eye / 2, y - eye / 2, eye, eye * 1.15), white);
      double pupil = eye * 0.42;
      g.setColor(Color.BLACK);
      g.fill(new Ellipse2D.Double(cx - pupil / 2 + eye * 0.1, y - pupil / 2, pupil, pupil));
      if (mood == Mood.UPSET) {
        g.setStroke(LINE);
        g.draw(
            new Line2D.Double(
                cx + side * eye * 0.5, y - eye * 0.55, cx - side * eye * 0.35, y - eye * 0.95));
      }
    }
    double mouth = width * 0.5;
    g.setStroke(LINE);
    g.setColor(Color.BLACK);
    double my = y + width * 0.42;
    switch (mood) {
      case CALM -> {
        g.setColor(new Color(0xF2B8A8));
        g.draw(
            new Arc2D.Double(
                x - mouth / 2, my - mouth * 0.3, mouth, mouth * 0.5, 200, 140, Arc2D.OPEN));
      }
      case HAPPY ->
          paint(
              new Arc2D.Double(
                  x - mouth / 2, my - mouth * 0.4, mouth, mouth * 0.9, 180, 180, Arc2D.CHORD),
              new Color(0xC8504B));
      case UPSET ->
          paint(
              new Ellipse2D.Double(x - mouth * 0.28, my - mouth * 0.15, mouth * 0.56, mouth * 0.6),
              new Color(0xC8504B));
    }
  }

  private void limbs(double x, double foot, double half, double reach) {
    g.setColor(Color.BLACK);
    g.setStroke(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    for (int side = -1; side <= 1; side += 2) {
      double hip = x + side * half * 0.45;
      g.draw(new Line2D.Double(hip, foot - 4, hip, foot + reach * 0.2));
      paint(
          new Ellipse2D.Double(hip - 5 + side * 3, foot + reach * 0.2 - 3, 11, 6),
          new Color(0xB0413E));
      g.setStroke(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      Path2D arm = new Path2D.Double();
      arm.moveTo(x + side * half * 0.8, foot - reach * 0.6);
      arm.quadTo(
          x + side * (half + reach * 0.3),
          foot - reach * 0.5,
          x + side * (half + reach * 0.36),
          foot - reach * (side > 0 ? 0.95 : 0.25));
      g.draw(arm);
    }
  }

  /** Wavy strokes that look like text from afar and are none. */
  private void scribble(double x, double y, double width, double height) {
    g.setColor(new Color(0x8A8A8A));
    g.setStroke(new BasicStroke(1.1f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    for (double line = y; line < y + height; line += 4.2) {
      Path2D wave = new Path2D.Double();
      wave.moveTo(x, line);
      for (double along = 2; along <= width; along += 2) {
        wave.lineTo(x + along, line + ((along / 2) % 2 == 0 ? 0.7 : -0.7));
      }
      g.draw(wave);
    }
  }

  private void paint(Shape shape, Color color) {
    g.setColor(color);
    g.fill(shape);
    g.setColor(Color.BLACK);
    g.setStroke(LINE);
    g.draw(shape);
  }
}
