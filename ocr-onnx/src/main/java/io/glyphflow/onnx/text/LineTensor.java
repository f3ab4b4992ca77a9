package io.glyphflow.onnx.text;

import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.core.internal.opencv.OpenCv;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Writes pictures of lines into the input of a text model: in the model's height, in planes, padded
 * on the right with 0. For one thread, whose scratch memory it holds.
 */
final class LineTensor implements AutoCloseable {

  private static final double FLATTEST = 16;

  private final TensorSpec.Channels channels;
  private final int height;
  private final LineNormalization normalization;
  private final Mat resized = new Mat();
  private final Mat colored = new Mat();
  private final Mat plane = new Mat();

  LineTensor(TensorSpec.Channels channels, int height, LineNormalization normalization) {
    OpenCv.load();
    this.channels = channels;
    this.height = height;
    this.normalization = normalization;
  }

  /**
   * Writes a line.
   *
   * @param line an open picture
   * @param width of the line in the model's height
   * @param padded width with padding
   * @param values a batch of lines of that padded width, direct
   * @param index of the line in the batch
   */
  void write(PageImage line, int width, int padded, FloatBuffer values, int index) {
    try (Mat pixels = OpenCv.matrix(line);
        Size size = new Size(width, height)) {
      boolean isSmaller = pixels.rows() > height;
      int method = isSmaller ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_LINEAR;
      opencv_imgproc.resize(pixels, resized, size, 0, 0, method);
    }
    Mat levels = color(resized);
    double factor = 2 / 255.0;
    double offset = -1;
    if (normalization == LineNormalization.STRETCHED) {
      try (DoublePointer least = new DoublePointer(1);
          DoublePointer most = new DoublePointer(1);
          Mat flat = levels.reshape(1)) {
        opencv_core.minMaxLoc(flat, least, most, null, null, null);
        factor = 2 / Math.max(most.get() - least.get(), FLATTEST);
        offset = -least.get() * factor - 1;
      }
    }
    int planeSize = height * padded;
    for (int channel = 0; channel < channels.count(); channel++) {
      int from = (index * channels.count() + channel) * planeSize;
      writePlane(levels, channel, values.slice(from, planeSize), padded, factor, offset);
    }
  }

  private void writePlane(
      Mat levels, int channel, FloatBuffer part, int padded, double factor, double offset) {
    int width = levels.cols();
    try (FloatPointer pointer = new FloatPointer(part);
        Mat target = new Mat(height, padded, opencv_core.CV_32FC1, pointer);
        Rect box = new Rect(0, 0, width, height);
        Mat inside = new Mat(target, box)) {
      Mat source = levels;
      if (levels.channels() > 1) {
        boolean isReversed = channels == TensorSpec.Channels.RGB;
        opencv_core.extractChannel(levels, plane, isReversed ? 2 - channel : channel);
        source = plane;
      }
      source.convertTo(inside, opencv_core.CV_32F, factor, offset);
      if (padded > width) {
        clear(target, width);
      }
    }
  }

  /** What is there may be of an earlier line. */
  private void clear(Mat target, int from) {
    try (Rect box = new Rect(from, 0, target.cols() - from, height);
        Mat padding = new Mat(target, box);
        Scalar zero = new Scalar(0);
        Mat level = new Mat(zero)) {
      var unused = padding.setTo(level);
    }
  }

  /** Gray lines stay gray: all planes are alike then. */
  private Mat color(Mat pixels) {
    if (channels != TensorSpec.Channels.GRAY || pixels.channels() == 1) {
      return pixels;
    }
    opencv_imgproc.cvtColor(pixels, colored, opencv_imgproc.COLOR_BGR2GRAY);
    return colored;
  }

  @Override
  public void close() {
    resized.close();
    colored.close();
    plane.close();
  }
}
