package io.glyphflow.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LineRowsTest {

  private static Polygon level(double left, double top, double right, double bottom) {
    return turned(left, top, right, bottom, 0);
  }

  /** A box turned around the origin, degrees clockwise. */
  private static Polygon turned(double left, double top, double right, double bottom, double by) {
    return Polygon.of(
        turn(left, top, by), turn(right, top, by), turn(right, bottom, by), turn(left, bottom, by));
  }

  private static Point turn(double x, double y, double degrees) {
    double sin = Math.sin(Math.toRadians(degrees));
    double cos = Math.cos(Math.toRadians(degrees));
    return new Point(x * cos - y * sin, x * sin + y * cos);
  }

  @Test
  void rows_nothing_areNone() {
    assertThat(LineRows.of(List.of())).isEmpty();
  }

  @Test
  void rows_boxesSideBySide_areOneFromTheLeft() {
    assertThat(
            LineRows.of(
                List.of(level(300, 2, 400, 22), level(0, 0, 100, 20), level(120, 3, 280, 21))))
        .containsExactly(List.of(1, 2, 0));
  }

  @Test
  void rows_boxesBelowEachOther_areRowsFromTheTop() {
    assertThat(LineRows.of(List.of(level(0, 30, 100, 50), level(0, 0, 100, 20))))
        .containsExactly(List.of(1), List.of(0));
  }

  @Test
  void rows_largeInitialBesideThreeLines_keepsTheLinesApart() {
    assertThat(
            LineRows.of(
                List.of(
                    level(0, 0, 60, 70),
                    level(70, 0, 400, 20),
                    level(70, 25, 400, 45),
                    level(70, 50, 400, 70))))
        .containsExactlyInAnyOrder(List.of(0), List.of(1), List.of(2), List.of(3));
  }

  @Property(tries = 100)
  void rows_textAtAnyAngle_areThoseOfTheLevelText(@ForAll long seed) {
    Random random = new Random(seed);
    double angle = 360 * random.nextDouble();
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
    Collections.shuffle(order, random);
    List<Polygon> quads = new ArrayList<>();
    for (int i : order) {
      // Rows of two boxes, 40 apart, 20 high.
      double top = 40.0 * Math.floorDiv(i, 2);
      double left = 1000.0 * (i % 2);
      quads.add(turned(left, top, left + 900, top + 20, angle));
    }
    List<List<Integer>> rows = LineRows.of(quads);
    assertThat(rows).hasSize(5);
    for (int row = 0; row < 5; row++) {
      assertThat(rows.get(row)).containsExactly(order.indexOf(2 * row), order.indexOf(2 * row + 1));
    }
  }
}
