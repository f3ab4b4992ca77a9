package io.glyphflow.layout;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** The connected components of a binary picture (8 neighbours, by OpenCV), and their usual size. */
final class Components {

  private static final int COLUMNS = 5; // left, top, width, height, area

  private Components() {}

  /** All components of at least 2 pixels. */
  static List<Component> find(Mat ink) {
    try (Mat labels = new Mat();
        Mat stats = new Mat();
        Mat centroids = new Mat()) {
      int count =
          opencv_imgproc.connectedComponentsWithStats(
              ink, labels, stats, centroids, 8, opencv_core.CV_32S);
      int[] rows = new int[count * COLUMNS];
      IntBuffer buffer = stats.createBuffer();
      buffer.get(rows);
      List<Component> components = new ArrayList<>(count);
      for (int i = COLUMNS; i < rows.length; i += COLUMNS) { // the first is the background
        if (rows[i + 4] >= 2) {
          int left = rows[i];
          int top = rows[i + 1];
          Box box = new Box(left, top, left + rows[i + 2], top + rows[i + 3]);
          components.add(new Component(box, rows[i + 4]));
        }
      }
      return components;
    }
  }

  /**
   * The usual height of letters: the median of all components that could be one.
   *
   * @return pixels; 0 if there is no such component
   */
  static int textHeight(List<Component> components, int pageHeight) {
    int[] heights =
        components.stream()
            .filter(one -> isLetterSized(one, pageHeight))
            .mapToInt(Component::height)
            .sorted()
            .toArray();
    return heights.length == 0 ? 0 : heights[heights.length / 2];
  }

  private static boolean isLetterSized(Component one, int pageHeight) {
    int height = one.height();
    return height >= 5
        && one.ink() >= 10
        && height <= Math.max(20, pageHeight / 6)
        && one.width() <= 8 * height
        && height <= 10 * one.width();
  }

  /** The value below which a part of the values lie. */
  static int quantile(int[] values, double part) {
    int[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1.0, sorted.length * part)];
  }
}
