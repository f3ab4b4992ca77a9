package io.glyphflow.layout;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes blocks that share words apart: a block that runs around another is cut there, and what
 * still overlaps is joined, so that no word is read twice.
 */
final class Overlaps {

  private static final int ROUNDS = 50;

  private Overlaps() {}

  static List<Block> resolve(List<Block> blocks) {
    List<Block> all = new ArrayList<>(blocks);
    for (int round = 0; round < ROUNDS; round++) {
      int[] pair = overlapping(all);
      if (pair.length == 0) {
        return all;
      }
      Block a = all.get(pair[0]);
      Block b = all.get(pair[1]);
      all.remove(pair[1]);
      all.remove(pair[0]);
      List<Block> parts = apart(a, b);
      all.addAll(parts.isEmpty() ? List.of(a.join(b)) : parts);
    }
    return joined(all);
  }

  /** Joins until nothing overlaps; each step leaves one block less. */
  private static List<Block> joined(List<Block> blocks) {
    List<Block> all = new ArrayList<>(blocks);
    int[] pair = overlapping(all);
    while (pair.length > 0) {
      Block joined = all.get(pair[0]).join(all.get(pair[1]));
      all.remove(pair[1]);
      all.set(pair[0], joined);
      pair = overlapping(all);
    }
    return all;
  }

  private static int[] overlapping(List<Block> blocks) {
    for (int i = 0; i < blocks.size(); i++) {
      for (int j = i + 1; j < blocks.size(); j++) {
        if (isShared(blocks.get(i), blocks.get(j))) {
          return new int[] {i, j};
        }
      }
    }
    return new int[0];
  }

  /** Whether a good part of a line of one is in the box of the other. */
  private static boolean isShared(Block a, Block b) {
    if (!a.box().overlaps(b.box())) {
      return false;
    }
    boolean isShared = false;
    for (Line line : a.lines()) {
      isShared |= line.box().inside(b.box()) > 0.25;
    }
    for (Line line : b.lines()) {
      isShared |= line.box().inside(a.box()) > 0.25;
    }
    return isShared;
  }

  /**
   * The larger one cut above and below the smaller one.
   *
   * @return the parts and the smaller one; empty if that does not part them
   */
  private static List<Block> apart(Block a, Block b) {
    boolean isFirst = a.box().area() >= b.box().area();
    Block large = isFirst ? a : b;
    Block small = isFirst ? b : a;
    if (small.box().inside(large.box()) > 0.9 && small.letters() <= 3) {
      return List.of(); // a stray letter is part of what surrounds it
    }
    List<List<Line>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Line line : large.lines()) {
      boolean isBeside = line.box().overlapY(small.box()) > 0.25 * line.box().height();
      boolean isAbove = line.box().middleY() < small.box().middleY();
      parts.get(isBeside ? 1 : isAbove ? 0 : 2).add(line);
    }
    List<Block> result = new ArrayList<>();
    for (List<Line> part : parts) {
      if (!part.isEmpty()) {
        result.add(new Block(part));
      }
    }
    boolean isApart = result.size() > 1;
    for (Block part : result) {
      isApart &= !isShared(part, small);
    }
    result.add(small);
    return isApart ? result : List.of();
  }
}
