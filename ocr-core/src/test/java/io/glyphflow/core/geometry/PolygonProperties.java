package io.glyphflow.core.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;

class PolygonProperties {

  @Provide
  Arbitrary<Polygon> pagePolygons() {
    return polygons(Arbitraries.doubles().between(-1e5, 1e5));
  }

  /** Whole numbers on a small grid: many repeated vertices, lines and crossings. */
  @Provide
  Arbitrary<Polygon> gridPolygons() {
    return polygons(Arbitraries.integers().between(-4, 4).map(Integer::doubleValue));
  }

  @Provide
  Arbitrary<Polygon> anyPolygons() {
    return polygons(
        Arbitraries.oneOf(
            Arbitraries.of(
                Double.MAX_VALUE, -Double.MAX_VALUE, 1e308, -1e154, Double.MIN_VALUE, -0.0, 1.0),
            Arbitraries.doubles()));
  }

  private static Arbitrary<Polygon> polygons(Arbitrary<Double> coordinates) {
    return Combinators.combine(coordinates, coordinates)
        .as(Point::new)
        .list()
        .ofMinSize(3)
        .ofMaxSize(9)
        .map(Polygon::new);
  }

  @Provide
  Arbitrary<Point> gridPoints() {
    Arbitrary<Double> halves = Arbitraries.integers().between(-10, 10).map(i -> i / 2.0);
    return Combinators.combine(halves, halves).as(Point::new);
  }

  @Provide
  Arbitrary<Point> anyPoints() {
    Arbitrary<Double> numbers =
        Arbitraries.oneOf(
            Arbitraries.of(
                Double.NaN, 1 / 0.0, -1 / 0.0, Double.MAX_VALUE, -Double.MAX_VALUE, 0.0, 1e308),
            Arbitraries.doubles());
    return Combinators.combine(numbers, numbers).as(Point::new);
  }

  @Property
  void area_vertexListRotatedOrReversed_isTheSame(
      @ForAll("pagePolygons") Polygon polygon, @ForAll @IntRange(max = 8) int distance) {
    List<Point> rotated = new ArrayList<>(polygon.vertices());
    Collections.rotate(rotated, distance);

    assertThat(new Polygon(rotated).area()).isCloseTo(polygon.area(), rounding(polygon));
    assertThat(new Polygon(rotated.reversed()).area()).isCloseTo(polygon.area(), rounding(polygon));
  }

  @Property
  void area_moved_isTheSame(
      @ForAll("pagePolygons") Polygon polygon,
      @ForAll @IntRange(min = -100_000, max = 100_000) int dx,
      @ForAll @IntRange(min = -100_000, max = 100_000) int dy) {
    assertThat(polygon.translate(dx, dy).area()).isCloseTo(polygon.area(), rounding(polygon));
  }

  @Property
  void area_scaled_growsByBothFactors(@ForAll("gridPolygons") Polygon polygon) {
    assertThat(polygon.scale(3, 0.5).area()).isEqualTo(polygon.area() * 1.5);
  }

  /** Coordinates move by up to 2^-36 of a pixel when they are rounded anew. */
  private static Offset<Double> rounding(Polygon polygon) {
    BoundingBox bounds = polygon.bounds();
    double perimeter = 2 * (bounds.right() - bounds.left() + bounds.bottom() - bounds.top());
    return within(1e-9 * Math.max(1, perimeter));
  }

  @Property
  void area_anyNumbers_isANumberAndNotNegative(@ForAll("anyPolygons") Polygon polygon) {
    assertThat(polygon.area()).isBetween(0.0, Double.MAX_VALUE);
  }

  @Property
  void area_gridTriangle_isHalfTheCrossProduct(
      @ForAll("gridPoints") Point a, @ForAll("gridPoints") Point b, @ForAll("gridPoints") Point c) {
    assertThat(Polygon.of(a, b, c).area()).isEqualTo(Math.abs(side(a, b, c)) / 2);
  }

  @Property
  void bounds_anyNumbers_areMetByAVertexOnEachSide(@ForAll("anyPolygons") Polygon polygon) {
    BoundingBox bounds = polygon.bounds();

    assertThat(polygon.vertices())
        .allMatch(v -> v.x() >= bounds.left() && v.x() <= bounds.right())
        .allMatch(v -> v.y() >= bounds.top() && v.y() <= bounds.bottom())
        .anyMatch(v -> v.x() == bounds.left())
        .anyMatch(v -> v.x() == bounds.right())
        .anyMatch(v -> v.y() == bounds.top())
        .anyMatch(v -> v.y() == bounds.bottom());
  }

  @Property
  void contains_anyNumbers_isFalseOutsideOfTheBounds(
      @ForAll("anyPolygons") Polygon polygon, @ForAll("anyPoints") Point point) {
    assertThat(polygon.contains(point) && !polygon.bounds().contains(point)).isFalse();
  }

  @Property
  void contains_vertexListRotatedOrReversed_isTheSame(
      @ForAll("gridPolygons") Polygon polygon,
      @ForAll("gridPoints") Point point,
      @ForAll @IntRange(max = 8) int distance) {
    List<Point> rotated = new ArrayList<>(polygon.vertices());
    Collections.rotate(rotated, distance);

    assertThat(new Polygon(rotated).contains(point)).isEqualTo(polygon.contains(point));
    assertThat(new Polygon(rotated.reversed()).contains(point)).isEqualTo(polygon.contains(point));
  }

  @Property
  void contains_rectangle_isThatOfItsBox(
      @ForAll @IntRange(min = -4, max = 3) int left,
      @ForAll @IntRange(min = -4, max = 3) int top,
      @ForAll @IntRange(min = 1, max = 4) int width,
      @ForAll @IntRange(min = 1, max = 4) int height,
      @ForAll @IntRange(max = 3) int start,
      @ForAll boolean reversed) {
    boolean[][] raster = new boolean[12][12]; // pixel (x, y) at [y + 5][x + 5]
    for (int y = top; y < top + height; y++) {
      for (int x = left; x < left + width; x++) {
        raster[y + 5][x + 5] = true;
      }
    }
    List<Point> corners =
        new ArrayList<>(BoundingBox.ofSize(left, top, width, height).toPolygon().vertices());
    Collections.rotate(corners, start);
    Polygon rectangle = new Polygon(reversed ? corners.reversed() : corners);

    assertThat(rectangle.isRectangle()).isTrue();
    for (int y = -5; y < 7; y++) {
      for (int x = -5; x < 7; x++) {
        boolean expected = raster[y + 5][x + 5];
        assertThat(rectangle.contains(new Point(x, y))).isEqualTo(expected);
        assertThat(rectangle.contains(new Point(x + 0.5, y + 0.5))).isEqualTo(expected);
        assertThat(rectangle.contains(new Point(x + 0.5, y))).isEqualTo(expected);
        assertThat(rectangle.contains(new Point(x, y + 0.5))).isEqualTo(expected);
      }
    }
  }

  @Property
  void contains_triangle_isBySidesOfItsEdges(
      @ForAll("gridPoints") Point a,
      @ForAll("gridPoints") Point b,
      @ForAll("gridPoints") Point c,
      @ForAll("gridPoints") Point point) {
    double ab = Math.signum(side(a, b, point));
    double bc = Math.signum(side(b, c, point));
    double ca = Math.signum(side(c, a, point));
    boolean contains = Polygon.of(a, b, c).contains(point);

    if (ab * bc * ca != 0) { // not on the line of an edge
      assertThat(contains).isEqualTo(ab == bc && bc == ca);
    }
  }

  @Property
  void contains_boxCutAlongItsDiagonal_isInOneHalfOnly(
      @ForAll("pagePolygons") Polygon polygon, @ForAll @IntRange(max = 16) int sixteenths) {
    BoundingBox box = polygon.bounds();
    Point leftTop = new Point(box.left(), box.top());
    Point rightBottom = new Point(box.right(), box.bottom());
    Polygon upper = Polygon.of(leftTop, new Point(box.right(), box.top()), rightBottom);
    Polygon lower = Polygon.of(leftTop, rightBottom, new Point(box.left(), box.bottom()));
    double part = sixteenths / 16.0;
    List<Point> points = new ArrayList<>(polygon.vertices());
    points.add(
        new Point(
            box.left() + (box.right() - box.left()) * part,
            box.top() + (box.bottom() - box.top()) * part));

    assertThat(points)
        .allMatch(p -> (upper.contains(p) != lower.contains(p)) == box.contains(p))
        .noneMatch(p -> upper.contains(p) && lower.contains(p));
  }

  /** Twice the area of the triangle, above 0 if the point is on the one side of the line. */
  private static double side(Point a, Point b, Point point) {
    return (b.x() - a.x()) * (point.y() - a.y()) - (b.y() - a.y()) * (point.x() - a.x());
  }
}
