package io.glyphflow.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins lines to blocks: a line belongs to the one below it if they are about equally large, above
 * one another and as near as lines of this page usually are, and if neither has two such neighbours
 * side by side.
 */
final class BlockBuilder {

  /** The height of a letter with its tail below the base line. */
  private static final double WITH_TAIL = 1.25;

  /** Lines of fewer letters have no sure base line. */
  private static final int FEWEST_LETTERS = 4;

  private final int textHeight;
  private final List<Box> rules;

  /**
   * For one page.
   *
   * @param rules horizontal ones; no block runs across them
   */
  BlockBuilder(int textHeight, List<Box> rules) {
    this.textHeight = textHeight;
    this.rules = rules;
  }

  /** Builds blocks, whose boxes may still overlap. */
  List<Block> build(List<Line> lines) {
    double usual = usualGap(lines);
    List<List<Integer>> below = new ArrayList<>();
    List<List<Integer>> above = new ArrayList<>();
    lines.forEach(line -> above.add(new ArrayList<>()));
    for (int i = 0; i < lines.size(); i++) {
      List<Integer> next = below(lines, i, usual);
      below.add(next);
      for (int j : next) {
        above.get(j).add(i);
      }
    }
    Sets sets = new Sets(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      for (int j : below.get(i)) {
        if (below.get(i).size() == 1 && above.get(j).size() == 1) {
          sets.join(i, j);
        }
      }
    }
    Map<Integer, List<Line>> groups = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      groups.computeIfAbsent(sets.of(i), root -> new ArrayList<>()).add(lines.get(i));
    }
    List<Block> blocks = new ArrayList<>();
    for (List<Line> group : groups.values()) {
      blocks.addAll(Paragraphs.split(new Block(group)));
    }
    return withDropCaps(upright(sideBySide(blocks)));
  }

  /** Joins what is nearer than words are: the parts of a formula, letters of several sizes. */
  private List<Block> sideBySide(List<Block> blocks) {
    List<Block> all = new ArrayList<>(blocks);
    for (int i = 0; i < all.size(); i++) {
      for (int j = 0; j < all.size(); j++) {
        if (i != j && isBeside(all.get(i), all.get(j))) {
          all.set(i, all.get(i).join(all.get(j)));
          all.remove(j);
          i = j < i ? i - 1 : i;
          j = -1;
        }
      }
    }
    return all;
  }

  /** Joins the pieces of a column of characters that run down the page. */
  private List<Block> upright(List<Block> blocks) {
    List<Block> all = new ArrayList<>(blocks);
    for (int i = 0; i < all.size(); i++) {
      for (int j = 0; j < all.size(); j++) {
        if (i != j && isUprightPair(all.get(i), all.get(j))) {
          all.set(i, all.get(i).join(all.get(j)));
          all.remove(j);
          i = j < i ? i - 1 : i;
          j = -1;
        }
      }
    }
    return all;
  }

  private boolean isUprightPair(Block a, Block b) {
    int wider = Math.max(a.box().width(), b.box().width());
    int narrower = Math.min(a.box().width(), b.box().width());
    return isUpright(a)
        && isUpright(b)
        && wider <= 3 * textHeight
        && a.letters() + b.letters() >= 3
        && a.box().overlapX(b.box()) >= 0.5 * narrower
        && -a.box().overlapY(b.box()) <= 0.9 * wider;
  }

  private static boolean isUpright(Block block) {
    return block.letters() <= 2 * block.lines().size()
        && (block.lines().size() > 1 || block.letters() == 1);
  }

  private boolean isBeside(Block a, Block b) {
    int gap = -a.box().overlapX(b.box());
    int shorter = Math.min(a.box().height(), b.box().height());
    return gap <= 0.7 * textHeight
        && a.box().overlapY(b.box()) >= 0.6 * shorter
        && a.lines().size() <= 3
        && b.lines().size() <= 3
        && Math.max(a.size(), b.size()) <= 2.2 * Math.min(a.size(), b.size());
  }

  /** White between a line and the next below, as a part of the size; the median. */
  private double usualGap(List<Line> lines) {
    List<Double> gaps = new ArrayList<>();
    for (Line line : lines) {
      double nearest = Double.MAX_VALUE;
      for (Line other : lines) {
        int gap = other.box().top() - line.box().bottom();
        boolean isBelow = other.box().middleY() > line.box().bottom();
        if (isBelow && isStacked(line, other) && gap < 4 * line.size()) {
          nearest = Math.min(nearest, (double) gap / line.size());
        }
      }
      if (nearest != Double.MAX_VALUE && line.count() >= 4) {
        gaps.add(nearest);
      }
    }
    gaps.sort(Comparator.naturalOrder());
    return gaps.isEmpty() ? 0.7 : gaps.get(gaps.size() / 2);
  }

  /** The nearest lines below that continue a line: none, one, or several side by side. */
  private List<Integer> below(List<Line> lines, int of, double usual) {
    Line line = lines.get(of);
    List<Integer> near = new ArrayList<>();
    int nearest = Integer.MAX_VALUE;
    for (int j = 0; j < lines.size(); j++) {
      Line other = lines.get(j);
      if (j != of && isNext(line, other, usual)) {
        near.add(j);
        nearest = Math.min(nearest, other.box().middleY());
      }
    }
    int first = nearest;
    near.removeIf(j -> lines.get(j).box().middleY() - first > 0.7 * lines.get(j).box().height());
    return near;
  }

  private boolean isNext(Line line, Line other, double usual) {
    int gap = gap(line, other);
    int size = Math.max(line.size(), other.size());
    boolean isUpright = line.count() <= 2 && other.count() <= 2; // one character below the other
    double most = Math.clamp(1.4 * usual, isUpright ? 1.1 : 0.75, 2.2) * size;
    boolean isBelow =
        other.box().middleY() - line.box().middleY() > 0.5 * Math.min(line.size(), other.size())
            && gap > -0.5 * size;
    return isBelow && gap <= most && isStacked(line, other) && !isRuled(line, other);
  }

  /**
   * White between a line and one below it. Where neither letters hang from the one nor rise from
   * the other it looks wider than it is, so that the distance of base lines counts as well.
   */
  private static int gap(Line line, Line other) {
    int gap = other.box().top() - line.box().bottom();
    if (Math.min(line.count(), other.count()) < FEWEST_LETTERS) {
      return gap;
    }
    int letters = (int) (WITH_TAIL * Math.max(line.size(), other.size()));
    return Math.min(gap, other.base() - line.base() - letters);
  }

  private static boolean isStacked(Line line, Line other) {
    int narrower = Math.min(line.box().width(), other.box().width());
    boolean isSure = line.count() >= 4 && other.count() >= 4;
    return line.box().overlapX(other.box()) >= 0.4 * narrower
        && line.ratio(other) <= (isSure ? 1.25 : 2.2);
  }

  private boolean isRuled(Line line, Line other) {
    boolean isRuled = false;
    for (Box rule : rules) {
      isRuled |=
          rule.middleY() >= line.box().bottom() - textHeight / 3
              && rule.middleY() <= other.box().top() + textHeight / 3
              && rule.overlapX(line.box()) > 0
              && rule.overlapX(other.box()) > 0
              && rule.width() > 0.6 * Math.min(line.box().width(), other.box().width());
    }
    return isRuled;
  }

  /** A large first letter goes with the paragraph that it begins. */
  private static List<Block> withDropCaps(List<Block> blocks) {
    List<Block> result = new ArrayList<>(blocks);
    for (Block cap : blocks) {
      if (cap.letters() != 1 || cap.lines().size() != 1) {
        continue;
      }
      for (Block block : result) {
        boolean isBegin =
            block != cap
                && block.lines().size() >= 2
                && cap.size() >= 1.8 * block.size()
                && cap.size() <= 9 * block.size()
                && Math.abs(cap.box().top() - block.box().top()) <= 1.2 * block.size()
                && block.box().overlapX(cap.box()) > -2 * block.size()
                && block.box().middleX() > cap.box().right()
                && cap.box().bottom() <= block.box().bottom() + 2 * block.size();
        if (isBegin) {
          result.remove(cap);
          result.set(result.indexOf(block), block.join(cap));
          break;
        }
      }
    }
    return result;
  }
}
