package io.glyphflow.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineJoinerTest {

  private static TextBox box(double left, double top, double right, double bottom) {
    return new TextBox(new BoundingBox(left, top, right, bottom).toPolygon(), 0.5);
  }

  private static TextBox turned(TextBox box, double degrees) {
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    List<Point> corners =
        box.quad().vertices().stream()
            .map(p -> new Point(p.x() * cos - p.y() * sin, p.x() * sin + p.y() * cos))
            .toList();
    return new TextBox(new Polygon(corners), box.confidence());
  }

  @Test
  void join_piecesOfALine_areOneBoxAroundThem() {
    List<TextBox> joined =
        LineJoiner.join(List.of(box(0, 0, 300, 40), box(305, 10, 318, 32), box(320, 2, 600, 42)));
    assertThat(joined).hasSize(1);
    assertThat(joined.getFirst().quad().bounds()).isEqualTo(new BoundingBox(0, 0, 600, 42));
    assertThat(joined.getFirst().confidence()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void join_linesBelowEachOther_stayApartAndInOrder() {
    List<TextBox> boxes = List.of(box(0, 0, 300, 40), box(0, 50, 300, 90), box(0, 100, 200, 140));
    assertThat(LineJoiner.join(boxes)).isEqualTo(boxes);
  }

  @Test
  void join_columnsWithWhiteBetween_stayApart() {
    List<TextBox> boxes = List.of(box(0, 0, 300, 40), box(330, 0, 600, 40));
    assertThat(LineJoiner.join(boxes)).isEqualTo(boxes);
  }

  @Test
  void join_largeLetterBesideSmallText_staysApart() {
    List<TextBox> boxes = List.of(box(0, 0, 100, 120), box(105, 40, 600, 70));
    assertThat(LineJoiner.join(boxes)).isEqualTo(boxes);
  }

  @Test
  void join_twoLinesInPieces_areTwoLines() {
    List<TextBox> joined =
        LineJoiner.join(
            List.of(
                box(0, 0, 300, 40),
                box(303, 0, 600, 40),
                box(0, 60, 200, 100),
                box(210, 60, 600, 100)));
    assertThat(joined.stream().map(line -> line.quad().bounds()))
        .containsExactly(new BoundingBox(0, 0, 600, 40), new BoundingBox(0, 60, 600, 100));
  }

  @ParameterizedTest
  @ValueSource(doubles = {7, -7, 90, 180, -90, 187})
  void join_turnedText_keepsItsDirection(double degrees) {
    List<TextBox> joined =
        LineJoiner.join(
            List.of(turned(box(0, 0, 300, 40), degrees), turned(box(308, 0, 600, 40), degrees)));
    assertThat(joined).hasSize(1);
    List<Point> corners = joined.getFirst().quad().vertices();
    List<Point> expected = turned(box(0, 0, 600, 40), degrees).quad().vertices();
    for (int i = 0; i < 4; i++) {
      assertThat(corners.get(i).x()).isCloseTo(expected.get(i).x(), within(1e-6));
      assertThat(corners.get(i).y()).isCloseTo(expected.get(i).y(), within(1e-6));
    }
  }

  @Test
  void join_nothing_isNothing() {
    assertThat(LineJoiner.join(List.of())).isEmpty();
  }
}
