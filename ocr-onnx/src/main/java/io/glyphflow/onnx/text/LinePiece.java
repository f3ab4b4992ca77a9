package io.glyphflow.onnx.text;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.onnx.text.ReadText.ReadCharacter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A stretch of a line that fits into the model: nearly always all of it.
 *
 * @param line the number of its line
 * @param picture the line, or a view of a part
 * @param left where it begins, 0..1 of the line
 * @param right where it ends, 0..1 of the line
 * @param isWordStart whether a space stands before it
 */
record LinePiece(int line, PageImage picture, double left, double right, boolean isWordStart) {

  /** Spaces are wider, parts of the height of a line; gaps between letters are narrower. */
  private static final double SPACE = 0.15;

  private static final String SPACE_TEXT = " ";

  /** Cuts a line in two, and its parts again, until all are narrow enough or have no gap. */
  static void cut(PageImage line, int number, int height, int widest, List<LinePiece> pieces) {
    Size size = line.size();
    if (LineWidths.natural(height, size.width(), size.height()) <= widest) {
      pieces.add(new LinePiece(number, line, 0, 1, false));
      return;
    }
    LineInk ink = LineInk.of(line);
    int most = Math.max(1, (int) ((long) widest * size.height() / height));
    cut(line, number, ink, new int[] {0, size.width()}, most, false, pieces);
  }

  private static void cut(
      PageImage line,
      int number,
      LineInk ink,
      int[] part,
      int most,
      boolean isWordStart,
      List<LinePiece> pieces) {
    int from = part[0];
    int to = part[1];
    int quarter = (to - from) / 4;
    int[] gap = ink.widestGap(from + quarter, to - quarter);
    if (to - from <= most || gap[1] <= gap[0] || ink.isBlank()) {
      double width = line.size().width();
      BoundingBox box = new BoundingBox(from, 0, to, line.size().height());
      pieces.add(new LinePiece(number, line.view(box), from / width, to / width, isWordStart));
      return;
    }
    int middle = (gap[0] + gap[1] + 1) / 2;
    boolean isSpace = gap[1] - gap[0] >= SPACE * line.size().height();
    cut(line, number, ink, new int[] {from, middle}, most, isWordStart, pieces);
    cut(line, number, ink, new int[] {middle, to}, most, isSpace, pieces);
  }

  /** Joins what was read in pieces to lines. */
  static List<ReadText> join(List<LinePiece> pieces, Map<Integer, ReadText> read, int lines) {
    List<List<ReadCharacter>> characters = new ArrayList<>(lines);
    List<ReadText> joined = new ArrayList<>(lines);
    for (int i = 0; i < lines; i++) {
      characters.add(new ArrayList<>());
    }
    for (int i = 0; i < pieces.size(); i++) {
      LinePiece piece = pieces.get(i);
      ReadText text = read.get(i);
      if (text != null) {
        piece.addTo(characters.get(piece.line), text);
      }
    }
    for (List<ReadCharacter> line : characters) {
      joined.add(text(line));
    }
    return joined;
  }

  private void addTo(List<ReadCharacter> characters, ReadText text) {
    double width = right - left;
    if (isWordStart && !characters.isEmpty() && !text.characters().isEmpty()) {
      double confidence = characters.getLast().confidence();
      characters.add(new ReadCharacter(SPACE_TEXT, confidence, left, left));
    }
    for (ReadCharacter character : text.characters()) {
      characters.add(
          new ReadCharacter(
              character.text(),
              character.confidence(),
              left + width * character.left(),
              left + width * character.right()));
    }
  }

  /** The text of characters, and their mean confidence. */
  static ReadText text(List<ReadCharacter> characters) {
    StringBuilder text = new StringBuilder(characters.size());
    double sum = 0;
    for (ReadCharacter character : characters) {
      text.append(character.text());
      sum += character.confidence();
    }
    double confidence = characters.isEmpty() ? 0 : Math.clamp(sum / characters.size(), 0, 1);
    return new ReadText(text.toString(), confidence, characters);
  }
}
