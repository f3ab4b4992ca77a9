package io.glyphflow.layout;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins names on the left and prices on the right that share base lines, as on a receipt, so that
 * they are read line by line. Columns of running text stay apart: their lines are long, or are not
 * level, or do not end at one place.
 */
final class Rows {

  /** The longest line on the right, in heights of letters and in letters. */
  private static final double WIDEST = 8;

  private static final int MOST_LETTERS = 10;

  /** The part of the lines on the left that have one on the right. */
  private static final double PAIRED = 0.7;

  private Rows() {}

  /** The same blocks, those that are rows of two pieces joined. */
  static List<Block> join(List<Block> blocks) {
    List<Block> all = new ArrayList<>(blocks);
    for (Block right : blocks) {
      Block left = isShort(right) ? partner(right, all) : null;
      if (left != null) {
        Block joined = left.join(right);
        boolean isFree =
            all.stream()
                .filter(other -> other != right && other != left)
                .noneMatch(other -> other.box().overlaps(joined.box()));
        if (isFree) {
          all.remove(right);
          all.set(all.indexOf(left), joined);
        }
      }
    }
    return all;
  }

  /** Whether its lines are a few letters each, and end at one place. */
  private static boolean isShort(Block block) {
    List<Line> lines = block.lines();
    boolean isShort = lines.size() >= 2;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      isShort &= line.box().width() <= WIDEST * line.size() && line.count() <= MOST_LETTERS;
      if (i > 0) {
        Box before = lines.get(i - 1).box();
        isShort &=
            Math.abs(line.box().right() - before.right()) <= 0.8 * line.size()
                && line.box().top() >= before.middleY();
      }
    }
    return isShort;
  }

  /** The block to the left whose lines are level with those of this one. */
  private static @Nullable Block partner(Block right, List<Block> blocks) {
    for (Block left : blocks) {
      if (left != right && left.box().right() < right.box().left() && areRows(left, right)) {
        return left;
      }
    }
    return null;
  }

  private static boolean areRows(Block left, Block right) {
    int paired = 0;
    for (Line line : right.lines()) {
      boolean isPaired = false;
      for (Line other : left.lines()) {
        int away = Math.abs(line.box().middleY() - other.box().middleY());
        isPaired |= away <= 0.5 * line.size() && line.ratio(other) <= 1.5;
      }
      paired += isPaired ? 1 : 0;
    }
    return paired == right.lines().size() && paired >= PAIRED * left.lines().size();
  }
}
