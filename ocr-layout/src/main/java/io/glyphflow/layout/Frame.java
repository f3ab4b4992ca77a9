package io.glyphflow.layout;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Size;

/**
 * Where the level work image lies on the page: scaled, and turned around the middle of the work
 * image, on a canvas that holds all of it.
 */
final class Frame {

  private final Size page;
  private final double scaleX;
  private final double scaleY;
  private final int width;
  private final int height;
  private final int levelWidth;
  private final int levelHeight;
  private final double cos;
  private final double sin;

  /**
   * For one page.
   *
   * @param width of the work image before it is turned, pixels
   * @param height likewise
   * @param skew degrees by which its lines fall to the right
   */
  Frame(Size page, int width, int height, double skew) {
    this.page = page;
    this.scaleX = (double) page.width() / width;
    this.scaleY = (double) page.height() / height;
    this.width = width;
    this.height = height;
    this.cos = Math.cos(Math.toRadians(skew));
    this.sin = Math.sin(Math.toRadians(skew));
    this.levelWidth = (int) Math.ceil(width * cos + height * Math.abs(sin));
    this.levelHeight = (int) Math.ceil(height * cos + width * Math.abs(sin));
  }

  int levelWidth() {
    return levelWidth;
  }

  int levelHeight() {
    return levelHeight;
  }

  /** From the work image to the level one: 2 rows of 3. */
  double[] matrix() {
    double x = width / 2.0;
    double y = height / 2.0;
    return new double[] {
      cos, sin, levelWidth / 2.0 - cos * x - sin * y,
      -sin, cos, levelHeight / 2.0 + sin * x - cos * y
    };
  }

  /** The outline on the page, from the top left corner as one reads it, clockwise. */
  Polygon polygon(Box box) {
    return Polygon.of(
        point(box.left(), box.top()),
        point(box.right(), box.top()),
        point(box.right(), box.bottom()),
        point(box.left(), box.bottom()));
  }

  private Point point(double levelX, double levelY) {
    double dx = levelX - levelWidth / 2.0;
    double dy = levelY - levelHeight / 2.0;
    double x = (cos * dx - sin * dy + width / 2.0) * scaleX;
    double y = (sin * dx + cos * dy + height / 2.0) * scaleY;
    return new Point(Math.clamp(x, 0, page.width()), Math.clamp(y, 0, page.height()));
  }

  /** The box on the page around a box in the level image. */
  BoundingBox box(Box box) {
    return polygon(box).bounds();
  }
}
