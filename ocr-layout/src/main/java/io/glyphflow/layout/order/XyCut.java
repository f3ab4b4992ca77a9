package io.glyphflow.layout.order;

import io.glyphflow.core.geometry.BoundingBox;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** The recursive cuts of {@link ReadingOrder}, from left to right. */
final class XyCut {

  /** Part of a box's extent, to either side, that may overlap a cut. */
  private static final double SLACK = 0.04;

  /** And never more than this, in pixels. */
  private static final double MOST_SLACK = 12;

  /** Gutters that are tried in one step. */
  private static final int CANDIDATES = 12;

  /** More boxes that nothing parts are placed by their top edges, to bound the time. */
  private static final int MOST_TANGLED = 256;

  /** Beside a headline over both columns there is so much white, in its heights. */
  private static final double BLANK = 2.2;

  private final double[] left;
  private final double[] top;
  private final double[] right;
  private final double[] bottom;
  private final List<Integer> order;
  private final boolean isByRows;

  private XyCut(List<BoundingBox> boxes, boolean isByRows) {
    this.isByRows = isByRows;
    int n = boxes.size();
    left = new double[n];
    top = new double[n];
    right = new double[n];
    bottom = new double[n];
    order = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      BoundingBox box = boxes.get(i);
      double x = Math.min(MOST_SLACK, SLACK * box.width());
      double y = Math.min(MOST_SLACK, SLACK * box.height());
      left[i] = finite(box.left()) + x;
      top[i] = finite(box.top()) + y;
      right[i] = Math.max(left[i], finite(box.right()) - x);
      bottom[i] = Math.max(top[i], finite(box.bottom()) - y);
    }
  }

  private static double finite(double value) {
    return Double.isNaN(value) ? 0 : Math.clamp(value, -1e9, 1e9);
  }

  /**
   * Orders boxes.
   *
   * @param boxes sorted, so that the answer does not depend on how they were given
   * @param isByRows whether rows are cut before columns
   * @return their indices in reading order
   */
  static List<Integer> order(List<BoundingBox> boxes, boolean isByRows) {
    XyCut cut = new XyCut(boxes, isByRows);
    cut.place(range(boxes.size()));
    return cut.order;
  }

  private static int[] range(int n) {
    int[] all = new int[n];
    Arrays.setAll(all, i -> i);
    return all;
  }

  /** Places a set of boxes; each step cuts it into smaller ones, or takes one away. */
  private void place(int[] all) {
    Deque<int[]> waiting = new ArrayDeque<>();
    waiting.push(all);
    while (!waiting.isEmpty()) {
      int[] set = waiting.pop();
      if (set.length < 2) {
        add(set);
        continue;
      }
      List<int[]> parts = isByRows ? rows(set) : List.of();
      if (parts.size() < 2) {
        double gutter = bestGutter(set);
        parts = Double.isNaN(gutter) ? rows(set) : cutAt(gutter, set);
      }
      if (parts.size() > 1) {
        parts.reversed().forEach(waiting::push);
      } else {
        waiting.push(withoutFirst(set));
      }
    }
  }

  private void add(int[] set) {
    for (int one : set) {
      order.add(one);
    }
  }

  /** What bridges the gutter parts the rest into bands, each of two columns. */
  private List<int[]> cutAt(double gutter, int[] set) {
    List<Integer> bridges = new ArrayList<>();
    List<Integer> rest = new ArrayList<>();
    for (int one : set) {
      boolean isBridge = left[one] < gutter && right[one] > gutter;
      (isBridge || isShortBridge(one, gutter, set) ? bridges : rest).add(one);
    }
    bridges.sort(Comparator.comparingDouble((Integer one) -> middleY(one)));
    List<int[]> bands = new ArrayList<>();
    List<Integer> open = new ArrayList<>(rest);
    List<Integer> together = new ArrayList<>();
    for (int i = 0; i < bridges.size(); i++) {
      double y = middleY(bridges.get(i));
      List<Integer> above = open.stream().filter(one -> middleY(one) < y).toList();
      if (!above.isEmpty() && !together.isEmpty()) {
        bands.add(array(together));
        together.clear();
      }
      if (!above.isEmpty()) {
        bands.add(array(above));
        open.removeAll(above);
      }
      together.add(bridges.get(i));
    }
    if (!together.isEmpty()) {
      bands.add(array(together));
    }
    if (!open.isEmpty()) {
      bands.add(array(open));
    }
    if (bands.size() == 1) {
      bands = List.of(array(set, gutter, true), array(set, gutter, false));
    }
    return bands.stream().filter(band -> band.length > 0).toList();
  }

  /**
   * Whether a box that does not reach the gutter stands for one that does, as a short headline over
   * both columns: beside it the other column is empty, by more than a blank line, and both columns
   * end above it and begin below it at about the same height.
   */
  private boolean isShortBridge(int one, double gutter, int[] set) {
    if (right[one] > gutter) {
      return false;
    }
    double above = Double.NEGATIVE_INFINITY;
    double below = Double.POSITIVE_INFINITY;
    double ownAbove = above;
    double ownBelow = below;
    for (int other : set) {
      boolean isBeside = left[other] >= gutter;
      if (isBeside && top[other] < bottom[one] && bottom[other] > top[one]) {
        return false;
      }
      if (isBeside && bottom[other] <= top[one]) {
        above = Math.max(above, bottom[other]);
      } else if (isBeside) {
        below = Math.min(below, top[other]);
      }
      if (right[other] <= gutter && other != one && bottom[other] <= top[one]) {
        ownAbove = Math.max(ownAbove, bottom[other]);
      } else if (right[other] <= gutter && other != one && top[other] >= bottom[one]) {
        ownBelow = Math.min(ownBelow, top[other]);
      }
    }
    double height = bottom[one] - top[one];
    return below - above >= BLANK * height
        && Math.abs(below - ownBelow) <= 0.4 * height
        && Math.abs(above - ownAbove) <= 1.6 * height;
  }

  private double middleY(int one) {
    return (top[one] + bottom[one]) / 2;
  }

  private static int[] array(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  private int[] array(int[] set, double gutter, boolean isLeft) {
    return Arrays.stream(set).filter(one -> (right[one] <= gutter) == isLeft).toArray();
  }

  /**
   * The place where the most text faces text across the gutter and the least bridges it.
   *
   * @return NaN if no place has more facing than bridging
   */
  private double bestGutter(int[] set) {
    double[] candidates = candidates(set);
    double best = Double.NaN;
    double bestValue = 0;
    for (double x : candidates) {
      double value = value(set, x);
      if (value > bestValue) {
        bestValue = value;
        best = x;
      }
    }
    return best;
  }

  /** The middles of gaps between a right edge and the next left edge, the least bridged first. */
  private double[] candidates(int[] set) {
    int n = set.length;
    double[] edges = new double[2 * n];
    for (int i = 0; i < n; i++) {
      edges[2 * i] = left[set[i]];
      edges[2 * i + 1] = right[set[i]];
    }
    Arrays.sort(edges);
    double[] starts = sorted(left, set);
    double[] ends = sorted(right, set);
    List<double[]> gaps = new ArrayList<>();
    for (int i = 0; i + 1 < edges.length; i++) {
      double x = (edges[i] + edges[i + 1]) / 2;
      int begun = below(starts, x);
      int ended = below(ends, x);
      boolean isInside = edges[i + 1] > edges[i] && ended > 0 && begun < n;
      // A gutter begins where a box ends and ends where one begins.
      boolean isGap =
          Arrays.binarySearch(ends, edges[i]) >= 0
              && Arrays.binarySearch(starts, edges[i + 1]) >= 0;
      if (isInside && isGap) {
        gaps.add(new double[] {x, begun - ended, edges[i + 1] - edges[i]});
      }
    }
    gaps.sort(
        Comparator.comparingDouble((double[] gap) -> gap[1])
            .thenComparingDouble(gap -> -gap[2])
            .thenComparingDouble(gap -> gap[0]));
    return gaps.stream().limit(CANDIDATES).mapToDouble(gap -> gap[0]).toArray();
  }

  private static double[] sorted(double[] values, int[] set) {
    double[] result = Arrays.stream(set).mapToDouble(one -> values[one]).toArray();
    Arrays.sort(result);
    return result;
  }

  private static int below(double[] sorted, double x) {
    int at = Arrays.binarySearch(sorted, x);
    return at < 0 ? -at - 1 : at;
  }

  /** Height over which both sides have boxes, less that of what bridges; 0 if it is no gutter. */
  private double value(int[] set, double x) {
    List<double[]> leftSide = new ArrayList<>();
    List<double[]> rightSide = new ArrayList<>();
    double bridged = 0;
    for (int one : set) {
      double[] span = {top[one], bottom[one]};
      if (right[one] <= x) {
        leftSide.add(span);
      } else if (left[one] >= x) {
        rightSide.add(span);
      } else {
        bridged += bottom[one] - top[one];
      }
    }
    double facing = facing(leftSide, rightSide);
    if (facing <= 0 || facing < 0.25 * bridged) {
      return 0;
    }
    return facing / (1 + bridged * 1e-3 + facing * 1e-9);
  }

  /** The height that both sides cover. */
  private static double facing(List<double[]> a, List<double[]> b) {
    List<double[]> first = union(a);
    List<double[]> second = union(b);
    double facing = 0;
    int j = 0;
    for (double[] span : first) {
      while (j < second.size() && second.get(j)[1] <= span[0]) {
        j++;
      }
      for (int k = j; k < second.size() && second.get(k)[0] < span[1]; k++) {
        facing += Math.min(span[1], second.get(k)[1]) - Math.max(span[0], second.get(k)[0]);
      }
    }
    return facing;
  }

  private static List<double[]> union(List<double[]> spans) {
    List<double[]> sorted = new ArrayList<>(spans);
    sorted.sort(Comparator.comparingDouble((double[] span) -> span[0]));
    List<double[]> union = new ArrayList<>();
    for (double[] span : sorted) {
      if (!union.isEmpty() && span[0] <= union.getLast()[1]) {
        union.getLast()[1] = Math.max(union.getLast()[1], span[1]);
      } else {
        union.add(new double[] {span[0], span[1]});
      }
    }
    return union;
  }

  /** Bands with white between them, from top to bottom. */
  private List<int[]> rows(int[] set) {
    Integer[] sorted = Arrays.stream(set).boxed().toArray(Integer[]::new);
    Arrays.sort(sorted, Comparator.comparingDouble((Integer one) -> top[one]));
    List<int[]> rows = new ArrayList<>();
    List<Integer> row = new ArrayList<>();
    double reached = 0;
    for (int one : sorted) {
      if (!row.isEmpty() && top[one] >= reached) {
        rows.add(array(row));
        row = new ArrayList<>();
      }
      reached = row.isEmpty() ? bottom[one] : Math.max(reached, bottom[one]);
      row.add(one);
    }
    rows.add(array(row));
    return rows;
  }

  /**
   * Nothing parts these: the one that begins highest comes first.
   *
   * @return the others; none of them if there are so many that this is no page any more
   */
  private int[] withoutFirst(int[] set) {
    Integer[] sorted = Arrays.stream(set).boxed().toArray(Integer[]::new);
    Arrays.sort(
        sorted,
        Comparator.comparingDouble((Integer one) -> top[one])
            .thenComparingDouble(one -> left[one])
            .thenComparingInt(one -> one));
    int[] all = array(List.of(sorted));
    int taken = all.length > MOST_TANGLED ? all.length : 1;
    add(Arrays.copyOf(all, taken));
    return Arrays.copyOfRange(all, taken, all.length);
  }
}
