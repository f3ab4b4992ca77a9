package io.glyphflow.tesseract;

import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.document.Word;
import io.glyphflow.core.geometry.BoundingBox;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What Tesseract read in a picture.
 *
 * @param lines its lines in Tesseract's order, each with at least one word; boxes in pixels of the
 *     picture
 * @param raw Tesseract's own text
 */
record Reading(List<TextLine> lines, String raw) {

  static final Reading NOTHING = new Reading(List.of(), "");

  Reading {
    lines = List.copyOf(lines);
  }

  /** A line of words, its box around theirs, its confidence theirs weighted by their length. */
  static TextLine line(List<Word> words) {
    BoundingBox box = words.getFirst().box();
    for (Word word : words) {
      box = box.union(word.box());
    }
    String text = words.stream().map(Word::text).collect(Collectors.joining(" "));
    return new TextLine(text, box, meanConfidence(words), words);
  }

  private static double meanConfidence(List<Word> words) {
    double sum = 0;
    int letters = 0;
    for (Word word : words) {
      sum += word.confidence() * word.text().length();
      letters += word.text().length();
    }
    return letters == 0 ? 0 : Math.clamp(sum / letters, 0, 1);
  }

  List<Word> words() {
    return lines.stream().flatMap(line -> line.words().stream()).toList();
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** Mean of the words, weighted by their length; 0 for no words. */
  double confidence() {
    return meanConfidence(words());
  }

  /** How much was read, and how surely: letters and digits times confidence. */
  double worth() {
    double worth = 0;
    for (Word word : words()) {
      long signs = word.text().codePoints().filter(Character::isLetterOrDigit).count();
      worth += signs * word.confidence();
    }
    return worth;
  }

  /** The middle one of the heights of the lines, pixels of the picture; 0 for no lines. */
  double lineHeight() {
    double[] heights = lines.stream().mapToDouble(line -> line.box().height()).sorted().toArray();
    return heights.length == 0 ? 0 : heights[heights.length / 2];
  }

  String text() {
    return lines.stream().map(TextLine::text).collect(Collectors.joining("\n"));
  }

  /** The same with other boxes. */
  Reading map(UnaryOperator<BoundingBox> boxes) {
    List<TextLine> mapped =
        lines.stream()
            .map(
                line ->
                    line(
                        line.words().stream()
                            .map(w -> new Word(w.text(), boxes.apply(w.box()), w.confidence()))
                            .toList()))
            .toList();
    return new Reading(mapped, raw);
  }

  RegionContent content() {
    return new RegionContent.Text(text(), lines, confidence(), raw);
  }
}
