package io.glyphflow.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Parts lines at gutters. A gap between words is a gutter if several lines in a row have a gap at
 * the same place; a gap between two pieces of a line is none if the lines above and below run
 * through.
 */
final class Gutters {

  /** Lines in a row that have to share a gap. */
  private static final int FEWEST_LINES = 4;

  /** The narrowest gutter, in heights of letters; spaces of justified lines are narrower. */
  private static final double GUTTER = 1.15;

  /** The widest gap inside a justified line, and how far around to look, in its heights. */
  private static final double WIDEST = 6;

  private Gutters() {}

  /**
   * Cuts lines at gutters, and joins pieces of lines.
   *
   * @return the lines, in no order
   */
  static List<Line> cut(List<Line> lines, int textHeight) {
    List<Line> sorted = new ArrayList<>(lines);
    sorted.sort(Comparator.comparingInt((Line line) -> line.box().middleY()));
    List<Gap> gaps = gaps(sorted, textHeight);
    chain(gaps, textHeight);
    for (Gap gap : gaps) {
      gap.isGutter |= isBetweenColumns(gap, sorted);
    }
    IdentityHashMap<Line, List<Gap>> gutters = new IdentityHashMap<>();
    for (Gap gap : gaps) {
      if (gap.isGutter) {
        gutters.computeIfAbsent(gap.line, line -> new ArrayList<>()).add(gap);
      }
    }
    List<Line> parts = new ArrayList<>();
    for (Line line : sorted) {
      List<Gap> cuts = gutters.get(line);
      parts.addAll(cuts == null ? List.of(line) : cut(line, cuts));
    }
    return mended(parts);
  }

  private static List<Line> cut(Line line, List<Gap> cuts) {
    Map<Long, List<Component>> letters = new TreeMap<>();
    for (Component letter : line.letters()) {
      letters.computeIfAbsent(part(cuts, letter), part -> new ArrayList<>()).add(letter);
    }
    Map<Long, Line> parts = new TreeMap<>();
    letters.forEach((part, list) -> parts.put(part, new Line(list)));
    for (Component mark : line.marks()) {
      Line owner = parts.get(part(cuts, mark));
      (owner == null ? parts.values().iterator().next() : owner).attach(mark);
    }
    return List.copyOf(parts.values());
  }

  /** How many cuts are to the left. */
  private static long part(List<Gap> cuts, Component component) {
    return cuts.stream().filter(cut -> cut.right <= component.box().left()).count();
  }

  private static List<Gap> gaps(List<Line> lines, int textHeight) {
    List<Gap> gaps = new ArrayList<>();
    for (Line line : lines) {
      int reached = Integer.MAX_VALUE;
      int widest = (int) (GUTTER * Math.min(textHeight, line.size()));
      for (Box inked : line.inked()) {
        // Wider than most word gaps; only those of one place in many lines count.
        if (reached != Integer.MAX_VALUE && inked.left() - reached >= widest) {
          gaps.add(new Gap(line, reached, inked.left()));
        }
        reached = reached == Integer.MAX_VALUE ? inked.right() : Math.max(reached, inked.right());
      }
    }
    return gaps;
  }

  /** Follows each gap down the page as long as the next line has one there too. */
  private static void chain(List<Gap> gaps, int textHeight) {
    for (int i = 0; i < gaps.size(); i++) {
      List<Gap> chain = new ArrayList<>();
      Gap first = gaps.get(i);
      chain.add(first);
      int left = first.left;
      int right = first.right;
      Box last = first.line.box();
      for (int j = i + 1; j < gaps.size(); j++) {
        Gap next = gaps.get(j);
        Box box = next.line.box();
        if (box.middleY() - last.middleY() > 3.5 * Math.max(first.line.size(), textHeight)) {
          break;
        }
        int newLeft = Math.max(left, next.left);
        int newRight = Math.min(right, next.right);
        boolean isBelow = box.middleY() - last.middleY() > 0.6 * first.line.size();
        if (isBelow && newRight - newLeft >= GUTTER * Math.min(textHeight, first.line.size())) {
          chain.add(next);
          left = newLeft;
          right = newRight;
          last = box;
        }
      }
      if (chain.size() >= FEWEST_LINES) {
        chain.forEach(gap -> gap.isGutter = true);
      }
    }
  }

  /**
   * Whether the lines around end before a gap and begin after it, and none runs over it: two
   * columns whose lines are level here, though not elsewhere.
   */
  private static boolean isBetweenColumns(Gap gap, List<Line> lines) {
    int size = gap.line.size();
    int ends = 0;
    int starts = 0;
    for (Line other : lines) {
      Box box = other.box();
      int away = Math.abs(box.middleY() - gap.line.box().middleY());
      if (other == gap.line || away > WIDEST * size) {
        continue;
      }
      boolean runsOver = box.left() < gap.left - size && box.right() > gap.right + size;
      boolean hasGap = runsOver && hasGapAt(other, gap.left, gap.right);
      if (runsOver && !hasGap) {
        return false;
      }
      boolean isLeft = Math.abs(box.right() - gap.left) <= size;
      boolean isRight = Math.abs(box.left() - gap.right) <= 2 * size && box.left() > gap.left;
      ends += hasGap || isLeft ? 1 : 0;
      starts += hasGap || isRight ? 1 : 0;
    }
    return ends >= FEWEST_LINES && starts >= FEWEST_LINES;
  }

  /** Joins neighbours on one level where the lines above and below show that there is no gutter. */
  private static List<Line> mended(List<Line> parts) {
    List<Line> lines = new ArrayList<>(parts);
    for (int i = 0; i < lines.size(); i++) {
      for (int j = 0; j < lines.size(); j++) {
        if (i != j && isOneLine(lines.get(i), lines.get(j), lines)) {
          lines.set(i, lines.get(i).join(lines.get(j)));
          lines.remove(j);
          i = Math.max(-1, j < i ? i - 2 : i - 1);
          break;
        }
      }
    }
    return lines;
  }

  private static boolean isOneLine(Line a, Line b, List<Line> all) {
    Box left = a.box();
    Box right = b.box();
    int size = Math.max(a.size(), b.size());
    int gap = right.left() - left.right();
    boolean isLevel = left.overlapY(right) >= 0.6 * Math.min(left.height(), right.height());
    if (gap < 0 || gap > WIDEST * size || !isLevel || a.ratio(b) > 1.5) {
      return false;
    }
    Side above = new Side();
    Side below = new Side();
    for (Line other : all) {
      int rise = other.box().middleY() - (left.middleY() + right.middleY()) / 2;
      if (Math.abs(rise) > 0.6 * size && Math.abs(rise) < WIDEST * size) {
        (rise < 0 ? above : below).look(other, a, b, size, rowEnd(b, all));
      }
    }
    return (above.isCrossed && below.isCrossed)
        || (above.isFilled && !below.isGutter())
        || (below.isFilled && !above.isGutter());
  }

  /** Where the last piece on the level of a line ends, without leaving its column. */
  private static int rowEnd(Line line, List<Line> all) {
    int end = line.box().right();
    for (int step = 0; step < 4; step++) {
      int reached = end;
      for (Line other : all) {
        int gap = other.box().left() - reached;
        boolean isLevel = other.box().overlapY(line.box()) > 0.6 * line.size();
        end =
            isLevel && gap >= 0 && gap <= WIDEST * line.size()
                ? Math.max(end, other.box().right())
                : end;
      }
      if (end == reached) {
        break;
      }
    }
    return end;
  }

  /** What the lines above, or those below, say of a gap. */
  private static final class Side {
    private boolean isCrossed;
    private boolean isFilled;
    private int ends;
    private int starts;
    private int aligned;

    /** Looks at one line; a line that ends where the whole row does is of the same column. */
    void look(Line other, Line a, Line b, int size, int rowEnd) {
      int from = a.box().right();
      int to = b.box().left();
      Box box = other.box();
      boolean runsOver = box.left() < from - size && box.right() > to + size;
      if (runsOver && other.ratio(a) <= 1.2) {
        boolean hasGap = hasGapAt(other, from, to);
        isCrossed |= !hasGap;
        isFilled |=
            !hasGap
                && Math.abs(box.right() - rowEnd) <= size
                && a.box().left() - box.left() <= 5 * size
                && box.left() - a.box().left() <= size;
        ends += hasGap ? 1 : 0;
        starts += hasGap ? 1 : 0;
      }
      if (!runsOver && box.overlapX(a.box()) > 0 && Math.abs(box.right() - from) < 3 * size) {
        ends++;
      }
      if (!runsOver && box.overlapX(b.box()) > 0 && Math.abs(box.left() - to) < 3 * size) {
        starts++;
        aligned += Math.abs(box.left() - to) <= 0.4 * size ? 1 : 0;
      }
    }

    /** Whether several lines have a gap at the same place, or begin at the right of it. */
    boolean isGutter() {
      return Math.min(ends, starts) >= 2 || aligned >= 2;
    }
  }

  /** Whether a line has a gap that takes most of a stretch. */
  private static boolean hasGapAt(Line line, int from, int to) {
    int reached = Integer.MAX_VALUE;
    boolean hasGap = false;
    for (Box inked : line.inked()) {
      if (reached != Integer.MAX_VALUE) {
        hasGap |= Math.min(inked.left(), to) - Math.max(reached, from) >= 0.7 * (to - from);
      }
      reached = reached == Integer.MAX_VALUE ? inked.right() : Math.max(reached, inked.right());
    }
    return hasGap;
  }

  /** White between two neighbours in a line. */
  private static final class Gap {
    private final Line line;
    private final int left;
    private final int right;
    private boolean isGutter;

    Gap(Line line, int left, int right) {
      this.line = line;
      this.left = left;
      this.right = right;
    }
  }
}
