package io.glyphflow.core.source;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * How a page of a PDF becomes pixels: its crop box, turned as the page says, in so many dots per
 * inch.
 *
 * @param page the page, valid as long as its document
 * @param width of the crop box before it is turned, points
 * @param height of the crop box before it is turned, points
 * @param rotation how the page is turned clockwise: 0, 90, 180 or 270
 * @param size of the picture, pixels
 * @param dpi of the picture
 */
record PdfGeometry(PDPage page, float width, float height, int rotation, Size size, double dpi) {

  private static final double POINTS_PER_INCH = 72;

  /** A page that has less than this after it was made to fit is not a page. */
  private static final double MIN_DPI = 1;

  static PdfGeometry of(PageId id, PDDocument document, ReadOptions options) {
    PDPage page = document.getPage(id.pageNumber() - 1);
    PDRectangle box = page.getCropBox();
    float width = box.getWidth();
    float height = box.getHeight();
    if (!(width > 0 && height > 0 && width < Float.MAX_VALUE && height < Float.MAX_VALUE)) {
      throw Troubles.unreadable(
          id.toString(),
          "the page is " + width + " x " + height + " points, must be above 0; check the file");
    }
    int rotation = page.getRotation();
    boolean isTurned = rotation % 180 != 0;
    double unit = page.getUserUnit();
    double inches = unit > 0 && unit < Float.MAX_VALUE ? unit / POINTS_PER_INCH : 1 / 72.0;
    double across = inches * (isTurned ? height : width);
    double down = inches * (isTurned ? width : height);
    double dpi = Math.min(options.dpi(), options.maxSide() / Math.max(across, down));
    if (dpi < Math.min(MIN_DPI, options.dpi())) {
      throw Troubles.limit(
          id.toString(),
          String.format(
              "the page is %.0f x %.0f inches, of which %d pixels leave less than 1 dot per inch;"
                  + " raise ReadOptions.maxSide or check the file",
              across, down, options.maxSide()));
    }
    Size size = new Size(pixels(across * dpi), pixels(down * dpi));
    return new PdfGeometry(page, width, height, rotation, size, dpi);
  }

  private static int pixels(double side) {
    return (int) Math.max(1, Math.round(side));
  }

  /** Pages are drawn in color; what is on them is not known before. */
  long decodedBytes() {
    return size.area() * PageImage.Format.BGR24.bytesPerPixel();
  }

  private boolean isTurned() {
    return rotation % 180 != 0;
  }

  /** Pixels for a point of the turned page, from left to right. */
  double scaleX() {
    return size.width() / (double) (isTurned() ? height : width);
  }

  /** Pixels for a point of the turned page, from top to bottom. */
  double scaleY() {
    return size.height() / (double) (isTurned() ? width : height);
  }

  /**
   * The pixels that enclose some points.
   *
   * @param points x and y by turns, from the lower left corner of the crop box
   */
  BoundingBox toPixels(double... points) {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < points.length; i += 2) {
      double x = points[i];
      double y = points[i + 1];
      double across =
          switch (rotation) {
            case 90 -> y;
            case 180 -> width - x;
            case 270 -> height - y;
            default -> x;
          };
      double down =
          switch (rotation) {
            case 90 -> x;
            case 180 -> y;
            case 270 -> width - x;
            default -> height - y;
          };
      left = Math.min(left, across * scaleX());
      right = Math.max(right, across * scaleX());
      top = Math.min(top, down * scaleY());
      bottom = Math.max(bottom, down * scaleY());
    }
    return new BoundingBox(left, top, right, bottom);
  }
}
