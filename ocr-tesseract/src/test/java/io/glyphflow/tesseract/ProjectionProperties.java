package io.glyphflow.tesseract;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.geometry.Size;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ProjectionProperties {

  private static void assertNear(Point actual, Point expected) {
    assertThat(Math.hypot(actual.x() - expected.x(), actual.y() - expected.y()))
        .as("%s, expected %s", actual, expected)
        .isLessThan(1e-6);
  }

  @Property
  void ofUnitSquare_convexQuadrilateral_mapsItsCorners(
      @ForAll @DoubleRange(min = -0.3, max = 0.3) double a,
      @ForAll @DoubleRange(min = -0.3, max = 0.3) double b,
      @ForAll @DoubleRange(min = -0.3, max = 0.3) double c,
      @ForAll @DoubleRange(min = -0.3, max = 0.3) double d) {
    List<Point> corners =
        List.of(new Point(a, b), new Point(1 + b, c), new Point(1 + c, 1 + d), new Point(d, 1 + a));

    Projection map = Projection.ofUnitSquare(corners);

    assertNear(map.apply(new Point(0, 0)), corners.get(0));
    assertNear(map.apply(new Point(1, 0)), corners.get(1));
    assertNear(map.apply(new Point(1, 1)), corners.get(2));
    assertNear(map.apply(new Point(0, 1)), corners.get(3));
  }

  @Property
  void turn_anyPoint_isWhereTheRotationPutsIt(
      @ForAll Rotation turn,
      @ForAll @IntRange(min = 1, max = 5000) int width,
      @ForAll @IntRange(min = 1, max = 5000) int height,
      @ForAll @DoubleRange(min = 0, max = 5000) double x,
      @ForAll @DoubleRange(min = 0, max = 5000) double y) {
    Size size = new Size(width, height);

    assertNear(
        Projection.turn(turn, size).apply(new Point(x, y)), turn.apply(new Point(x, y), size));
  }

  @Property
  void then_twoMaps_areOneAfterTheOther(
      @ForAll @DoubleRange(min = -100, max = 100) double dx,
      @ForAll @DoubleRange(min = 0.1, max = 10) double factor,
      @ForAll @DoubleRange(min = -100, max = 100) double x) {
    Projection moved = Projection.translation(dx, -dx);
    Projection scaled = Projection.scaling(factor, 2 * factor);

    assertNear(
        moved.then(scaled).apply(new Point(x, x)), scaled.apply(moved.apply(new Point(x, x))));
  }
}
