package io.glyphflow.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LineOrderTest {

  private static final Size PAGE = new Size(2_000, 2_000);

  @Test
  void boxes_none_isEmpty() {
    assertThat(new LineOrder(1.5).boxes(PAGE)).isEmpty();
  }

  @Property(tries = 500)
  void boxes_oneLine_runsToTheRightOrDownwardsFromAnyCorner(
      @ForAll @DoubleRange(min = -90, max = 90) double degrees,
      @ForAll @IntRange(min = 0, max = 3) int start) {
    Assume.that(Math.abs(Math.abs(degrees) - 45) > 0.1);
    LineOrder order = new LineOrder(1.5);
    order.add(corners(1_000, 1_000, 400, 60, degrees, start), 0.8);

    TextBox box = order.boxes(PAGE).getFirst();

    double expected = degrees < -45 ? degrees + 180 : degrees;
    assertThat(angle(box)).isCloseTo(expected, within(1e-6));
    assertThat(isClockwise(box)).isTrue();
    assertThat(length(box)).isCloseTo(400, within(1e-6));
    assertThat(box.confidence()).isEqualTo(0.8);
  }

  @Property(tries = 200)
  void boxes_rowsAndColumns_areReadRowByRow(
      @ForAll @DoubleRange(min = -40, max = 130) double degrees, @ForAll long seed) {
    Assume.that(degrees < 40 || degrees > 50);
    Random random = new Random(seed);
    List<double[]> lines = new ArrayList<>();
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    for (int row = 0; row < 8; row++) {
      for (int column = 0; column < 3; column++) {
        double x = (column - 1) * 300;
        double y = (row - 3.5) * 50 + random.nextDouble() * 12 - 6; // not quite in a row
        lines.add(
            corners(
                1_000 + x * cos - y * sin,
                1_000 + x * sin + y * cos,
                260,
                36,
                degrees + random.nextDouble() - 0.5,
                random.nextInt(4)));
      }
    }
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, lines.size()).boxed().toList());
    Collections.shuffle(numbers, random);
    LineOrder order = new LineOrder(1.5);
    for (int number : numbers) {
      order.add(lines.get(number), number / 100.0);
    }

    List<TextBox> boxes = order.boxes(PAGE);

    assertThat(boxes.stream().map(box -> (int) Math.round(box.confidence() * 100)))
        .containsExactlyElementsOf(IntStream.range(0, lines.size()).boxed().toList());
  }

  @Test
  void boxes_squareOnAPageThatLiesOnItsSide_runsAsThePageDoes() {
    LineOrder order = new LineOrder(1.5);
    order.add(corners(500, 500, 400, 40, 90, 1), 0.9);
    order.add(corners(440, 720, 40, 42, 0, 0), 0.8);

    List<TextBox> boxes = order.boxes(PAGE);

    assertThat(angle(boxes.get(0))).isCloseTo(90, within(1e-6));
    assertThat(angle(boxes.get(1))).isCloseTo(90, within(1e-6));
    assertThat(boxes.get(1).confidence()).isEqualTo(0.8);
  }

  @Test
  void boxes_tallLetterAmongLines_isLevelButAStandingLineIsNot() {
    LineOrder order = new LineOrder(1.5);
    order.add(corners(500, 100, 400, 40, 1, 0), 0.1);
    order.add(corners(200, 200, 24, 44, 1, 0), 0.2); // a lone 1
    order.add(corners(900, 500, 40, 300, 0, 0), 0.3);

    List<TextBox> boxes = order.boxes(PAGE);

    assertThat(boxes.stream().map(TextBox::confidence)).containsExactly(0.1, 0.2, 0.3);
    assertThat(angle(boxes.get(1))).isCloseTo(1, within(1e-6));
    assertThat(length(boxes.get(1))).isCloseTo(24, within(1e-6));
    assertThat(angle(boxes.get(2))).isCloseTo(90, within(1e-6));
    assertThat(length(boxes.get(2))).isCloseTo(300, within(1e-6));
  }

  @Test
  void boxes_tallRatio_saysFromWhereOnABoxStands() {
    LineOrder order = new LineOrder(5);
    order.add(corners(500, 500, 40, 190, 0, 0), 0.1);
    assertThat(angle(order.boxes(PAGE).getFirst())).isCloseTo(0, within(1e-6));

    LineOrder lower = new LineOrder(4.5);
    lower.add(corners(500, 500, 40, 190, 0, 0), 0.1);
    assertThat(angle(lower.boxes(PAGE).getFirst())).isCloseTo(90, within(1e-6));
  }

  @Test
  void boxes_overTheEdge_areCutAndDroppedIfLittleIsLeft() {
    LineOrder order = new LineOrder(1.5);
    order.add(corners(0, 100, 400, 40, 0, 0), 0.1);
    order.add(corners(500, -18, 400, 40, 0, 0), 0.2);
    order.add(corners(500, -16, 400, 40, 0, 0), 0.3);
    order.add(corners(9_000, 100, 400, 40, 0, 0), 0.4);

    List<TextBox> boxes = order.boxes(PAGE);

    assertThat(boxes.stream().map(TextBox::confidence)).containsExactly(0.3, 0.1);
    assertThat(boxes.get(1).quad().vertices())
        .containsExactly(
            new Point(0, 80), new Point(200, 80), new Point(200, 120), new Point(0, 120));
  }

  private static double[] corners(
      double x, double y, double width, double height, double degrees, int start) {
    double angle = Math.toRadians(degrees);
    double[] corners =
        new RotatedBox(x, y, Math.cos(angle), Math.sin(angle), width / 2, height / 2).corners();
    double[] turned = new double[8];
    for (int i = 0; i < 8; i++) {
      turned[i] = corners[(i + 2 * start) % 8];
    }
    return turned;
  }

  private static double angle(TextBox box) {
    Point from = box.quad().vertices().get(0);
    Point to = box.quad().vertices().get(1);
    return Math.toDegrees(Math.atan2(to.y() - from.y(), to.x() - from.x()));
  }

  private static double length(TextBox box) {
    Point from = box.quad().vertices().get(0);
    Point to = box.quad().vertices().get(1);
    return Math.hypot(to.y() - from.y(), to.x() - from.x());
  }

  private static boolean isClockwise(TextBox box) {
    List<Point> corners = box.quad().vertices();
    double ax = corners.get(1).x() - corners.get(0).x();
    double ay = corners.get(1).y() - corners.get(0).y();
    double bx = corners.get(2).x() - corners.get(1).x();
    double by = corners.get(2).y() - corners.get(1).y();
    return ax * by - ay * bx > 0;
  }
}
