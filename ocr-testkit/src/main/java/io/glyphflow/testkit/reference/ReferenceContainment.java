package io.glyphflow.testkit.reference;

import java.util.Arrays;

/**
 * Boxes inside others and what merge modes do with them, as the PP-DocLayout pipelines write it:
 * for each class of boxes, every box against every other. Thread-safe, as it has no state.
 */
public final class ReferenceContainment {

  /** Nothing happens to boxes inside one of this class. */
  public static final int UNION = 0;

  /** What lies inside a box of this class is dropped. */
  public static final int LARGE = 1;

  /** What holds a box of this class is dropped. */
  public static final int SMALL = 2;

  private ReferenceContainment() {}

  /**
   * Finds the boxes that stay.
   *
   * @param boxes left, top, right, bottom of each, the highest confidence first
   * @param classes one for each, 0 or more
   * @param count how many boxes
   * @param modes one for each class
   * @param preserved whether the boxes of a class are never inside another
   * @param share of a box's own area from which on it is inside
   * @param asOne whether all boxes count as of class 0
   * @param mended whether boxes inside each other are duplicates, of which the first stays
   * @return the indices of those that stay, ascending
   */
  public static int[] keep(
      double[] boxes,
      int[] classes,
      int count,
      int[] modes,
      boolean[] preserved,
      double share,
      boolean asOne,
      boolean mended) {
    boolean[] isOpen = new boolean[count];
    Arrays.fill(isOpen, true);
    if (mended) {
      dropDuplicates(boxes, classes, isOpen, modes, preserved, share);
    }
    boolean[] isKept = isOpen.clone();
    for (int c = 0; c < (asOne ? 1 : modes.length); c++) {
      int mode = modes[c];
      if (mode == UNION) {
        continue;
      }
      boolean[] isInside = new boolean[count];
      boolean[] isAround = new boolean[count];
      for (int i = 0; i < count; i++) {
        if (!isOpen[i] || preserved[classes[i]] || (mode == SMALL && !asOne && classes[i] != c)) {
          continue;
        }
        for (int j = 0; j < count; j++) {
          boolean isAsked = mode == SMALL || asOne || classes[j] == c;
          if (isAsked && isOpen[j] && i != j && share(boxes, i, j) >= share) {
            if (!(mended && share(boxes, j, i) >= share)) {
              isInside[i] = true;
              isAround[j] = true;
            }
          }
        }
      }
      for (int i = 0; i < count; i++) {
        isKept[i] &= mode == LARGE ? !isInside[i] : !isAround[i] || isInside[i];
      }
    }
    return indices(isKept);
  }

  private static void dropDuplicates(
      double[] boxes,
      int[] classes,
      boolean[] isOpen,
      int[] modes,
      boolean[] preserved,
      double share) {
    for (int i = 0; i < isOpen.length; i++) {
      for (int j = i + 1; j < isOpen.length; j++) {
        boolean isMerged = modes[classes[i]] != UNION || modes[classes[j]] != UNION;
        if (isOpen[i]
            && isMerged
            && !preserved[classes[j]]
            && share(boxes, i, j) >= share
            && share(boxes, j, i) >= share) {
          isOpen[j] = false;
        }
      }
    }
  }

  /**
   * The share of a box's area that is inside another.
   *
   * @param boxes left, top, right, bottom of each
   * @param i the box
   * @param j the other
   * @return 0..1; 0 or NaN if one of the boxes is none
   */
  public static double share(double[] boxes, int i, int j) {
    double width =
        Math.min(boxes[4 * i + 2], boxes[4 * j + 2]) - Math.max(boxes[4 * i], boxes[4 * j]);
    double height =
        Math.min(boxes[4 * i + 3], boxes[4 * j + 3]) - Math.max(boxes[4 * i + 1], boxes[4 * j + 1]);
    double area = (boxes[4 * i + 2] - boxes[4 * i]) * (boxes[4 * i + 3] - boxes[4 * i + 1]);
    return area == 0 ? 0 : Math.max(0, width) * Math.max(0, height) / area;
  }

  private static int[] indices(boolean[] isKept) {
    int[] kept = new int[isKept.length];
    int size = 0;
    for (int i = 0; i < isKept.length; i++) {
      if (isKept[i]) {
        kept[size++] = i;
      }
    }
    return Arrays.copyOf(kept, size);
  }
}
