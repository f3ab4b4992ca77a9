package io.glyphflow.core.image;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * From 8-bit pixels to the numbers of a model. The picture is resized with its channels beside each
 * other, as that reads a page once, and then split and converted some rows at a time, so that the
 * bytes of a plane are still in the cache when they become floats. All memory is kept for the next
 * picture; nothing is allocated as long as sizes stay. Not thread-safe.
 */
final class TensorKernel implements AutoCloseable {

  /** Bytes that are split before they are converted: a part of a core's own cache. */
  private static final int BLOCK = 192 << 10;

  private final TensorSpec.Channels channels;
  private final TensorSpec.Layout layout;
  private final int method;
  private final float[] factors;
  private final float[] offsets;
  private final float[] levels;
  private final Mat[] paddings;
  private final boolean isAlike;
  private final MovingMatrix target = new MovingMatrix();
  private final MovingMatrix plane = new MovingMatrix();
  private final Scratch resized = new Scratch();
  private final Scratch turned = new Scratch();
  private final Scratch changed = new Scratch();
  private final Scratch planes = new Scratch();
  private final PointerPointer<BytePointer> planePointers = new PointerPointer<>(3);
  private final Address pointer = new Address();
  private final Size wanted = new Size();
  private final Size unknown = new Size();

  TensorKernel(TensorSpec spec) {
    this.channels = spec.channels();
    this.layout = spec.layout();
    this.method =
        switch (spec.resampling()) {
          case LINEAR -> opencv_imgproc.INTER_LINEAR;
          case CUBIC -> opencv_imgproc.INTER_CUBIC;
          case AREA -> opencv_imgproc.INTER_AREA;
        };
    int count = channels.count();
    this.factors = new float[count];
    this.offsets = new float[count];
    this.levels = new float[count];
    this.paddings = new Mat[count];
    boolean isSame = true;
    for (int i = 0; i < count; i++) {
      factors[i] = spec.factor(i);
      offsets[i] = spec.offset(i);
      isSame &= factors[i] == factors[0] && offsets[i] == offsets[0];
      levels[i] = spec.paddingValue(i);
      try (Scalar value = Scalar.all(levels[i])) {
        paddings[i] = new Mat(1, 1, opencv_core.CV_32FC1, value);
      }
    }
    this.isAlike = isSame;
  }

  /** Resizes into memory of this; pictures that have the size are left where they are. */
  void resize(Raster picture, int width, int height) {
    if (picture.width() == width && picture.height() == height) {
      return;
    }
    Mat to = resized.matrix(width, height, picture.channels());
    opencv_imgproc.resize(picture.matrix(), to, wanted.width(width).height(height), 0, 0, method);
    resized.show(picture, width, height, picture.channels());
  }

  /**
   * Resizes a picture whose last pixels may reach over its edges: by the factors given and not by
   * what whole pixels come to. What is too much is on the right and at the bottom, and is cut off.
   */
  void resize(Raster picture, double byX, double byY, int width, int height) {
    int columns = (int) Math.rint(picture.width() * byX);
    int rows = (int) Math.rint(picture.height() * byY);
    Mat to = resized.matrix(columns, rows, picture.channels());
    opencv_imgproc.resize(picture.matrix(), to, unknown, byX, byY, method);
    resized.show(picture, columns, rows, picture.channels());
    picture.cut(0, 0, width, height);
  }

  /** Turns it as EXIF's orientation wants it seen. */
  void upright(Raster picture, int orientation) {
    if (orientation == 1) {
      return;
    }
    boolean isAcross = orientation >= 5;
    int width = isAcross ? picture.height() : picture.width();
    int height = isAcross ? picture.width() : picture.height();
    Turning.upright(
        picture.matrix(), orientation, turned.matrix(width, height, picture.channels()));
    turned.show(picture, width, height, picture.channels());
  }

  /**
   * Writes a picture of its final size and what is empty around it.
   *
   * @param picture resized; what lies outside of the tensor is cut off
   * @param left where it begins in the tensor; negative if something is cut off
   * @param top where it begins in the tensor; negative if something is cut off
   * @param width of the tensor
   * @param height of the tensor
   * @param values where the tensor begins at the position
   * @param place address of that
   */
  void write(
      Raster picture, int left, int top, int width, int height, FloatBuffer values, long place) {
    picture.cut(
        Math.max(0, -left),
        Math.max(0, -top),
        Math.min(width, picture.width()),
        Math.min(height, picture.height()));
    int x = Math.max(0, left);
    int y = Math.max(0, top);
    if (layout == TensorSpec.Layout.CHW) {
      writePlanes(picture, x, y, width, height, place);
    } else {
      writePixels(picture, x, y, width, values, place);
    }
    if (picture.width() < width || picture.height() < height) {
      pad(picture, x, y, width, height, values, place);
    }
  }

  private void writePlanes(Raster picture, int x, int y, int width, int height, long place) {
    if (channels == TensorSpec.Channels.GRAY) {
      color(picture);
    }
    long size = (long) Float.BYTES * width * height;
    long first = place + Float.BYTES * ((long) y * width + x);
    if (picture.channels() == 1) {
      for (int i = 0; i < channels.count(); i++) {
        convert(picture.matrix(), i, target(first + i * size, picture, picture.height(), width));
      }
      return;
    }
    continuous(picture);
    int columns = picture.width();
    int block = Math.clamp(BLOCK / columns / 3, 1, picture.height());
    long part = (long) columns * block;
    long bytes = planes.address(3 * part);
    for (int i = 0; i < 3; i++) {
      planePointers.put(i, pointer.at(bytes + i * part));
    }
    boolean isReversed = channels == TensorSpec.Channels.RGB;
    for (int row = 0; row < picture.height(); row += block) {
      int rows = Math.min(block, picture.height() - row);
      pointer.at(picture.address() + 3L * columns * row);
      opencv_core.split8u(pointer, planePointers, columns * rows, 3);
      long to = first + (long) Float.BYTES * row * width;
      for (int i = 0; i < 3; i++) {
        long from = bytes + (isReversed ? 2 - i : i) * part;
        convert(
            plane.at(from, rows, columns, MovingMatrix.bytes(1), columns),
            i,
            target(to + i * size, picture, rows, width));
      }
    }
  }

  private Mat target(long place, Raster picture, int rows, int width) {
    return target.at(
        place, rows, picture.width(), MovingMatrix.floats(1), (long) Float.BYTES * width);
  }

  private void convert(Mat from, int channel, Mat to) {
    from.convertTo(to, opencv_core.CV_32F, factors[channel], offsets[channel]);
  }

  private void continuous(Raster picture) {
    if (!picture.isContinuous()) {
      picture
          .matrix()
          .copyTo(changed.matrix(picture.width(), picture.height(), picture.channels()));
      changed.show(picture, picture.width(), picture.height(), picture.channels());
    }
  }

  /** Into the channels of the model, in its order; 8-bit gray is the same in all of them. */
  private void color(Raster picture) {
    boolean isGray = picture.channels() == 1;
    int conversion =
        switch (channels) {
          case RGB -> isGray ? opencv_imgproc.COLOR_GRAY2BGR : opencv_imgproc.COLOR_BGR2RGB;
          case BGR -> isGray ? opencv_imgproc.COLOR_GRAY2BGR : -1;
          case GRAY -> isGray ? -1 : opencv_imgproc.COLOR_BGR2GRAY;
        };
    if (conversion >= 0) {
      Mat to = changed.matrix(picture.width(), picture.height(), channels.count());
      opencv_imgproc.cvtColor(picture.matrix(), to, conversion);
      changed.show(picture, picture.width(), picture.height(), channels.count());
    }
  }

  private void writePixels(
      Raster picture, int x, int y, int width, FloatBuffer values, long place) {
    color(picture);
    int count = channels.count();
    if (isAlike) {
      long row = (long) Float.BYTES * count * width;
      Mat to =
          target.at(
              place + y * row + (long) Float.BYTES * count * x,
              picture.height(),
              picture.width(),
              MovingMatrix.floats(count),
              row);
      convert(picture.matrix(), 0, to);
      return;
    }
    long bytes = (long) picture.width() * picture.height() * count;
    if (picture.address() != changed.address(bytes)) {
      picture.matrix().copyTo(changed.matrix(picture.width(), picture.height(), count));
    }
    ByteBuffer pixels = changed.bytes(bytes);
    int from = 0;
    for (int row = 0; row < picture.height(); row++) {
      int to = values.position() + ((y + row) * width + x) * count;
      for (int column = 0; column < picture.width(); column++) {
        for (int i = 0; i < count; i++) {
          values.put(to++, Math.fma(pixels.get(from++) & 0xff, factors[i], offsets[i]));
        }
      }
    }
  }

  /** Four bands: above and below in full width, left and right of the picture. */
  private void pad(
      Raster picture, int x, int y, int width, int height, FloatBuffer values, long place) {
    int right = x + picture.width();
    int bottom = y + picture.height();
    fill(0, 0, width, y, width, height, values, place);
    fill(0, bottom, width, height - bottom, width, height, values, place);
    fill(0, y, x, bottom - y, width, height, values, place);
    fill(right, y, width - right, bottom - y, width, height, values, place);
  }

  private void fill(
      int x, int y, int columns, int rows, int width, int height, FloatBuffer values, long place) {
    if (columns == 0 || rows == 0) {
      return;
    }
    int count = channels.count();
    if (layout == TensorSpec.Layout.CHW) {
      for (int i = 0; i < count; i++) {
        long at = place + Float.BYTES * (((long) i * height + y) * width + x);
        long row = (long) Float.BYTES * width;
        var unused = target.at(at, rows, columns, MovingMatrix.floats(1), row).setTo(paddings[i]);
      }
      return;
    }
    for (int row = y; row < y + rows; row++) {
      int to = values.position() + (row * width + x) * count;
      for (int i = 0; i < columns * count; i++) {
        values.put(to + i, levels[i % count]);
      }
    }
  }

  @Override
  public void close() {
    for (Mat padding : paddings) {
      padding.close();
    }
    target.close();
    plane.close();
    resized.close();
    turned.close();
    changed.close();
    planes.close();
    planePointers.close();
    wanted.close();
    unknown.close();
  }
}
