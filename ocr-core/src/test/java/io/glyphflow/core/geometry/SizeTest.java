package io.glyphflow.core.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SizeTest {

  @Test
  void size_onePixel_isTheSmallest() {
    assertThat(new Size(1, 1).area()).isEqualTo(1);
  }

  @Test
  void size_widthBelowOne_isRefusedByNameAndBound() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Size(0, 5))
        .withMessage("width: 0, must be at least 1");
  }

  @Test
  void size_heightBelowOne_isRefusedByNameAndBound() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Size(5, -7))
        .withMessage("height: -7, must be at least 1");
  }

  @Test
  void area_ofTheLargestSize_doesNotOverflow() {
    assertThat(new Size(Integer.MAX_VALUE, Integer.MAX_VALUE).area())
        .isEqualTo(4_611_686_014_132_420_609L);
  }

  @Test
  void bounds_any_coverTheRaster() {
    assertThat(new Size(3, 4).bounds()).isEqualTo(new BoundingBox(0, 0, 3, 4));
  }
}
