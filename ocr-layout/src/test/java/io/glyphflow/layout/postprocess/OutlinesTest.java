package io.glyphflow.layout.postprocess;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Size;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class OutlinesTest {

  private static final int CELLS = 200;
  private static final Size PAGE = new Size(1000, 2000);
  private static final BoundingBox BOX = new BoundingBox(100, 400, 500, 1200);

  @Test
  void trace_maskFillsItsBox_none() {
    assertThat(Outlines.trace(mask((x, y) -> true), 0, BOX, PAGE)).isEmpty();
  }

  @Test
  void trace_maskIsEmpty_none() {
    assertThat(Outlines.trace(mask((x, y) -> false), 0, BOX, PAGE)).isEmpty();
  }

  @Test
  void trace_cornerIsMissing_convexOutlineAroundTheRest() {
    // Cells of 5 x 10 pixels: the box is the cells 20..99 x 40..119. Its lower right is empty.
    Polygon outline = Outlines.trace(mask((x, y) -> x < 50 || y < 60), 0, BOX, PAGE).orElseThrow();
    assertThat(outline.vertices()).hasSize(5);
    assertThat(outline.contains(new Point(110, 1190))).isTrue();
    assertThat(outline.contains(new Point(490, 410))).isTrue();
    assertThat(outline.contains(new Point(490, 1190))).isFalse();
    assertThat(outline.area()).isLessThan(0.9 * BOX.area());
  }

  @Test
  void trace_severalPieces_theLargest() {
    Polygon outline =
        Outlines.trace(mask((x, y) -> x < 30 || (y >= 80 && x > 40)), 0, BOX, PAGE).orElseThrow();
    // The cells 41..99 x 80..119 are more than 20..29 x 40..119.
    assertThat(outline.bounds().left()).isBetween(200.0, 210.0);
    assertThat(outline.bounds().top()).isBetween(795.0, 805.0);
    assertThat(outline.bounds().right()).isBetween(495.0, 500.0);
  }

  @Test
  void trace_cornersOf45Degrees_pushedOutwardsButNotOverTheEdge() {
    // A trapezoid whose lower corners have 45 degrees on the page: 10 pixels down are 2 cells.
    Polygon outline =
        Outlines.trace(
                mask((x, y) -> y >= 100 && x - 20 >= (119 - y) * 2 && 99 - x >= (119 - y) * 2),
                0,
                BOX,
                PAGE)
            .orElseThrow();
    assertThat(outline.vertices())
        .allSatisfy(
            vertex -> {
              assertThat(vertex.x()).isBetween(BOX.left(), BOX.right());
              assertThat(vertex.y()).isBetween(BOX.top(), BOX.bottom());
            });
  }

  @Test
  void trace_threeCorners_none() {
    assertThat(Outlines.trace(mask((x, y) -> x - 20 <= (y - 40)), 0, BOX, PAGE))
        .satisfies(
            outline -> outline.ifPresent(o -> assertThat(o.vertices()).hasSizeGreaterThan(3)));
    assertThat(
            Outlines.trace(
                mask((x, y) -> (x - 20) * 3 <= (y - 40)), 0, new BoundingBox(0, 0, 2, 2), PAGE))
        .isEmpty();
  }

  @Test
  void trace_maskOfAnotherDetection_byIndexFromThePosition() {
    FloatBuffer values = FloatBuffer.allocate(3 + 2 * CELLS * CELLS).position(3);
    fill(values, 3 + CELLS * CELLS, (x, y) -> x < 50 || y < 60);
    Detections.Masks masks = new Detections.Masks(values, CELLS, CELLS, 0.5f);
    assertThat(Outlines.trace(masks, 0, BOX, PAGE)).isEmpty();
    assertThat(Outlines.trace(masks, 1, BOX, PAGE)).isPresent();
  }

  @Test
  void trace_anyNoise_withinTheBox() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 40; i++) {
      double density = random.nextDouble();
      double left = random.nextDouble(0, 990);
      double top = random.nextDouble(0, 1990);
      BoundingBox box =
          new BoundingBox(
              left, top, random.nextDouble(left + 0.01, 1000), random.nextDouble(top + 0.01, 2000));
      Optional<Polygon> outline =
          Outlines.trace(mask((x, y) -> random.nextDouble() < density), 0, box, PAGE);
      outline.ifPresent(
          o -> {
            assertThat(o.bounds().left()).isGreaterThanOrEqualTo(box.left());
            assertThat(o.bounds().top()).isGreaterThanOrEqualTo(box.top());
            assertThat(o.bounds().right()).isLessThanOrEqualTo(box.right());
            assertThat(o.bounds().bottom()).isLessThanOrEqualTo(box.bottom());
          });
    }
  }

  private interface Shape {
    boolean isInside(int x, int y);
  }

  private static Detections.Masks mask(Shape shape) {
    FloatBuffer values = FloatBuffer.allocate(CELLS * CELLS);
    fill(values, 0, shape);
    return new Detections.Masks(values, CELLS, CELLS, 0.5f);
  }

  private static void fill(FloatBuffer values, int from, Shape shape) {
    IntPredicate isInside = i -> shape.isInside(i % CELLS, i / CELLS);
    for (int i = 0; i < CELLS * CELLS; i++) {
      values.put(from + i, isInside.test(i) ? 1 : 0);
    }
  }
}
