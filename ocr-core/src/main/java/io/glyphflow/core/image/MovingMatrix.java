package io.glyphflow.core.image;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * The header of a matrix over memory that others own, pointed somewhere else for every picture. As
 * long as the distance between rows stays the same nothing is allocated, on the heap or outside of
 * it. Not thread-safe.
 */
final class MovingMatrix implements AutoCloseable {

  private static final int[] BYTES = {
    0, opencv_core.CV_8UC1, opencv_core.CV_8UC2, opencv_core.CV_8UC3, opencv_core.CV_8UC4
  };
  private static final int[] FLOATS = {
    0, opencv_core.CV_32FC1, opencv_core.CV_32FC2, opencv_core.CV_32FC3, opencv_core.CV_32FC4
  };

  private final Address address = new Address();
  private @Nullable Mat header;
  private long step;

  /** OpenCV's type of pixels with so many channels of a byte. */
  static int bytes(int channels) {
    return BYTES[channels];
  }

  /** OpenCV's type of pixels with so many channels of a float. */
  static int floats(int channels) {
    return FLOATS[channels];
  }

  /**
   * Points the header at pixels.
   *
   * @param place address of the first
   * @param rows their rows
   * @param columns pixels of a row
   * @param type {@link #bytes} or {@link #floats} of the channels
   * @param rowBytes from one row to the next
   * @return the header, the same as long as {@code rowBytes} is; to be used before the next move
   */
  Mat at(long place, int rows, int columns, int type, long rowBytes) {
    Mat mat = header;
    if (mat == null || rowBytes != step) {
      close();
      mat = new Mat(rows, columns, type, address.at(place), rowBytes);
      header = mat;
      step = rowBytes;
    }
    long row = (long) columns * pixelBytes(type);
    boolean isContinuous = row == rowBytes || rows == 1;
    int kept = mat.flags() & ~(opencv_core.CV_MAT_CONT_FLAG | opencv_core.CV_MAT_TYPE_MASK);
    var unusedFlags = mat.flags(kept | type | (isContinuous ? opencv_core.CV_MAT_CONT_FLAG : 0));
    var unusedRows = mat.rows(rows);
    var unusedColumns = mat.cols(columns);
    var unusedData = mat.data(address.at(place));
    var unusedStart = mat.datastart(address);
    var unusedEnd = mat.dataend(address.at(place + rowBytes * (rows - 1) + row));
    var unusedLimit = mat.datalimit(address);
    return mat;
  }

  private static int pixelBytes(int type) {
    int channels = (type >> opencv_core.CV_CN_SHIFT) + 1;
    return (type & opencv_core.CV_MAT_DEPTH_MASK) == opencv_core.CV_32F
        ? Float.BYTES * channels
        : channels;
  }

  @Override
  public void close() {
    if (header != null) {
      header.close();
      header = null;
    }
  }
}
