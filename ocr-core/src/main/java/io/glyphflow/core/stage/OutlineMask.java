package io.glyphflow.core.stage;

import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Size;
import java.util.Arrays;
import java.util.List;

/**
 * Paints what is outside of a polygon. A pixel is inside if its center is, by the even-odd rule;
 * each row takes time in proportion to its pixels and the polygon's edges.
 */
final class OutlineMask {

  /** Samples of the ground; more do not change a median of 256 levels. */
  private static final int MAX_SAMPLES = 4_096;

  private OutlineMask() {}

  /**
   * Paints with the color of the ground, the median of the pixels under the outline: an outline
   * runs between what is printed, so most of what is under it is paper.
   *
   * @param pixels rows without gaps
   * @param outline in pixels of these rows
   */
  static void paint(byte[] pixels, Size size, int channels, Polygon outline) {
    byte[] ground = ground(pixels, size, channels, outline);
    byte[] paint = new byte[size.width() * channels];
    for (int i = 0; i < paint.length; i++) {
      paint[i] = ground[i % channels];
    }
    double[] crossings = new double[outline.vertices().size()];
    for (int y = 0; y < size.height(); y++) {
      int count = crossings(outline.vertices(), y + 0.5, crossings);
      int row = y * paint.length;
      int outside = 0;
      for (int i = 0; i + 1 < count; i += 2) {
        int first = firstCenterFrom(crossings[i], size.width());
        int end = firstCenterFrom(crossings[i + 1], size.width());
        fill(pixels, row, outside, first, paint, channels);
        outside = Math.max(outside, end);
      }
      fill(pixels, row, outside, size.width(), paint, channels);
    }
  }

  private static void fill(byte[] pixels, int row, int from, int to, byte[] paint, int channels) {
    if (from < to) {
      System.arraycopy(paint, 0, pixels, row + from * channels, (to - from) * channels);
    }
  }

  /**
   * Where the edges cross a line, from left to right; an edge has its upper end and not its lower.
   */
  private static int crossings(List<Point> vertices, double y, double[] crossings) {
    int count = 0;
    Point from = vertices.get(vertices.size() - 1);
    for (Point to : vertices) {
      if (from.y() <= y != to.y() <= y) {
        crossings[count++] = from.x() + (y - from.y()) / (to.y() - from.y()) * (to.x() - from.x());
      }
      from = to;
    }
    Arrays.sort(crossings, 0, count);
    return count;
  }

  /** The first pixel whose center is not left of a place, within 0 and the width. */
  private static int firstCenterFrom(double x, int width) {
    return (int) Math.min(Math.max(Math.ceil(x - 0.5), 0), width);
  }

  private static byte[] ground(byte[] pixels, Size size, int channels, Polygon outline) {
    int[][] counts = new int[channels][256];
    List<Point> vertices = outline.vertices();
    double length = 0;
    Point last = vertices.get(vertices.size() - 1);
    for (Point vertex : vertices) {
      length += distance(last, vertex);
      last = vertex;
    }
    double step = Math.max(1, length / MAX_SAMPLES);
    for (Point vertex : vertices) {
      int steps = (int) Math.ceil(distance(last, vertex) / step);
      for (int i = 0; i < steps; i++) {
        double part = (double) i / steps;
        int x = inside(last.x() + part * (vertex.x() - last.x()), size.width());
        int y = inside(last.y() + part * (vertex.y() - last.y()), size.height());
        for (int c = 0; c < channels; c++) {
          counts[c][pixels[(y * size.width() + x) * channels + c] & 0xff]++;
        }
      }
      last = vertex;
    }
    byte[] ground = new byte[channels];
    for (int c = 0; c < channels; c++) {
      ground[c] = (byte) median(counts[c]);
    }
    return ground;
  }

  private static double distance(Point a, Point b) {
    return Math.hypot(a.x() - b.x(), a.y() - b.y());
  }

  private static int inside(double place, int length) {
    return (int) Math.min(Math.max(place, 0), length - 1);
  }

  private static int median(int[] counts) {
    int half = Arrays.stream(counts).sum() / 2;
    int level = 0;
    for (int below = counts[0]; below <= half && level < 255; below += counts[level]) {
      level++;
    }
    return level;
  }
}
