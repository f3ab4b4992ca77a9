package io.glyphflow.onnx.text;

import io.glyphflow.onnx.text.ReadText.ReadCharacter;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes words of characters: what stands between spaces. CTC says only roughly where a character
 * is, so a word's box is that of its ink: words end at the widest gap without ink near the space
 * between them. Where there is no such gap, the space itself is the border. A space that the model
 * lost is put back where a gap is as wide as the other spaces of the line. Stateless.
 */
final class LineWords {

  /** What is further from a word than this is none of it, parts of the height of a line. */
  private static final double FAR = 0.8;

  /** Fewer do not tell how wide the spaces of a line are. */
  private static final int FEWEST_SPACES = 2;

  /** The narrowest space, parts of the usual one. */
  private static final double AS_WIDE = 0.7;

  /** The narrowest space, parts of the usual gap between letters. */
  private static final double WIDER = 2;

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
    List<Run> runs = runs(characters, ink);
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
          int border = (last + first + 1) / 2;
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

  private static List<Run> runs(List<ReadCharacter> characters, LineInk ink) {
    List<Run> runs = new ArrayList<>();
    double lost = lostSpace(characters, ink);
    int from = 0;
    for (int i = 0; i <= characters.size(); i++) {
      boolean isSpace = i == characters.size() || isSpace(characters.get(i));
      boolean isLost = !isSpace && i > from && gap(characters, i - 1, i, ink) >= lost;
      if ((isSpace || isLost) && i > from) {
        runs.add(new Run(from, i));
      }
      if (isSpace || isLost) {
        from = isSpace ? i + 1 : i;
      }
    }
    return runs;
  }

  /**
   * How wide a gap within a word must be to be a space that the model lost: about as wide as the
   * spaces of the line, and clearly wider than the gaps between its letters.
   *
   * @return columns; infinite where the line does not tell
   */
  private static double lostSpace(List<ReadCharacter> characters, LineInk ink) {
    List<Integer> spaces = new ArrayList<>();
    List<Integer> letters = new ArrayList<>();
    for (int i = 1; i < characters.size(); i++) {
      if (isSpace(characters.get(i))) {
        if (i + 1 < characters.size() && !isSpace(characters.get(i + 1))) {
          spaces.add(gap(characters, i - 1, i + 1, ink));
        }
      } else if (!isSpace(characters.get(i - 1))) {
        letters.add(gap(characters, i - 1, i, ink));
      }
    }
    if (spaces.size() < FEWEST_SPACES || letters.isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    return Math.max(AS_WIDE * median(spaces), WIDER * (median(letters) + 1));
  }

  private static int median(List<Integer> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0);
  }

  private static boolean isSpace(ReadCharacter character) {
    return character.text().isBlank();
  }

  /** The widest stretch without ink between two characters, columns. */
  private static int gap(List<ReadCharacter> characters, int before, int behind, LineInk ink) {
    int from = middle(characters.get(before), ink);
    int to = middle(characters.get(behind), ink);
    int[] gap = ink.widestGap(Math.min(from, to), Math.max(from, to) + 1);
    return gap[1] - gap[0];
  }

  private static int middle(ReadCharacter character, LineInk ink) {
    double middle = (character.left() + character.right()) / 2;
    return Math.clamp((int) (middle * ink.width()), 0, ink.width() - 1);
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
