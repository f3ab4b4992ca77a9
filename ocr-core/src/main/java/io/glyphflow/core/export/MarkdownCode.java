package io.glyphflow.core.export;

import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.geometry.BoundingBox;
import java.util.List;

/**
 * Code as a fenced block. Where the recognizer gives no leading white space but line boxes, the
 * indentation is the distance from the leftmost line in characters of the median width, and a gap
 * of whole lines is blank lines. The fence is longer than any run of backticks inside.
 */
final class MarkdownCode {

  private static final int WIDEST = 120;
  private static final int MOST_BLANK = 3;

  private MarkdownCode() {}

  static String of(RegionContent.Text content) {
    List<ReadLine> lines = ReadLine.of(content);
    if (lines.isEmpty()) {
      return "";
    }
    String code = code(content, lines);
    String fence = "`".repeat(Math.max(3, longestRun(code) + 1));
    return fence + "\n" + code + "\n" + fence;
  }

  private static String code(RegionContent.Text content, List<ReadLine> lines) {
    double width = characterWidth(lines);
    boolean isIndented = lines.stream().anyMatch(line -> line.leadingSpaces() > 0);
    if (width <= 0 || isIndented) {
      return isIndented || !content.text().isBlank()
          ? withoutBlankEnds(CleanText.printable(content.text()))
          : String.join("\n", lines.stream().map(ReadLine::text).toList());
    }
    double left = lines.stream().mapToDouble(line -> box(line).left()).min().orElse(0);
    double pitch = pitch(lines);
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      ReadLine line = lines.get(i);
      if (i > 0) {
        code.append("\n".repeat(1 + blankLines(lines.get(i - 1), line, pitch)));
      }
      double columns = (box(line).left() - left) / width;
      code.append(" ".repeat((int) Math.round(Math.min(columns, WIDEST)))).append(line.text());
    }
    return code.toString();
  }

  private static int blankLines(ReadLine previous, ReadLine line, double pitch) {
    if (line.isAfterBlank() || pitch <= 0) {
      return line.isAfterBlank() ? 1 : 0;
    }
    long lines = Math.round((box(line).top() - box(previous).top()) / pitch) - 1;
    return Math.clamp(lines, 0, MOST_BLANK);
  }

  /** The usual distance from line to line, pixels. */
  private static double pitch(List<ReadLine> lines) {
    double[] steps = new double[lines.size() - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = box(lines.get(i + 1)).top() - box(lines.get(i)).top();
    }
    return ReadLine.median(steps);
  }

  /** The median width of a character, pixels; 0 if the lines have no boxes. */
  private static double characterWidth(List<ReadLine> lines) {
    if (lines.stream().anyMatch(line -> line.box() == null)) {
      return 0;
    }
    double[] widths =
        lines.stream()
            .mapToDouble(
                line -> box(line).width() / line.text().codePointCount(0, line.text().length()))
            .toArray();
    return ReadLine.median(widths);
  }

  private static BoundingBox box(ReadLine line) {
    BoundingBox box = line.box();
    return box == null ? BoundingBox.of(0, 0, 0, 0) : box;
  }

  private static String withoutBlankEnds(String text) {
    int end = text.length();
    while (end > 0 && CleanText.isSpace(text.charAt(end - 1))) {
      end--;
    }
    int start = 0;
    for (int i = 0; i < end && CleanText.isSpace(text.charAt(i)); i++) {
      if (text.charAt(i) == '\n') {
        start = i + 1;
      }
    }
    return text.substring(start, end);
  }

  private static int longestRun(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
