package io.glyphflow.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins letters to lines: a letter is joined with those to its right that are about as high, at
 * about the same height on the page and near, measured by their own size, so that large and small
 * print do not mix (nearest neighbours, after O'Gorman, The Document Spectrum, 1993). Then lines
 * that run over a gutter are cut: a gap that many lines share is one.
 */
final class LineBuilder {

  /** The widest gap between words, in heights of letters. */
  private static final double WORD_GAP = 1.9;

  private final int textHeight;

  LineBuilder(int textHeight) {
    this.textHeight = textHeight;
  }

  /**
   * Builds lines.
   *
   * @param letters components that are letters, or may be
   * @return lines, from top to bottom
   */
  List<Line> build(List<Component> letters) {
    List<Component> main = new ArrayList<>();
    List<Component> marks = new ArrayList<>();
    for (Component letter : pieced(letters)) {
      int side = Math.max(letter.width(), letter.height());
      (side >= 0.55 * textHeight ? main : marks).add(letter);
    }
    List<Line> whole = withMarks(joined(main));
    List<Component> left = attach(whole, marks);
    List<Line> lines = Gutters.cut(rejoined(whole), textHeight);
    // A row of dots is no line, but two dots above each other may be all that is left of a colon.
    lines.removeIf(line -> isSpeck(line));
    lines.sort(
        Comparator.comparingInt((Line line) -> line.box().top())
            .thenComparingInt(line -> line.box().left()));
    if (lines.isEmpty() && left.size() > 2) {
      lines.addAll(joined(left));
    }
    return lines;
  }

  private boolean isSpeck(Line line) {
    return line.count() == 1 && line.size() < 0.6 * textHeight && line.box().width() < textHeight;
  }

  /** Letters of several pieces: dots and accents above, strokes of a character. */
  private List<Component> pieced(List<Component> letters) {
    List<Component> sorted = new ArrayList<>(letters);
    sorted.sort(Comparator.comparingInt((Component one) -> one.box().left()));
    Sets sets = new Sets(sorted.size());
    for (int i = 0; i < sorted.size(); i++) {
      Box a = sorted.get(i).box();
      for (int j = i + 1; j < sorted.size(); j++) {
        Box b = sorted.get(j).box();
        if (b.left() >= a.right()) {
          break;
        }
        Box both = a.union(b);
        boolean isSmall = both.height() <= 1.7 * textHeight && both.width() <= 2.2 * textHeight;
        int narrower = Math.min(a.width(), b.width());
        if (isSmall && a.overlapX(b) >= 0.5 * narrower && a.overlapY(b) >= -0.45 * textHeight) {
          sets.join(i, j);
        }
      }
    }
    Map<Integer, Component> pieced = new LinkedHashMap<>();
    for (int i = 0; i < sorted.size(); i++) {
      pieced.merge(sets.of(i), sorted.get(i), Component::join);
    }
    // Chains of pieces may have grown beyond a letter, over two lines: those stay apart.
    List<Component> result = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      Component whole = pieced.get(sets.of(i));
      boolean isLetter = whole != null && whole.height() <= 2 * textHeight;
      if (!isLetter) {
        result.add(sorted.get(i));
      } else if (sets.of(i) == i && whole != null) {
        result.add(whole);
      }
    }
    return result;
  }

  private static List<Line> joined(List<Component> letters) {
    List<Component> sorted = new ArrayList<>(letters);
    sorted.sort(Comparator.comparingInt((Component one) -> one.box().left()));
    int[] reach = new int[sorted.size()];
    int tallest = sorted.stream().mapToInt(Component::height).max().orElse(0);
    Arrays.setAll(reach, i -> (int) (sorted.get(i).box().right() + WORD_GAP * tallest));
    Sets sets = new Sets(sorted.size());
    for (int i = 0; i < sorted.size(); i++) {
      int own = sorted.get(i).box().right() + (int) (4 * WORD_GAP * sorted.get(i).height());
      for (int j = i + 1; j < sorted.size(); j++) {
        int left = sorted.get(j).box().left();
        if (left > reach[i] || left > own) {
          break;
        }
        if (isNeighbour(sorted.get(i).box(), sorted.get(j).box())) {
          sets.join(i, j);
        }
      }
    }
    Map<Integer, List<Component>> groups = new LinkedHashMap<>();
    for (int i = 0; i < sorted.size(); i++) {
      groups.computeIfAbsent(sets.of(i), root -> new ArrayList<>()).add(sorted.get(i));
    }
    return new ArrayList<>(groups.values().stream().map(Line::new).toList());
  }

  private static boolean isNeighbour(Box a, Box b) {
    int shorter = Math.min(a.height(), b.height());
    int taller = Math.max(a.height(), b.height());
    boolean isDash = shorter * 2 < taller && (a.height() < b.height() ? a : b).width() > shorter;
    int gap = b.left() - a.right();
    double most = WORD_GAP * (taller > 2.2 * shorter && !isDash ? shorter : taller);
    boolean isLevel =
        a.overlapY(b) >= 0.5 * shorter && Math.abs(a.middleY() - b.middleY()) <= 0.55 * taller;
    return gap <= most && isLevel && (taller <= 2.2 * shorter || isDash);
  }

  /**
   * The dots and accents of large print are as large as letters of small print, and quotes stand
   * too high to be neighbours.
   */
  private static List<Line> withMarks(List<Line> lines) {
    List<Line> kept = new ArrayList<>(lines);
    for (Line mark : lines) {
      if (mark.count() > 2) {
        continue;
      }
      for (Line line : kept) {
        Box box = line.box();
        boolean isOn =
            line.count() >= 3
                && mark.box().height() <= 0.5 * line.size()
                && mark.box().overlapX(box) >= mark.box().width()
                && mark.box().overlapY(box.grow(0, line.size() / 3)) >= mark.box().height();
        boolean isBeside =
            line.count() >= 3
                && mark.box().height() <= 0.7 * line.size()
                // A comma hangs below a line that has no other letter down there.
                && mark.box().overlapY(box.grow(0, line.size() / 3)) >= 0.6 * mark.box().height()
                && -mark.box().overlapX(box) <= 0.8 * line.size();
        if (isOn || isBeside) {
          mark.letters().forEach(line::attach);
          kept.remove(mark);
          break;
        }
      }
    }
    return kept;
  }

  /** Joins pieces of a line that only marks, such as quotes and dashes, had kept apart. */
  private static List<Line> rejoined(List<Line> pieces) {
    List<Line> lines = new ArrayList<>(pieces);
    lines.sort(Comparator.comparingInt((Line line) -> line.box().left()));
    for (int i = 0; i < lines.size(); i++) {
      for (int j = 0; j < lines.size(); j++) {
        if (i != j && isContinued(lines.get(i), lines.get(j))) {
          lines.set(i, lines.get(i).join(lines.get(j)));
          lines.remove(j);
          i = j < i ? i - 1 : i;
          j = -1;
        }
      }
    }
    return lines;
  }

  private static boolean isContinued(Line line, Line next) {
    Box a = line.box();
    Box b = next.box();
    int smaller = Math.min(line.size(), next.size());
    int gap = b.left() - a.right();
    return gap >= -smaller / 2
        && gap <= 1.5 * smaller
        && a.left() < b.left()
        && a.overlapY(b) >= 0.6 * Math.min(a.height(), b.height())
        && Math.max(line.size(), next.size()) <= 1.6 * smaller;
  }

  /** Gives small marks to the line they are in or beside. */
  private List<Component> attach(List<Line> lines, List<Component> marks) {
    List<Component> left = new ArrayList<>();
    List<Component> sorted = new ArrayList<>(marks);
    sorted.sort(Comparator.comparingInt((Component one) -> one.box().left()));
    List<Line> byTop = new ArrayList<>(lines);
    byTop.sort(Comparator.comparingInt((Line line) -> line.box().top()));
    int tallest = byTop.stream().mapToInt(line -> line.box().height()).max().orElse(0);
    int[] tops = byTop.stream().mapToInt(line -> line.box().top()).toArray();
    for (Component mark : sorted) {
      Line best = null;
      double nearest = Double.MAX_VALUE;
      int from = Arrays.binarySearch(tops, mark.box().top() - tallest - 2 * textHeight);
      for (int i = from < 0 ? -from - 1 : from; i < tops.length; i++) {
        Line line = byTop.get(i);
        if (line.box().top() - line.size() > mark.box().bottom() + tallest) {
          break;
        }
        double away = away(line, mark.box());
        if (away < nearest) {
          nearest = away;
          best = line;
        }
      }
      if (best != null && nearest <= 1) {
        best.attach(mark);
      } else {
        left.add(mark);
      }
    }
    return left;
  }

  /** Up to 1 if a mark is near enough to belong to the line. */
  private static double away(Line line, Box mark) {
    double beside = -line.box().overlapX(mark) / (1.2 * line.size());
    double above = -line.box().overlapY(mark) / (0.45 * line.size());
    return Math.max(Math.max(beside, above), 0);
  }
}
