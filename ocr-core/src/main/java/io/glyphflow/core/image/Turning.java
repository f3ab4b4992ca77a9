package io.glyphflow.core.image;

import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.internal.opencv.OpenCv;
import java.nio.ByteBuffer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Turns pixels by multiples of 90 degrees. */
final class Turning {

  private Turning() {}

  /** Writes the turned pixels, rows without gaps. */
  static void turn(PageImage from, Rotation turn, ByteBuffer to) {
    int channels = from.format().bytesPerPixel();
    int width = turn.apply(from.size()).width();
    int height = turn.apply(from.size()).height();
    try (Mat source = OpenCv.matrix(from);
        Mat target = new Mat(height, width, opencv_core.CV_8UC(channels))) {
      switch (turn) {
        case NONE -> source.copyTo(target);
        case CLOCKWISE_90 -> opencv_core.rotate(source, target, opencv_core.ROTATE_90_CLOCKWISE);
        case HALF -> opencv_core.rotate(source, target, opencv_core.ROTATE_180);
        case CLOCKWISE_270 ->
            opencv_core.rotate(source, target, opencv_core.ROTATE_90_COUNTERCLOCKWISE);
      }
      to.duplicate().clear().put(target.createBuffer());
    }
  }
}
