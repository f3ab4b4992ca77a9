package io.glyphflow.core.geometry;

import java.util.List;

/**
 * An outline in page pixels: vertices in order, the last joined to the first. Either direction and
 * any start are allowed, and so are repeated vertices, vertices in one line and edges that cross;
 * the vertices are kept as they are. Two polygons are equal if they list the same vertices from the
 * same start. All methods take time linear in the number of vertices. Immutable, safe for use by
 * any thread.
 *
 * @param vertices the corners in order, at least 3, all finite
 */
public record Polygon(List<Point> vertices) {

  /** Up to this, products of differences are at most 2^1002, and 2^20 of them still add up. */
  private static final double LARGE = 0x1p500;

  /** Brings the largest double down to below {@link #LARGE}. */
  private static final int SHRINK = -600;

  /**
   * Checks and copies the vertices.
   *
   * @throws IllegalArgumentException if there are fewer than 3 vertices, or if one is infinite or
   *     NaN
   */
  public Polygon {
    vertices = List.copyOf(vertices);
    if (vertices.size() < 3) {
      throw new IllegalArgumentException("vertices: " + vertices.size() + ", must be at least 3");
    }
    for (int i = 0; i < vertices.size(); i++) {
      if (!vertices.get(i).isFinite()) {
        throw new IllegalArgumentException(
            "vertices[" + i + "]: " + vertices.get(i) + ", must be finite");
      }
    }
  }

  /**
   * Gives the polygon with these vertices.
   *
   * @param vertices the corners in order, at least 3, all finite
   * @return the polygon
   * @throws IllegalArgumentException if there are fewer than 3 vertices, or if one is infinite or
   *     NaN
   */
  public static Polygon of(Point... vertices) {
    return new Polygon(List.of(vertices));
  }

  /**
   * Gives the smallest box around all vertices.
   *
   * @return the box; not valid if all vertices lie on one horizontal or vertical line
   */
  public BoundingBox bounds() {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (Point vertex : vertices) {
      left = Math.min(left, vertex.x());
      top = Math.min(top, vertex.y());
      right = Math.max(right, vertex.x());
      bottom = Math.max(bottom, vertex.y());
    }
    return new BoundingBox(left, top, right, bottom);
  }

  /**
   * Gives the enclosed area, by the shoelace formula. Where edges cross, parts that run in opposite
   * directions cancel each other out. An area past {@link Double#MAX_VALUE} counts as {@code
   * MAX_VALUE}.
   *
   * @return square page pixels, 0 or more, never NaN; 0, but for rounding, if all vertices lie on
   *     one line
   */
  public double area() {
    BoundingBox bounds = bounds();
    int shrinkX = shrink(bounds.left(), bounds.right());
    int shrinkY = shrink(bounds.top(), bounds.bottom());
    // Relative to a vertex, not to the page's corner: a small outline far from the origin would be
    // lost in the difference of large products.
    Point origin = vertices.getFirst();
    double originX = Math.scalb(origin.x(), shrinkX);
    double originY = Math.scalb(origin.y(), shrinkY);
    double twice = 0;
    double previousX = 0;
    double previousY = 0;
    for (int i = 1; i < vertices.size(); i++) {
      double x = Math.scalb(vertices.get(i).x(), shrinkX) - originX;
      double y = Math.scalb(vertices.get(i).y(), shrinkY) - originY;
      twice += previousX * y - x * previousY;
      previousX = x;
      previousY = y;
    }
    double area = Math.scalb(Math.abs(twice) / 2, -(shrinkX + shrinkY));
    return Math.min(area, Double.MAX_VALUE);
  }

  /**
   * Says whether a point is inside, by the even-odd rule: it is if a ray from it to the right
   * crosses the outline an odd number of times. Where edges cross, a part that is enclosed twice is
   * outside.
   *
   * <p>Edges count half-open as those of a {@link BoundingBox} do: a point on an edge is inside if
   * the inside lies to the right of it or, on a horizontal edge, below it. So a rectangle contains
   * exactly the points of its {@linkplain #bounds() bounds}, no polygon contains a point outside of
   * its bounds, and of two polygons that share an edge only one contains a point on it. A slanted
   * edge is where rounding puts it, which is the same place for both of its owners.
   *
   * @param point the point, page pixels
   * @return whether it is inside; false if a coordinate is infinite or NaN
   */
  public boolean contains(Point point) {
    double x = point.x();
    double y = point.y();
    boolean inside = false;
    Point from = vertices.getLast();
    for (Point to : vertices) {
      // y is within [upper end, lower end): a horizontal edge never is, a shared vertex is once
      if ((from.y() > y) != (to.y() > y) && x < crossing(from, to, y)) {
        inside = !inside;
      }
      from = to;
    }
    return inside;
  }

  /**
   * Gives this polygon moved.
   *
   * @param dx page pixels to the right
   * @param dy page pixels down
   * @return the moved polygon
   * @throws IllegalArgumentException if {@code dx} or {@code dy} is infinite or NaN, or if a vertex
   *     leaves the range of {@code double}
   */
  public Polygon translate(double dx, double dy) {
    Coordinates.checkOffset("dx", dx);
    Coordinates.checkOffset("dy", dy);
    return new Polygon(vertices.stream().map(v -> new Point(v.x() + dx, v.y() + dy)).toList());
  }

  /**
   * Gives this polygon with all coordinates multiplied, as if the page were resized around its top
   * left corner.
   *
   * @param sx the factor from left to right, above 0
   * @param sy the factor from top to bottom, above 0
   * @return the scaled polygon
   * @throws IllegalArgumentException if a factor is 0 or less, infinite or NaN, or if a vertex
   *     leaves the range of {@code double}
   */
  public Polygon scale(double sx, double sy) {
    Coordinates.checkFactor("sx", sx);
    Coordinates.checkFactor("sy", sy);
    return new Polygon(vertices.stream().map(v -> new Point(v.x() * sx, v.y() * sy)).toList());
  }

  /**
   * Says whether this is an axis-aligned rectangle: exactly 4 vertices, its 4 distinct corners in
   * order, in either direction and from any start. It then says no more than its {@linkplain
   * #bounds() bounds} do.
   *
   * @return whether it is
   */
  public boolean isRectangle() {
    if (vertices.size() != 4) {
      return false;
    }
    Point a = vertices.get(0);
    Point b = vertices.get(1);
    Point c = vertices.get(2);
    Point d = vertices.get(3);
    boolean horizontalFirst = a.y() == b.y() && b.x() == c.x() && c.y() == d.y() && d.x() == a.x();
    boolean verticalFirst = a.x() == b.x() && b.y() == c.y() && c.x() == d.x() && d.y() == a.y();
    return (horizontalFirst || verticalFirst) && a.x() != c.x() && a.y() != c.y();
  }

  /** The power of two that keeps products of the coordinates of one axis finite. */
  private static int shrink(double low, double high) {
    return low < -LARGE || high > LARGE ? SHRINK : 0;
  }

  /**
   * Where an edge that is not horizontal meets the horizontal line at y. Computed from the upper
   * end whichever way the edge runs, so that both owners of a shared edge round alike, and never
   * beyond its ends, so that rounding puts no point outside of the bounds inside.
   */
  private static double crossing(Point from, Point to, double y) {
    boolean down = from.y() < to.y();
    Point upper = down ? from : to;
    Point lower = down ? to : from;
    double rise = lower.y() - upper.y();
    double part =
        Double.isInfinite(rise)
            ? (y / 2 - upper.y() / 2) / (lower.y() / 2 - upper.y() / 2)
            : (y - upper.y()) / rise;
    double run = lower.x() - upper.x();
    double x =
        Double.isInfinite(run) ? upper.x() * (1 - part) + lower.x() * part : upper.x() + run * part;
    return Math.clamp(x, Math.min(from.x(), to.x()), Math.max(from.x(), to.x()));
  }
}
