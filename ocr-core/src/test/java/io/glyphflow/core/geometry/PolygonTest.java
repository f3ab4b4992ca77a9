package io.glyphflow.core.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolygonTest {

  private static final double MAX = Double.MAX_VALUE;

  private static final Polygon SQUARE = polygon(0, 0, 4, 0, 4, 4, 0, 4);
  private static final Polygon TRIANGLE = polygon(0, 0, 6, 0, 0, 8);

  private static Polygon polygon(double... coordinates) {
    List<Point> vertices = new ArrayList<>();
    for (int i = 0; i < coordinates.length; i += 2) {
      vertices.add(new Point(coordinates[i], coordinates[i + 1]));
    }
    return new Polygon(vertices);
  }

  @Test
  void polygon_twoVertices_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Polygon.of(new Point(0, 0), new Point(1, 1)))
        .withMessage("vertices: 2, must be at least 3");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void polygon_vertexNotFinite_isRefusedByIndex(double bad) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> polygon(0, 0, 1, bad, 2, 2))
        .withMessageStartingWith("vertices[1]: Point[x=1.0, y=" + bad + "], must be finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> polygon(0, 0, 1, 1, bad, 2))
        .withMessageStartingWith("vertices[2]");
  }

  @Test
  void polygon_nullVertex_isRefused() {
    assertThatNullPointerException()
        .isThrownBy(() -> new Polygon(Arrays.asList(new Point(0, 0), null, new Point(1, 1))));
  }

  @Test
  void polygon_listChangedLater_keepsItsVertices() {
    List<Point> vertices = new ArrayList<>(TRIANGLE.vertices());
    Polygon polygon = new Polygon(vertices);

    vertices.clear();

    assertThat(polygon).isEqualTo(TRIANGLE);
  }

  @Test
  void bounds_triangle_areItsExtremes() {
    assertThat(polygon(3, -1, 7, 5, -2, 2).bounds()).isEqualTo(BoundingBox.of(-2, -1, 7, 5));
  }

  @Test
  void bounds_verticesInOneLine_areNotValid() {
    assertThat(polygon(1, 0, 1, 5, 1, 9).bounds().isValid()).isFalse();
  }

  @Test
  void area_knownShapes_knownAnswers() {
    assertThat(SQUARE.area()).isEqualTo(16);
    assertThat(TRIANGLE.area()).isEqualTo(24);
    assertThat(polygon(2, 0, 4, 2, 2, 4, 0, 2).area()).isEqualTo(8);
    assertThat(polygon(0, 0, 4, 0, 4, 4, 2, 4, 2, 2, 0, 2).area()).isEqualTo(12);
  }

  @Test
  void area_otherDirection_isTheSame() {
    assertThat(new Polygon(TRIANGLE.vertices().reversed()).area()).isEqualTo(24);
  }

  @Test
  void area_verticesInOneLine_isZero() {
    assertThat(polygon(0, 0, 1, 1, 2, 2).area()).isZero();
    assertThat(polygon(5, 5, 5, 5, 5, 5).area()).isZero();
  }

  @Test
  void area_bowTie_partsCancel() {
    assertThat(polygon(0, 0, 4, 4, 4, 0, 0, 4).area()).isZero();
  }

  @Test
  void area_farFromTheOrigin_losesNothing() {
    assertThat(TRIANGLE.translate(0x1p50, -0x1p50).area()).isEqualTo(24);
  }

  @Test
  void area_hugeShape_isAtMostTheLargestDouble() {
    assertThat(polygon(-MAX, -MAX, MAX, -MAX, MAX, MAX, -MAX, MAX).area()).isEqualTo(MAX);
  }

  @Test
  void area_hugeButFlatShape_isRight() {
    Polygon flat = polygon(-1e308, 0, 1e308, 0, 1e308, 1e-308, -1e308, 1e-308);

    assertThat(flat.area()).isCloseTo(2, within(1e-12));
    assertThat(polygon(0, -1e200, 1e-200, -1e200, 0, 1e200).area()).isCloseTo(1, within(1e-12));
  }

  @Test
  void contains_leftAndTopEdges_true() {
    assertThat(SQUARE.contains(new Point(0, 0))).isTrue();
    assertThat(SQUARE.contains(new Point(0, 2))).isTrue();
    assertThat(SQUARE.contains(new Point(2, 0))).isTrue();
  }

  @Test
  void contains_rightAndBottomEdges_false() {
    assertThat(SQUARE.contains(new Point(4, 2))).isFalse();
    assertThat(SQUARE.contains(new Point(2, 4))).isFalse();
    assertThat(SQUARE.contains(new Point(0, 4))).isFalse();
    assertThat(SQUARE.contains(new Point(4, 0))).isFalse();
  }

  @Test
  void contains_slantedEdge_countsByTheSideOfTheInside() {
    assertThat(TRIANGLE.contains(new Point(3, 4))).isFalse(); // the inside is to the left
    assertThat(polygon(6, 0, 6, 8, 0, 8).contains(new Point(3, 4))).isTrue(); // to the right
  }

  @Test
  void contains_rayThroughAVertex_countsItOnce() {
    Polygon diamond = polygon(2, 0, 4, 2, 2, 4, 0, 2);

    assertThat(diamond.contains(new Point(1, 2))).isTrue();
    assertThat(diamond.contains(new Point(-1, 2))).isFalse();
    assertThat(diamond.contains(new Point(-1, 0))).isFalse();
    assertThat(diamond.contains(new Point(-1, 4))).isFalse();
  }

  @Test
  void contains_notchOfAConcaveShape_false() {
    Polygon notched = polygon(0, 0, 6, 0, 6, 6, 3, 2, 0, 6);

    assertThat(notched.contains(new Point(3, 1))).isTrue();
    assertThat(notched.contains(new Point(3, 5))).isFalse();
    assertThat(notched.contains(new Point(1, 4))).isTrue();
    assertThat(notched.contains(new Point(5, 4))).isTrue();
  }

  @Test
  void contains_partEnclosedTwice_false() {
    Polygon pentagram = polygon(50, 0, 79, 90, 2, 35, 98, 35, 21, 90);

    assertThat(pentagram.contains(new Point(50, 50))).isFalse();
    assertThat(pentagram.contains(new Point(50, 20))).isTrue();
  }

  @Test
  void contains_hugeShape_doesNotOverflow() {
    Polygon half = polygon(-MAX, -MAX, MAX, -MAX, -MAX, MAX);

    assertThat(half.contains(new Point(-1, -1))).isTrue();
    assertThat(half.contains(new Point(1e300, 1e300))).isFalse();
    assertThat(half.contains(new Point(-MAX, 0))).isTrue();
    assertThat(half.contains(new Point(MAX, MAX))).isFalse();
  }

  @Test
  void contains_edgeThatRoundsBeyondItsEnd_isStillWithinTheBounds() {
    Polygon polygon = polygon(MAX, MAX, MAX, -0.01, Double.MIN_VALUE, Double.MIN_VALUE);

    assertThat(polygon.contains(new Point(0, 0))).isFalse();
  }

  @Test
  void contains_pointNotFinite_false() {
    for (double bad : new double[] {Double.NaN, 1 / 0.0, -1 / 0.0}) {
      assertThat(SQUARE.contains(new Point(bad, 2))).isFalse();
      assertThat(SQUARE.contains(new Point(2, bad))).isFalse();
    }
  }

  @Test
  void translate_offsets_movesAllVertices() {
    assertThat(TRIANGLE.translate(1, -2)).isEqualTo(polygon(1, -2, 7, -2, 1, 6));
  }

  @Test
  void translate_outOfRangeOrNotFinite_isRefused() {
    Polygon huge = polygon(0, 0, MAX, 0, 0, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> huge.translate(MAX, 0))
        .withMessageStartingWith("vertices[1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SQUARE.translate(Double.NaN, 0))
        .withMessage("dx: NaN, must be finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SQUARE.translate(0, 1 / 0.0))
        .withMessage("dy: Infinity, must be finite");
  }

  @Test
  void scale_factors_multipliesAllVertices() {
    assertThat(TRIANGLE.scale(0.5, 3)).isEqualTo(polygon(0, 0, 3, 0, 0, 24));
  }

  @Test
  void scale_factorNotAboveZeroOrOutOfRange_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SQUARE.scale(0, 1))
        .withMessage("sx: 0.0, must be above 0 and finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SQUARE.scale(1, -2))
        .withMessage("sy: -2.0, must be above 0 and finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SQUARE.scale(MAX, 1))
        .withMessageStartingWith("vertices[1]");
  }

  @Test
  void isRectangle_cornersInOrder_true() {
    assertThat(SQUARE.isRectangle()).isTrue();
    assertThat(polygon(0, 0, 0, 5, 3, 5, 3, 0).isRectangle()).isTrue();
  }

  @Test
  void isRectangle_cornersOutOfOrder_false() {
    assertThat(polygon(0, 0, 4, 4, 4, 0, 0, 4).isRectangle()).isFalse();
  }

  @Test
  void isRectangle_otherShapes_false() {
    assertThat(TRIANGLE.isRectangle()).isFalse();
    assertThat(polygon(2, 0, 4, 2, 2, 4, 0, 2).isRectangle()).isFalse();
    assertThat(polygon(0, 0, 4, 0, 5, 4, 0, 4).isRectangle()).isFalse();
    assertThat(polygon(0, 0, 4, 0, 4, 4, 2, 4, 0, 4).isRectangle()).isFalse();
  }

  @Test
  void isRectangle_cornersThatCoincide_false() {
    assertThat(polygon(0, 0, 4, 0, 4, 0, 0, 0).isRectangle()).isFalse();
    assertThat(polygon(0, 0, 0, 0, 0, 4, 0, 4).isRectangle()).isFalse();
    assertThat(polygon(1, 1, 1, 1, 1, 1, 1, 1).isRectangle()).isFalse();
  }
}
