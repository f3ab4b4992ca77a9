package io.glyphflow.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Cuts a block into paragraphs: at wider gaps, at indents, after short last lines of justified
 * text, and where the print gets larger or smaller.
 */
final class Paragraphs {

  private Paragraphs() {}

  static List<Block> split(Block block) {
    List<Line> lines = block.lines();
    boolean isUpright = block.letters() < 2.5 * lines.size(); // one character below the other
    if (lines.size() < 2 || isUpright) {
      return List.of(block);
    }
    Margins margins = Margins.of(block);
    List<Block> parts = new ArrayList<>();
    List<Line> part = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (i > 0 && margins.isBegin(lines, i)) {
        parts.add(new Block(part));
        part = new ArrayList<>();
      }
      part.add(lines.get(i));
    }
    parts.add(new Block(part));
    return parts;
  }

  /**
   * Where the lines of a block usually begin and end, and how far apart they are.
   *
   * @param left where most lines begin
   * @param right where the longest end
   * @param pitch from the middle of a line to that of the next
   * @param size usual size
   * @param isAligned whether most lines begin at one place
   * @param isJustified whether most lines end at one place
   */
  private record Margins(
      int left, int right, double pitch, int size, boolean isAligned, boolean isJustified) {

    static Margins of(Block block) {
      List<Line> lines = block.lines();
      int size = block.size();
      int left =
          Components.quantile(lines.stream().mapToInt(line -> line.box().left()).toArray(), 0.2);
      int right =
          Components.quantile(lines.stream().mapToInt(line -> line.box().right()).toArray(), 0.8);
      long begin =
          lines.stream().filter(line -> Math.abs(line.box().left() - left) < 0.6 * size).count();
      long end =
          lines.stream().filter(line -> Math.abs(line.box().right() - right) < 0.7 * size).count();
      List<Integer> pitches = new ArrayList<>();
      for (int i = 1; i < lines.size(); i++) {
        pitches.add(pitch(lines, i));
      }
      pitches.sort(Comparator.naturalOrder());
      return new Margins(
          left,
          right,
          pitches.get((pitches.size() - 1) / 2),
          size,
          begin * 2 >= lines.size(),
          end >= 0.7 * (lines.size() - 1) && lines.size() >= 4);
    }

    /** From base line to base line, about: descenders move the bottom, ascenders the top. */
    private static int pitch(List<Line> lines, int i) {
      Box a = lines.get(i - 1).box();
      Box b = lines.get(i).box();
      return Math.min(b.bottom() - a.bottom(), b.top() - a.top());
    }

    boolean isBegin(List<Line> lines, int i) {
      Line before = lines.get(i - 1);
      Line line = lines.get(i);
      if (line.box().overlapY(before.box()) > 0.5 * Math.min(line.size(), before.size())) {
        return false; // side by side
      }
      boolean isApart = pitch(lines, i) > 1.3 * pitch + 0.15 * size;
      boolean isOtherSize = before.count() >= 6 && line.count() >= 6 && line.ratio(before) > 1.2;
      int whole = right - left;
      // A short line below one that is full hangs, as in a list.
      boolean isHanging =
          right - before.box().right() < 0.1 * whole && right - line.box().right() > 0.3 * whole;
      boolean isCentered =
          lines.size() <= 3
              && Math.abs(line.box().middleX() - before.box().middleX()) <= 0.5 * size;
      boolean isIndented =
          isAligned
              && !isHanging
              && !isCentered
              && line.box().left() - left > 0.9 * size
              && line.box().left() - left < 8 * size
              && before.box().left() - left < 0.6 * size
              && (i + 1 == lines.size() || lines.get(i + 1).box().left() - left < 0.6 * size);
      boolean isAfterShort =
          isJustified
              && isAligned
              && right - before.box().right() > Math.max(2 * size, 0.2 * whole)
              && before.box().left() - left < 0.1 * whole
              && right - line.box().right() < 0.15 * whole;
      return isApart || isOtherSize || isIndented || isAfterShort;
    }
  }
}
