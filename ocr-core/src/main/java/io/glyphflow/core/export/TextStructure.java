package io.glyphflow.core.export;

import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.geometry.BoundingBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Paragraphs and lists within the text of one region.
 *
 * <p>A paragraph ends at a blank line, at a gap between line boxes that is wider than usual, and
 * before a line whose box is indented when the line before it ends a sentence. A line begins a list
 * item if it starts with a bullet; other markers (dashes, numbers, letters in brackets) count in a
 * region that is a list, or when the line is one of a series: the same dash again, the next number.
 * A line without marker continues the item before it. {@link LineEnds} judges the other line ends.
 */
final class TextStructure {

  private static final double GAP = 0.7; // of a line height, beyond the usual gap
  private static final double INDENT = 0.8; // of a line height
  private static final double WIDEST_INDENT = 6;
  private static final double SAME_LEFT = 0.4;
  private static final int DEEPEST = 5;

  /** A part of a region's text. */
  sealed interface Part {}

  /**
   * Running text.
   *
   * @param lines at least one; of those that are there on purpose, each with the ones it goes on in
   */
  record Paragraph(List<List<ReadLine>> lines) implements Part {}

  /**
   * Items that follow each other.
   *
   * @param items at least one
   */
  record ItemList(List<Item> items) implements Part {}

  /**
   * One item.
   *
   * @param marker what it begins with
   * @param level 0 for the outermost
   * @param lines its lines, the marker still in the first
   */
  record Item(ListMarker marker, int level, List<ReadLine> lines) {}

  private final List<ReadLine> lines;
  private final boolean isList;
  private final double height;
  private final Optional<BoundingBox> bounds;
  private final double usualGap;
  private final double indentOfFirst;
  private final List<Part> parts = new ArrayList<>();
  private final List<Double> lefts = new ArrayList<>();
  private List<Item> items = new ArrayList<>();
  private List<ReadLine> paragraph = new ArrayList<>();

  private TextStructure(List<ReadLine> lines, boolean isList) {
    this.lines = lines;
    this.isList = isList;
    this.height = ReadLine.height(lines);
    this.bounds =
        lines.stream().flatMap(line -> Stream.ofNullable(line.box())).reduce(BoundingBox::union);
    this.usualGap = usualGap(lines);
    this.indentOfFirst = indentOfFirst(lines);
  }

  static List<Part> of(RegionContent.Text content, boolean isList) {
    return of(ReadLine.of(content), isList);
  }

  static List<Part> of(List<ReadLine> lines, boolean isList) {
    return new TextStructure(lines, isList).parse();
  }

  private List<Part> parse() {
    List<@Nullable ListMarker> markers = markers();
    boolean isFirstOfParagraph = true;
    for (int i = 0; i < lines.size(); i++) {
      ReadLine line = lines.get(i);
      ListMarker marker = markers.get(i);
      boolean isBreak = i > 0 && isBreak(i, isFirstOfParagraph);
      isFirstOfParagraph = isBreak || i == 0;
      if (marker != null) {
        endParagraph();
        List<ReadLine> itemLines = new ArrayList<>(List.of(line));
        items.add(new Item(marker, level(line), itemLines));
      } else if (!items.isEmpty() && !endsList(line, isBreak)) {
        items.getLast().lines().add(line);
      } else {
        endList();
        if (isBreak) {
          endParagraph();
        }
        paragraph.add(line);
      }
    }
    endParagraph();
    endList();
    return parts;
  }

  private void endParagraph() {
    if (!paragraph.isEmpty()) {
      parts.addAll(LineEnds.paragraphs(paragraph, bounds, height));
      paragraph = new ArrayList<>();
    }
  }

  private void endList() {
    if (!items.isEmpty()) {
      parts.add(new ItemList(items));
      items = new ArrayList<>();
      lefts.clear();
    }
  }

  private boolean endsList(ReadLine line, boolean isBreak) {
    BoundingBox box = line.box();
    BoundingBox item = items.getLast().lines().getFirst().box();
    if (box != null && item != null && box.left() < item.left() - height) {
      return true;
    }
    return isBreak && !isList;
  }

  /** The marker of each line that begins an item. */
  private List<@Nullable ListMarker> markers() {
    List<@Nullable ListMarker> markers = new ArrayList<>();
    @Nullable ListMarker[] latest = new ListMarker[ListMarker.Kind.values().length * 2];
    int[] at = new int[latest.length];
    for (int i = 0; i < lines.size(); i++) {
      Optional<ListMarker> found = ListMarker.of(lines.get(i).text());
      ListMarker marker = found.orElse(null);
      boolean isCertain = marker != null && (isList || marker.kind() == ListMarker.Kind.BULLET);
      markers.add(isCertain ? marker : null);
      if (marker != null && !isCertain) {
        // One slot for each kind and, roughly, sign: the latest candidate of a series.
        int slot = slot(marker);
        ListMarker previous = latest[slot];
        if (previous != null && previous.isSeriesWith(marker)) {
          markers.set(at[slot], previous);
          markers.set(i, marker);
        }
        latest[slot] = marker;
        at[slot] = i;
      }
    }
    return markers;
  }

  private static int slot(ListMarker marker) {
    int kind =
        switch (marker.kind()) {
          case BULLET -> 0;
          case DASH -> 1;
          case NUMBER -> 2;
          case ENUMERATOR -> 3;
        };
    return kind * 2 + (marker.sign() == ')' || marker.sign() == '-' ? 1 : 0);
  }

  /** How deep an item is, by the left edges of the items above it, or by its leading spaces. */
  private int level(ReadLine line) {
    BoundingBox box = line.box();
    double left = box != null ? box.left() : line.leadingSpaces();
    double tolerance = box != null ? height * SAME_LEFT : 1;
    while (!lefts.isEmpty() && left < lefts.getLast() - tolerance) {
      lefts.removeLast();
    }
    if (lefts.isEmpty() || left > lefts.getLast() + tolerance) {
      if (lefts.size() > DEEPEST) {
        return DEEPEST;
      }
      lefts.add(left);
    }
    return lefts.size() - 1;
  }

  private boolean isBreak(int i, boolean previousBegins) {
    ReadLine line = lines.get(i);
    ReadLine previous = lines.get(i - 1);
    if (line.isAfterBlank()) {
      return true;
    }
    BoundingBox box = line.box();
    BoundingBox before = previous.box();
    if (box == null || before == null || height <= 0 || lines.size() < 3) {
      return false;
    }
    double gap = box.top() - before.bottom();
    if (gap > Math.max(usualGap, 0) + GAP * height && box.left() < before.right()) {
      return true;
    }
    if (!endsSentence(previous.text())) {
      return false;
    }
    double indent = box.left() - before.left();
    if (previousBegins && Math.abs(indent) < SAME_LEFT * height) {
      return i >= 2 && indentOfFirst >= INDENT * height && isOutdented(i);
    }
    boolean isIndented = indent >= INDENT * height && indent <= WIDEST_INDENT * height;
    return isIndented && (i + 1 == lines.size() || isOutdented(i));
  }

  private boolean isOutdented(int i) {
    if (i + 1 >= lines.size()) {
      return false;
    }
    BoundingBox box = lines.get(i).box();
    BoundingBox next = lines.get(i + 1).box();
    return box != null && next != null && box.left() - next.left() >= 0.6 * height;
  }

  private static double indentOfFirst(List<ReadLine> lines) {
    BoundingBox first = lines.isEmpty() ? null : lines.get(0).box();
    double margin = Double.POSITIVE_INFINITY;
    for (ReadLine line : lines) {
      BoundingBox box = line.box();
      if (box != null) {
        margin = Math.min(margin, box.left());
      }
    }
    return first == null ? 0 : first.left() - margin;
  }

  static boolean endsSentence(String text) {
    int i = text.length() - 1;
    while (i > 0 && "\"'\u201D\u2019\u00BB)]\u300D\u300F".indexOf(text.charAt(i)) >= 0) {
      i--;
    }
    return i >= 0 && ".!?:;\u2026\u3002\uFF01\uFF1F".indexOf(text.charAt(i)) >= 0;
  }

  private static double usualGap(List<ReadLine> lines) {
    double[] gaps = new double[Math.max(0, lines.size() - 1)];
    for (int i = 0; i < gaps.length; i++) {
      BoundingBox box = lines.get(i).box();
      BoundingBox next = lines.get(i + 1).box();
      if (box == null || next == null) {
        return 0;
      }
      gaps[i] = next.top() - box.bottom();
    }
    return ReadLine.median(gaps);
  }
}
