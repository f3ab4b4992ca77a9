package io.glyphflow.onnx.text;

import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Joins pieces of a line that a detector took apart at a space or a wide letter. Cut out one by
 * one, with some paper around, each would show a bit of its neighbor, which is then read twice.
 * Stateless.
 */
final class LineJoiner {

  /** White between two pieces of a line, parts of the lower one's height, at most. */
  private static final double GAP = 0.5;

  /** A piece of a few low letters is lower than one with an ascender, but not by more. */
  private static final double SIZES = 2.5;

  /** The sine of the angle between two pieces of a line, at most. */
  private static final double SKEW = 0.1;

  private static final int NONE = -1;

  private LineJoiner() {}

  /**
   * Joins what belongs together.
   *
   * @param boxes in reading order
   * @return in the same order, each line where its first piece was
   */
  static List<TextBox> join(List<TextBox> boxes) {
    int[] follows = new int[boxes.size()];
    Arrays.fill(follows, NONE);
    boolean[] isFollowed = new boolean[boxes.size()];
    for (List<Integer> row : LineRows.of(boxes.stream().map(TextBox::quad).toList())) {
      for (int i = 0; i + 1 < row.size(); i++) {
        int left = row.get(i);
        int right = row.get(i + 1);
        if (isOne(boxes.get(left), boxes.get(right))) {
          follows[left] = right;
          isFollowed[right] = true;
        }
      }
    }
    List<TextBox> joined = new ArrayList<>(boxes.size());
    for (int i = 0; i < boxes.size(); i++) {
      if (!isFollowed[i]) {
        List<TextBox> pieces = new ArrayList<>(List.of(boxes.get(i)));
        for (int next = follows[i]; next != NONE; next = follows[next]) {
          pieces.add(boxes.get(next));
        }
        joined.add(pieces.size() == 1 ? pieces.getFirst() : around(pieces));
      }
    }
    return joined;
  }

  private static boolean isOne(TextBox left, TextBox right) {
    Frame frame = Frame.of(longer(left, right));
    double height = Math.min(frame.height(left), frame.height(right));
    double higher = Math.max(frame.height(left), frame.height(right));
    double gap = frame.from(right) - frame.to(left);
    double[] other = LineRows.along(right.quad());
    double[] own = LineRows.along(left.quad());
    double cross = own[0] * other[1] - own[1] * other[0];
    double lengths = Math.hypot(own[0], own[1]) * Math.hypot(other[0], other[1]);
    // A short piece has no direction to speak of.
    boolean isShort = Math.min(width(left), width(right)) < 2 * height;
    return gap <= GAP * height
        && higher <= SIZES * height
        && (isShort || Math.abs(cross) <= SKEW * lengths);
  }

  private static TextBox longer(TextBox a, TextBox b) {
    return width(a) >= width(b) ? a : b;
  }

  private static double width(TextBox box) {
    double[] along = LineRows.along(box.quad());
    return Math.hypot(along[0], along[1]);
  }

  /** The rectangle around pieces that runs as the longest of them does. */
  private static TextBox around(List<TextBox> pieces) {
    TextBox longest = pieces.stream().reduce(LineJoiner::longer).orElseThrow();
    Frame frame = Frame.of(longest);
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double widths = 0;
    for (TextBox piece : pieces) {
      for (Point corner : piece.quad().vertices()) {
        left = Math.min(left, frame.along(corner));
        right = Math.max(right, frame.along(corner));
        top = Math.min(top, frame.across(corner));
        bottom = Math.max(bottom, frame.across(corner));
      }
      sum += piece.confidence() * width(piece);
      widths += width(piece);
    }
    Polygon quad =
        Polygon.of(
            frame.point(left, top),
            frame.point(right, top),
            frame.point(right, bottom),
            frame.point(left, bottom));
    return new TextBox(quad, widths > 0 ? sum / widths : longest.confidence());
  }

  /** The directions along and across a line. */
  private record Frame(double x, double y) {

    static Frame of(TextBox box) {
      double[] along = LineRows.along(box.quad());
      double length = Math.hypot(along[0], along[1]);
      return length > 0 ? new Frame(along[0] / length, along[1] / length) : new Frame(1, 0);
    }

    double along(Point point) {
      return point.x() * x + point.y() * y;
    }

    double across(Point point) {
      return point.y() * x - point.x() * y;
    }

    Point point(double along, double across) {
      return new Point(along * x - across * y, along * y + across * x);
    }

    double from(TextBox box) {
      return box.quad().vertices().stream().mapToDouble(this::along).min().orElse(0);
    }

    double to(TextBox box) {
      return box.quad().vertices().stream().mapToDouble(this::along).max().orElse(0);
    }

    double height(TextBox box) {
      double top = box.quad().vertices().stream().mapToDouble(this::across).min().orElse(0);
      return box.quad().vertices().stream().mapToDouble(this::across).max().orElse(0) - top;
    }
  }
}
