package io.glyphflow.onnx.text;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.internal.opencv.OpenCv;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Cuts lines of text out of a picture, level, however they stand in it. A box grows in the line's
 * own direction, as detectors end boxes on the last stroke, where full stops would be lost, and no
 * further than to the edges of the picture: nothing is made up beyond. Upright boxes are views of
 * the picture, rounded outwards to whole pixels; others are warped by perspective, by cubic
 * interpolation (which repeats the edge of the picture where it looks beyond). Immutable,
 * thread-safe.
 */
public final class TextLineCropper {

  /** What cubic interpolation looks at beyond the box, pixels. */
  private static final int REACH = 3;

  /** A side that leans by less is upright, pixels. */
  private static final double LEAN = 0.5;

  private final double endGrowth;
  private final double sideGrowth;
  private final double turnTall;

  private TextLineCropper(Builder builder) {
    this.endGrowth = builder.endGrowth;
    this.sideGrowth = builder.sideGrowth;
    this.turnTall = builder.turnTall;
  }

  /**
   * A cropper with the default options.
   *
   * @return the cropper
   */
  public static TextLineCropper defaults() {
    return builder().build();
  }

  /**
   * A cropper with options.
   *
   * @return a builder with nothing set
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Cuts a line out.
   *
   * @param picture an open image
   * @param box where the line is
   * @return its level picture, gray or color as {@code picture} is, owned by the caller; it may be
   *     a view, valid as long as {@code picture} is open
   * @throws IllegalArgumentException if nothing of the box is inside the picture
   * @throws IllegalStateException if {@code picture} is closed
   */
  public PageImage crop(PageImage picture, TextBox box) {
    Point[] corners = turned(box);
    growEnds(corners, Optional.of(picture.size()));
    growSides(corners, Optional.of(picture.size()));
    BoundingBox bounds = Polygon.of(corners).bounds();
    if (isUpright(corners)) {
      return picture.view(bounds);
    }
    // Pictures on the heap are copied for OpenCV: only what the line needs.
    double left = Math.max(0, Math.floor(bounds.left()) - REACH);
    double top = Math.max(0, Math.floor(bounds.top()) - REACH);
    PageImage part =
        picture.view(new BoundingBox(left, top, bounds.right() + REACH, bounds.bottom() + REACH));
    PageImage line = PageImage.allocateNative(size(corners), picture.format(), picture.dpi());
    try {
      warp(part, corners, left, top, line);
    } catch (RuntimeException e) {
      line.close();
      throw e;
    }
    return line;
  }

  /** The corners of what is cut out, growth included. */
  Polygon outline(TextBox box, Size picture) {
    Point[] corners = turned(box);
    growEnds(corners, Optional.of(picture));
    growSides(corners, Optional.of(picture));
    return Polygon.of(corners);
  }

  private static boolean isUpright(Point[] corners) {
    return Math.abs(corners[0].y() - corners[1].y()) < LEAN
        && Math.abs(corners[1].x() - corners[2].x()) < LEAN
        && Math.abs(corners[2].y() - corners[3].y()) < LEAN
        && Math.abs(corners[3].x() - corners[0].x()) < LEAN
        && corners[0].x() < corners[1].x()
        && corners[0].y() < corners[3].y();
  }

  private static Size size(Point[] corners) {
    double width = Math.max(distance(corners[0], corners[1]), distance(corners[3], corners[2]));
    double height = Math.max(distance(corners[0], corners[3]), distance(corners[1], corners[2]));
    return new Size((int) Math.max(1, Math.round(width)), (int) Math.max(1, Math.round(height)));
  }

  /** Pixels have their middles at whole numbers in OpenCV, and at halves here. */
  private static void warp(PageImage from, Point[] corners, double left, double top, PageImage to) {
    float width = to.size().width();
    float height = to.size().height();
    float[] source = new float[8];
    for (int i = 0; i < 4; i++) {
      source[2 * i] = (float) (corners[i].x() - left - 0.5);
      source[2 * i + 1] = (float) (corners[i].y() - top - 0.5);
    }
    float[] target = {
      -0.5f, -0.5f, width - 0.5f, -0.5f, width - 0.5f, height - 0.5f, -0.5f, height - 0.5f
    };
    try (Mat pixels = OpenCv.matrix(from);
        Mat line = OpenCv.matrix(to);
        FloatPointer sourcePointer = new FloatPointer(source);
        FloatPointer targetPointer = new FloatPointer(target);
        Mat sourceCorners = new Mat(4, 1, opencv_core.CV_32FC2, sourcePointer);
        Mat targetCorners = new Mat(4, 1, opencv_core.CV_32FC2, targetPointer);
        Mat transform = opencv_imgproc.getPerspectiveTransform(sourceCorners, targetCorners);
        var size = line.size();
        Scalar border = Scalar.all(0)) {
      opencv_imgproc.warpPerspective(
          pixels,
          line,
          transform,
          size,
          opencv_imgproc.INTER_CUBIC,
          opencv_core.BORDER_REPLICATE,
          border);
    }
  }

  /**
   * Where a stretch of a line's picture is in the picture that it was cut out of. For a line that
   * grows over the edge of that picture the places are off by what is cut there; see {@link
   * #part(TextBox, Size, double, double)}.
   *
   * @param box the line
   * @param left where the stretch begins, 0..1 of the width of the line's picture; clamped
   * @param right where it ends, 0..1 of the width of the line's picture; clamped
   * @return its corners as those of a {@link TextBox} are, as high as the box
   */
  public Polygon part(TextBox box, double left, double right) {
    return part(box, Optional.empty(), left, right);
  }

  /**
   * Where a stretch of a line's picture is in the picture that it was cut out of.
   *
   * @param box the line
   * @param picture the size of the picture that it was cut out of
   * @param left where the stretch begins, 0..1 of the width of the line's picture; clamped
   * @param right where it ends, 0..1 of the width of the line's picture; clamped
   * @return its corners as those of a {@link TextBox} are, as high as the box
   */
  public Polygon part(TextBox box, Size picture, double left, double right) {
    return part(box, Optional.of(picture), left, right);
  }

  private Polygon part(TextBox box, Optional<Size> picture, double left, double right) {
    Point[] corners = turned(box);
    growEnds(corners, picture);
    double from = Math.clamp(left, 0, 1);
    double to = Math.clamp(right, 0, 1);
    return Polygon.of(
        between(corners[0], corners[1], from),
        between(corners[0], corners[1], to),
        between(corners[3], corners[2], to),
        between(corners[3], corners[2], from));
  }

  private Point[] turned(TextBox box) {
    List<Point> quad = box.quad().vertices();
    double width = distance(quad.get(0), quad.get(1));
    double height = distance(quad.get(0), quad.get(3));
    int start = height >= turnTall * width ? 1 : 0;
    Point[] corners = new Point[4];
    for (int i = 0; i < 4; i++) {
      corners[i] = quad.get((start + i) % 4);
    }
    return corners;
  }

  private static double height(Point[] corners) {
    return (distance(corners[0], corners[3]) + distance(corners[1], corners[2])) / 2;
  }

  private void growEnds(Point[] corners, Optional<Size> picture) {
    double way = endGrowth * height(corners);
    grow(corners, 0, 1, 3, 2, way, picture);
    grow(corners, 1, 0, 2, 3, way, picture);
  }

  private void growSides(Point[] corners, Optional<Size> picture) {
    double way = sideGrowth * height(corners);
    grow(corners, 0, 3, 1, 2, way, picture);
    grow(corners, 3, 0, 2, 1, way, picture);
  }

  /**
   * Moves two corners away from the ones they are joined to, both by the same part of a way: no
   * further than to the edges of the picture.
   */
  private static void grow(
      Point[] corners, int a, int fromA, int b, int fromB, double way, Optional<Size> picture) {
    Point stepA = step(corners[fromA], corners[a], way);
    Point stepB = step(corners[fromB], corners[b], way);
    double part =
        picture
            .map(size -> Math.min(room(corners[a], stepA, size), room(corners[b], stepB, size)))
            .orElse(1.0);
    corners[a] = between(corners[a], moved(corners[a], stepA), part);
    corners[b] = between(corners[b], moved(corners[b], stepB), part);
  }

  private static Point step(Point from, Point to, double way) {
    double length = distance(from, to);
    return length == 0
        ? new Point(0, 0)
        : new Point((to.x() - from.x()) / length * way, (to.y() - from.y()) / length * way);
  }

  private static Point moved(Point point, Point step) {
    return new Point(point.x() + step.x(), point.y() + step.y());
  }

  /** How much of a step stays inside the picture, 0..1. */
  private static double room(Point point, Point step, Size picture) {
    double x = room(point.x(), step.x(), picture.width());
    double y = room(point.y(), step.y(), picture.height());
    return Math.clamp(Math.min(x, y), 0, 1);
  }

  private static double room(double at, double step, double most) {
    if (step == 0) {
      return 1;
    }
    return step > 0 ? (most - at) / step : -at / step;
  }

  private static Point between(Point from, Point to, double part) {
    return new Point(from.x() + (to.x() - from.x()) * part, from.y() + (to.y() - from.y()) * part);
  }

  private static double distance(Point a, Point b) {
    return Math.hypot(a.x() - b.x(), a.y() - b.y());
  }

  /** Options of a {@link TextLineCropper}. Not thread-safe. */
  public static final class Builder {
    private final Given given = new Given();
    private double endGrowth = 0.15;
    private double sideGrowth = 0.06;
    private double turnTall = Double.POSITIVE_INFINITY;

    private Builder() {}

    /**
     * By how much lines grow; by default by 0.15 of their height at both ends and 0.06 above and
     * below, as detectors end boxes on the last stroke, and full stops are lost there.
     *
     * @param ends part of the height, at either end, 0..1
     * @param sides part of the height, above and below, 0..1
     * @return this
     * @throws IllegalArgumentException if a part is out of range
     * @throws IllegalStateException if it was set before
     */
    public Builder growth(double ends, double sides) {
      given.once("growth", ends + ", " + sides);
      endGrowth = Given.within("ends", ends, 0, 1);
      sideGrowth = Given.within("sides", sides, 0, 1);
      return this;
    }

    /**
     * Turns boxes a quarter counterclockwise that are this much higher than wide, for boxes that do
     * not say how their text stands (those of a {@link TextLineDetector} do); by default none.
     *
     * @param ratio height to width, 1 or more; infinite for none
     * @return this
     * @throws IllegalArgumentException if {@code ratio} is out of range
     * @throws IllegalStateException if it was set before
     */
    public Builder turnTall(double ratio) {
      given.once("turnTall", ratio);
      turnTall = Given.within("turnTall", ratio, 1, Double.POSITIVE_INFINITY);
      return this;
    }

    /**
     * Makes the cropper.
     *
     * @return the cropper
     */
    public TextLineCropper build() {
      return new TextLineCropper(this);
    }
  }
}
