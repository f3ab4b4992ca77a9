package io.glyphflow.layout.postprocess;

import java.nio.FloatBuffer;
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

  /**
   * Wraps arrays.
   *
   * @param count how many detections
   * @param boxes 4 for each
   * @param classes one for each
   * @param confidences one for each
   * @param order one for each, smaller is read first; null if the model does not tell
   * @param masks null if the model has none
   */
  public Detections(
      int count,
      float[] boxes,
      int[] classes,
      float[] confidences,
      float @Nullable [] order,
      @Nullable Masks masks) {
    this.count = count;
    this.boxes = boxes;
    this.classes = classes;
    this.confidences = confidences;
    this.order = order;
    this.masks = masks;
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
   * @param values {@code height * width} for each detection, one after the other
   * @param width of a mask
   * @param height of a mask
   * @param threshold what is above it is inside, in the units of the values
   */
  public record Masks(FloatBuffer values, int width, int height, float threshold) {}
}
