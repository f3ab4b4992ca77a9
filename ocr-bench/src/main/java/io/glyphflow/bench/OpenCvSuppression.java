package io.glyphflow.bench;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_core.Rect2d;
import org.bytedeco.opencv.opencv_core.Rect2dVector;

/**
 * {@code NMSBoxes} of OpenCV, on boxes that are in its own vector already: one class, edges without
 * a pixel of their own. Not thread-safe.
 */
final class OpenCvSuppression implements AutoCloseable {

  private final Rect2dVector boxes;
  private final FloatPointer confidences;
  private final float iou;

  OpenCvSuppression(double[] boxes, float[] confidences, int count, float iou) {
    this.boxes = new Rect2dVector(count);
    for (int i = 0; i < count; i++) {
      double left = boxes[4 * i];
      double top = boxes[4 * i + 1];
      try (Rect2d box = new Rect2d(left, top, boxes[4 * i + 2] - left, boxes[4 * i + 3] - top)) {
        this.boxes.put(i, box);
      }
    }
    this.confidences = new FloatPointer(confidences);
    this.iou = iou;
  }

  int[] run() {
    try (IntPointer kept = new IntPointer(confidences.limit())) {
      opencv_dnn.NMSBoxes(boxes, confidences, 0, iou, kept);
      int[] indices = new int[(int) kept.limit()];
      kept.get(indices);
      return indices;
    }
  }

  @Override
  public void close() {
    boxes.close();
    confidences.close();
  }
}
