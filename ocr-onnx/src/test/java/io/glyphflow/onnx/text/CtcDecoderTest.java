package io.glyphflow.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CtcDecoderTest {

  private static final int[] SIZES = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 64, 97, 100, 257, 4400};

  /** The class of each step, as probabilities. */
  private static FloatBuffer steps(int classes, int... path) {
    float[] values = new float[path.length * classes];
    Arrays.fill(values, 0.1f / (classes - 1));
    for (int step = 0; step < path.length; step++) {
      values[step * classes + path[step]] = 0.9f;
    }
    return FloatBuffer.wrap(values);
  }

  private static List<Integer> classes(CtcDecoder decoder) {
    List<Integer> classes = new ArrayList<>();
    for (int i = 0; i < decoder.count(); i++) {
      classes.add(decoder.classAt(i));
    }
    return classes;
  }

  @Test
  void decode_repeatsAndBlanks_areCollapsedAndDropped() {
    CtcDecoder decoder = new CtcDecoder();
    decoder.decode(steps(4, 0, 1, 1, 0, 1, 2, 2, 2, 3, 0), 0, 10, 4, false);
    assertThat(classes(decoder)).containsExactly(1, 1, 2, 3);
    assertThat(decoder.middleAt(0)).isEqualTo(2);
    assertThat(decoder.middleAt(1)).isEqualTo(4.5);
    assertThat(decoder.middleAt(2)).isEqualTo(6.5);
    assertThat(decoder.confidence()).isCloseTo(0.9, within(1e-6));
  }

  @Test
  void decode_onlyBlanks_hasConfidenceZero() {
    CtcDecoder decoder = new CtcDecoder();
    decoder.decode(steps(4, 0, 0, 0), 0, 3, 4, false);
    assertThat(decoder.count()).isZero();
    assertThat(decoder.confidence()).isZero();
  }

  @Test
  void decode_noSteps_isEmpty() {
    CtcDecoder decoder = new CtcDecoder();
    decoder.decode(FloatBuffer.allocate(0), 0, 0, 4, false);
    assertThat(decoder.count()).isZero();
  }

  @Test
  void decode_aSecondLine_beginsAnew() {
    CtcDecoder decoder = new CtcDecoder();
    FloatBuffer values = steps(3, 1, 1, 1, 2);
    decoder.decode(values, 0, 2, 3, false);
    assertThat(classes(decoder)).containsExactly(1);
    decoder.decode(values, 6, 2, 3, false);
    assertThat(classes(decoder)).containsExactly(1, 2);
  }

  @Test
  void decode_logits_haveTheConfidenceOfTheirSoftmax() {
    CtcDecoder decoder = new CtcDecoder();
    FloatBuffer logits = FloatBuffer.wrap(new float[] {0, 2, 1, -3});
    assertThat(decoder.isLogits(logits, 0, 1, 4)).isTrue();
    decoder.decode(logits, 0, 1, 4, true);
    double sum = Math.exp(0) + Math.exp(2) + Math.exp(1) + Math.exp(-3);
    assertThat(decoder.confidence()).isCloseTo(Math.exp(2) / sum, within(1e-6));
  }

  @Test
  void isLogits_probabilities_isFalse() {
    CtcDecoder decoder = new CtcDecoder();
    assertThat(decoder.isLogits(steps(4400, 1, 0, 3), 0, 3, 4400)).isFalse();
    assertThat(decoder.isLogits(FloatBuffer.wrap(new float[] {0.5f, 0.7f}), 0, 1, 2)).isTrue();
    assertThat(decoder.isLogits(FloatBuffer.wrap(new float[] {-0.1f, 1.1f}), 0, 1, 2)).isTrue();
  }

  @Test
  void decode_garbage_isNoException() {
    CtcDecoder decoder = new CtcDecoder();
    float[] garbage = {
      Float.NaN,
      Float.NaN,
      Float.NaN,
      Float.NEGATIVE_INFINITY,
      Float.NaN,
      Float.NEGATIVE_INFINITY,
      Float.POSITIVE_INFINITY,
      0,
      Float.POSITIVE_INFINITY,
      Float.NaN,
      3,
      Float.NaN,
    };
    for (boolean isLogits : new boolean[] {true, false}) {
      decoder.decode(FloatBuffer.wrap(garbage), 0, 4, 3, isLogits);
      assertThat(classes(decoder)).containsExactly(1);
      assertThat(decoder.confidence()).isBetween(0.0, 1.0);
    }
  }

  @Property(tries = 300)
  void argmax_anyRow_equalsThePlainLoop(@ForAll long seed) {
    Random random = new Random(seed);
    for (int size : SIZES) {
      float[] row = new float[size];
      for (int i = 0; i < size; i++) {
        int kind = random.nextInt(20);
        row[i] =
            switch (kind) {
              case 0 -> Float.NaN;
              case 1 -> Float.NEGATIVE_INFINITY;
              case 2 -> -0.0f;
              default -> random.nextInt(8) / 4f - 1;
            };
      }
      assertThat(CtcDecoder.argmax(row, size)).isEqualTo(ReferenceCtc.argmax(row));
    }
  }

  @Property(tries = 200)
  void decode_anyAnswer_equalsThePlainLoop(
      @ForAll long seed,
      @ForAll @IntRange(max = 150) int steps,
      @ForAll @IntRange(min = 2, max = 40) int classes) {
    Random random = new Random(seed);
    float[][] rows = new float[steps][classes];
    FloatBuffer values = FloatBuffer.allocate(steps * classes);
    for (float[] row : rows) {
      for (int i = 0; i < classes; i++) {
        row[i] = random.nextInt(6) / 6f;
      }
      values.put(row);
    }
    CtcDecoder decoder = new CtcDecoder();
    decoder.decode(values, 0, steps, classes, false);
    ReferenceCtc reference = ReferenceCtc.decode(rows);
    assertThat(classes(decoder)).isEqualTo(reference.classes());
    assertThat(decoder.confidence()).isCloseTo(reference.confidence(), within(1e-9));
  }
}
