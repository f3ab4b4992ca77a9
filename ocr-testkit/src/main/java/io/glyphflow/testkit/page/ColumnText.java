package io.glyphflow.testkit.page;

import java.util.SplittableRandom;

/**
 * Running text that fills one column after the other: paragraphs that go on in the next column,
 * with headings now and then, all in one style drawn by lot. Not thread-safe.
 */
final class ColumnText {

  private final SplittableRandom random;
  private final Prose prose;
  private final double size;
  private final Typeface face;
  private final TextStyle style;
  private final double between;
  private final int longest;
  private final int headings;
  private String pending = "";
  private boolean headed;

  ColumnText(SplittableRandom random, Prose prose, double size) {
    this.random = random;
    this.prose = prose;
    this.size = size;
    this.face = random.nextInt(3) > 0 ? Typeface.SERIF : Typeface.SANS;
    boolean indents = random.nextBoolean();
    TextStyle plain = TextStyle.of(face, size).leading(size * (1.12 + 0.3 * random.nextDouble()));
    TextStyle spaced = random.nextInt(4) > 0 ? plain.justified() : plain;
    TextStyle broken = random.nextBoolean() ? spaced.hyphenating() : spaced;
    this.style = indents ? broken.indented(size * 1.2) : broken;
    this.between = indents ? 0 : size * (0.4 + 0.5 * random.nextDouble());
    this.longest = 2 + random.nextInt(6);
    this.headings = 3 + random.nextInt(6);
  }

  Typeface face() {
    return face;
  }

  Typeface otherFace() {
    return face == Typeface.SERIF ? Typeface.SANS : Typeface.SERIF;
  }

  /** Fills a part of the column, 0..1; all of it is filled to its last line. */
  void fill(Column column, double share) {
    double end = column.room() * (1 - share);
    while (column.room() > end + style.leading()) {
      if (!pending.isEmpty()) {
        pending = column.paragraph(pending, style.indented(0));
      } else if (!headed
          && random.nextInt(headings) == 0
          && column.room() > end + style.leading() * 5) {
        heading(column);
        headed = true;
      } else {
        pending = column.paragraph(prose.paragraph(1 + random.nextInt(longest)), style);
        headed = false;
      }
      column.space(between);
    }
  }

  private void heading(Column column) {
    Typeface bold = face == Typeface.SERIF ? Typeface.SERIF_BOLD : Typeface.SANS_BOLD;
    column.space(size * 0.5);
    column.heading(prose.title(), TextStyle.of(bold, size * 1.15));
    column.space(size * 0.2);
  }
}
