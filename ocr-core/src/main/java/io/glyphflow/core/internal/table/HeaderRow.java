package io.glyphflow.core.internal.table;

import io.glyphflow.core.document.TableCell;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether the first row of a table is its header: all of its cells hold words, and a column below
 * it holds numbers. Where there is no number to tell by, it is not said to be one.
 */
public final class HeaderRow {

  private static final Pattern NUMBER =
      Pattern.compile("\\W*\\d[\\d\\s.,:/'-]*\\W*\\p{Alpha}{0,3}");

  private HeaderRow() {}

  /**
   * Flags the first row if it is a header.
   *
   * @param cells cells of a table
   * @return the same cells, those of the first row said to be headers if they are
   */
  public static List<TableCell> flag(List<TableCell> cells) {
    boolean isHeader =
        cells.stream().filter(cell -> cell.row() == 0).allMatch(HeaderRow::isWords)
            && cells.stream().anyMatch(cell -> cell.row() > 0 && isNumber(cell));
    if (!isHeader) {
      return List.copyOf(cells);
    }
    return cells.stream().map(cell -> cell.row() == 0 ? header(cell) : cell).toList();
  }

  private static boolean isWords(TableCell cell) {
    return !cell.text().isBlank() && !isNumber(cell);
  }

  private static boolean isNumber(TableCell cell) {
    return NUMBER.matcher(cell.text()).matches();
  }

  private static TableCell header(TableCell cell) {
    return new TableCell(
        cell.row(), cell.column(), cell.rowSpan(), cell.columnSpan(), true, cell.text());
  }
}
