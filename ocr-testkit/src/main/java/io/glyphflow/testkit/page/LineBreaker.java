package io.glyphflow.testkit.page;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Fills lines with words, as many in each as go in. Words are broken at hyphens they do not have
 * only where the style says so; a word wider than the line stands alone and sticks out.
 */
final class LineBreaker {

  /**
   * One line.
   *
   * @param words what stands on it
   * @param first whether it opens a paragraph
   * @param last whether it closes one
   * @param indent where it starts, points from the column's edge
   * @param width what it may fill, points
   * @param natural what it fills with plain spaces, points
   */
  record Line(
      List<String> words,
      boolean first,
      boolean last,
      double indent,
      double width,
      double natural) {}

  private static final String BREAK = "\n";
  private static final Pattern SPACES = Pattern.compile("[ \t]+");
  private static final Pattern BREAKS = Pattern.compile("\\s*\n\\s*");

  private final Deque<String> words = new ArrayDeque<>();
  private final TextStyle style;
  private final double width;
  private boolean first = true;

  LineBreaker(String text, TextStyle style, double width) {
    this.style = style;
    this.width = width;
    String spaced = BREAKS.matcher(text.strip()).replaceAll(" \n ");
    Arrays.stream(SPACES.split(spaced, -1)).filter(word -> !word.isEmpty()).forEach(words::add);
  }

  boolean hasNext() {
    return !words.isEmpty();
  }

  /** What was not taken yet. */
  String rest() {
    return String.join(" ", words).replace(" \n ", "\n");
  }

  Line next() {
    boolean opening = first;
    double indent = first ? Math.max(0, style.indent()) : 0;
    double room = width - (first ? style.indent() : 0);
    first = false;
    List<String> taken = new ArrayList<>();
    double natural = 0;
    while (!words.isEmpty() && !words.peek().equals(BREAK)) {
      String next = words.peek();
      double wider = measure(taken, next);
      if (!taken.isEmpty() && wider > room) {
        natural = hyphenate(taken, room, natural);
        break;
      }
      taken.add(words.remove());
      natural = wider;
    }
    boolean forced = !words.isEmpty() && words.peek().equals(BREAK);
    if (forced) {
      words.remove();
    }
    return new Line(taken, opening, forced || words.isEmpty(), indent, room, natural);
  }

  /** Takes the head of the next word, too, if some head fits; answers how wide the line is then. */
  private double hyphenate(List<String> taken, double room, double natural) {
    if (!style.hyphenated()) {
      return natural;
    }
    String word = words.element();
    List<Integer> points = Hyphenation.points(word);
    for (int point : points.reversed()) {
      String head = word.substring(0, point) + "-";
      double wider = measure(taken, head);
      if (wider <= room) {
        words.remove();
        words.push(word.substring(point));
        taken.add(head);
        return wider;
      }
    }
    return natural;
  }

  /** As {@link RegionWriter} sets it: word by word, without kerning across the spaces. */
  private double measure(List<String> words, String last) {
    double sum = 0;
    for (String word : words) {
      sum += style.typeface().width(word + " ", style.size());
    }
    return sum + style.typeface().width(last, style.size());
  }
}
