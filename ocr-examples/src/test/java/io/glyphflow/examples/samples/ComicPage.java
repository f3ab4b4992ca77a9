package io.glyphflow.examples.samples;

import io.glyphflow.core.document.RegionKind;
import io.glyphflow.testkit.page.ComposedPage;
import io.glyphflow.testkit.page.PageComposer;
import io.glyphflow.testkit.page.TextStyle;
import io.glyphflow.testkit.page.Typeface;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;

/** Title, six panels, and in each a scene, characters and bubbles, from left to right. */
final class ComicPage {

  private static final double LEFT = 36;
  private static final double RIGHT = 559;
  private static final double GAP = 10;

  private final PageComposer page;
  private final ComicScenery scenery;
  private final ComicCast cast;
  private final ComicBubbles bubbles;

  ComicPage(double dpi) {
    page = PageComposer.a4(dpi);
    scenery = new ComicScenery(page.graphics());
    cast = new ComicCast(page.graphics());
    bubbles = new ComicBubbles(page);
  }

  ComposedPage draw() {
    TextStyle title = TextStyle.of(Typeface.SANS_BOLD_ITALIC, 27).colored(new Color(0x1D2B53));
    page.line(RegionKind.TEXT, "doc_title", "BLOT & LEAF", title, LEFT, 60);
    TextStyle subtitle = TextStyle.of(Typeface.SANS_BOLD, 14).colored(new Color(0xB0413E));
    page.line(
        RegionKind.TEXT,
        "paragraph_title",
        "THE LOST COLUMN",
        subtitle.aligned(TextStyle.Alignment.RIGHT),
        RIGHT,
        60);
    double middle = (LEFT + RIGHT) / 2;
    first(box(LEFT, 74, middle - GAP / 2, 314));
    second(box(middle + GAP / 2, 74, RIGHT, 314));
    third(box(LEFT, 324, RIGHT, 528));
    fourth(box(LEFT, 538, 204, 806));
    fifth(box(214, 538, 382, 806));
    sixth(box(392, 538, RIGHT, 806));
    return page.finish();
  }

  private void first(Rectangle2D box) {
    Shape clip = open(box, new Color(0x2B3A67));
    scenery.night(box);
    scenery.desk(box, 62);
    scenery.lamp(box.getMaxX() - 54, box.getMaxY() - 62);
    cast.leaf(box.getX() + 104, box.getMaxY() - 62, 84, ComicCast.Mood.UPSET, 1);
    close(box, clip);
    bubbles.caption(box.getX(), box.getY(), "LATE AT NIGHT, IN THE READING ROOM");
    bubbles.say(
        box.getX() + 176,
        box.getY() + 58,
        box.getX() + 130,
        box.getMaxY() - 130,
        "BLOT! WAKE UP!",
        "MY SECOND COLUMN",
        "IS GONE!");
  }

  private void second(Rectangle2D box) {
    Shape clip = open(box, new Color(0x3C5186));
    scenery.desk(box, 40);
    scenery.lamp(box.getX() + 130, box.getMaxY() - 40);
    cast.blot(box.getX() + 58, box.getMaxY() - 40, 66, ComicCast.Mood.CALM);
    cast.leaf(box.getMaxX() - 58, box.getMaxY() - 40, 84, ComicCast.Mood.UPSET, 1);
    close(box, clip);
    bubbles.say(
        box.getX() + 80,
        box.getY() + 32,
        box.getX() + 62,
        box.getMaxY() - 116,
        "GONE? COLUMNS DO",
        "NOT WALK AWAY.");
    bubbles.say(
        box.getX() + 176,
        box.getY() + 80,
        box.getMaxX() - 66,
        box.getMaxY() - 132,
        "MINE HAS FOOTNOTES.",
        "IT HAS FEET!");
  }

  private void third(Rectangle2D box) {
    Shape clip = open(box, new Color(0xF2D8A7));
    scenery.shelves(box);
    scenery.desk(box, 40);
    scenery.commas(box.getX() + 200, box.getMaxY() - 22, 11, 24);
    cast.blot(box.getX() + 96, box.getMaxY() - 40, 66, ComicCast.Mood.CALM);
    cast.lens(box.getX() + 146, box.getMaxY() - 109);
    cast.leaf(box.getX() + 300, box.getMaxY() - 40, 84, ComicCast.Mood.CALM, 1);
    close(box, clip);
    bubbles.say(
        box.getX() + 116,
        box.getY() + 38,
        box.getX() + 104,
        box.getMaxY() - 110,
        "AHA! A TRAIL OF COMMAS.",
        "LET US FOLLOW IT.");
    bubbles.say(
        box.getX() + 402,
        box.getY() + 46,
        box.getX() + 322,
        box.getMaxY() - 104,
        "SLOWLY, PLEASE.",
        "COMMAS ARE THERE",
        "TO PAUSE AT.");
  }

  private void fourth(Rectangle2D box) {
    Shape clip = open(box, new Color(0xC9DDE5));
    scenery.shelves(box);
    scenery.desk(box, 46);
    cast.leaf(box.getX() + 46, box.getMaxY() - 46, 78, ComicCast.Mood.UPSET, 1);
    cast.blot(box.getX() + 124, box.getMaxY() - 46, 56, ComicCast.Mood.CALM);
    close(box, clip);
    bubbles.say(
        box.getX() + 70,
        box.getY() + 42,
        box.getX() + 46,
        box.getMaxY() - 128,
        "WHICH WAY",
        "DO WE READ THIS?");
    bubbles.say(
        box.getX() + 113,
        box.getY() + 104,
        box.getX() + 126,
        box.getMaxY() - 104,
        "LEFT TO RIGHT,",
        "TOP TO BOTTOM.");
  }

  private void fifth(Rectangle2D box) {
    Shape clip = open(box, new Color(0xE6B89C));
    scenery.rays(box);
    scenery.desk(box, 46);
    scenery.clip(box.getMaxX() - 34, box.getMaxY() - 46);
    cast.blot(box.getX() + 62, box.getMaxY() - 46, 76, ComicCast.Mood.HAPPY);
    close(box, clip);
    bubbles.say(
        box.getCenterX(),
        box.getY() + 48,
        box.getX() + 70,
        box.getMaxY() - 128,
        "THERE IT IS!",
        "BEHIND THE",
        "PAPER CLIP!");
  }

  private void sixth(Rectangle2D box) {
    Shape clip = open(box, new Color(0xD8E2C8));
    scenery.desk(box, 46);
    cast.leaf(box.getX() + 44, box.getMaxY() - 46, 78, ComicCast.Mood.HAPPY, 1);
    cast.column(box.getX() + 126, box.getMaxY() - 46, 72);
    close(box, clip);
    bubbles.say(
        box.getX() + 66,
        box.getY() + 40,
        box.getX() + 46,
        box.getMaxY() - 128,
        "WHY DID YOU",
        "RUN AWAY?");
    bubbles.say(
        box.getX() + 113,
        box.getY() + 104,
        box.getX() + 128,
        box.getMaxY() - 122,
        "I ONLY WANTED",
        "A LITTLE MORE",
        "WHITE SPACE.");
  }

  private Shape open(Rectangle2D box, Color background) {
    Graphics2D g = page.graphics();
    Shape clip = g.getClip();
    g.clip(box);
    g.setColor(background);
    g.fill(box);
    return clip;
  }

  private void close(Rectangle2D box, Shape clip) {
    Graphics2D g = page.graphics();
    g.setClip(clip);
    g.setColor(Color.BLACK);
    g.setStroke(new BasicStroke(2.2f));
    g.draw(box);
  }

  private static Rectangle2D box(double left, double top, double right, double bottom) {
    return new Rectangle2D.Double(left, top, right - left, bottom - top);
  }
}
