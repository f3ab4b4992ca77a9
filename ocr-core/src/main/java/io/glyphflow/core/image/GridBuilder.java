package io.glyphflow.core.image;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.image.TableGrid.Cell;
import io.glyphflow.core.image.TableGrid.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * From rules to cells: rules are turned level, those that touch form a group, the rules of a group
 * are gathered into row and column lines, and two neighbours are one cell where the line between
 * them has no rule.
 */
final class GridBuilder {

  /** Gap between the end of a rule and the rule that it should reach, beside their thickness. */
  private static final double GAP = 6;

  /** Part of a cell's side that a rule has to run along to count as its border. */
  private static final double BORDER = 0.6;

  private GridBuilder() {}

  static List<TableGrid> build(List<Rule> rules) {
    double angle = angle(rules);
    List<Line> lines = rules.stream().map(rule -> Line.of(rule, angle)).toList();
    List<TableGrid> grids = new ArrayList<>();
    for (List<Line> group : groups(lines)) {
      List<Line> across = group.stream().filter(Line::isHorizontal).toList();
      List<Line> down = group.stream().filter(line -> !line.isHorizontal()).toList();
      if (!across.isEmpty() && !down.isEmpty() && group.size() >= 3) {
        grid(across, down, group, angle, grids);
      }
    }
    grids.sort(Comparator.comparingInt((TableGrid grid) -> grid.cells().size()).reversed());
    return grids;
  }

  /** The median angle of all rules against the axis they follow, weighted by length. */
  private static double angle(List<Rule> rules) {
    List<double[]> angles = new ArrayList<>();
    double total = 0;
    for (Rule rule : rules) {
      double dx = rule.to().x() - rule.from().x();
      double dy = rule.to().y() - rule.from().y();
      angles.add(new double[] {rule.isHorizontal() ? dy / dx : -dx / dy, rule.length()});
      total += rule.length();
    }
    angles.sort(Comparator.comparingDouble((double[] one) -> one[0]));
    double seen = 0;
    for (double[] one : angles) {
      seen += one[1];
      if (seen * 2 >= total) {
        return Math.atan(one[0]);
      }
    }
    return 0;
  }

  /** Rules that touch or cross, directly or by way of others. */
  private static List<List<Line>> groups(List<Line> lines) {
    int[] group = new int[lines.size()];
    Arrays.setAll(group, i -> i);
    for (int i = 0; i < group.length; i++) {
      for (int j = i + 1; j < group.length; j++) {
        if (lines.get(i).touches(lines.get(j))) {
          int from = root(group, j);
          group[from] = root(group, i);
        }
      }
    }
    List<List<Line>> groups = new ArrayList<>();
    lines.forEach(line -> groups.add(new ArrayList<>()));
    for (int i = 0; i < group.length; i++) {
      groups.get(root(group, i)).add(lines.get(i));
    }
    groups.removeIf(List::isEmpty);
    return groups;
  }

  private static int root(int[] parent, int of) {
    int at = of;
    while (parent[at] != at) {
      at = parent[at];
    }
    return at;
  }

  private static void grid(
      List<Line> across, List<Line> down, List<Line> group, double angle, List<TableGrid> grids) {
    List<Track> rows = tracks(across, down);
    List<Track> columns = tracks(down, across);
    while (rows.size() >= 2 && columns.size() >= 2) {
      boolean[][] isOpenRight = open(columns, rows);
      boolean[][] isOpenBelow = open(rows, columns);
      if (dropUnused(columns, isOpenRight) || dropUnused(rows, isOpenBelow)) {
        continue; // the others are longer now
      }
      List<Cell> cells = cells(rows, columns, isOpenRight, isOpenBelow, angle);
      if (cells.size() >= 2) {
        List<Rule> rules = group.stream().map(Line::rule).toList();
        grids.add(new TableGrid(rows.size() - 1, columns.size() - 1, cells, rules));
      }
      return;
    }
  }

  /** Lines of the grid, from rules at about the same place, with outer borders where they end. */
  private static List<Track> tracks(List<Line> along, List<Line> others) {
    List<Line> sorted = new ArrayList<>(along);
    sorted.sort(Comparator.comparingDouble(Line::at));
    List<Track> tracks = new ArrayList<>();
    for (Line line : sorted) {
      if (tracks.isEmpty() || !tracks.getLast().holds(line)) {
        tracks.add(new Track());
      }
      tracks.getLast().add(line);
    }
    double first = others.stream().mapToDouble(Line::start).min().orElse(0);
    double last = others.stream().mapToDouble(Line::end).max().orElse(0);
    if (tracks.getFirst().at() - first > 3 * GAP && ends(others, first, true)) {
      tracks.addFirst(Track.border(first));
    }
    if (last - tracks.getLast().at() > 3 * GAP && ends(others, last, false)) {
      tracks.addLast(Track.border(last));
    }
    return tracks;
  }

  /** Whether most rules end together, as they do at the edge of a table without outer border. */
  private static boolean ends(List<Line> lines, double at, boolean isStart) {
    long near =
        lines.stream()
            .filter(line -> Math.abs((isStart ? line.start() : line.end()) - at) <= 2 * GAP)
            .count();
    return near * 2 >= lines.size();
  }

  /**
   * For each inner line and each step along it: whether no rule is there.
   *
   * @return [line - 1][step]
   */
  private static boolean[][] open(List<Track> lines, List<Track> steps) {
    boolean[][] open = new boolean[lines.size() - 2][steps.size() - 1];
    for (int i = 0; i < open.length; i++) {
      for (int j = 0; j < open[i].length; j++) {
        double from = steps.get(j).at();
        double to = steps.get(j + 1).at();
        open[i][j] = lines.get(i + 1).covered(from, to) < BORDER * (to - from);
      }
    }
    return open;
  }

  private static boolean dropUnused(List<Track> lines, boolean[][] open) {
    for (int i = 0; i < open.length; i++) {
      boolean isUsed = false;
      for (boolean step : open[i]) {
        isUsed |= !step;
      }
      if (!isUsed) {
        lines.remove(i + 1);
        return true;
      }
    }
    return false;
  }

  private static List<Cell> cells(
      List<Track> rows,
      List<Track> columns,
      boolean[][] isOpenRight,
      boolean[][] isOpenBelow,
      double angle) {
    int height = rows.size() - 1;
    int width = columns.size() - 1;
    boolean[][] isTaken = new boolean[height][width];
    List<Cell> cells = new ArrayList<>();
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        if (isTaken[row][column]) {
          continue;
        }
        int right = column + 1;
        while (right < width && isOpenRight[right - 1][row] && !isTaken[row][right]) {
          right++;
        }
        int bottom = row + 1;
        while (bottom < height
            && isOpen(isOpenBelow[bottom - 1], column, right)
            && isJoined(isOpenRight, bottom, column, right)) {
          bottom++;
        }
        for (int y = row; y < bottom; y++) {
          Arrays.fill(isTaken[y], column, right, true);
        }
        BoundingBox box =
            box(rows.get(row), columns.get(column), rows.get(bottom), columns.get(right), angle);
        cells.add(new Cell(row, column, bottom - row, right - column, box));
      }
    }
    return cells;
  }

  private static boolean isOpen(boolean[] line, int from, int to) {
    boolean all = true;
    for (int i = from; i < to; i++) {
      all &= line[i];
    }
    return all;
  }

  private static boolean isJoined(boolean[][] isOpenRight, int row, int left, int right) {
    boolean all = true;
    for (int i = left + 1; i < right; i++) {
      all &= isOpenRight[i - 1][row];
    }
    return all;
  }

  /** On a slanted table the sides of the box run through the middle of the cell's sides. */
  private static BoundingBox box(Track top, Track left, Track bottom, Track right, double angle) {
    double x0 = left.at() + left.thickness() / 2;
    double x1 = Math.max(right.at() - right.thickness() / 2, x0 + 1);
    double y0 = top.at() + top.thickness() / 2;
    double y1 = Math.max(bottom.at() - bottom.thickness() / 2, y0 + 1);
    double middleX = (x0 + x1) / 2;
    double middleY = (y0 + y1) / 2;
    return new BoundingBox(
        turn(x0, middleY, angle).x(),
        turn(middleX, y0, angle).y(),
        turn(x1, middleY, angle).x(),
        turn(middleX, y1, angle).y());
  }

  private static Point turn(double x, double y, double angle) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    return new Point(x * cos - y * sin, x * sin + y * cos);
  }

  /** A rule after the table was turned level: at a constant place, from start to end. */
  private record Line(
      Rule rule, boolean isHorizontal, double at, double start, double end, double thickness) {

    static Line of(Rule rule, double angle) {
      Point from = turn(rule.from().x(), rule.from().y(), -angle);
      Point to = turn(rule.to().x(), rule.to().y(), -angle);
      return rule.isHorizontal()
          ? new Line(rule, true, (from.y() + to.y()) / 2, from.x(), to.x(), rule.thickness())
          : new Line(rule, false, (from.x() + to.x()) / 2, from.y(), to.y(), rule.thickness());
    }

    boolean touches(Line other) {
      double near = GAP + (thickness + other.thickness) / 2;
      return isHorizontal != other.isHorizontal
          && at >= other.start - near
          && at <= other.end + near
          && other.at >= start - near
          && other.at <= end + near;
    }
  }

  /** A line of the grid: one or more rules, or the border of a table that has none. */
  private static final class Track {
    private final List<Line> lines = new ArrayList<>();
    private double weight;
    private double sum;
    private double thickness;

    static Track border(double at) {
      Track track = new Track();
      track.sum = at;
      track.weight = 1;
      return track;
    }

    boolean holds(Line line) {
      return Math.abs(line.at() - at()) <= GAP + (line.thickness() + thickness) / 2;
    }

    void add(Line line) {
      double length = Math.max(1, line.end() - line.start());
      lines.add(line);
      weight += length;
      sum += length * line.at();
      thickness = Math.max(thickness, line.thickness());
    }

    double at() {
      return sum / weight;
    }

    double thickness() {
      return thickness;
    }

    /** The part of a stretch along which there is a rule. */
    double covered(double from, double to) {
      double covered = 0;
      double reached = from;
      List<Line> sorted = new ArrayList<>(lines);
      sorted.sort(Comparator.comparingDouble(Line::start));
      for (Line line : sorted) {
        double start = Math.max(reached, line.start());
        double end = Math.min(to, line.end());
        if (end > start) {
          covered += end - start;
          reached = end;
        }
      }
      return covered;
    }
  }
}
