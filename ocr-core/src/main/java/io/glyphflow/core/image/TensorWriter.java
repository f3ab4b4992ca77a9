package io.glyphflow.core.image;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.internal.opencv.OpenCv;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Writes pictures into the input of a model: resized, padded, channels in order, scaled and
 * normalized, from the page's own memory to the tensor's. The bytes between are in memory outside
 * the heap that is used again for every picture; nothing is copied to a Java array. Pictures in the
 * model's size are not resized. Not thread-safe: one for each thread.
 */
public final class TensorWriter implements AutoCloseable {

  private final TensorSpec spec;
  private final Mat canvas;
  private final Mat colored = new Mat();
  private final Mat plane = new Mat();
  private final Mat numbers = new Mat();
  private boolean isClosed;

  /**
   * Takes memory for pictures of the model's size, in bytes.
   *
   * @param spec what the model wants
   */
  public TensorWriter(TensorSpec spec) {
    OpenCv.load();
    this.spec = spec;
    this.canvas = new Mat();
  }

  /**
   * What the model wants.
   *
   * @return the specification
   */
  public TensorSpec spec() {
    return spec;
  }

  /**
   * Writes a picture. The position of the buffer moves behind what was written, so that pictures of
   * a batch follow each other.
   *
   * @param picture an open image; outside the heap it is read where it is, views too
   * @param target direct, in the order of bytes of this machine
   * @return where the picture lies in the tensor
   * @throws IllegalArgumentException if {@code target} is not direct, has another order of bytes,
   *     is read-only, or has no room for {@link TensorSpec#values()}
   * @throws IllegalStateException if this or the picture is closed
   */
  public TensorPlacement write(PageImage picture, FloatBuffer target) {
    check(target);
    TensorPlacement placement = TensorPlacement.of(picture.size(), spec);
    try (Mat pixels = OpenCv.matrix(picture)) {
      Mat fitted = fit(pixels, placement);
      FloatBuffer values = target.slice();
      if (spec.layout() == TensorSpec.Layout.CHW) {
        writePlanes(spec.channels() == TensorSpec.Channels.GRAY ? color(fitted) : fitted, values);
      } else {
        writePixels(color(fitted), values);
      }
    }
    target.position(target.position() + spec.values());
    return placement;
  }

  private void check(FloatBuffer target) {
    if (isClosed) {
      throw new IllegalStateException("the tensor writer is closed");
    }
    if (!target.isDirect() || target.isReadOnly()) {
      throw new IllegalArgumentException("target: must be direct and writable");
    }
    if (!target.order().equals(ByteOrder.nativeOrder())) {
      throw new IllegalArgumentException(
          "target: " + target.order() + ", must be " + ByteOrder.nativeOrder());
    }
    if (target.remaining() < spec.values()) {
      throw new IllegalArgumentException(
          "target: room for " + target.remaining() + " values, must be >= " + spec.values());
    }
  }

  /** The picture in the model's size. Channels stay as they are: fewer pixels are then colored. */
  private Mat fit(Mat pixels, TensorPlacement placement) {
    Size inner = placement.resized();
    boolean isSized = pixels.cols() == inner.width() && pixels.rows() == inner.height();
    if (inner.equals(spec.size())) {
      if (isSized) {
        return pixels;
      }
      resize(pixels, canvas, inner);
      return canvas;
    }
    canvas.create(spec.size().height(), spec.size().width(), pixels.type());
    try (Rect box =
            new Rect(placement.offsetX(), placement.offsetY(), inner.width(), inner.height());
        Mat inside = new Mat(canvas, box);
        Scalar padding = Scalar.all(spec.padding());
        Mat level = new Mat(padding)) {
      var unusedCanvas = canvas.setTo(level);
      if (isSized) {
        pixels.copyTo(inside);
      } else {
        resize(pixels, inside, inner);
      }
    }
    return canvas;
  }

  private void resize(Mat from, Mat to, Size size) {
    int method =
        switch (spec.resampling()) {
          case LINEAR -> opencv_imgproc.INTER_LINEAR;
          case CUBIC -> opencv_imgproc.INTER_CUBIC;
          case AREA -> opencv_imgproc.INTER_AREA;
        };
    try (var wanted = new org.bytedeco.opencv.opencv_core.Size(size.width(), size.height())) {
      opencv_imgproc.resize(from, to, wanted, 0, 0, method);
    }
  }

  private Mat color(Mat pixels) {
    boolean isGray = pixels.channels() == 1;
    int conversion =
        switch (spec.channels()) {
          case RGB -> isGray ? opencv_imgproc.COLOR_GRAY2BGR : opencv_imgproc.COLOR_BGR2RGB;
          case BGR -> isGray ? opencv_imgproc.COLOR_GRAY2BGR : -1;
          case GRAY -> isGray ? -1 : opencv_imgproc.COLOR_BGR2GRAY;
        };
    if (conversion < 0) {
      return pixels;
    }
    opencv_imgproc.cvtColor(pixels, colored, conversion);
    return colored;
  }

  /** A gray picture is the same in all planes; channels of others are picked in the order asked. */
  private void writePlanes(Mat pixels, FloatBuffer values) {
    int rows = spec.size().height();
    int columns = spec.size().width();
    for (int i = 0; i < spec.channels().count(); i++) {
      FloatBuffer part = values.slice(i * rows * columns, rows * columns);
      try (FloatPointer pointer = new FloatPointer(part);
          Mat target = new Mat(rows, columns, opencv_core.CV_32FC1, pointer)) {
        Mat source = pixels;
        if (pixels.channels() > 1) {
          boolean isReversed = spec.channels() == TensorSpec.Channels.RGB;
          opencv_core.extractChannel(pixels, plane, isReversed ? 2 - i : i);
          source = plane;
        }
        source.convertTo(target, opencv_core.CV_32F, spec.factor(i), spec.offset(i));
      }
    }
  }

  private void writePixels(Mat pixels, FloatBuffer values) {
    int channels = spec.channels().count();
    try (FloatPointer pointer = new FloatPointer(values);
        Mat target =
            new Mat(
                spec.size().height(),
                spec.size().width(),
                opencv_core.CV_32FC(channels),
                pointer)) {
      if (isAlike(channels)) {
        pixels.convertTo(target, opencv_core.CV_32F, spec.factor(0), spec.offset(0));
        return;
      }
      for (int i = 0; i < channels; i++) {
        opencv_core.extractChannel(pixels, plane, i);
        plane.convertTo(numbers, opencv_core.CV_32F, spec.factor(i), spec.offset(i));
        opencv_core.insertChannel(numbers, target, i);
      }
    }
  }

  private boolean isAlike(int channels) {
    for (int i = 1; i < channels; i++) {
      if (spec.factor(i) != spec.factor(0) || spec.offset(i) != spec.offset(0)) {
        return false;
      }
    }
    return true;
  }

  /** Frees the memory; closing twice does nothing. */
  @Override
  public void close() {
    isClosed = true;
    canvas.close();
    colored.close();
    plane.close();
    numbers.close();
  }
}
