package io.glyphflow.onnx.text;

import java.util.Arrays;

/**
 * Shapes of marked pixels that touch each other, also by a corner. Pixels come row by row and are
 * kept as runs, so that a shape costs what its rows do and nothing is allocated for one that is too
 * small. Holes are no shapes of their own. For one thread.
 */
final class LineShapes {

  private int[] left = new int[4096];
  private int[] right = new int[4096];
  private int[] row = new int[4096];
  private int[] parent = new int[4096];
  private int runs;
  private int previous;
  private int current;
  private int cursor;
  private int rowNumber = -1;

  private int found;
  private int cut;
  private int[] first = new int[0];
  private int[] members = new int[0];
  private double[] hullX = new double[64];
  private double[] hullY = new double[64];

  /** Begins the next row; rows are counted from 0. */
  void nextRow() {
    previous = current;
    current = runs;
    cursor = previous;
    rowNumber++;
  }

  /** Adds the pixels from start, inclusive, to end, exclusive, of the row, from left to right. */
  void add(int start, int end) {
    if (runs == left.length) {
      left = Arrays.copyOf(left, 2 * runs);
      right = Arrays.copyOf(right, 2 * runs);
      row = Arrays.copyOf(row, 2 * runs);
      parent = Arrays.copyOf(parent, 2 * runs);
    }
    left[runs] = start;
    right[runs] = end;
    row[runs] = rowNumber;
    parent[runs] = runs;
    while (cursor < current && right[cursor] < start) {
      cursor++;
    }
    // The last run above that touches may touch the next one of this row as well.
    for (int i = cursor; i < current && left[i] <= end; i++) {
      join(i, runs);
      cursor = i;
    }
    runs++;
  }

  private void join(int one, int other) {
    int a = root(one);
    int b = root(other);
    parent[Math.max(a, b)] = Math.min(a, b);
  }

  private int root(int run) {
    int at = run;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  /**
   * Gathers the shapes, in the order of their first pixels.
   *
   * @param shortest shapes are left out whose upright bounds are narrower or lower, pixels
   * @param most of more shapes the largest are kept
   * @return how many there are
   */
  int gather(int shortest, int most) {
    int[] number = new int[runs];
    int shapes = 0;
    for (int i = 0; i < runs; i++) {
      int root = root(i);
      number[i] = root == i ? shapes++ : number[root];
    }
    boolean[] isKept = candidates(number, shapes, shortest, most);
    int[] sizes = new int[shapes];
    for (int i = 0; i < runs; i++) {
      sizes[number[i]]++;
    }
    int[] place = new int[shapes];
    first = new int[found + 1];
    int at = 0;
    for (int i = 0, kept = 0; i < shapes; i++) {
      place[i] = at;
      if (isKept[i]) {
        first[kept++] = at;
        at += sizes[i];
      }
    }
    first[found] = at;
    members = new int[at];
    for (int i = 0; i < runs; i++) {
      if (isKept[number[i]]) {
        members[place[number[i]]++] = i;
      }
    }
    return found;
  }

  private boolean[] candidates(int[] number, int shapes, int shortest, int most) {
    int[] lefts = new int[shapes];
    int[] rights = new int[shapes];
    int[] tops = new int[shapes];
    int[] bottoms = new int[shapes];
    long[] pixels = new long[shapes];
    Arrays.fill(lefts, Integer.MAX_VALUE);
    Arrays.fill(tops, Integer.MAX_VALUE);
    for (int i = 0; i < runs; i++) {
      int shape = number[i];
      lefts[shape] = Math.min(lefts[shape], left[i]);
      rights[shape] = Math.max(rights[shape], right[i]);
      tops[shape] = Math.min(tops[shape], row[i]);
      bottoms[shape] = row[i] + 1;
      pixels[shape] += right[i] - left[i];
    }
    boolean[] isKept = new boolean[shapes];
    found = 0;
    for (int i = 0; i < shapes; i++) {
      isKept[i] = Math.min(rights[i] - lefts[i], bottoms[i] - tops[i]) >= shortest;
      found += isKept[i] ? 1 : 0;
    }
    cut = Math.max(0, found - most);
    if (cut > 0) {
      leaveLargest(isKept, pixels, most);
    }
    return isKept;
  }

  /** Of equal ones the first stay. */
  private void leaveLargest(boolean[] isKept, long[] pixels, int most) {
    long[] sorted = new long[found];
    for (int i = 0, n = 0; i < isKept.length; i++) {
      if (isKept[i]) {
        sorted[n++] = pixels[i];
      }
    }
    Arrays.sort(sorted);
    long least = sorted[found - most];
    int equal = most;
    for (long one : sorted) {
      equal -= one > least ? 1 : 0;
    }
    for (int i = 0; i < isKept.length; i++) {
      if (isKept[i] && pixels[i] <= least) {
        isKept[i] = pixels[i] == least && equal-- > 0;
      }
    }
    found = most;
  }

  /** How many shapes were left out as there were too many. */
  int cut() {
    return cut;
  }

  /** The smallest rectangle around the middles of a shape's pixels. */
  RotatedBox box(int shape) {
    int from = first[shape];
    int to = first[shape + 1];
    int corners = chain(from, to, 0, true);
    corners = chain(from, to, corners, false);
    return RotatedBox.around(hullX, hullY, corners);
  }

  /** Appends one side of the convex hull: the right one downwards or the left one upwards. */
  private int chain(int from, int to, int start, boolean isRight) {
    int count = start;
    int at = isRight ? from : to - 1;
    while (isRight ? at < to : at >= from) {
      int y = row[members[at]];
      int x = isRight ? Integer.MIN_VALUE : Integer.MAX_VALUE;
      for (; at >= from && at < to && row[members[at]] == y; at += isRight ? 1 : -1) {
        x = isRight ? Math.max(x, right[members[at]] - 1) : Math.min(x, left[members[at]]);
      }
      while (count >= start + 2 && !isConvex(count, x, y)) {
        count--;
      }
      if (count == hullX.length) {
        hullX = Arrays.copyOf(hullX, 2 * count);
        hullY = Arrays.copyOf(hullY, 2 * count);
      }
      hullX[count] = x;
      hullY[count] = y;
      count++;
    }
    return count;
  }

  private boolean isConvex(int count, int x, int y) {
    double ax = hullX[count - 1] - hullX[count - 2];
    double ay = hullY[count - 1] - hullY[count - 2];
    return ax * (y - hullY[count - 2]) - ay * (x - hullX[count - 2]) > 0;
  }
}
