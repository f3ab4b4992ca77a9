package io.glyphflow.layout.postprocess;

import java.util.Arrays;

/**
 * Drops boxes that lie inside others, or that hold others, as the merge modes of their labels say.
 * A box lies inside another if at least a share of its own area does.
 *
 * <p>Two boxes that lie inside each other are found twice. The reference drops both of them if both
 * labels are {@code LARGE}, and the text between them is lost. Mended, such a pair is a duplicate:
 * by rank, one that is not beaten itself beats the others. What is left then is inside something
 * larger only, so that going from a dropped box to the one that it is in always ends at one that
 * stays. Thread-safe, as it has no state.
 */
final class Containment {

  /** What lies inside a box of this trait is dropped. */
  static final int LARGE = 1;

  /** What holds a box of this trait is dropped. */
  static final int SMALL = 2;

  /** A box of this trait is never inside another. */
  static final int PRESERVED = 4;

  private static final int ACTIVE = LARGE | SMALL;

  // Findings: it is inside any box; inside a LARGE one; holds a SMALL one of its own class; of
  // another.
  private static final int INSIDE = 1;
  private static final int INSIDE_LARGE = 2;
  private static final int HOLDS_OWN = 4;
  private static final int HOLDS_OTHER = 8;

  private Containment() {}

  /**
   * Finds the boxes that stay. Nothing is allocated but what the workspace grows by.
   *
   * @param boxes left, top, right, bottom of each box, highest rank first
   * @param classes one for each
   * @param traits one set for each
   * @param count how many boxes
   * @param share of a box's own area, above 0
   * @param asOne whether all classes count as the same one
   * @param mended whether boxes inside each other are duplicates
   * @param space has room for {@code count} boxes
   * @param kept receives their numbers, highest rank first
   * @return how many stay
   */
  static int keep(
      double[] boxes,
      int[] classes,
      int[] traits,
      int count,
      double share,
      boolean asOne,
      boolean mended,
      Workspace space,
      int[] kept) {
    Bands.order(boxes, classes, count, 0, space);
    byte[] findings = space.findings;
    Arrays.fill(findings, 0, count, (byte) 0);
    boolean hasMatrix = mended && count <= Workspace.MAX_MATRIX;
    if (hasMatrix) {
      space.clearMatrix(count);
    }
    int duplicates = compare(traits, count, share, asOne, mended, hasMatrix, space);
    if (duplicates > 0) {
      dropDuplicates(boxes, traits, count, share, hasMatrix, space);
      Arrays.fill(findings, 0, count, (byte) 0);
      var unused = compare(traits, count, share, asOne, true, false, space);
    }
    int size = 0;
    for (int i = 0; i < count; i++) {
      int finding = findings[i];
      boolean isDropped =
          (finding & (INSIDE_LARGE | HOLDS_OTHER)) != 0
              || (finding & (HOLDS_OWN | INSIDE)) == HOLDS_OWN
              || (duplicates > 0 && (space.beaten[i >>> 6] >>> i & 1) != 0);
      if (!isDropped) {
        kept[size++] = i;
      }
    }
    return size;
  }

  /** Compares what can meet; returns how many pairs are duplicates. */
  private static int compare(
      int[] traits,
      int count,
      double share,
      boolean asOne,
      boolean mended,
      boolean hasMatrix,
      Workspace space) {
    double[] left = space.left;
    double[] top = space.top;
    double[] right = space.right;
    double[] bottom = space.bottom;
    int[] last = space.last;
    int words = Workspace.words(count);
    int duplicates = 0;
    for (int p = 0; p < count; p++) {
      double l = left[p];
      double t = top[p];
      double r = right[p];
      double b = bottom[p];
      int end = last[p];
      for (int q = p + 1; q < end; q++) {
        double width = (r < right[q] ? r : right[q]) - (l > left[q] ? l : left[q]);
        double height = (b < bottom[q] ? b : bottom[q]) - (t > top[q] ? t : top[q]);
        if (width > 0 && height > 0) {
          double shared = width * height;
          boolean isInside = shared / space.area[p] >= share;
          boolean isAround = shared / space.area[q] >= share;
          if (mended && isInside && isAround) {
            if (isDuplicate(traits, space.at[p], space.at[q])) {
              duplicates++;
              if (hasMatrix) {
                space.beats(space.at[p], space.at[q], words);
              }
            }
          } else if (isInside || isAround) {
            boolean isSame = asOne || space.placedClasses[p] == space.placedClasses[q];
            if (isInside) {
              note(space.at[p], space.at[q], isSame, traits, space.findings);
            }
            if (isAround) {
              note(space.at[q], space.at[p], isSame, traits, space.findings);
            }
          }
        }
      }
    }
    return duplicates;
  }

  /** Of two boxes inside each other, whether the one of lower rank has to go. */
  private static boolean isDuplicate(int[] traits, int one, int other) {
    return ((traits[one] | traits[other]) & ACTIVE) != 0
        && (traits[Math.max(one, other)] & PRESERVED) == 0;
  }

  private static void note(int inner, int outer, boolean isSame, int[] traits, byte[] findings) {
    int trait = traits[inner];
    if ((trait & PRESERVED) != 0) {
      return;
    }
    int finding = INSIDE;
    if ((traits[outer] & LARGE) != 0) {
      finding |= INSIDE_LARGE;
    }
    findings[inner] |= (byte) finding;
    if ((trait & SMALL) != 0) {
      findings[outer] |= (byte) (isSame ? HOLDS_OWN : HOLDS_OTHER);
    }
  }

  /** By rank, each box that is not beaten beats its duplicates; the beaten are erased. */
  private static void dropDuplicates(
      double[] boxes, int[] traits, int count, double share, boolean hasMatrix, Workspace space) {
    if (hasMatrix) {
      var unused = space.keepUnbeaten(count, space.kept);
    } else {
      scan(boxes, traits, count, share, space);
    }
    for (int p = 0; p < count; p++) {
      int i = space.at[p];
      if ((space.beaten[i >>> 6] >>> i & 1) != 0) {
        Bands.erase(space, p);
      }
    }
  }

  /** Without a matrix: every pair. */
  private static void scan(double[] boxes, int[] traits, int count, double share, Workspace space) {
    long[] beaten = space.beaten;
    Arrays.fill(beaten, 0, Workspace.words(count), 0);
    for (int i = 0; i < count; i++) {
      if ((beaten[i >>> 6] >>> i & 1) != 0) {
        continue;
      }
      for (int j = i + 1; j < count; j++) {
        if (isDuplicate(traits, i, j)
            && insideOf(boxes, i, j) >= share
            && insideOf(boxes, j, i) >= share) {
          beaten[j >>> 6] |= 1L << j;
        }
      }
    }
  }

  /** The share of one box that is in another; NaN or below 0 if there is none. */
  private static double insideOf(double[] boxes, int one, int other) {
    int i = 4 * one;
    int j = 4 * other;
    double width = Math.min(boxes[i + 2], boxes[j + 2]) - Math.max(boxes[i], boxes[j]);
    double height = Math.min(boxes[i + 3], boxes[j + 3]) - Math.max(boxes[i + 1], boxes[j + 1]);
    if (!(width > 0 && height > 0)) {
      return 0;
    }
    return width * height / ((boxes[i + 2] - boxes[i]) * (boxes[i + 3] - boxes[i + 1]));
  }
}
