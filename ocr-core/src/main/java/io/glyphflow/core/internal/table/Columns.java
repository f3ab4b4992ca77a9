package io.glyphflow.core.internal.table;

import io.glyphflow.core.document.TableCell;
import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.document.Word;
import io.glyphflow.core.geometry.BoundingBox;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Columns of a table without rules: bands that hold words, between gaps that no line crosses. It is
 * a table only if it has at least two rows and two columns and most lines fill most columns.
 */
public final class Columns {

  /** Gaps between words of a sentence are narrower, parts of the height of a line. */
  private static final double GAP = 1.2;

  private static final double MOST = 0.6;

  private Columns() {}

  /**
   * Puts words into cells.
   *
   * @param lines the rows, with words
   * @return the cells by row, then by column; none if the lines are no table
   */
  public static List<TableCell> align(List<TextLine> lines) {
    if (lines.size() < 2) {
      return List.of();
    }
    List<double[]> bands = bands(lines);
    if (bands.size() < 2) {
      return List.of();
    }
    List<TableCell> cells = new ArrayList<>();
    int filled = 0;
    for (int row = 0; row < lines.size(); row++) {
      List<Word> words = lines.get(row).words();
      for (int column = 0; column < bands.size(); column++) {
        double[] band = bands.get(column);
        String text =
            words.stream()
                .filter(word -> isWithin(word.box(), band))
                .map(Word::text)
                .collect(Collectors.joining(" "));
        filled += text.isEmpty() ? 0 : 1;
        cells.add(TableCell.of(row, column, text));
      }
    }
    return filled >= MOST * cells.size() ? cells : List.of();
  }

  private static boolean isWithin(BoundingBox box, double[] band) {
    double middle = box.center().x();
    return middle >= band[0] && middle < band[1];
  }

  /** Left and right edges of the columns, from left to right. */
  private static List<double[]> bands(List<TextLine> lines) {
    double[] heights = lines.stream().mapToDouble(line -> line.box().height()).sorted().toArray();
    double gap = GAP * heights[heights.length / 2];
    List<BoundingBox> boxes =
        lines.stream()
            .flatMap(line -> line.words().stream())
            .map(Word::box)
            .sorted((a, b) -> Double.compare(a.left(), b.left()))
            .toList();
    List<double[]> bands = new ArrayList<>();
    double[] band = {boxes.getFirst().left(), boxes.getFirst().right()};
    for (BoundingBox box : boxes) {
      if (box.left() - band[1] > gap) {
        bands.add(band);
        band = new double[] {box.left(), box.right()};
      }
      band[1] = Math.max(band[1], box.right());
    }
    bands.add(band);
    return bands;
  }
}
