package io.glyphflow.onnx.text;

import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.internal.opencv.OpenCv;
import java.nio.ByteBuffer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Where the ink is in the picture of a line: pixels on the rarer side of Otsu's threshold (1979),
 * so that light text on dark is ink as well. Immutable, thread-safe.
 */
final class LineInk {

  /** Levels: what differs less is noise of the paper. */
  private static final int FAINTEST = 24;

  private final int width;
  private final int height;

  /** By row, then by column; 1 where there is ink. */
  private final byte[] pixels;

  private final int[] columns;
  private final boolean isBlank;

  private LineInk(byte[] levels, int width, int height) {
    this.width = width;
    this.height = height;
    this.pixels = levels;
    this.columns = new int[width];
    int[] histogram = new int[256];
    for (byte level : levels) {
      histogram[level & 0xff]++;
    }
    this.isBlank = range(histogram) < FAINTEST;
    int threshold = otsu(histogram, levels.length);
    int dark = 0;
    for (int level = 0; level <= threshold; level++) {
      dark += histogram[level];
    }
    boolean isDarkInk = dark <= levels.length / 2;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        boolean isInk = !isBlank && (levels[at] & 0xff) <= threshold == isDarkInk;
        pixels[at] = (byte) (isInk ? 1 : 0);
        columns[x] += pixels[at];
      }
    }
  }

  static LineInk of(PageImage line) {
    int width = line.size().width();
    int height = line.size().height();
    byte[] levels = new byte[Math.multiplyExact(width, height)];
    if (line.format() == PageImage.Format.GRAY8) {
      copy(line.pixels(), line.rowStride(), levels, width, height);
    } else {
      try (Mat pixels = OpenCv.matrix(line);
          Mat gray = new Mat()) {
        opencv_imgproc.cvtColor(pixels, gray, opencv_imgproc.COLOR_BGR2GRAY);
        copy(gray.createBuffer(), (int) gray.step(0), levels, width, height);
      }
    }
    return new LineInk(levels, width, height);
  }

  private static void copy(ByteBuffer from, int stride, byte[] to, int width, int height) {
    for (int y = 0; y < height; y++) {
      from.get(y * stride, to, y * width, width);
    }
  }

  private static int range(int[] histogram) {
    int least = 0;
    while (histogram[least] == 0) {
      least++;
    }
    int most = 255;
    while (histogram[most] == 0) {
      most--;
    }
    return most - least;
  }

  /** The level that parts dark from light with the greatest variance between both. */
  private static int otsu(int[] histogram, int count) {
    double sum = 0;
    for (int level = 0; level < 256; level++) {
      sum += (double) level * histogram[level];
    }
    double darkSum = 0;
    long dark = 0;
    double best = -1;
    int threshold = 0;
    for (int level = 0; level < 255; level++) {
      dark += histogram[level];
      darkSum += (double) level * histogram[level];
      if (dark > 0 && dark < count) {
        double difference = darkSum / dark - (sum - darkSum) / (count - dark);
        double variance = difference * difference * dark * (count - dark);
        if (variance > best) {
          best = variance;
          threshold = level;
        }
      }
    }
    return threshold;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Whether there is nothing but paper. */
  boolean isBlank() {
    return isBlank;
  }

  /** Whether a column has no ink. */
  boolean isEmpty(int column) {
    return columns[column] == 0;
  }

  /**
   * The widest run of columns without ink, of equal ones the one nearest to the middle.
   *
   * @param from first column
   * @param to behind the last column
   * @return where it begins, and behind its end; both {@code from} if there is none
   */
  int[] widestGap(int from, int to) {
    int bestFrom = from;
    int bestTo = from;
    int start = from;
    for (int x = from; x <= to; x++) {
      if (x == to || !isEmpty(x)) {
        int gain = (x - start) - (bestTo - bestFrom);
        int middle = from + to;
        boolean isNearer = Math.abs(start + x - middle) < Math.abs(bestFrom + bestTo - middle);
        if (gain > 0 || (gain == 0 && x > start && isNearer)) {
          bestFrom = start;
          bestTo = x;
        }
        start = x + 1;
      }
    }
    return new int[] {bestFrom, bestTo};
  }

  /**
   * The rows that have ink within some columns.
   *
   * @return the first, and behind the last; both 0 if there is no ink
   */
  int[] rows(int from, int to) {
    int top = 0;
    while (top < height && isEmptyRow(top, from, to)) {
      top++;
    }
    if (top == height) {
      return new int[] {0, 0};
    }
    int bottom = height;
    while (isEmptyRow(bottom - 1, from, to)) {
      bottom--;
    }
    return new int[] {top, bottom};
  }

  private boolean isEmptyRow(int y, int from, int to) {
    for (int x = from; x < to; x++) {
      if (pixels[y * width + x] != 0) {
        return false;
      }
    }
    return true;
  }
}
