package io.glyphflow.core.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The examples of the package's Javadoc. */
class GeometrySnippets {

  @Test
  void tour_run_givesTheNumbersItShows() {
    // @start region="tour"
    Size page = new Size(1000, 1400);
    BoundingBox answer = BoundingBox.of(-3.5, 20, 400, 60); // as the model gave it
    BoundingBox box = answer.clamp(page).orElseThrow(); // 0, 20, 400, 60
    BoundingBox caption = BoundingBox.ofSize(100, 30, 100, 20);
    double iou = box.iou(caption); // 0.125
    double containment = box.containment(caption); // 1.0: the caption is inside
    NormalizedBox fractions = box.normalize(page); // 0.0, 0.0142..., 0.4, 0.0428...
    // @end

    assertThat(box).isEqualTo(BoundingBox.of(0, 20, 400, 60));
    assertThat(iou).isEqualTo(0.125);
    assertThat(containment).isEqualTo(1.0);
    assertThat(fractions.left()).isZero();
    assertThat(fractions.top()).isCloseTo(0.01425, within(5e-5));
    assertThat(fractions.right()).isEqualTo(0.4);
    assertThat(fractions.bottom()).isCloseTo(0.04285, within(5e-5));
  }
}
