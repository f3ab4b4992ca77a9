package io.glyphflow.onnx.text;

import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Says in which direction each line runs, and in which order lines are read. A line runs along its
 * longer side, to the right or, where it stands, downwards; a box without a longer side runs as
 * most of the page does, and so does a single tall letter among lines. Lines are read in rows
 * across that direction, so that a page that is skewed or lies on its side is read as the level one
 * is.
 */
final class LineOrder {

  /** A letter may be this much taller than lines around it are high. */
  private static final double LETTER = 1.6;

  /** Nothing as slim as this is a single letter. */
  private static final double SLIM = 3;

  /** Boxes of one row have middles that are not further apart than this much of their height. */
  private static final double ROW = 0.5;

  /** Nothing can be read in a box of these pixels of the picture. */
  private static final double SMALLEST = 3;

  private final double tallRatio;
  private final List<Line> lines = new ArrayList<>();
  private double ux = 1;
  private double uy;
  private double thickness;

  LineOrder(double tallRatio) {
    this.tallRatio = tallRatio;
  }

  /** Corners in order, clockwise as seen, x and y by turns, in pixels of the picture. */
  void add(double[] corners, double confidence) {
    lines.add(new Line(corners, confidence));
  }

  /** The lines in reading order, cut at the edges of the picture. */
  List<TextBox> boxes(Size picture) {
    findDirection();
    for (Line line : lines) {
      line.turn(direction(line));
      line.measure(ux, uy);
    }
    List<TextBox> boxes = new ArrayList<>(lines.size());
    for (Line line : sorted()) {
      line.box(picture).ifPresent(boxes::add);
    }
    return boxes;
  }

  /** The mean of the lines that run as most do, to the right or downwards, the longest most. */
  private void findDirection() {
    double level = 0;
    double upright = 0;
    for (Line line : lines) {
      if (line.isLong(tallRatio)) {
        double[] along = line.along();
        if (Math.abs(along[0]) >= Math.abs(along[1])) {
          level += line.length();
        } else {
          upright += line.length();
        }
      }
    }
    boolean isUpright = upright > level;
    double sumX = 0;
    double sumY = 0;
    double[] heights = new double[lines.size()];
    int count = 0;
    for (Line line : lines) {
      double[] along = line.along();
      if (line.isLong(tallRatio) && Math.abs(along[0]) < Math.abs(along[1]) == isUpright) {
        double sign = isUpright ? Math.signum(along[1]) : Math.signum(along[0]);
        sumX += sign * along[0] * line.length();
        sumY += sign * along[1] * line.length();
        heights[count++] = line.thickness();
      }
    }
    double length = Math.hypot(sumX, sumY);
    if (length > 0) {
      ux = sumX / length;
      uy = sumY / length;
      Arrays.sort(heights, 0, count);
      thickness = heights[count / 2];
    }
  }

  /** The corner that the line begins with. */
  private int direction(Line line) {
    boolean isLong = line.isLong(tallRatio);
    if (isLong) {
      double[] along = line.along();
      boolean isAcross = Math.abs(along[0] * ux + along[1] * uy) < Math.sqrt(0.5);
      boolean isLetter =
          line.length() < SLIM * line.thickness() && line.length() <= LETTER * thickness;
      if (isAcross && !isLetter) {
        boolean isUpright = Math.abs(along[0]) < Math.abs(along[1]);
        return line.start(isUpright ? 0 : 1, isUpright ? 1 : 0, true);
      }
      if (!isAcross) {
        return line.start(ux, uy, true);
      }
    }
    return line.start(ux, uy, false);
  }

  private List<Line> sorted() {
    List<Line> waiting = new ArrayList<>(lines);
    waiting.sort(Comparator.comparingDouble((Line line) -> line.across));
    List<Line> sorted = new ArrayList<>(lines.size());
    List<Line> row = new ArrayList<>();
    double sum = 0;
    double lowest = 0;
    for (Line line : waiting) {
      double reach = ROW * Math.min(lowest, line.extent);
      if (!row.isEmpty() && line.across - sum / row.size() > reach) {
        flush(row, sorted);
        sum = 0;
      }
      lowest = row.isEmpty() ? line.extent : Math.min(lowest, line.extent);
      row.add(line);
      sum += line.across;
    }
    flush(row, sorted);
    return sorted;
  }

  private static void flush(List<Line> row, List<Line> sorted) {
    row.sort(Comparator.comparingDouble((Line line) -> line.begin));
    sorted.addAll(row);
    row.clear();
  }

  /** A box on its way to a direction and a place. */
  private static final class Line {
    private final double[] corners;
    private final double confidence;
    private final double first;
    private final double second;
    private int start;
    private double across;
    private double begin;
    private double extent;

    Line(double[] corners, double confidence) {
      this.corners = corners;
      this.confidence = confidence;
      this.first = Math.hypot(corners[2] - corners[0], corners[3] - corners[1]);
      this.second = Math.hypot(corners[4] - corners[2], corners[5] - corners[3]);
    }

    double length() {
      return Math.max(first, second);
    }

    double thickness() {
      return Math.min(first, second);
    }

    boolean isLong(double ratio) {
      return length() >= ratio * thickness();
    }

    /** The direction of its longer side, either way. */
    double[] along() {
      int from = first >= second ? 0 : 2;
      double length = Math.max(length(), Double.MIN_NORMAL);
      return new double[] {
        (corners[from + 2] - corners[from]) / length,
        (corners[from + 3] - corners[from + 1]) / length
      };
    }

    /**
     * The corner from which a side runs as a direction does; of all sides or of the longer ones.
     */
    int start(double x, double y, boolean isLongSide) {
      int longer = first >= second ? 0 : 1;
      int best = longer;
      double most = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < 4; i++) {
        int to = (i + 1) % 4;
        double length = Math.max(i % 2 == 0 ? first : second, Double.MIN_NORMAL);
        double part =
            ((corners[2 * to] - corners[2 * i]) * x
                    + (corners[2 * to + 1] - corners[2 * i + 1]) * y)
                / length;
        if ((!isLongSide || i % 2 == longer) && part > most) {
          most = part;
          best = i;
        }
      }
      return best;
    }

    void turn(int corner) {
      start = corner;
    }

    void measure(double ux, double uy) {
      double leastU = Double.POSITIVE_INFINITY;
      double leastV = Double.POSITIVE_INFINITY;
      double mostV = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < 8; i += 2) {
        double v = corners[i + 1] * ux - corners[i] * uy;
        leastU = Math.min(leastU, corners[i] * ux + corners[i + 1] * uy);
        leastV = Math.min(leastV, v);
        mostV = Math.max(mostV, v);
      }
      begin = leastU;
      across = (leastV + mostV) / 2;
      extent = mostV - leastV;
    }

    /** Cut at the edges of the picture; empty if too little of it is inside. */
    Optional<TextBox> box(Size picture) {
      Point[] points = new Point[4];
      for (int i = 0; i < 4; i++) {
        int at = (start + i) % 4 * 2;
        points[i] =
            new Point(
                Math.clamp(corners[at], 0, picture.width()),
                Math.clamp(corners[at + 1], 0, picture.height()));
      }
      double width = Math.max(distance(points[0], points[1]), distance(points[3], points[2]));
      double height = Math.max(distance(points[0], points[3]), distance(points[1], points[2]));
      return Math.min(width, height) <= SMALLEST
          ? Optional.empty()
          : Optional.of(new TextBox(Polygon.of(points), confidence));
    }

    private static double distance(Point a, Point b) {
      return Math.hypot(a.x() - b.x(), a.y() - b.y());
    }
  }
}
