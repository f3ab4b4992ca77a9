package io.glyphflow.testkit.page;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Size;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A change of perspective: every straight line stays one. Moves pictures, and points, boxes and
 * whole truths with them. Immutable, safe for any thread.
 */
public final class Warp {

  private final Size target;
  private final double[] forth;
  private final double[] back;

  private Warp(Size target, double[] forth) {
    this.target = target;
    this.forth = forth;
    this.back = Homography.inverse(forth);
  }

  /**
   * Turns a page about its middle; what leaves the page is lost.
   *
   * @param page the size of the page, and of the result
   * @param degrees clockwise as one looks at it
   * @return the warp
   */
  public static Warp rotation(Size page, double degrees) {
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    double x = page.width() / 2.0;
    double y = page.height() / 2.0;
    return new Warp(
        page,
        new double[] {cos, -sin, x - cos * x + sin * y, sin, cos, y - sin * x - cos * y, 0, 0, 1});
  }

  /**
   * Puts the corners of a page elsewhere, as a camera sees a sheet that lies askew.
   *
   * @param page the size of the page
   * @param target the size of the result
   * @param corners where the top left, top right, bottom right and bottom left corner go
   * @return the warp
   * @throws IllegalArgumentException if there are not four corners, or three of them are in line
   */
  public static Warp perspective(Size page, Size target, Polygon corners) {
    if (corners.vertices().size() != 4) {
      throw new IllegalArgumentException("corners: " + corners.vertices().size() + ", must be 4");
    }
    return new Warp(target, Homography.ofRectangle(page, corners.vertices()));
  }

  /**
   * Moves a point.
   *
   * @param point page pixels before
   * @return page pixels after
   */
  public Point map(Point point) {
    return Homography.map(forth, point.x(), point.y());
  }

  /**
   * Moves the corners of a box.
   *
   * @param box valid, page pixels before
   * @return page pixels after; first the corner that was top left, then clockwise
   */
  public Polygon map(BoundingBox box) {
    return new Polygon(box.toPolygon().vertices().stream().map(this::map).toList());
  }

  /**
   * Moves a page. The truth's boxes are then the bounds of the moved ones.
   *
   * @param page the page, left as it is
   * @param around the colour of what the page does not cover
   * @return a new page
   */
  public ComposedPage apply(ComposedPage page, Color around) {
    List<TrueRegion> regions = page.regions().stream().map(this::map).toList();
    return new ComposedPage(resample(page.picture(), around), page.dpi(), regions);
  }

  private TrueRegion map(TrueRegion region) {
    List<TrueLine> lines =
        region.lines().stream()
            .map(line -> new TrueLine(line.text(), map(line.box()).bounds()))
            .toList();
    return new TrueRegion(region.kind(), region.label(), map(region.box()).bounds(), lines);
  }

  private BufferedImage resample(BufferedImage from, Color around) {
    int width = from.getWidth();
    int height = from.getHeight();
    int[] source = from.getRGB(0, 0, width, height, null, 0, width);
    BufferedImage to =
        new BufferedImage(target.width(), target.height(), BufferedImage.TYPE_3BYTE_BGR);
    int[] row = new int[target.width()];
    for (int y = 0; y < target.height(); y++) {
      for (int x = 0; x < row.length; x++) {
        Point at = Homography.map(back, x + 0.5, y + 0.5);
        row[x] = Pixels.bilinear(source, width, height, at.x() - 0.5, at.y() - 0.5, around);
      }
      to.setRGB(0, y, row.length, 1, row, 0, row.length);
    }
    return to;
  }
}
