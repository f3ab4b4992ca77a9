package io.glyphflow.onnx.text;

import io.glyphflow.onnx.text.ReadText.ReadCharacter;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes words of characters: what stands between spaces. CTC says only roughly where a character
 * is, so a word's box is that of its ink: words end at the widest gap without ink near the space
 * between them. Where there is no such gap, the space itself is the border. Stateless.
 */
final class LineWords {

  /** What is further from a word than this is none of it, parts of the height of a line. */
  private static final double FAR = 0.8;

  private LineWords() {}

  /**
   * A word and where it is in the picture of its line.
   *
   * @param text without spaces
   * @param confidence the mean of its characters
   * @param left 0..1 of the picture's width
   * @param top 0..1 of the picture's height
   * @param right 0..1 of the picture's width
   * @param bottom 0..1 of the picture's height
   */
  record Place(
      String text, double confidence, double left, double top, double right, double bottom) {}

  /** Characters of a word, numbers in the line. */
  private record Run(int from, int to) {}

  static List<Place> of(ReadText line, LineInk ink) {
    List<ReadCharacter> characters = line.characters();
    List<Run> runs = runs(characters);
    int[] lefts = new int[runs.size()];
    int[] rights = new int[runs.size()];
    for (int i = 0; i < runs.size(); i++) {
      int first = middle(characters.get(runs.get(i).from), ink);
      if (i == 0) {
        lefts[i] = outwards(ink, first, -1);
      } else {
        int last = middle(characters.get(runs.get(i - 1).to - 1), ink);
        int[] gap = ink.widestGap(Math.min(last, first), Math.max(last, first) + 1);
        if (gap[0] == gap[1]) {
          int border = border(characters, runs.get(i - 1).to, ink);
          gap = new int[] {border, border};
        }
        rights[i - 1] = gap[0];
        lefts[i] = gap[1];
      }
      if (i == runs.size() - 1) {
        rights[i] = outwards(ink, middle(characters.get(runs.get(i).to - 1), ink), 1) + 1;
      }
    }
    List<Place> words = new ArrayList<>(runs.size());
    for (int i = 0; i < runs.size(); i++) {
      words.add(place(characters, runs.get(i), lefts[i], rights[i], ink));
    }
    return words;
  }

  private static List<Run> runs(List<ReadCharacter> characters) {
    List<Run> runs = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= characters.size(); i++) {
      if (i == characters.size() || characters.get(i).text().isBlank()) {
        if (i > from) {
          runs.add(new Run(from, i));
        }
        from = i + 1;
      }
    }
    return runs;
  }

  private static int middle(ReadCharacter character, LineInk ink) {
    double middle = (character.left() + character.right()) / 2;
    return Math.clamp((int) (middle * ink.width()), 0, ink.width() - 1);
  }

  /** The middle of the space behind a word. */
  private static int border(List<ReadCharacter> characters, int space, LineInk ink) {
    return middle(characters.get(space), ink);
  }

  /** The outermost column with ink that can be reached without a leap. */
  private static int outwards(LineInk ink, int from, int step) {
    int reached = from;
    int far = (int) Math.ceil(FAR * ink.height());
    for (int x = from; x >= 0 && x < ink.width() && Math.abs(x - reached) <= far; x += step) {
      if (!ink.isEmpty(x)) {
        reached = x;
      }
    }
    return reached;
  }

  private static Place place(
      List<ReadCharacter> characters, Run run, int left, int right, LineInk ink) {
    StringBuilder text = new StringBuilder(run.to - run.from);
    double sum = 0;
    for (int i = run.from; i < run.to; i++) {
      text.append(characters.get(i).text());
      sum += characters.get(i).confidence();
    }
    int from = Math.clamp(left, 0, ink.width() - 1);
    int to = Math.clamp(right, from + 1, ink.width());
    int[] rows = ink.rows(from, to);
    boolean isEmpty = rows[1] <= rows[0];
    double width = ink.width();
    double height = ink.height();
    return new Place(
        text.toString(),
        Math.clamp(sum / (run.to - run.from), 0, 1),
        from / width,
        isEmpty ? 0 : rows[0] / height,
        to / width,
        isEmpty ? 1 : rows[1] / height);
  }
}
