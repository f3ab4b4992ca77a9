package io.glyphflow.layout.postprocess;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.internal.opencv.OpenCv;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.indexer.IntRawIndexer;
import org.bytedeco.javacpp.indexer.UByteRawIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;

/**
 * Outlines from masks, as PP-DocLayoutV3's extractor does it: the window of the mask that the box
 * covers is resized to the box (nearest), the largest outer contour of it is simplified to 0.004 of
 * its length, and vertices that point inwards are left out.
 *
 * <p>An outline that fills its box by 0.95 or more says no more than the box does, and there is
 * none, as a region without one is a view of its page and costs nothing. Most regions end here, by
 * counting cells of the mask. Thread-safe, as it has no state.
 */
final class Outlines {

  /** How much of its box a region fills that is a rectangle. */
  private static final double RECTANGULAR = 0.95;

  /** How far the simplified outline may be from the contour, of its length. */
  private static final double TOLERANCE = 0.004;

  /** A corner of 45 degrees, more or less 1, is moved. */
  private static final double SHARP = 45;

  private Outlines() {}

  /**
   * Traces the outline of a region.
   *
   * @param masks the masks of all detections
   * @param index the region's detection
   * @param box the region, within the page
   * @param page its size
   * @return the outline within the box; empty if it says no more than the box
   */
  static Optional<Polygon> trace(Detections.Masks masks, int index, BoundingBox box, Size page) {
    double scaleX = (double) masks.width() / page.width();
    double scaleY = (double) masks.height() / page.height();
    int left = cell(box.left() * scaleX, masks.width());
    int top = cell(box.top() * scaleY, masks.height());
    int right = cell(box.right() * scaleX, masks.width());
    int bottom = cell(box.bottom() * scaleY, masks.height());
    int all = (right - left) * (bottom - top);
    if (all == 0) {
      return Optional.empty();
    }
    int inside = count(masks, index, left, top, right, bottom);
    if (inside == 0 || inside >= RECTANGULAR * all) {
      return Optional.empty();
    }
    int width = Math.max(1, (int) box.width());
    int height = Math.max(1, (int) box.height());
    List<Point> contour;
    try (Mat window = window(masks, index, left, top, right, bottom)) {
      contour = contour(window, width, height);
    }
    List<Point> corners = outwards(contour);
    return polygon(corners, box);
  }

  private static int cell(double place, int size) {
    return (int) Math.clamp(Math.rint(place), 0, size);
  }

  private static int count(
      Detections.Masks masks, int index, int left, int top, int right, int bottom) {
    FloatBuffer values = masks.values();
    int base = values.position() + index * masks.width() * masks.height();
    int inside = 0;
    for (int y = top; y < bottom; y++) {
      int row = base + y * masks.width();
      for (int x = left; x < right; x++) {
        inside += values.get(row + x) > masks.threshold() ? 1 : 0;
      }
    }
    return inside;
  }

  private static Mat window(
      Detections.Masks masks, int index, int left, int top, int right, int bottom) {
    OpenCv.load();
    FloatBuffer values = masks.values();
    int base = values.position() + index * masks.width() * masks.height();
    Mat window = new Mat(bottom - top, right - left, opencv_core.CV_8UC1);
    try (UByteRawIndexer cells = window.createIndexer()) {
      for (int y = top; y < bottom; y++) {
        for (int x = left; x < right; x++) {
          float value = values.get(base + y * masks.width() + x);
          cells.put(y - top, x - left, value > masks.threshold() ? 255 : 0);
        }
      }
    }
    return window;
  }

  /** The largest contour of the window as large as the box, simplified. */
  private static List<Point> contour(Mat window, int width, int height) {
    try (Mat region = new Mat();
        MatVector contours = new MatVector();
        Mat outline = new Mat();
        org.bytedeco.opencv.opencv_core.Size size =
            new org.bytedeco.opencv.opencv_core.Size(width, height)) {
      opencv_imgproc.resize(window, region, size, 0, 0, opencv_imgproc.INTER_NEAREST);
      opencv_imgproc.findContours(
          region, contours, opencv_imgproc.RETR_EXTERNAL, opencv_imgproc.CHAIN_APPROX_SIMPLE);
      int largest = -1;
      double most = -1;
      for (int i = 0; i < contours.size(); i++) {
        try (Mat contour = contours.get(i)) {
          double area = opencv_imgproc.contourArea(contour);
          if (area > most) {
            most = area;
            largest = i;
          }
        }
      }
      if (largest < 0) {
        return List.of();
      }
      try (Mat contour = contours.get(largest)) {
        double length = opencv_imgproc.arcLength(contour, true);
        opencv_imgproc.approxPolyDP(contour, outline, TOLERANCE * length, true);
      }
      return points(outline);
    }
  }

  private static List<Point> points(Mat outline) {
    List<Point> points = new ArrayList<>(outline.rows());
    try (IntRawIndexer places = outline.createIndexer()) {
      for (int i = 0; i < outline.rows(); i++) {
        points.add(new Point(places.get(i, 0, 0), places.get(i, 0, 1)));
      }
    }
    return points;
  }

  /**
   * The corners that point outwards, whichever way the contour runs. One of 45 degrees, as cut
   * corners of a coarse mask have, is pushed out along its bisector by the mean of its edges.
   */
  private static List<Point> outwards(List<Point> contour) {
    double direction = Math.signum(doubleArea(contour));
    List<Point> corners = new ArrayList<>();
    int size = contour.size();
    for (int i = 0; i < size; i++) {
      Point at = contour.get(i);
      Point before = contour.get((i + size - 1) % size);
      Point after = contour.get((i + 1) % size);
      double x1 = before.x() - at.x();
      double y1 = before.y() - at.y();
      double x2 = after.x() - at.x();
      double y2 = after.y() - at.y();
      if ((y1 * x2 - x1 * y2) * direction > 0) {
        corners.add(isSharp(x1, y1, x2, y2) ? pushed(at, x1, y1, x2, y2) : at);
      }
    }
    return corners;
  }

  private static double doubleArea(List<Point> contour) {
    double area = 0;
    Point before = contour.isEmpty() ? new Point(0, 0) : contour.getLast();
    for (Point point : contour) {
      area += before.x() * point.y() - point.x() * before.y();
      before = point;
    }
    return area;
  }

  private static boolean isSharp(double x1, double y1, double x2, double y2) {
    double cosine = (x1 * x2 + y1 * y2) / (Math.hypot(x1, y1) * Math.hypot(x2, y2));
    return Math.abs(Math.toDegrees(Math.acos(Math.clamp(cosine, -1, 1))) - SHARP) < 1;
  }

  private static Point pushed(Point at, double x1, double y1, double x2, double y2) {
    double first = Math.hypot(x1, y1);
    double second = Math.hypot(x2, y2);
    double x = -(x1 / first + x2 / second);
    double y = -(y1 / first + y2 / second);
    double distance = (first + second) / 2 / Math.hypot(x, y);
    return new Point(at.x() + x * distance, at.y() + y * distance);
  }

  /** Corners of the box's pixels, moved to the page and kept within the box. */
  private static Optional<Polygon> polygon(List<Point> corners, BoundingBox box) {
    if (corners.size() < 4) {
      return Optional.empty();
    }
    List<Point> vertices = new ArrayList<>(corners.size());
    for (Point corner : corners) {
      vertices.add(
          new Point(
              Math.clamp(box.left() + corner.x(), box.left(), box.right()),
              Math.clamp(box.top() + corner.y(), box.top(), box.bottom())));
    }
    Polygon polygon = new Polygon(vertices);
    boolean isBox = polygon.area() >= RECTANGULAR * box.area() || polygon.area() == 0;
    return isBox ? Optional.empty() : Optional.of(polygon);
  }
}
