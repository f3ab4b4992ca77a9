package io.glyphflow.core.export;

import io.glyphflow.core.export.TextStructure.Paragraph;
import io.glyphflow.core.geometry.BoundingBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Tells line ends that the author set from those that the width of the column made. A line is short
 * if the next line's first word would have fitted behind it: typesetters fill lines, so its end is
 * there on purpose. Where two of five lines are short, or one is and none begins in lower case, the
 * text is lines (an address, a poem, the items of a receipt) and keeps them; else a short line ends
 * a paragraph. Without boxes every line end is the column's.
 *
 * <p>Even among lines a full one goes on in the next if that is indented, and, unless half of the
 * lines are short, any line in one that begins in lower case.
 */
final class LineEnds {

  private static final double SLACK = 0.5; // of a line height, for what boxes are off
  private static final double FAR_SHORT = 0.3; // of the width
  private static final double HANGING = 0.8; // of a line height

  private final List<ReadLine> lines;
  private final List<BoundingBox> boxes;
  private final BoundingBox bounds;
  private final double height;
  private final boolean isFlushLeft;
  private final ToDoubleFunction<BoundingBox> room;

  private LineEnds(List<ReadLine> lines, BoundingBox bounds, double height) {
    this.lines = lines;
    this.boxes = lines.stream().map(ReadLine::requireBox).toList();
    this.bounds = bounds;
    this.height = height;

    double left = spread(BoundingBox::left);
    double right = spread(BoundingBox::right);
    double center = spread(box -> box.center().x());
    this.isFlushLeft = left <= SLACK * height || 2 * Math.min(right, center) >= left;
    this.room =
        isFlushLeft ? this::roomBehind : right < center ? this::roomBefore : this::roomAround;
  }

  /**
   * The paragraphs that some lines are.
   *
   * @param lines what no gap or indent parts, at least one
   * @param region the box around all lines of their region, empty if they have no boxes
   * @param height of its lines, pixels; 0 if one of them has no box
   */
  static List<Paragraph> paragraphs(
      List<ReadLine> lines, Optional<BoundingBox> region, double height) {
    return region.isEmpty() || height <= 0 || lines.size() < 2
        ? List.of(new Paragraph(List.of(lines)))
        : new LineEnds(lines, region.get(), height).paragraphs();
  }

  private List<Paragraph> paragraphs() {
    int ends = lines.size() - 1;
    boolean[] isShort = new boolean[ends];
    int count = 0;
    for (int i = 0; i < ends; i++) {
      isShort[i] = isShort(i);
      count += isShort[i] ? 1 : 0;
    }
    boolean isColumn = isColumn();
    boolean isLines = isColumn || 5 * count >= 2 * ends || (count > 0 && hasCapitals());
    boolean isVerse = isColumn || count == ends || (count > 1 && 2 * count >= ends);
    List<Paragraph> paragraphs = new ArrayList<>();
    List<List<ReadLine>> kept = new ArrayList<>(List.of(new ArrayList<>(lines.subList(0, 1))));
    for (int i = 0; i < ends; i++) {
      boolean goesOn =
          isBroken(i)
              || (!isShort[i] && isFlushLeft && isHanging(i))
              || (!isVerse && startsLowerCase(lines.get(i + 1)));
      if (!goesOn && !isLines && isShort[i] && endsParagraph(i)) {
        paragraphs.add(new Paragraph(kept));
        kept = new ArrayList<>();
      }
      if (kept.isEmpty() || (!goesOn && isLines)) {
        kept.add(new ArrayList<>());
      }
      kept.getLast().add(lines.get(i + 1));
    }
    paragraphs.add(new Paragraph(kept));
    return paragraphs;
  }

  private boolean isShort(int i) {
    BoundingBox box = boxes.get(i);
    BoundingBox next = boxes.get(i + 1);
    boolean isBelow = next.top() > box.center().y();
    String text = lines.get(i + 1).text();
    int space = text.indexOf(' ');
    double character = next.width() / text.length();
    double word = ((space < 0 ? text.length() : space) + 1) * character;
    return isBelow && word + SLACK * height <= room.applyAsDouble(box);
  }

  /** In prose: composers that balance lines leave room, too, but less, and anywhere. */
  private boolean endsParagraph(int i) {
    return TextStructure.endsSentence(lines.get(i).text())
        || room.applyAsDouble(boxes.get(i)) > FAR_SHORT * bounds.width();
  }

  // How much more a line could have held, by the edge that lines share.

  private double roomBehind(BoundingBox box) {
    return bounds.right() - box.right();
  }

  private double roomBefore(BoundingBox box) {
    return box.left() - bounds.left();
  }

  private double roomAround(BoundingBox box) {
    return bounds.width() - box.width();
  }

  /** The mean distance from the mean; the first line may be indented and does not count. */
  private double spread(ToDoubleFunction<BoundingBox> edge) {
    double[] edges = boxes.stream().skip(1).mapToDouble(edge).toArray();
    double mean = 0;
    for (double value : edges) {
      mean += value / edges.length;
    }
    double sum = 0;
    for (double value : edges) {
      sum += Math.abs(value - mean);
    }
    return sum / edges.length;
  }

  /** Prices, names, numbers: one to a line. Scripts without spaces have no capitals either. */
  private boolean isColumn() {
    return lines.stream()
        .map(ReadLine::text)
        .allMatch(
            text ->
                text.indexOf(' ') < 0
                    && text.chars().anyMatch(c -> Character.isDigit(c) || Character.isUpperCase(c))
                    && text.chars().allMatch(c -> c < '\u0530'));
  }

  /** Four lines or more of which none begins in lower case: as good as never prose. */
  private boolean hasCapitals() {
    return lines.size() > 3 && lines.stream().noneMatch(LineEnds::startsLowerCase);
  }

  private boolean isBroken(int i) {
    String text = lines.get(i).text();
    return "-\u2010\u00AD".indexOf(text.charAt(text.length() - 1)) >= 0
        && startsLowerCase(lines.get(i + 1));
  }

  private boolean isHanging(int i) {
    return boxes.get(i + 1).left() - boxes.get(i).left() >= HANGING * height;
  }

  private static boolean startsLowerCase(ReadLine line) {
    return Character.isLowerCase(line.text().codePointAt(0));
  }
}
