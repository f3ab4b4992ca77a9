package io.glyphflow.layout.postprocess;

/**
 * Non-maximum suppression (greedy; the thresholds and pixel edges are those of PaddleX): of boxes
 * whose intersection over union reaches a threshold only the one of highest rank stays. The
 * threshold is one for boxes of the same class and another for others.
 *
 * <p>{@link Bands} bring together what can meet, so that a page whose boxes are mostly apart takes
 * about linear time. Which box beats which is noted in a matrix of bits, and at the end one walk by
 * rank decides: a box that is beaten itself beats nobody. Thread-safe, as it has no state.
 */
final class Suppression {

  private Suppression() {}

  /**
   * Finds the boxes that stay. Nothing is allocated but what the workspace grows by.
   *
   * @param boxes left, top, right, bottom of each box, highest rank first
   * @param classes one for each
   * @param count how many boxes
   * @param same the threshold within a class, above 0
   * @param other the threshold across classes, above 0
   * @param margin 1 if an edge counts as a pixel inside, else 0
   * @param space has room for {@code count} boxes
   * @param kept receives their numbers, highest rank first
   * @return how many stay
   */
  static int keep(
      double[] boxes,
      int[] classes,
      int count,
      double same,
      double other,
      double margin,
      Workspace space,
      int[] kept) {
    if (count > Workspace.MAX_MATRIX) {
      return scan(boxes, classes, count, same, other, margin, space, kept);
    }
    Bands.order(boxes, classes, count, margin, space);
    space.clearMatrix(count);
    int found = compare(count, same, other, margin, space);
    if (found == 0) {
      for (int i = 0; i < count; i++) {
        kept[i] = i;
      }
      return count;
    }
    return space.keepUnbeaten(count, kept);
  }

  private static int compare(int count, double same, double other, double margin, Workspace space) {
    double[] left = space.left;
    double[] top = space.top;
    double[] right = space.right;
    double[] bottom = space.bottom;
    int[] last = space.last;
    int words = Workspace.words(count);
    int found = 0;
    for (int p = 0; p < count; p++) {
      double l = left[p];
      double t = top[p];
      double r = right[p];
      double b = bottom[p];
      int end = last[p];
      for (int q = p + 1; q < end; q++) {
        // There is no NaN here, so what Math.min does about one would be in vain.
        double width = (r < right[q] ? r : right[q]) - (l > left[q] ? l : left[q]) + margin;
        double height = (b < bottom[q] ? b : bottom[q]) - (t > top[q] ? t : top[q]) + margin;
        if (width > 0 && height > 0) {
          double shared = width * height;
          double iou = shared / (space.area[p] + space.area[q] - shared);
          boolean isSame = space.placedClasses[p] == space.placedClasses[q];
          if (iou >= (isSame ? same : other)) {
            space.beats(space.at[p], space.at[q], words);
            found++;
          }
        }
      }
    }
    return found;
  }

  /**
   * The same for so many boxes that a matrix would be large: each box that stays goes through all
   * that are left and drops what it beats. As the many boxes of a model without suppression of its
   * own lie on few things, few boxes stay and this ends soon.
   */
  private static int scan(
      double[] boxes,
      int[] classes,
      int count,
      double same,
      double other,
      double margin,
      Workspace space,
      int[] kept) {
    int[] rest = space.at;
    int size = 0;
    for (int i = 0; i < count; i++) {
      rest[i] = i;
    }
    int open = count;
    while (open > 0) {
      int first = rest[0];
      kept[size++] = first;
      double l = boxes[4 * first];
      double t = boxes[4 * first + 1];
      double r = boxes[4 * first + 2];
      double b = boxes[4 * first + 3];
      double area = (r - l + margin) * (b - t + margin);
      int left = 0;
      for (int k = 1; k < open; k++) {
        int i = rest[k];
        double width = Math.min(r, boxes[4 * i + 2]) - Math.max(l, boxes[4 * i]) + margin;
        double height = Math.min(b, boxes[4 * i + 3]) - Math.max(t, boxes[4 * i + 1]) + margin;
        rest[left++] = i;
        if (width > 0 && height > 0) {
          double shared = width * height;
          double own =
              (boxes[4 * i + 2] - boxes[4 * i] + margin)
                  * (boxes[4 * i + 3] - boxes[4 * i + 1] + margin);
          double iou = shared / (area + own - shared);
          if (iou >= (classes[first] == classes[i] ? same : other)) {
            left--;
          }
        }
      }
      open = left;
    }
    return size;
  }
}
