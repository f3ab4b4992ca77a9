package io.glyphflow.core.document;

import java.util.Objects;

/**
 * One cell of a table. Immutable, safe for any thread.
 *
 * @param row the topmost row it covers, 0-based
 * @param column the leftmost column it covers, 0-based
 * @param rowSpan rows it covers, 1 or more
 * @param columnSpan columns it covers, 1 or more
 * @param isHeader whether it heads a row or a column
 * @param text its text
 */
public record TableCell(
    int row, int column, int rowSpan, int columnSpan, boolean isHeader, String text) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if a position is negative or a span is below 1
   */
  public TableCell {
    Objects.requireNonNull(text, "text");
    if (row < 0 || column < 0) {
      throw new IllegalArgumentException(
          "row, column: " + row + ", " + column + ", both must be >= 0");
    }
    if (rowSpan < 1 || columnSpan < 1) {
      throw new IllegalArgumentException(
          "rowSpan, columnSpan: " + rowSpan + ", " + columnSpan + ", both must be >= 1");
    }
  }

  /**
   * A plain cell that covers one row and one column.
   *
   * @param row its row, 0-based
   * @param column its column, 0-based
   * @param text its text
   * @return the cell
   */
  public static TableCell of(int row, int column, String text) {
    return new TableCell(row, column, 1, 1, false, text);
  }
}
