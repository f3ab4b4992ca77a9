package io.glyphflow.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lines that are read together: a paragraph, a heading, a caption. Immutable. */
final class Block {

  private final List<Line> lines;
  private final Box box;

  /** Of at least one line. */
  Block(List<Line> lines) {
    List<Line> sorted = new ArrayList<>(lines);
    sorted.sort(
        Comparator.comparingInt((Line line) -> line.box().middleY())
            .thenComparingInt(line -> line.box().left()));
    this.lines = List.copyOf(sorted);
    Box all = sorted.getFirst().box();
    for (Line line : sorted) {
      all = all.union(line.box());
    }
    this.box = all;
  }

  /** From top to bottom. */
  List<Line> lines() {
    return lines;
  }

  Box box() {
    return box;
  }

  /** Height of the tall letters of its usual line, pixels. */
  int size() {
    int[] sizes = lines.stream().mapToInt(Line::size).toArray();
    return Components.quantile(sizes, 0.5);
  }

  double weight() {
    return lines.stream().mapToDouble(Line::weight).average().orElse(0);
  }

  int letters() {
    return lines.stream().mapToInt(Line::count).sum();
  }

  /** The part of its letters that are of about one size and stand on one line, 0..1. */
  double regularity() {
    int regular = 0;
    for (Line line : lines) {
      for (Component letter : line.letters()) {
        boolean stands = Math.abs(letter.box().bottom() - line.base()) <= 0.3 * line.size();
        boolean isUsual = letter.height() >= 0.45 * line.size() && letter.fill() < 0.95;
        regular += stands && isUsual ? 1 : 0;
      }
    }
    return (double) regular / letters();
  }

  Block join(Block other) {
    List<Line> all = new ArrayList<>(lines);
    all.addAll(other.lines);
    return new Block(all);
  }
}
