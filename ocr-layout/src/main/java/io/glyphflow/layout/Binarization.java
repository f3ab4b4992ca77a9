package io.glyphflow.layout;

import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.internal.opencv.OpenCv;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * From pixels to ink. The light of the paper is estimated by a closing of a small copy, which
 * removes everything as thin as letters, and divided out; what remains is parted by Otsu's
 * threshold (Otsu, A Threshold Selection Method from Gray-Level Histograms, 1979). Pages that are
 * mostly dark are inverted before.
 */
final class Binarization {

  /** The paper is estimated on a copy so much smaller. */
  private static final int SMALLER = 8;

  /** A threshold above would make paper of ink, one below would lose faint print. */
  private static final double HIGHEST = 200;

  private static final double LOWEST = 90;

  /** Paper in the deepest shadow, relative to the brightest; darker areas are print. */
  private static final double SHADOW = 0.35;

  private Binarization() {}

  /** The gray page, reduced by a whole number or doubled. */
  static Mat gray(PageImage page, int reduction, boolean isDoubled) {
    Mat gray = new Mat();
    try (Mat pixels = OpenCv.matrix(page);
        Mat full = new Mat()) {
      if (pixels.channels() == 3) {
        opencv_imgproc.cvtColor(pixels, full, opencv_imgproc.COLOR_BGR2GRAY);
      } else {
        pixels.copyTo(full);
      }
      if (isDoubled) {
        resize(full, gray, full.cols() * 2, full.rows() * 2, opencv_imgproc.INTER_CUBIC);
      } else if (reduction > 1) {
        int width = Math.max(1, full.cols() / reduction);
        int height = Math.max(1, full.rows() / reduction);
        resize(full, gray, width, height, opencv_imgproc.INTER_AREA);
      } else {
        full.copyTo(gray);
      }
    }
    return gray;
  }

  private static void resize(Mat from, Mat to, int width, int height, int interpolation) {
    try (Size size = new Size(width, height)) {
      opencv_imgproc.resize(from, to, size, 0, 0, interpolation);
    }
  }

  /**
   * Finds the ink.
   *
   * @param gray the gray page; inverted in place if it is mostly dark
   * @return 255 where ink is, 0 elsewhere
   */
  static Mat ink(Mat gray) {
    if (quantile(gray, 0.5) < 100) {
      opencv_core.bitwise_not(gray, gray);
    }
    Mat ink = new Mat();
    try (Mat paper = paper(gray);
        Mat even = new Mat()) {
      opencv_core.divide(gray, paper, even, 255, -1);
      double otsu =
          opencv_imgproc.threshold(
              even, ink, 0, 255, opencv_imgproc.THRESH_BINARY_INV + opencv_imgproc.THRESH_OTSU);
      double threshold = Math.clamp(otsu, LOWEST, HIGHEST);
      if (threshold != otsu) {
        opencv_imgproc.threshold(even, ink, threshold, 255, opencv_imgproc.THRESH_BINARY_INV);
      }
    }
    return ink;
  }

  /** The brightness of the paper at each pixel. */
  private static Mat paper(Mat gray) {
    int width = Math.max(1, gray.cols() / SMALLER);
    int height = Math.max(1, gray.rows() / SMALLER);
    Mat paper = new Mat();
    try (Mat small = new Mat();
        Size wide = new Size(21, 21);
        Mat element = opencv_imgproc.getStructuringElement(opencv_imgproc.MORPH_RECT, wide);
        Size soft = new Size(7, 7)) {
      resize(gray, small, width, height, opencv_imgproc.INTER_AREA);
      opencv_imgproc.morphologyEx(small, small, opencv_imgproc.MORPH_CLOSE, element);
      opencv_imgproc.GaussianBlur(small, small, soft, 0);
      double darkest = Math.max(1, SHADOW * quantile(small, 0.95));
      try (Scalar level = new Scalar(darkest);
          Mat least = new Mat(height, width, opencv_core.CV_8UC1, level)) {
        opencv_core.max(small, least, small);
      }
      resize(small, paper, gray.cols(), gray.rows(), opencv_imgproc.INTER_LINEAR);
    }
    return paper;
  }

  private static int quantile(Mat gray, double part) {
    int[] counts = new int[256];
    byte[] row = new byte[gray.cols()];
    int step = Math.max(1, gray.rows() / 256);
    long total = 0;
    for (int y = 0; y < gray.rows(); y += step) {
      gray.ptr(y).get(row);
      for (byte level : row) {
        counts[level & 0xFF]++;
      }
      total += row.length;
    }
    int level = 0;
    long seen = counts[0];
    while (level < 255 && seen < part * total) {
      seen += counts[++level];
    }
    return level;
  }

  /**
   * Turns ink so that its lines become level; the canvas grows so that nothing is cut off.
   *
   * @param matrix 2x3, from the pixels given to those returned
   */
  static Mat turn(Mat ink, double[] matrix, int width, int height) {
    Mat turned = new Mat();
    try (Mat affine = new Mat(2, 3, opencv_core.CV_32F);
        FloatIndexer cells = affine.createIndexer();
        Size size = new Size(width, height)) {
      for (int i = 0; i < matrix.length; i++) {
        cells.put(i / 3, i % 3, (float) matrix[i]);
      }
      opencv_imgproc.warpAffine(ink, turned, affine, size);
    }
    opencv_imgproc.threshold(turned, turned, 127, 255, opencv_imgproc.THRESH_BINARY);
    return turned;
  }
}
