package io.glyphflow.layout.contract;

import io.glyphflow.core.image.TensorPlacement;
import io.glyphflow.layout.postprocess.Detections;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects what was found on a page. Boxes are given in tensor pixels, kept in page pixels. */
final class Found {

  /** Whatever a model is less sure of is noise: no threshold in use is anywhere near. */
  static final float FLOOR = 0.01f;

  private final TensorPlacement page;
  private int count;
  private float[] boxes;
  private int[] classes;
  private float[] confidences;

  Found(TensorPlacement page, int room) {
    this.page = page;
    this.boxes = new float[4 * room];
    this.classes = new int[room];
    this.confidences = new float[room];
  }

  /** A box by its edges, tensor pixels. */
  void addInTensor(
      double left, double top, double right, double bottom, int classId, float confidence) {
    add(
        (left - page.offsetX()) / page.scaleX(),
        (top - page.offsetY()) / page.scaleY(),
        (right - page.offsetX()) / page.scaleX(),
        (bottom - page.offsetY()) / page.scaleY(),
        classId,
        confidence);
  }

  /** A box by its edges, page pixels. */
  void add(double left, double top, double right, double bottom, int classId, float confidence) {
    if (count == classes.length) {
      int room = Math.max(16, 2 * count);
      boxes = Arrays.copyOf(boxes, 4 * room);
      classes = Arrays.copyOf(classes, room);
      confidences = Arrays.copyOf(confidences, room);
    }
    boxes[4 * count] = (float) left;
    boxes[4 * count + 1] = (float) top;
    boxes[4 * count + 2] = (float) right;
    boxes[4 * count + 3] = (float) bottom;
    classes[count] = classId;
    confidences[count] = confidence;
    count++;
  }

  int count() {
    return count;
  }

  Detections toDetections(float @Nullable [] order, Detections.@Nullable Masks masks) {
    return new Detections(count, boxes, classes, confidences, order, masks);
  }

  /** Whether a confidence counts; what is not a number counts, so that it is noticed. */
  static boolean isHeard(float confidence) {
    return !(confidence < FLOOR);
  }

  /** A class as a number of the model; -1, which is none, for what is not a whole number. */
  static int classOf(float value) {
    int number = (int) value;
    return number == value ? number : -1;
  }

  static float sigmoid(float value) {
    return (float) (1 / (1 + Math.exp(-value)));
  }
}
