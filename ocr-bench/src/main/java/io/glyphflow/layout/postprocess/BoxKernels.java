package io.glyphflow.layout.postprocess;

import java.util.Arrays;

/** Opens the kernels of post-processing for benchmarks that run them alone. Not thread-safe. */
public final class BoxKernels {

  private final Workspace space = new Workspace();

  /** Kernels with a workspace of their own. */
  public BoxKernels() {
    // Grows with what it is given.
  }

  /**
   * Suppression of boxes in any order, ranking included.
   *
   * @param boxes left, top, right, bottom of each
   * @param classes one for each
   * @param confidences one for each
   * @param count how many
   * @param same the threshold within a class
   * @param other the threshold across classes
   * @param margin 1 if an edge counts as a pixel
   * @return how many stay
   */
  public int suppress(
      double[] boxes,
      int[] classes,
      float[] confidences,
      int count,
      double same,
      double other,
      double margin) {
    space.reserve(count);
    long[] keys = space.keys;
    for (int i = 0; i < count; i++) {
      keys[i] = Steps.key(confidences[i], i);
    }
    Keys.sort(space, count);
    for (int k = 0; k < count; k++) {
      int i = (int) space.keys[k];
      space.classes[k] = classes[i];
      space.index[k] = i;
      space.boxes[4 * k] = boxes[4 * i];
      space.boxes[4 * k + 1] = boxes[4 * i + 1];
      space.boxes[4 * k + 2] = boxes[4 * i + 2];
      space.boxes[4 * k + 3] = boxes[4 * i + 3];
    }
    int size =
        Suppression.keep(space.boxes, space.classes, count, same, other, margin, space, space.kept);
    for (int k = 0; k < size; k++) {
      space.kept[k] = space.index[space.kept[k]];
    }
    return size;
  }

  /**
   * Boxes inside others, of boxes by rank, where each keeps what is inside of it.
   *
   * @param boxes left, top, right, bottom of each
   * @param classes one for each
   * @param count how many
   * @param share from which on a box is inside
   * @return how many stay
   */
  public int contain(double[] boxes, int[] classes, int count, double share) {
    space.reserve(count);
    Arrays.fill(space.traits, 0, count, Containment.LARGE);
    return Containment.keep(
        boxes, classes, space.traits, count, share, true, false, space, space.kept);
  }

  /**
   * What stayed in the last call.
   *
   * @param size as returned by it
   * @return a copy of the indices
   */
  public int[] kept(int size) {
    return Arrays.copyOf(space.kept, size);
  }
}
