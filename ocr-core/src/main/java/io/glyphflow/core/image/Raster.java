package io.glyphflow.core.image;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Where 8-bit pixels are that are worked on, changed in place from step to step so that none of
 * them allocates. Owns only its header. Not thread-safe.
 */
final class Raster implements AutoCloseable {

  private final MovingMatrix outside = new MovingMatrix();
  private MovingMatrix header = outside;
  private long address;
  private int width;
  private int height;
  private int channels;
  private long stride;

  /** Pixels of an open native image, which stays open and reachable as long as they are used. */
  void set(PageImage image) {
    set(
        image.address(),
        image.size().width(),
        image.size().height(),
        image.format().bytesPerPixel(),
        image.rowStride(),
        outside);
  }

  /**
   * Pixels in memory of the caller's, with a header of the caller's: each step has its own, as a
   * header whose rows keep their distance is used again.
   */
  void set(
      long place, int columns, int rows, int bytesPerPixel, long rowBytes, MovingMatrix matrix) {
    header = matrix;
    address = place;
    width = columns;
    height = rows;
    channels = bytesPerPixel;
    stride = rowBytes;
  }

  /** Of the pixels, those within a box. */
  void cut(int left, int top, int columns, int rows) {
    address += top * stride + (long) left * channels;
    width = columns;
    height = rows;
  }

  long address() {
    return address;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  int channels() {
    return channels;
  }

  boolean isContinuous() {
    return height == 1 || stride == (long) width * channels;
  }

  /** The same header each time, over the pixels as they are now. */
  Mat matrix() {
    return header.at(address, height, width, MovingMatrix.bytes(channels), stride);
  }

  @Override
  public void close() {
    outside.close();
  }
}
