package io.glyphflow.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A line of text, or the part of one that is in one column: its letters from left to right. */
final class Line {

  private final List<Component> letters;
  private final List<Component> marks = new ArrayList<>();
  private Box box;
  private final int base;
  private final int size;
  private final int middle;
  private final int tall;

  /** Of at least one letter. */
  Line(List<Component> letters) {
    this.letters = new ArrayList<>(letters);
    this.letters.sort(Comparator.comparingInt((Component one) -> one.box().left()));
    Box all = letters.getFirst().box();
    for (Component letter : letters) {
      all = all.union(letter.box());
    }
    this.box = all;
    int[] bottoms = letters.stream().mapToInt(letter -> letter.box().bottom()).toArray();
    this.base = Components.quantile(bottoms, 0.5);
    int[] heights = letters.stream().mapToInt(Component::height).toArray();
    // Most lines have capitals or ascenders; the median would tell "1,204" and "acorn" apart.
    this.size = Components.quantile(heights, 0.8);
    this.middle = Components.quantile(heights, 0.5);
    this.tall = Components.quantile(heights, 0.9);
  }

  List<Component> letters() {
    return letters;
  }

  Box box() {
    return box;
  }

  /** Height of its tall letters, pixels. */
  int size() {
    return size;
  }

  /**
   * How much larger the print of one of two lines is, at least 1. A line without tall letters, or
   * with nothing but capitals, is like one that has both.
   */
  double ratio(Line other) {
    double ratio = Math.min(ratio(size, other.size), ratio(middle, other.middle));
    return Math.min(ratio, ratio(tall, other.tall));
  }

  private static double ratio(int a, int b) {
    return (double) Math.max(a, b) / Math.max(1, Math.min(a, b));
  }

  /** Where most letters stand. */
  int base() {
    return base;
  }

  int count() {
    return letters.size();
  }

  /** A dot, an accent or punctuation; it changes the box but not the size. */
  void attach(Component mark) {
    marks.add(mark);
    box = box.union(mark.box());
  }

  List<Component> marks() {
    return marks;
  }

  /** Letters and marks from left to right. */
  List<Box> inked() {
    List<Box> boxes = new ArrayList<>();
    letters.forEach(letter -> boxes.add(letter.box()));
    marks.forEach(mark -> boxes.add(mark.box()));
    boxes.sort(Comparator.comparingInt(Box::left));
    return boxes;
  }

  Line join(Line other) {
    List<Component> all = new ArrayList<>(letters);
    all.addAll(other.letters);
    Line joined = new Line(all);
    marks.forEach(joined::attach);
    other.marks.forEach(joined::attach);
    return joined;
  }

  /** How bold it is: ink for each pixel of its letters' outlines, as a part of the size. */
  double weight() {
    double ink = 0;
    double around = 0;
    for (Component letter : letters) {
      ink += letter.ink();
      around += letter.width() + letter.height();
    }
    return ink / around / Math.max(1, size);
  }
}
