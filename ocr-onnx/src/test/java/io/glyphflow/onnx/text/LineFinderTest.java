package io.glyphflow.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LineFinderTest {

  private static final int WIDTH = 160;
  private static final int HEIGHT = 120;

  @Test
  void find_oneBar_isGrownByAreaTimesRatioOverPerimeter() {
    float[] map = new float[WIDTH * HEIGHT];
    fill(map, 20, 30, 120, 40, 0.9f);

    List<LineFinder.Found> found = finder(map, options(0.3, 0.5, 1.6)).find();

    // 99 x 9 between the middles of the outer pixels
    double distance = 99 * 9 * 1.6 / (2 * (99 + 9));
    assertThat(found).hasSize(1);
    RotatedBox box = found.getFirst().box();
    assertThat(box.x()).isEqualTo(69.5);
    assertThat(box.y()).isEqualTo(34.5);
    assertThat(box.a()).isCloseTo(49.5 + distance, within(1e-9));
    assertThat(box.b()).isCloseTo(4.5 + distance, within(1e-9));
    assertThat(found.getFirst().confidence()).isCloseTo(0.9, within(1e-6));
  }

  @Test
  void find_thresholds_areStrictForPixelsAndNotForBoxes() {
    float[] map = new float[WIDTH * HEIGHT];
    fill(map, 20, 30, 120, 40, 0.5f);

    assertThat(finder(map, options(0.5, 0.1, 1.5)).find()).isEmpty();
    assertThat(finder(map, options(0.49, 0.5, 1.5)).find()).hasSize(1);
    assertThat(finder(map, options(0.3, 0.51, 1.5)).find()).isEmpty();
  }

  @Test
  void find_thinAndLowShapes_areLeftOut() {
    float[] map = new float[WIDTH * HEIGHT];
    fill(map, 20, 10, 120, 13, 1); // 2 between middles
    fill(map, 20, 30, 24, 34, 1); // 3 x 3, grown by 0.5 * 3 * 3 / 12
    fill(map, 20, 60, 120, 64, 1); // 3, grown by 0.5 * 297 / 204

    assertThat(finder(map, options(0.3, 0.5, 0.5)).find()).isEmpty();
    assertThat(finder(map, options(0.3, 0.5, 1.5)).find()).hasSize(2);
  }

  @Test
  void find_dilated_joinsWhatIsAPixelApart() {
    float[] map = new float[WIDTH * HEIGHT];
    fill(map, 20, 30, 60, 40, 1);
    fill(map, 61, 30, 100, 40, 1);

    assertThat(finder(map, options(0.3, 0.5, 1.5)).find()).hasSize(2);
    LineOptions dilated = new LineOptions(0.3, true, 0.5, 0, 10);
    assertThat(finder(map, dilated).find())
        .singleElement()
        .extracting(LineFinder.Found::box)
        .isEqualTo(new RotatedBox(60, 35, 1, 0, 40, 5));
  }

  @Property(tries = 50)
  void find_dilated_equalsMarkingTheNeighboursFirst(@ForAll long seed) {
    Random random = new Random(seed);
    float[] map = new float[WIDTH * HEIGHT];
    for (int i = 0; i < map.length; i++) {
      map[i] = random.nextInt(6) == 0 ? 1 : 0;
    }
    float[] marked = new float[map.length];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        if (map[y * WIDTH + x] > 0) {
          fill(marked, x, y, Math.min(WIDTH, x + 2), Math.min(HEIGHT, y + 2), 1);
        }
      }
    }

    List<RotatedBox> boxes =
        finder(map, new LineOptions(0.3, true, 0, 1, 10_000)).find().stream()
            .map(LineFinder.Found::box)
            .toList();

    assertThat(boxes)
        .isEqualTo(
            finder(marked, new LineOptions(0.3, false, 0, 1, 10_000)).find().stream()
                .map(LineFinder.Found::box)
                .toList())
        .isNotEmpty();
  }

  @Property(tries = 200)
  void find_turnedBar_hasItsAngleAndThePlainMeanAsConfidence(
      @ForAll @IntRange(min = -90, max = 90) int degrees,
      @ForAll @DoubleRange(min = 20, max = 45) double a,
      @ForAll @DoubleRange(min = 4, max = 9) double b,
      @ForAll long seed) {
    Random random = new Random(seed);
    double angle = Math.toRadians(degrees);
    RotatedBox bar = new RotatedBox(80, 60, Math.cos(angle), Math.sin(angle), a, b);
    float[] map = new float[WIDTH * HEIGHT];
    for (int i = 0; i < map.length; i++) {
      map[i] = (float) (random.nextDouble() * 0.2);
      if (ReferenceConfidence.isInside(bar, i % WIDTH, i / WIDTH)) {
        map[i] = (float) (0.5 + random.nextDouble() * 0.5);
      }
    }

    List<LineFinder.Found> found = finder(map, options(0.3, 0, 0)).find();

    assertThat(found).hasSize(1);
    RotatedBox box = found.getFirst().box();
    assertThat(found.getFirst().confidence())
        .isCloseTo(ReferenceConfidence.of(box, map, WIDTH, HEIGHT), within(1e-9));
    double cross = Math.abs(box.ux() * Math.sin(angle) - box.uy() * Math.cos(angle));
    boolean isAlong = box.a() > box.b();
    assertThat(isAlong ? cross : Math.sqrt(Math.max(0, 1 - cross * cross)))
        .as("sine of the angle between both")
        .isLessThan(0.06);
  }

  @Test
  void find_garbage_isNoTextAndNoException() {
    float[] map = new float[WIDTH * HEIGHT];
    fill(map, 20, 30, 120, 40, 0.9f);
    fill(map, 20, 60, 120, 70, Float.NaN);
    fill(map, 20, 80, 120, 90, Float.POSITIVE_INFINITY);
    fill(map, 20, 100, 120, 110, Float.NEGATIVE_INFINITY);
    map[35 * WIDTH + 50] = Float.NaN;
    LineFinder finder = finder(map, options(0.3, 0.5, 1.5));

    assertThat(finder.find()).hasSize(1);
    assertThat(finder.garbage()).isEqualTo(3 * 1_000 + 1);
  }

  @Test
  void find_valuesAboveOne_countAsOne() {
    float[] map = new float[WIDTH * HEIGHT];
    fill(map, 20, 30, 120, 40, Float.MAX_VALUE);

    assertThat(finder(map, options(0.3, 0.5, 1.5)).find())
        .singleElement()
        .extracting(LineFinder.Found::confidence)
        .isEqualTo(1.0);
  }

  @Property(tries = 200)
  void find_anyBits_isNoException(@ForAll long seed) {
    Random random = new Random(seed);
    float[] map = new float[WIDTH * HEIGHT];
    for (int i = 0; i < map.length; i++) {
      map[i] = random.nextBoolean() ? random.nextFloat() : Float.intBitsToFloat(random.nextInt());
    }
    LineFinder finder = finder(map, options(0.3, 0.2, 1.5));

    for (LineFinder.Found line : finder.find()) {
      assertThat(line.confidence()).isBetween(0.2, 1.0);
      assertThat(line.box().area()).isFinite();
    }
  }

  @Test
  void find_noise_looksAtNoMoreThanWantedAndCountsTheRest() {
    Random random = new Random(7);
    float[] map = new float[960 * 960];
    for (int i = 0; i < map.length; i++) {
      map[i] = random.nextInt(100) < 38 ? 1 : 0;
    }
    LineFinder finder =
        new LineFinder(new LineOptions(0.3, false, 0, 1.5, 1_000), FloatBuffer.wrap(map), 960, 960);

    assertThat(finder.find().size()).isBetween(1, 1_000);
    assertThat(finder.cut()).isGreaterThan(1_000);
  }

  private static LineOptions options(double threshold, double boxThreshold, double ratio) {
    return new LineOptions(threshold, false, boxThreshold, ratio, 1_000);
  }

  private static LineFinder finder(float[] map, LineOptions options) {
    return new LineFinder(options, FloatBuffer.wrap(map), WIDTH, HEIGHT);
  }

  private static void fill(
      float[] map, int left, int top, int right, int bottom, float probability) {
    for (int y = top; y < bottom; y++) {
      Arrays.fill(map, y * WIDTH + left, y * WIDTH + right, probability);
    }
  }

  /** The mean of all pixels whose middles are on no edge's outer side. */
  private static final class ReferenceConfidence {

    static double of(RotatedBox box, float[] map, int width, int height) {
      double sum = 0;
      int count = 0;
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          if (isInside(box, x, y)) {
            sum += map[y * width + x];
            count++;
          }
        }
      }
      return sum / count;
    }

    static boolean isInside(RotatedBox box, int x, int y) {
      double[] corners = box.corners();
      for (int i = 0; i < 4; i++) {
        int to = (i + 1) % 4;
        double dx = corners[2 * to] - corners[2 * i];
        double dy = corners[2 * to + 1] - corners[2 * i + 1];
        double side = dx * (y - corners[2 * i + 1]) - dy * (x - corners[2 * i]);
        if (side / Math.hypot(dx, dy) < -1e-6) {
          return false;
        }
      }
      return true;
    }
  }
}
