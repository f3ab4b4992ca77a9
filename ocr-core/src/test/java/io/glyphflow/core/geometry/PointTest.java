package io.glyphflow.core.geometry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PointTest {

  @Test
  void point_ofNegativeZero_equalsThatOfZero() {
    assertThat(new Point(-0.0, -0.0)).isEqualTo(new Point(0, 0));
  }

  @Test
  void point_ofOtherNumbers_keepsThem() {
    Point point = new Point(-1.5, Double.MIN_VALUE);

    assertThat(point.x()).isEqualTo(-1.5);
    assertThat(point.y()).isEqualTo(Double.MIN_VALUE);
  }

  @Test
  void isFinite_numbers_true() {
    assertThat(new Point(-1e308, 1e308).isFinite()).isTrue();
  }

  @Test
  void isFinite_oneCoordinateIsNot_false() {
    assertThat(new Point(Double.NaN, 0).isFinite()).isFalse();
    assertThat(new Point(0, Double.NEGATIVE_INFINITY).isFinite()).isFalse();
  }
}
