package io.glyphflow.core.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RotationTest {

  private static final Size SIZE = new Size(40, 100);
  private static final BoundingBox BOX = BoundingBox.of(1, 2, 11, 5);

  @Test
  void quarter_ofABox_movesItClockwise() {
    assertThat(Rotation.CLOCKWISE_90.apply(BOX, SIZE)).isEqualTo(BoundingBox.of(95, 1, 98, 11));
    assertThat(Rotation.CLOCKWISE_90.apply(new Point(0, 0), SIZE)).isEqualTo(new Point(100, 0));
    assertThat(Rotation.CLOCKWISE_270.apply(new Point(0, 0), SIZE)).isEqualTo(new Point(0, 40));
  }

  @ParameterizedTest
  @EnumSource
  void turn_andItsInverse_changeNothing(Rotation turn) {
    BoundingBox there = turn.apply(BOX, SIZE);

    assertThat(turn.inverse().apply(there, turn.apply(SIZE))).isEqualTo(BOX);
    assertThat(turn.then(turn.inverse())).isEqualTo(Rotation.NONE);
  }

  @ParameterizedTest
  @EnumSource
  void turn_byQuarters_equalsTheTurn(Rotation turn) {
    BoundingBox box = BOX;
    Size size = SIZE;
    for (int i = 0; i < turn.degrees(); i += 90) {
      box = Rotation.CLOCKWISE_90.apply(box, size);
      size = Rotation.CLOCKWISE_90.apply(size);
    }

    assertThat(turn.apply(BOX, SIZE)).isEqualTo(box);
    assertThat(turn.apply(SIZE)).isEqualTo(size);
  }

  @Test
  void degrees_anyMultipleOf90_areKnown() {
    assertThat(Rotation.ofDegrees(-90)).isEqualTo(Rotation.CLOCKWISE_270);
    assertThat(Rotation.ofDegrees(450)).isEqualTo(Rotation.CLOCKWISE_90);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rotation.ofDegrees(45))
        .withMessage("degrees: 45, must be a multiple of 90");
  }
}
