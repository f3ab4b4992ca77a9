package io.glyphflow.core.image;

import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.internal.opencv.OpenCv;
import java.nio.ByteBuffer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Turns and mirrors pixels. */
final class Turning {

  private static final int TOP_TO_BOTTOM = 0;
  private static final int LEFT_TO_RIGHT = 1;
  private static final int BOTH = -1;

  private Turning() {}

  /** A way from one matrix to another. */
  private interface Motion {
    void move(Mat from, Mat to);
  }

  /** Writes the turned pixels. */
  static void turn(PageImage from, Rotation turn, PageImage to) {
    move(
        from,
        to,
        switch (turn) {
          case NONE -> Mat::copyTo;
          case CLOCKWISE_90 -> (a, b) -> opencv_core.rotate(a, b, opencv_core.ROTATE_90_CLOCKWISE);
          case HALF -> (a, b) -> opencv_core.rotate(a, b, opencv_core.ROTATE_180);
          case CLOCKWISE_270 ->
              (a, b) -> opencv_core.rotate(a, b, opencv_core.ROTATE_90_COUNTERCLOCKWISE);
        });
  }

  /** Writes the pixels as EXIF's orientation, 2..8, wants them seen. */
  static void upright(PageImage from, int orientation, PageImage to) {
    move(from, to, (a, b) -> upright(a, orientation, b));
  }

  /** The same from one matrix to another. */
  static void upright(Mat from, int orientation, Mat to) {
    switch (orientation) {
      case 2 -> opencv_core.flip(from, to, LEFT_TO_RIGHT);
      case 3 -> opencv_core.rotate(from, to, opencv_core.ROTATE_180);
      case 4 -> opencv_core.flip(from, to, TOP_TO_BOTTOM);
      case 5 -> opencv_core.transpose(from, to);
      case 6 -> opencv_core.rotate(from, to, opencv_core.ROTATE_90_CLOCKWISE);
      case 7 -> transverse(from, to);
      default -> opencv_core.rotate(from, to, opencv_core.ROTATE_90_COUNTERCLOCKWISE);
    }
  }

  private static void transverse(Mat from, Mat to) {
    opencv_core.transpose(from, to);
    opencv_core.flip(to, to, BOTH);
  }

  /** OpenCV keeps the memory of a target that has the right size and type. */
  private static void move(PageImage from, PageImage to, Motion motion) {
    ByteBuffer target = to.target();
    try (Mat source = OpenCv.matrix(from)) {
      if (target.isDirect()) {
        try (Mat matrix = OpenCv.matrix(to)) {
          motion.move(source, matrix);
        }
      } else {
        try (Mat matrix = new Mat()) {
          motion.move(source, matrix);
          target.put(0, matrix.<ByteBuffer>createBuffer(), 0, target.capacity());
        }
      }
    }
  }
}
