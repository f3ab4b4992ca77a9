package io.glyphflow.core.export;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.internal.opencv.OpenCv;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** A copy of a page's picture to draw on, with room for a legend below. */
final class AnnotationCanvas implements AutoCloseable {

  private static final int FONT = opencv_imgproc.FONT_HERSHEY_SIMPLEX;
  private static final double FONT_HEIGHT = 22; // pixels of a capital at scale 1
  private static final double FILL = 0.10;
  private static final double OVER = 0.75;
  private static final Scalar WHITE;
  private static final Scalar BLACK;

  static {
    OpenCv.load(); // before the first object of its own
    WHITE = new Scalar(255, 255, 255, 0);
    BLACK = new Scalar(30, 30, 30, 0);
  }

  private final Size page;
  private final int stroke;
  private final int capital;
  private final double scale;
  private final int fontStroke;
  private final PageImage image;
  private final Mat canvas;
  private boolean isFinished;

  AnnotationCanvas(PageImage original, List<AnnotationColor> legend) {
    page = original.size();
    double unit = Math.sqrt((double) page.width() * page.height()) / 1000;
    stroke = (int) Math.max(1, Math.round(2 * unit));
    capital = (int) Math.max(7, Math.round(9.5 * unit));
    scale = capital / FONT_HEIGHT;
    fontStroke = (int) Math.max(1, Math.round(unit * 0.95));
    List<List<AnnotationColor>> rows = legendRows(legend);
    int height = rows.isEmpty() ? 0 : rows.size() * row() + capital;
    Size size = new Size(page.width(), page.height() + height);
    image = PageImage.allocateNative(size, PageImage.Format.BGR24, original.dpi());
    canvas = OpenCv.matrix(image); // ours, so we may write
    copy(original);
    legend(rows);
  }

  private void copy(PageImage original) {
    try (Mat from = OpenCv.matrix(original);
        Rect area = new Rect(0, 0, page.width(), page.height());
        Mat target = new Mat(canvas, area)) {
      if (original.format() == PageImage.Format.GRAY8) {
        opencv_imgproc.cvtColor(from, target, opencv_imgproc.COLOR_GRAY2BGR);
      } else {
        from.copyTo(target);
      }
    }
  }

  /** The outline, and a light tint inside. */
  void outline(Polygon polygon, AnnotationColor color) {
    BoundingBox bounds = polygon.bounds().toPixels().clamp(page).orElse(null);
    if (bounds == null) {
      return;
    }
    try (Mat outline = vertices(polygon);
        MatVector outlines = new MatVector(outline);
        Scalar paint = paint(color);
        Rect area = rect(bounds);
        Mat part = new Mat(canvas, area);
        Mat tinted = part.clone()) {
      org.bytedeco.opencv.opencv_core.Point shift =
          new org.bytedeco.opencv.opencv_core.Point(-area.x(), -area.y());
      opencv_imgproc.fillPoly(tinted, outlines, paint, opencv_imgproc.LINE_8, 0, shift);
      opencv_core.addWeighted(tinted, FILL, part, 1 - FILL, 0, part);
      opencv_imgproc.polylines(canvas, outlines, true, paint, stroke, opencv_imgproc.LINE_AA, 0);
    }
  }

  /** The corners in whole pixels, as OpenCV takes them. */
  static Mat vertices(Polygon polygon) {
    List<Point> vertices = polygon.vertices();
    Mat points = new Mat(vertices.size(), 1, opencv_core.CV_32SC2);
    IntBuffer coordinates = points.createBuffer();
    for (Point vertex : vertices) {
      coordinates.put(pixel(vertex.x())).put(pixel(vertex.y()));
    }
    return points;
  }

  void thin(BoundingBox box, AnnotationColor color) {
    box.toPixels().clamp(page).ifPresent(inside -> frame(inside, color));
  }

  private void frame(BoundingBox box, AnnotationColor color) {
    try (Rect area = rect(box);
        Scalar paint = paint(color)) {
      int width = Math.max(1, stroke / 3);
      opencv_imgproc.rectangle(canvas, area, paint, width, opencv_imgproc.LINE_8, 0);
    }
  }

  /** Diagonal lines across the box. */
  void hatch(BoundingBox box, AnnotationColor color) {
    BoundingBox inside = box.toPixels().clamp(page).orElse(null);
    if (inside == null) {
      return;
    }
    try (Rect area = rect(inside);
        Mat part = new Mat(canvas, area);
        Mat hatched = part.clone();
        Scalar paint = paint(color)) {
      int step = Math.max(6, capital * 2);
      for (int x = -area.height(); x < area.width(); x += step) {
        line(hatched, x, area.height(), x + area.height(), 0, paint, Math.max(1, stroke / 2));
      }
      opencv_core.addWeighted(hatched, 0.6, part, 0.4, 0, part);
    }
  }

  /** Number and label beside the box. */
  void tag(BoundingBox box, TagPlaces places, String number, String label, AnnotationColor color) {
    String text = ascii(label);
    int badge = width(number) + 2 * pad();
    int width = badge + width(text) + 2 * pad();
    int height = capital + 2 * pad();
    TagPlaces.Place place = places.next(box, width, height);
    int left = (int) place.box().left();
    int top = (int) place.box().top();
    try (Scalar paint = paint(color);
        Rect all = new Rect(left, top, width, height);
        Rect start = new Rect(left, top, badge, height)) {
      ground(place);
      fill(start, paint);
      opencv_imgproc.rectangle(
          canvas, all, paint, Math.max(1, stroke / 2), opencv_imgproc.LINE_8, 0);
      int base = top + pad() + capital;
      write(number, left + pad(), base, color.isLight() ? BLACK : WHITE, fontStroke);
      write(text, left + badge + pad(), base, color.isLight() ? BLACK : paint, fontStroke);
    }
  }

  /** White; what is below shines through where the tag had to be put over it. */
  private void ground(TagPlaces.Place place) {
    BoundingBox inside = place.box().clamp(page).orElse(null);
    if (inside == null) {
      return;
    }
    try (Rect area = rect(inside);
        Mat part = new Mat(canvas, area);
        Mat white = new Mat(area.height(), area.width(), opencv_core.CV_8UC3, WHITE)) {
      double opacity = place.isOver() ? OVER : 1;
      opencv_core.addWeighted(white, opacity, part, 1 - opacity, 0, part);
    }
  }

  /** Places for tags on this page. */
  TagPlaces places(List<BoundingBox> boxes, List<BoundingBox> letters) {
    return new TagPlaces(page, Math.max(1, stroke / 2.0), boxes, letters);
  }

  /** The picture; closing the canvas then leaves it open. */
  PageImage finish() {
    isFinished = true;
    return image;
  }

  @Override
  public void close() {
    canvas.close();
    if (!isFinished) {
      image.close();
    }
  }

  private List<List<AnnotationColor>> legendRows(List<AnnotationColor> entries) {
    List<List<AnnotationColor>> rows = new ArrayList<>();
    int used = 0;
    for (AnnotationColor entry : entries) {
      int width = entryWidth(entry);
      if (rows.isEmpty() || used + width > page.width() - 2 * capital) {
        rows.add(new ArrayList<>());
        used = 0;
      }
      rows.getLast().add(entry);
      used += width;
    }
    return rows;
  }

  private void legend(List<List<AnnotationColor>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    try (Rect strip =
        new Rect(0, page.height(), page.width(), image.size().height() - page.height())) {
      fill(strip, WHITE);
    }
    line(canvas, 0, page.height(), page.width(), page.height(), BLACK, 1);
    int top = page.height() + capital;
    for (List<AnnotationColor> row : rows) {
      int left = capital;
      for (AnnotationColor entry : row) {
        swatch(left, top, entry);
        left += entryWidth(entry);
      }
      top += row();
    }
  }

  private void swatch(int left, int top, AnnotationColor entry) {
    try (Scalar paint = paint(entry);
        Rect area = new Rect(left, top, 2 * capital, capital)) {
      if (entry == AnnotationColor.FAILED) {
        frame(BoundingBox.ofSize(left, top, 2 * capital, capital), entry);
        for (int x = 0; x < 2 * capital; x += Math.max(3, capital / 2)) {
          line(
              canvas,
              left + x,
              top + capital - 1,
              Math.min(left + x + capital / 2, left + 2 * capital),
              top,
              paint,
              1);
        }
      } else {
        fill(area, paint);
      }
      write(entry.meaning(), left + 2 * capital + pad(), top + capital, BLACK, fontStroke);
    }
  }

  private int entryWidth(AnnotationColor entry) {
    return 4 * capital + pad() + width(entry.meaning());
  }

  private int row() {
    return 2 * capital;
  }

  private int pad() {
    return Math.max(2, capital / 3);
  }

  private int width(String text) {
    int[] baseline = new int[1];
    try (org.bytedeco.opencv.opencv_core.Size size =
        opencv_imgproc.getTextSize(text, FONT, scale, fontStroke, baseline)) {
      return size.width();
    }
  }

  private void write(String text, int left, int base, Scalar color, int strokes) {
    try (org.bytedeco.opencv.opencv_core.Point start =
        new org.bytedeco.opencv.opencv_core.Point(left, base)) {
      opencv_imgproc.putText(
          canvas, text, start, FONT, scale, color, strokes, opencv_imgproc.LINE_AA, false);
    }
  }

  private void fill(Rect area, Scalar color) {
    opencv_imgproc.rectangle(canvas, area, color, opencv_imgproc.FILLED, opencv_imgproc.LINE_8, 0);
  }

  private static void line(Mat target, int x1, int y1, int x2, int y2, Scalar color, int width) {
    try (org.bytedeco.opencv.opencv_core.Point from =
            new org.bytedeco.opencv.opencv_core.Point(x1, y1);
        org.bytedeco.opencv.opencv_core.Point to =
            new org.bytedeco.opencv.opencv_core.Point(x2, y2)) {
      opencv_imgproc.line(target, from, to, color, width, opencv_imgproc.LINE_AA, 0);
    }
  }

  private static Scalar paint(AnnotationColor color) {
    return new Scalar(color.blue(), color.green(), color.red(), 0);
  }

  private static Rect rect(BoundingBox pixels) {
    return new Rect(
        (int) pixels.left(), (int) pixels.top(), (int) pixels.width(), (int) pixels.height());
  }

  /** OpenCV counts in int and shifts: far outside is as good as anywhere outside. */
  private static int pixel(double coordinate) {
    return (int) Math.round(Math.clamp(coordinate, -30_000, 60_000));
  }

  private static String ascii(String label) {
    StringBuilder text = new StringBuilder();
    label.codePoints().limit(60).forEach(c -> text.append(c >= ' ' && c < 127 ? (char) c : '?'));
    return text.toString();
  }
}
