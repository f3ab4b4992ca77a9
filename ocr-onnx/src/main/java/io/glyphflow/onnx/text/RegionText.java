package io.glyphflow.onnx.text;

import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.document.Word;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes lines and words of what was read in the boxes of a region, in page pixels. Boxes side by
 * side on one row become one line. Used by one thread.
 */
final class RegionText {

  private static final double LEAST_SIDE = 1;

  private final TextLineCropper cropper;
  private final BoundingBox place;
  private final Size size;
  private final double sx;
  private final double sy;

  /**
   * Lines of a region.
   *
   * @param box where the region is on the page
   * @param size of its picture, which may have another size than the box
   */
  RegionText(TextLineCropper cropper, BoundingBox box, Size size) {
    this.cropper = cropper;
    this.place = box.toPixels();
    this.size = size;
    this.sx = place.width() / size.width();
    this.sy = place.height() / size.height();
  }

  /** The lines, in reading order; those without a word are left out. */
  List<TextLine> lines(List<FoundLine> found, List<ReadText> read) {
    List<TextLine> lines = new ArrayList<>();
    for (List<Integer> row : LineRows.of(found.stream().map(line -> line.box().quad()).toList())) {
      List<Word> words = new ArrayList<>();
      for (int i : row) {
        FoundLine line = found.get(i);
        for (LineWords.Place word : LineWords.of(read.get(i), LineInk.of(line.picture()))) {
          words.add(new Word(word.text(), onPage(line.box(), word), word.confidence()));
        }
      }
      if (!words.isEmpty()) {
        lines.add(line(words));
      }
    }
    return lines;
  }

  private BoundingBox onPage(TextBox line, LineWords.Place word) {
    List<Point> corners = cropper.outline(line, size).vertices();
    Polygon quad =
        Polygon.of(
            at(corners, word.left(), word.top()),
            at(corners, word.right(), word.top()),
            at(corners, word.right(), word.bottom()),
            at(corners, word.left(), word.bottom()));
    BoundingBox box = quad.bounds().scale(sx, sy).translate(place.left(), place.top());
    BoundingBox within = box.intersection(place).orElse(box);
    return new BoundingBox(
        within.left(),
        within.top(),
        Math.max(within.right(), within.left() + LEAST_SIDE),
        Math.max(within.bottom(), within.top() + LEAST_SIDE));
  }

  /** A place in the picture of a line, 0..1 from the left and from the top. */
  private static Point at(List<Point> corners, double x, double y) {
    Point above = CellCuts.between(corners.get(0), corners.get(1), x);
    Point below = CellCuts.between(corners.get(3), corners.get(2), x);
    return CellCuts.between(above, below, y);
  }

  /** A line of words, its box around theirs, its confidence theirs weighted by their length. */
  private static TextLine line(List<Word> words) {
    BoundingBox box = words.getFirst().box();
    for (Word word : words) {
      box = box.union(word.box());
    }
    String text = words.stream().map(Word::text).collect(Collectors.joining(" "));
    return new TextLine(text, box, confidence(words), words);
  }

  /** The mean of lines, weighted by their letters; 0 for none. */
  static double confidenceOf(List<TextLine> lines) {
    return confidence(lines.stream().flatMap(line -> line.words().stream()).toList());
  }

  private static double confidence(List<Word> words) {
    double sum = 0;
    long letters = 0;
    for (Word word : words) {
      sum += word.confidence() * word.text().length();
      letters += word.text().length();
    }
    return letters == 0 ? 0 : Math.clamp(sum / letters, 0, 1);
  }
}
