package io.glyphflow.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LineWidthsTest {

  @Test
  void natural_anyShape_isRoundedUp() {
    assertThat(LineWidths.natural(48, 100, 48)).isEqualTo(100);
    assertThat(LineWidths.natural(32, 100, 33)).isEqualTo(97);
    assertThat(LineWidths.natural(32, 1, 1000)).isEqualTo(1);
    assertThat(LineWidths.natural(48, Integer.MAX_VALUE / 48, 48)).isPositive();
  }

  @Test
  void padded_widestLine_hasNoRoomForAMargin() {
    assertThat(LineWidths.padded(3200, 64, 3200)).isEqualTo(3200);
    assertThat(LineWidths.padded(320, 320, 320)).isEqualTo(320);
    assertThat(LineWidths.padded(100, 320, 320)).isEqualTo(320);
  }

  @Property
  void padded_anyWidth_wastesLittle(@ForAll @IntRange(min = 1, max = 3200) int width) {
    int padded = LineWidths.padded(width, 64, 3200);
    assertThat(padded).isBetween(Math.min(width + 16, 3200), Math.max(64, width * 9 / 8 + 50));
  }

  @Property
  void padded_widerLine_isNotNarrower(@ForAll @IntRange(min = 1, max = 3199) int width) {
    assertThat(LineWidths.padded(width, 64, 3200))
        .isLessThanOrEqualTo(LineWidths.padded(width + 1, 64, 3200));
  }

  @Test
  void batches_noLines_areNone() {
    assertThat(LineWidths.batches(new int[0], 6)).isEmpty();
  }

  @Property(tries = 200)
  void batches_anyLines_areFullAndAlike(
      @ForAll long seed,
      @ForAll @IntRange(max = 60) int count,
      @ForAll @IntRange(min = 1, max = 8) int batch) {
    int[] padded = new Random(seed).ints(count, 1, 6).map(i -> 32 * i).toArray();
    List<int[]> batches = LineWidths.batches(padded, batch);
    int[] all = batches.stream().flatMapToInt(Arrays::stream).sorted().toArray();
    assertThat(all).hasSize(count).doesNotHaveDuplicates();
    for (int[] numbers : batches) {
      assertThat(numbers).hasSizeBetween(1, batch);
      assertThat(Arrays.stream(numbers).map(i -> padded[i]).distinct().count()).isEqualTo(1);
    }
    long widths = Arrays.stream(padded).distinct().count();
    assertThat(batches.size()).isLessThanOrEqualTo((int) (count / batch + widths));
  }
}
