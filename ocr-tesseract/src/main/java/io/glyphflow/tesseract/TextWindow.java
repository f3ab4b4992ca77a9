package io.glyphflow.tesseract;

import io.glyphflow.core.geometry.BoundingBox;
import java.nio.IntBuffer;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** The square of a page with the most letters in it, found without reading. */
final class TextWindow {

  /** Letters of any usual size, and specks and pictures not, in pixels of the larger side. */
  private static final int SMALLEST = 5;

  private static final int LARGEST = 120;
  private static final int CELL = 100;

  /** Cells along a side: some ten lines of text. */
  private static final int CELLS = 9;

  private TextWindow() {}

  /** The window; empty if fewer than two letters are on the page. */
  static Optional<BoundingBox> find(Mat gray) {
    int rows = gray.rows() / CELL + 1;
    int columns = gray.cols() / CELL + 1;
    int[][] letters = new int[rows][columns];
    if (count(gray, letters) < 2) {
      return Optional.empty();
    }
    int most = -1;
    int top = 0;
    int left = 0;
    for (int row = 0; row <= Math.max(0, rows - CELLS); row++) {
      for (int column = 0; column <= Math.max(0, columns - CELLS); column++) {
        int sum = sum(letters, row, column);
        if (sum > most) {
          most = sum;
          top = row * CELL;
          left = column * CELL;
        }
      }
    }
    int side = CELLS * CELL;
    return Optional.of(
        new BoundingBox(
            left, top, Math.min(left + side, gray.cols()), Math.min(top + side, gray.rows())));
  }

  private static int sum(int[][] letters, int row, int column) {
    int sum = 0;
    for (int y = row; y < Math.min(row + CELLS, letters.length); y++) {
      for (int x = column; x < Math.min(column + CELLS, letters[y].length); x++) {
        sum += letters[y][x];
      }
    }
    return sum;
  }

  private static int count(Mat gray, int[][] letters) {
    int window = 31;
    double contrast = 15;
    int count = 0;
    try (Mat ink = new Mat();
        Mat labels = new Mat();
        Mat stats = new Mat();
        Mat centers = new Mat()) {
      opencv_imgproc.adaptiveThreshold(
          gray,
          ink,
          255,
          opencv_imgproc.ADAPTIVE_THRESH_MEAN_C,
          opencv_imgproc.THRESH_BINARY_INV,
          window,
          contrast);
      opencv_imgproc.connectedComponentsWithStats(
          ink, labels, stats, centers, 8, opencv_core.CV_32S);
      IntBuffer parts = stats.createBuffer();
      for (int i = 1; i < stats.rows(); i++) {
        int from = i * stats.cols();
        int width = parts.get(from + opencv_imgproc.CC_STAT_WIDTH);
        int height = parts.get(from + opencv_imgproc.CC_STAT_HEIGHT);
        int side = Math.max(width, height);
        if (side >= SMALLEST && side <= LARGEST) {
          count++;
          int y = parts.get(from + opencv_imgproc.CC_STAT_TOP) + height / 2;
          int x = parts.get(from + opencv_imgproc.CC_STAT_LEFT) + width / 2;
          letters[y / CELL][x / CELL]++;
        }
      }
    }
    return count;
  }
}
