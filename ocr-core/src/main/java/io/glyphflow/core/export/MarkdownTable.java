package io.glyphflow.core.export;

import io.glyphflow.core.document.TableCell;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as Markdown: with pipes, its first row as the head, which Markdown demands; as HTML where
 * pipes cannot say it: cells that span, overlap or hold several lines, and tables far larger than
 * their cells.
 */
final class MarkdownTable {

  private static final int WASTE = 16;

  private MarkdownTable() {}

  static String of(List<TableCell> cells, boolean isInlineMath) {
    if (cells.isEmpty()) {
      return "";
    }
    @Nullable TableCell[][] grid = grid(cells);
    return grid == null ? html(cells) : pipes(grid, isInlineMath);
  }

  /** The cells by row and column; null if pipes cannot show them. */
  private static @Nullable TableCell @Nullable [][] grid(List<TableCell> cells) {
    int rows = 0;
    int columns = 0;
    for (TableCell cell : cells) {
      if (cell.rowSpan() > 1 || cell.columnSpan() > 1 || isMultiLine(cell.text())) {
        return null;
      }
      rows = Math.max(rows, cell.row());
      columns = Math.max(columns, cell.column());
    }
    if ((rows + 1L) * (columns + 1L) > (long) WASTE * cells.size()) {
      return null;
    }
    @Nullable TableCell[][] grid = new TableCell[rows + 1][columns + 1];
    for (TableCell cell : cells) {
      if (grid[cell.row()][cell.column()] != null) {
        return null;
      }
      grid[cell.row()][cell.column()] = cell;
    }
    return grid;
  }

  private static boolean isMultiLine(String text) {
    return CleanText.trim(CleanText.printable(text)).indexOf('\n') >= 0;
  }

  private static String pipes(@Nullable TableCell[][] grid, boolean isInlineMath) {
    StringBuilder markdown = new StringBuilder();
    for (int row = 0; row < grid.length; row++) {
      markdown.append(row == 0 ? "|" : "\n|");
      for (TableCell cell : grid[row]) {
        String text =
            cell == null ? "" : MarkdownText.cell(CleanText.oneLine(cell.text()), isInlineMath);
        markdown.append(' ').append(text).append(text.isEmpty() ? "|" : " |");
      }
      if (row == 0) {
        markdown.append("\n|").append(" --- |".repeat(grid[0].length));
      }
    }
    return markdown.toString();
  }

  private static String html(List<TableCell> cells) {
    List<TableCell> sorted =
        cells.stream()
            .sorted(Comparator.comparingInt(TableCell::row).thenComparingInt(TableCell::column))
            .toList();
    Occupied occupied = Occupied.of(cells);
    StringBuilder html = new StringBuilder("<table>\n");
    int row = -1;
    for (TableCell cell : sorted) {
      if (cell.row() != row) {
        html.append(row < 0 ? "" : "</tr>\n");
        // A row of which all cells hang down from above has none of its own.
        html.append("<tr></tr>\n".repeat(occupied.rowsBetween(row, cell.row()))).append("<tr>");
        row = cell.row();
      }
      html.append("<td></td>".repeat(occupied.emptyBefore(cell)));
      String tag = cell.isHeader() ? "th" : "td";
      html.append('<').append(tag);
      appendSpan(html, "rowspan", cell.rowSpan());
      appendSpan(html, "colspan", cell.columnSpan());
      html.append('>').append(htmlText(cell.text())).append("</").append(tag).append('>');
    }
    return html.append("</tr>\n</table>").toString();
  }

  /** Which places of a table cells cover; tables far larger than their cells are not tracked. */
  private static final class Occupied {

    private final boolean[][] covered;
    private final int[] next;

    private Occupied(int rows, int columns) {
      covered = new boolean[rows][columns];
      next = new int[rows];
    }

    static Occupied of(List<TableCell> cells) {
      long rows = 0;
      long columns = 0;
      for (TableCell cell : cells) {
        rows = Math.max(rows, (long) cell.row() + cell.rowSpan());
        columns = Math.max(columns, (long) cell.column() + cell.columnSpan());
      }
      long most = Math.max(rows, columns); // the product may be beyond a long
      boolean isTracked =
          most < Integer.MAX_VALUE
              && rows * columns <= (long) WASTE * cells.size() + 256
              && rows * columns > 0;
      Occupied occupied = isTracked ? new Occupied((int) rows, (int) columns) : new Occupied(0, 0);
      if (isTracked) {
        cells.forEach(occupied::cover);
      }
      return occupied;
    }

    private void cover(TableCell cell) {
      for (int row = cell.row(); row < cell.row() + cell.rowSpan(); row++) {
        Arrays.fill(covered[row], cell.column(), cell.column() + cell.columnSpan(), true);
      }
    }

    int rowsBetween(int row, int nextRow) {
      return covered.length == 0 ? 0 : nextRow - row - 1;
    }

    /** Places before the cell that no cell covers, each counted once. */
    int emptyBefore(TableCell cell) {
      if (covered.length == 0) {
        return 0;
      }
      int empty = 0;
      int column = next[cell.row()];
      for (; column < cell.column(); column++) {
        empty += covered[cell.row()][column] ? 0 : 1;
      }
      next[cell.row()] = column;
      return empty;
    }
  }

  private static void appendSpan(StringBuilder html, String name, int span) {
    if (span > 1) {
      html.append(' ').append(name).append("=\"").append(span).append('"');
    }
  }

  private static String htmlText(String text) {
    String printable = CleanText.trim(CleanText.printable(text));
    StringBuilder html = new StringBuilder(printable.length());
    for (int i = 0; i < printable.length(); i++) {
      char c = printable.charAt(i);
      switch (c) {
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '&' -> html.append("&amp;");
        case '\n' -> html.append("<br>");
        default -> html.append(c);
      }
    }
    return html.toString();
  }
}
