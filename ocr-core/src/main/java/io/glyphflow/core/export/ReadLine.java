package io.glyphflow.core.export;

import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.geometry.BoundingBox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A line of a region's text that is not blank.
 *
 * @param text without white space at its ends
 * @param box where it stands, page pixels; null if unknown
 * @param isAfterBlank whether a blank line comes before it
 * @param leadingSpaces columns of white space that the recognizer gave at its start
 */
record ReadLine(String text, @Nullable BoundingBox box, boolean isAfterBlank, int leadingSpaces) {

  private static final int TAB = 4;

  static List<ReadLine> of(RegionContent.Text content) {
    String text = content.text();
    if (text.isBlank() && !content.lines().isEmpty()) {
      text = String.join("\n", content.lines().stream().map(TextLine::text).toList());
    }
    return withBoxes(of(text), content.lines());
  }

  static List<ReadLine> of(String text) {
    List<ReadLine> lines = new ArrayList<>();
    boolean isAfterBlank = false;
    for (String line : CleanText.printable(text).lines().toList()) {
      String trimmed = CleanText.trim(line);
      if (!trimmed.isEmpty()) {
        lines.add(new ReadLine(trimmed, null, isAfterBlank, columns(line)));
      }
      isAfterBlank = trimmed.isEmpty() && !lines.isEmpty();
    }
    return lines;
  }

  /** Adds the boxes where they belong to just these lines. */
  private static List<ReadLine> withBoxes(List<ReadLine> lines, List<TextLine> boxed) {
    List<TextLine> read =
        boxed.stream()
            .filter(line -> !CleanText.trim(CleanText.printable(line.text())).isEmpty())
            .toList();
    if (read.size() != lines.size()) {
      return lines;
    }
    List<ReadLine> joined = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      ReadLine line = lines.get(i);
      TextLine other = read.get(i);
      if (!other.box().isValid()
          || !CleanText.trim(CleanText.printable(other.text())).equals(line.text)) {
        return lines;
      }
      joined.add(new ReadLine(line.text, other.box(), line.isAfterBlank, line.leadingSpaces));
    }
    return joined;
  }

  /** Where it stands, if {@link #height} says that all have boxes. */
  BoundingBox requireBox() {
    return Objects.requireNonNull(box, "box");
  }

  private static int columns(String line) {
    int columns = 0;
    for (int i = 0; i < line.length() && CleanText.isSpace(line.charAt(i)); i++) {
      columns += line.charAt(i) == '\t' ? TAB - columns % TAB : 1;
    }
    return columns;
  }

  /** The median height of lines, page pixels; 0 if they have no boxes. */
  static double height(List<ReadLine> lines) {
    double[] heights = new double[lines.size()];
    for (int i = 0; i < heights.length; i++) {
      BoundingBox box = lines.get(i).box;
      if (box == null) {
        return 0;
      }
      heights[i] = box.height();
    }
    return median(heights);
  }

  static double median(double[] values) {
    if (values.length == 0) {
      return 0;
    }
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
