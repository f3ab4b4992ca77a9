package io.glyphflow.core.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizedBoxTest {

  @Test
  void box_wholePage_isTheLargest() {
    assertThat(new NormalizedBox(0, 0, 1, 1).toPixels(new Size(7, 9)))
        .isEqualTo(BoundingBox.of(0, 0, 7, 9));
  }

  @Test
  void box_negativeZero_equalsZero() {
    assertThat(new NormalizedBox(-0.0, -0.0, 1, 1)).isEqualTo(new NormalizedBox(0, 0, 1, 1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-Double.MIN_VALUE, 1.0000000000000002, Double.NaN, 1 / 0.0, -1 / 0.0})
  void box_edgeOutsideOfThePage_isRefusedByName(double bad) {
    String rest = ": " + bad + ", must be within 0..1";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NormalizedBox(bad, 0, 1, 1))
        .withMessage("left" + rest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NormalizedBox(0, bad, 1, 1))
        .withMessage("top" + rest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NormalizedBox(0, 0, bad, 1))
        .withMessage("right" + rest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NormalizedBox(0, 0, 1, bad))
        .withMessage("bottom" + rest);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.5", "0.75, 0.5", "0.0, -0.0"})
  void box_emptyOrInverted_isRefusedByBothNames(double low, double high) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NormalizedBox(low, 0, high, 1))
        .withMessage("left: " + low + ", must be below right: " + high);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NormalizedBox(0, low, 1, high))
        .withMessage("top: " + low + ", must be below bottom: " + high);
  }

  @Test
  void toPixels_fractions_areNotRounded() {
    assertThat(new NormalizedBox(0.25, 0.5, 0.75, 0.625).toPixels(new Size(10, 20)))
        .isEqualTo(BoundingBox.of(2.5, 10, 7.5, 12.5));
  }
}
