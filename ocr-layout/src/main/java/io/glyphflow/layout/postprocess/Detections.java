package io.glyphflow.layout.postprocess;

import java.nio.FloatBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a layout model found on one page, as primitive arrays: detection {@code i} has the box
 * {@code boxes[4 * i .. 4 * i + 3]} (left, top, right, bottom, page pixels, as the model said it:
 * not clamped, not rounded, maybe not even a number), a class, a confidence, and where the model
 * tells it a place in the reading order and a mask. The arrays are not copied and may be longer
 * than {@code count} needs. Not thread-safe: made for one page and thrown away.
 */
public final class Detections {

  private final int count;
  private final float[] boxes;
  private final int[] classes;
  private final float[] confidences;
  private final float @Nullable [] order;
  private final @Nullable Masks masks;
  private final double @Nullable [] edges;

  /**
   * Wraps arrays.
   *
   * @param count how many detections
   * @param boxes 4 for each
   * @param classes one for each
   * @param confidences one for each
   * @param order one for each, smaller is read first; null if the model does not tell
   * @param masks null if the model has none
   * @throws IllegalArgumentException if {@code count} is negative or an array or the masks hold
   *     fewer
   */
  public Detections(
      int count,
      float[] boxes,
      int[] classes,
      float[] confidences,
      float @Nullable [] order,
      @Nullable Masks masks) {
    this(count, boxes, classes, confidences, order, masks, null);
  }

  private Detections(
      int count,
      float[] boxes,
      int[] classes,
      float[] confidences,
      float @Nullable [] order,
      @Nullable Masks masks,
      double @Nullable [] edges) {
    if (count < 0) {
      throw new IllegalArgumentException("count: " + count + ", must be >= 0");
    }
    checkLength("boxes", boxes.length, 4L * count);
    checkLength("classes", classes.length, count);
    checkLength("confidences", confidences.length, count);
    if (order != null) {
      checkLength("order", order.length, count);
    }
    if (masks != null) {
      long values = (long) masks.width() * masks.height() * count;
      checkLength("masks", masks.values().remaining(), values);
    }
    this.count = count;
    this.boxes = boxes;
    this.classes = classes;
    this.confidences = confidences;
    this.order = order;
    this.masks = masks;
    this.edges = edges;
  }

  /** With boxes of more digits than a model gives, to compare with systems that have them. */
  static Detections precise(double[] edges, int[] classes, float[] confidences, float[] order) {
    float[] boxes = new float[edges.length];
    for (int i = 0; i < edges.length; i++) {
      boxes[i] = (float) edges[i];
    }
    return new Detections(classes.length, boxes, classes, confidences, order, null, edges);
  }

  /** An edge of a box: the value at this place of the boxes. */
  double edge(int at) {
    return edges == null ? boxes[at] : edges[at];
  }

  private static void checkLength(String name, long length, long needed) {
    if (length < needed) {
      throw new IllegalArgumentException(
          name + ": " + length + " values, must be at least " + needed);
    }
  }

  /**
   * How many detections there are.
   *
   * @return 0 or more
   */
  public int count() {
    return count;
  }

  /**
   * The boxes.
   *
   * @return the array itself
   */
  public float[] boxes() {
    return boxes;
  }

  /**
   * The classes.
   *
   * @return the array itself
   */
  public int[] classes() {
    return classes;
  }

  /**
   * The confidences.
   *
   * @return the array itself
   */
  public float[] confidences() {
    return confidences;
  }

  /**
   * The places in the reading order.
   *
   * @return the array itself; null if the model does not tell
   */
  public float @Nullable [] order() {
    return order;
  }

  /**
   * The masks.
   *
   * @return the masks; null if the model has none
   */
  public @Nullable Masks masks() {
    return masks;
  }

  /**
   * Masks of detections over the whole page, one for each detection, by the detection's index.
   *
   * @param values {@code height * width} for each detection, row by row, one mask after the other
   *     from the buffer's position on; not moved
   * @param width of a mask, at least 1
   * @param height of a mask, at least 1
   * @param threshold what is above it is inside, in the units of the values
   */
  public record Masks(FloatBuffer values, int width, int height, float threshold) {

    /**
     * Checks the extent.
     *
     * @throws IllegalArgumentException if the width or the height is below 1
     */
    public Masks {
      Objects.requireNonNull(values, "values");
      if (width < 1 || height < 1) {
        throw new IllegalArgumentException(
            "masks: " + width + " x " + height + ", must be at least 1 x 1");
      }
    }
  }
}
