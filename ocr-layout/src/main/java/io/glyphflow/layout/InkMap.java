package io.glyphflow.layout;

import java.nio.IntBuffer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * How much ink is in a box, in constant time, from sums over all boxes that start in the corner
 * (Crow, Summed-Area Tables for Texture Mapping, 1984).
 */
final class InkMap {

  private final int[] sums;
  private final int width;
  private final int height;

  private InkMap(int[] sums, int width, int height) {
    this.sums = sums;
    this.width = width;
    this.height = height;
  }

  static InkMap of(Mat ink) {
    try (Mat sums = new Mat()) {
      opencv_imgproc.integral(ink, sums, opencv_core.CV_32S);
      IntBuffer buffer = sums.createBuffer();
      int[] all = new int[sums.rows() * sums.cols()];
      buffer.get(all);
      return new InkMap(all, ink.cols(), ink.rows());
    }
  }

  /** Pixels of ink in the part of the box that is on the page. */
  int count(Box box) {
    int left = Math.clamp(box.left(), 0, width);
    int right = Math.clamp(box.right(), left, width);
    int top = Math.clamp(box.top(), 0, height);
    int bottom = Math.clamp(box.bottom(), top, height);
    int row = width + 1;
    int sum =
        sums[bottom * row + right]
            - sums[top * row + right]
            - sums[bottom * row + left]
            + sums[top * row + left];
    return sum / 255;
  }
}
