package io.glyphflow.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RotatedBoxTest {

  private static final int ANGLES = 1_800;

  @Test
  void around_upright_isKeptUpright() {
    RotatedBox box = RotatedBox.around(new double[] {2, 12, 12, 2}, new double[] {3, 3, 8, 8}, 4);

    assertThat(box).isEqualTo(new RotatedBox(7, 5.5, 1, 0, 5, 2.5));
    assertThat(box.corners()).containsExactly(2, 3, 12, 3, 12, 8, 2, 8);
  }

  @Test
  void around_onePointOrALine_hasNoArea() {
    assertThat(RotatedBox.around(new double[] {4}, new double[] {9}, 1))
        .isEqualTo(new RotatedBox(4, 9, 1, 0, 0, 0));
    assertThat(RotatedBox.around(new double[] {0, 3, 6}, new double[] {0, 4, 8}, 3).area())
        .isCloseTo(0, within(1e-9));
  }

  @Property(tries = 300)
  void around_anyPoints_holdsThemAndIsTheSmallestOfAllAngles(@ForAll long seed) {
    double[][] hull = hull(new Random(seed), 3 + Math.floorMod(seed, 9));

    RotatedBox box = RotatedBox.around(hull[0], hull[1], hull[0].length);

    // Between two of the angles tried, a long box grows by its length squared times the angle.
    double[] spans = spans(hull[0], hull[1], 0);
    double step = Math.PI / 2 / ANGLES * (spans[0] * spans[0] + spans[1] * spans[1]);
    assertThat(box.area()).isCloseTo(smallest(hull[0], hull[1]), within(1e-6 + step));
    assertThat(box.area()).isLessThanOrEqualTo(smallest(hull[0], hull[1]) + 1e-6);
    for (int i = 0; i < hull[0].length; i++) {
      double dx = hull[0][i] - box.x();
      double dy = hull[1][i] - box.y();
      assertThat(Math.abs(dx * box.ux() + dy * box.uy())).isLessThan(box.a() + 1e-6);
      assertThat(Math.abs(dy * box.ux() - dx * box.uy())).isLessThan(box.b() + 1e-6);
    }
  }

  @Property(tries = 200)
  void grown_anyBox_isTheSmallestAroundItsOffsetWithRoundJoins(
      @ForAll @DoubleRange(min = 1, max = 500) double width,
      @ForAll @DoubleRange(min = 1, max = 60) double height,
      @ForAll @IntRange(min = -90, max = 90) int degrees,
      @ForAll @DoubleRange(min = 0.1, max = 40) double distance) {
    double angle = Math.toRadians(degrees);
    RotatedBox box =
        new RotatedBox(30, 40, Math.cos(angle), Math.sin(angle), width / 2, height / 2);
    double[][] outline = offset(box.corners(), distance);

    RotatedBox grown = box.grown(distance);

    double[] spans = spans(outline[0], outline[1], angle);
    assertThat(2 * grown.a()).isCloseTo(spans[0], within(1e-6));
    assertThat(2 * grown.b()).isCloseTo(spans[1], within(1e-6));
    assertThat(grown.area()).isLessThanOrEqualTo(smallest(outline[0], outline[1]) * 1.0005);
    RotatedBox found = RotatedBox.around(outline[0], outline[1], outline[0].length);
    assertThat(grown.area()).isCloseTo(found.area(), within(1e-3 * grown.area()));
  }

  /** Corners pushed outwards, and an arc at each of them. */
  private static double[][] offset(double[] corners, double distance) {
    int steps = 64;
    double[][] outline = new double[2][4 * (steps + 1)];
    for (int i = 0, n = 0; i < 4; i++) {
      int before = (i + 3) % 4;
      double in =
          Math.atan2(
              corners[2 * i + 1] - corners[2 * before + 1], corners[2 * i] - corners[2 * before]);
      for (int step = 0; step <= steps; step++) {
        double normal = in - Math.PI / 2 + Math.PI / 2 * step / steps;
        outline[0][n] = corners[2 * i] + distance * Math.cos(normal);
        outline[1][n++] = corners[2 * i + 1] + distance * Math.sin(normal);
      }
    }
    return outline;
  }

  private static double smallest(double[] xs, double[] ys) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < ANGLES; i++) {
      double[] spans = spans(xs, ys, Math.PI / 2 * i / ANGLES);
      best = Math.min(best, spans[0] * spans[1]);
    }
    return best;
  }

  private static double[] spans(double[] xs, double[] ys, double angle) {
    double[] low = {Double.MAX_VALUE, Double.MAX_VALUE};
    double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE};
    for (int i = 0; i < xs.length; i++) {
      double u = xs[i] * Math.cos(angle) + ys[i] * Math.sin(angle);
      double v = ys[i] * Math.cos(angle) - xs[i] * Math.sin(angle);
      low[0] = Math.min(low[0], u);
      high[0] = Math.max(high[0], u);
      low[1] = Math.min(low[1], v);
      high[1] = Math.max(high[1], v);
    }
    return new double[] {high[0] - low[0], high[1] - low[1]};
  }

  /** Points of an ellipse in the order of their angles: convex. */
  private static double[][] hull(Random random, int count) {
    double[] angles = random.doubles(count, 0, 2 * Math.PI).sorted().toArray();
    double a = 5 + random.nextDouble() * 100;
    double b = 5 + random.nextDouble() * 100;
    double turn = random.nextDouble() * Math.PI;
    double[][] hull = new double[2][count];
    for (int i = 0; i < count; i++) {
      double x = a * Math.cos(angles[i]);
      double y = b * Math.sin(angles[i]);
      hull[0][i] = x * Math.cos(turn) - y * Math.sin(turn);
      hull[1][i] = x * Math.sin(turn) + y * Math.cos(turn);
    }
    return hull;
  }
}
