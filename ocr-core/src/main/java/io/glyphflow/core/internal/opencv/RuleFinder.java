package io.glyphflow.core.internal.opencv;

import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.image.TableGrid.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Finds straight rules in a binary picture. A rule is what an opening with a long flat element
 * leaves: rows of ink that are long without a gap, joined from row to row, with a straight line
 * fitted through them (least squares). Ink is first thickened by a pixel across the rule, so that a
 * thin rule on a slant still has long rows. Stateless, safe for use by any thread.
 */
public final class RuleFinder {

  /** Thicker ones are bars and pictures. */
  private static final int MOST_THICKNESS = 24;

  private static final double STEEPEST = 0.09; // 5 degrees

  private RuleFinder() {}

  /**
   * Finds all rules.
   *
   * @param ink 8-bit, 1 channel; ink is not 0
   * @param length the shortest rule, pixels; longer than the strokes of letters
   * @return the rules, horizontal ones first
   */
  public static List<Rule> find(Mat ink, int length) {
    List<Rule> rules = new ArrayList<>(joined(horizontal(ink, length), length));
    try (Mat turned = new Mat()) {
      opencv_core.transpose(ink, turned);
      for (Rule rule : joined(horizontal(turned, length), length)) {
        Point from = new Point(rule.from().y(), rule.from().x());
        Point to = new Point(rule.to().y(), rule.to().x());
        rules.add(new Rule(from, to, rule.thickness()));
      }
    }
    return rules;
  }

  private static List<Rule> horizontal(Mat ink, int length) {
    try (Mat thick = new Mat();
        Size size = new Size(1, 3);
        Mat element = opencv_imgproc.getStructuringElement(opencv_imgproc.MORPH_RECT, size)) {
      opencv_imgproc.dilate(ink, thick, element);
      byte[] row = new byte[thick.cols()];
      List<Trace> open = new ArrayList<>();
      List<Rule> rules = new ArrayList<>();
      for (int y = 0; y < thick.rows(); y++) {
        thick.ptr(y).get(row);
        close(open, y, length, rules);
        extend(open, row, y, length);
      }
      close(open, Integer.MAX_VALUE, length, rules);
      return rules;
    }
  }

  /** Adds the long runs of a row to the traces that they touch. */
  private static void extend(List<Trace> open, byte[] row, int y, int length) {
    int known = open.size();
    int x = 0;
    while (x < row.length) {
      if (row[x] == 0) {
        x++;
        continue;
      }
      int start = x;
      while (x < row.length && row[x] != 0) {
        x++;
      }
      if (x - start >= length) {
        add(open, known, start, x, y);
      }
    }
  }

  private static void add(List<Trace> open, int known, int start, int end, int y) {
    Trace owner = null;
    for (int i = 0; i < known; i++) {
      Trace trace = open.get(i);
      if (!trace.isMerged && trace.touches(start, end)) {
        if (owner == null) {
          owner = trace;
        } else {
          owner.take(trace);
        }
      }
    }
    if (owner == null) {
      owner = new Trace(y);
      open.add(owner);
    }
    owner.add(start, end, y);
  }

  /** Ends the traces that the previous row did not continue. */
  private static void close(List<Trace> open, int y, int length, List<Rule> rules) {
    open.removeIf(
        trace -> {
          if (trace.isMerged) {
            return true;
          }
          trace.turn();
          if (trace.bottom >= y - 1) {
            return false;
          }
          if (trace.isRule(length)) {
            rules.add(trace.rule());
          }
          return true;
        });
  }

  /** Joins pieces of one rule that gaps have parted. */
  private static List<Rule> joined(List<Rule> pieces, int length) {
    List<Rule> sorted = new ArrayList<>(pieces);
    sorted.sort(Comparator.comparingDouble((Rule piece) -> piece.from().x()));
    List<Rule> rules = new ArrayList<>();
    for (Rule piece : sorted) {
      int best = -1;
      for (int i = 0; i < rules.size() && best < 0; i++) {
        best = continues(rules.get(i), piece, length / 2.0) ? i : -1;
      }
      if (best < 0) {
        rules.add(piece);
      } else {
        Rule first = rules.get(best);
        Point to = piece.to().x() > first.to().x() ? piece.to() : first.to();
        rules.set(best, new Rule(first.from(), to, Math.max(first.thickness(), piece.thickness())));
      }
    }
    return rules;
  }

  private static boolean continues(Rule first, Rule piece, double mostGap) {
    double gap = piece.from().x() - first.to().x();
    double slope = (first.to().y() - first.from().y()) / (first.to().x() - first.from().x());
    double expected = first.from().y() + slope * (piece.from().x() - first.from().x());
    double off = Math.abs(piece.from().y() - expected);
    double steps = Math.abs(piece.from().y() - first.to().y());
    return gap <= mostGap && gap > -mostGap && Math.min(off, steps) <= 2.5;
  }

  /** Runs of ink, joined from row to row, and the sums for a line through them. */
  private static final class Trace {
    private final int top;
    private int bottom;
    private int left = Integer.MAX_VALUE;
    private int right;
    private int lastLeft = Integer.MAX_VALUE;
    private int lastRight;
    private int nextLeft = Integer.MAX_VALUE;
    private int nextRight;
    private boolean isMerged;
    private double count;
    private double sumX;
    private double sumY;
    private double sumXx;
    private double sumXy;

    Trace(int top) {
      this.top = top;
      this.bottom = top;
    }

    boolean touches(int start, int end) {
      return start <= lastRight && end >= lastLeft;
    }

    void add(int start, int end, int y) {
      double n = end - start;
      double middle = (start + end - 1) / 2.0;
      count += n;
      sumX += n * middle;
      sumY += n * y;
      sumXx += n * (middle * middle + (n * n - 1) / 12);
      sumXy += n * middle * y;
      left = Math.min(left, start);
      right = Math.max(right, end);
      nextLeft = Math.min(nextLeft, start);
      nextRight = Math.max(nextRight, end);
      bottom = y;
    }

    void take(Trace other) {
      count += other.count;
      sumX += other.sumX;
      sumY += other.sumY;
      sumXx += other.sumXx;
      sumXy += other.sumXy;
      left = Math.min(left, other.left);
      right = Math.max(right, other.right);
      lastLeft = Math.min(lastLeft, other.lastLeft);
      lastRight = Math.max(lastRight, other.lastRight);
      nextLeft = Math.min(nextLeft, other.nextLeft);
      nextRight = Math.max(nextRight, other.nextRight);
      other.isMerged = true;
    }

    /** The row is over: what was added to it is what the next row may touch. */
    void turn() {
      lastLeft = nextLeft;
      lastRight = nextRight;
      nextLeft = Integer.MAX_VALUE;
      nextRight = 0;
    }

    private double slope() {
      double variance = count * sumXx - sumX * sumX;
      return variance <= 0 ? 0 : (count * sumXy - sumX * sumY) / variance;
    }

    /** Without the two pixels that the thickening added. */
    private double thickness() {
      return Math.max(1, count / (right - left) - 2);
    }

    boolean isRule(int length) {
      double rise = Math.abs(slope()) * (right - left);
      return right - left >= length
          && thickness() <= Math.min(MOST_THICKNESS, (right - left) / 3.0)
          && Math.abs(slope()) <= STEEPEST
          && bottom - top + 1 <= rise + 2 * (thickness() + 2) + 3;
    }

    Rule rule() {
      double slope = slope();
      double middleX = sumX / count;
      double middleY = sumY / count + 0.5;
      return new Rule(
          new Point(left, middleY + slope * (left - middleX)),
          new Point(right, middleY + slope * (right - middleX)),
          thickness());
    }
  }
}
