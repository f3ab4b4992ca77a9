package io.glyphflow.testkit.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A table to be set: rows of cells under a bold header row. Immutable, safe for any thread.
 *
 * @param rows the cells, the header row first; all rows equally long
 * @param shares what part of the width each column has; they count by their ratio
 * @param style how the cells are set; the header row is set in {@code header}
 * @param header how the header row is set
 * @param rules which rules are drawn
 */
public record TableSpec(
    List<List<String>> rows, List<Double> shares, TextStyle style, TextStyle header, Rules rules) {

  /** Which rules a table has. */
  public enum Rules {
    /** Around every cell. */
    GRID,
    /** Over and under the header row and under the last one. */
    HORIZONTAL,
    /** None. */
    NONE
  }

  private static final double PADDING = 0.45;
  private static final double THIN = 0.6;

  /**
   * Copies the cells and checks that the table is even.
   *
   * @throws IllegalArgumentException if there is no row, or if a row has not as many cells as there
   *     are shares
   */
  public TableSpec {
    rows = rows.stream().map(List::copyOf).toList();
    shares = List.copyOf(shares);
    Objects.requireNonNull(rules, "rules");
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("rows: none, must be at least 1");
    }
    for (List<String> row : rows) {
      if (row.size() != shares.size()) {
        throw new IllegalArgumentException(
            "row: " + row + ", must have as many cells as there are shares: " + shares.size());
      }
    }
  }

  /** The height of the whole table at a width, points. */
  double height(double width) {
    double height = 0;
    for (int row = 0; row < rows.size(); row++) {
      height += rowHeight(row, width);
    }
    return height;
  }

  void draw(PageComposer page, RegionWriter region, double left, double top, double width) {
    double y = top;
    for (int row = 0; row < rows.size(); row++) {
      drawRow(region, row, left, y, width);
      if (rules == Rules.GRID || (rules == Rules.HORIZONTAL && row <= 1)) {
        page.rule(left, y, left + width, y, THIN);
      }
      y += rowHeight(row, width);
    }
    if (rules != Rules.NONE) {
      page.rule(left, y, left + width, y, THIN);
      region.cover(left, top - THIN / 2, width, y - top + THIN);
    }
    if (rules == Rules.GRID) {
      double x = left;
      page.rule(x, top - THIN / 2, x, y + THIN / 2, THIN);
      for (int column = 0; column < shares.size(); column++) {
        x += columnWidth(column, width);
        page.rule(x, top - THIN / 2, x, y + THIN / 2, THIN);
      }
    }
  }

  private void drawRow(RegionWriter region, int row, double left, double top, double width) {
    TextStyle how = style(row);
    double x = left;
    for (int column = 0; column < shares.size(); column++) {
      double y = top + padding() + how.size() * 0.9;
      for (List<String> line : lines(row, column, width)) {
        region.line(line, how, x + padding() * 1.4, y, 0);
        y += how.leading();
      }
      x += columnWidth(column, width);
    }
  }

  private double rowHeight(int row, double width) {
    int most = 1;
    for (int column = 0; column < shares.size(); column++) {
      most = Math.max(most, lines(row, column, width).size());
    }
    return 2 * padding() + (most - 1) * style(row).leading() + style(row).size() * 1.15;
  }

  private List<List<String>> lines(int row, int column, double width) {
    LineBreaker breaker =
        new LineBreaker(
            rows.get(row).get(column), style(row), columnWidth(column, width) - 2.8 * padding());
    List<List<String>> lines = new ArrayList<>();
    while (breaker.hasNext()) {
      lines.add(breaker.next().words());
    }
    return lines;
  }

  private TextStyle style(int row) {
    return row == 0 ? header : style;
  }

  private double padding() {
    return style.size() * PADDING;
  }

  private double columnWidth(int column, double width) {
    double all = shares.stream().mapToDouble(Double::doubleValue).sum();
    return width * shares.get(column) / all;
  }
}
