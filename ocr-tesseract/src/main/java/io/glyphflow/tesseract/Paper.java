package io.glyphflow.tesseract;

import io.glyphflow.core.geometry.Rotation;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** What gray pictures are made of. */
final class Paper {

  /** Gray levels: noise of a scanner's paper stays below, a hairline of pencil is above. */
  private static final double FAINTEST_INK = 24;

  private Paper() {}

  /** The level of the paper: the middle one of the outermost pixels, 0..255. */
  static int level(Mat gray) {
    int width = gray.cols();
    int height = gray.rows();
    int[] ring = new int[2 * (width + height)];
    BytePointer top = gray.ptr(0);
    BytePointer bottom = gray.ptr(height - 1);
    for (int x = 0; x < width; x++) {
      ring[2 * x] = top.get(x) & 0xFF;
      ring[2 * x + 1] = bottom.get(x) & 0xFF;
    }
    for (int y = 0; y < height; y++) {
      BytePointer row = gray.ptr(y);
      ring[2 * (width + y)] = row.get(0) & 0xFF;
      ring[2 * (width + y) + 1] = row.get(width - 1) & 0xFF;
    }
    Arrays.sort(ring);
    return ring[ring.length / 2];
  }

  /** Whether there is anything but paper. */
  static boolean hasInk(Mat gray) {
    double[] least = new double[1];
    double[] most = new double[1];
    opencv_core.minMaxLoc(gray, least, most, null, null, null);
    return most[0] - least[0] >= FAINTEST_INK;
  }

  /** A turned copy, to be closed. */
  static Mat turned(Mat gray, Rotation turn) {
    if (turn == Rotation.NONE) {
      return gray.clone();
    }
    Mat turned = new Mat();
    int code =
        switch (turn) {
          case CLOCKWISE_90 -> opencv_core.ROTATE_90_CLOCKWISE;
          case HALF -> opencv_core.ROTATE_180;
          default -> opencv_core.ROTATE_90_COUNTERCLOCKWISE;
        };
    opencv_core.rotate(gray, turned, code);
    return turned;
  }
}
