package io.glyphflow.testkit.reference;

import java.util.Arrays;

/**
 * Non-maximum suppression as it is written everywhere: by descending confidence, each box that is
 * left drops all later ones that overlap it too much. Thread-safe, as it has no state.
 */
public final class ReferenceSuppression {

  private ReferenceSuppression() {}

  /**
   * Finds the boxes that stay.
   *
   * @param boxes left, top, right, bottom of each
   * @param classes one for each
   * @param confidences one for each, 0..1; of equal ones the smaller index goes first
   * @param count how many boxes
   * @param same the intersection over union from which on boxes of one class are the same
   * @param other the one from which on boxes of different classes are
   * @param margin 1 if an edge counts as a pixel inside, else 0
   * @return the indices of those that stay, by descending confidence
   */
  public static int[] keep(
      double[] boxes,
      int[] classes,
      float[] confidences,
      int count,
      double same,
      double other,
      double margin) {
    int[] order = order(confidences, count);
    boolean[] isDropped = new boolean[count];
    int[] kept = new int[count];
    int size = 0;
    for (int p = 0; p < count; p++) {
      if (isDropped[p]) {
        continue;
      }
      int i = order[p];
      kept[size++] = i;
      for (int q = p + 1; q < count; q++) {
        int j = order[q];
        double limit = classes[i] == classes[j] ? same : other;
        if (!isDropped[q] && iou(boxes, i, j, margin) >= limit) {
          isDropped[q] = true;
        }
      }
    }
    return Arrays.copyOf(kept, size);
  }

  /**
   * The intersection over union of two boxes.
   *
   * @param boxes left, top, right, bottom of each
   * @param i one
   * @param j the other
   * @param margin 1 if an edge counts as a pixel inside, else 0
   * @return 0..1; NaN if one of the boxes is none
   */
  public static double iou(double[] boxes, int i, int j, double margin) {
    double width =
        Math.min(boxes[4 * i + 2], boxes[4 * j + 2])
            - Math.max(boxes[4 * i], boxes[4 * j])
            + margin;
    double height =
        Math.min(boxes[4 * i + 3], boxes[4 * j + 3])
            - Math.max(boxes[4 * i + 1], boxes[4 * j + 1])
            + margin;
    double shared = Math.max(0, width) * Math.max(0, height);
    return shared / (area(boxes, i, margin) + area(boxes, j, margin) - shared);
  }

  private static double area(double[] boxes, int i, double margin) {
    return (boxes[4 * i + 2] - boxes[4 * i] + margin)
        * (boxes[4 * i + 3] - boxes[4 * i + 1] + margin);
  }

  /** Indices by descending confidence, equal ones ascending. */
  private static int[] order(float[] confidences, int count) {
    long[] keys = new long[count];
    for (int i = 0; i < count; i++) {
      int descending = Integer.MAX_VALUE - Float.floatToIntBits(confidences[i] + 0f);
      keys[i] = (long) descending << 32 | i;
    }
    Arrays.sort(keys);
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = (int) keys[i];
    }
    return order;
  }
}
