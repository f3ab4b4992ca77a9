package io.glyphflow.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class NumbersTest {

  private static final int ALL = 1 << 16;

  private final Numbers numbers = new Numbers();

  private static ByteBuffer room(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  /** By definition: sign, 5 bits of exponent, 10 of fraction. */
  private static double half(int bits) {
    double sign = (bits & 0x8000) == 0 ? 1 : -1;
    int exponent = (bits >> 10) & 31;
    int fraction = bits & 1023;
    if (exponent == 31) {
      return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
    }
    return exponent == 0
        ? sign * fraction * 0x1p-24
        : sign * (1024 + fraction) * Math.scalb(1.0, exponent - 25);
  }

  /** By definition: sign, 8 bits of exponent, 7 of fraction. */
  private static double bfloat(int bits) {
    double sign = (bits & 0x8000) == 0 ? 1 : -1;
    int exponent = (bits >> 7) & 255;
    int fraction = bits & 127;
    if (exponent == 255) {
      return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
    }
    return exponent == 0
        ? sign * fraction * 0x1p-133
        : sign * (128 + fraction) * Math.scalb(1.0, exponent - 134);
  }

  private ByteBuffer allPatterns() {
    ByteBuffer halves = room(2 * ALL);
    for (int i = 0; i < ALL; i++) {
      halves.putShort(2 * i, (short) i);
    }
    return halves;
  }

  @Test
  void widen_everyHalf_isItsDefinition() {
    ByteBuffer floats = room(4 * ALL);
    numbers.widen(ElementType.FLOAT16, allPatterns(), floats);
    for (int i = 0; i < ALL; i++) {
      assertThat(floats.getFloat(4 * i)).as("half %x", i).isEqualTo(Float.valueOf((float) half(i)));
    }
  }

  @Test
  void widen_everyBfloat_isItsDefinition() {
    ByteBuffer floats = room(4 * ALL);
    numbers.widen(ElementType.BFLOAT16, allPatterns(), floats);
    for (int i = 0; i < ALL; i++) {
      assertThat(floats.getFloat(4 * i))
          .as("bfloat %x", i)
          .isEqualTo(Float.valueOf((float) bfloat(i)));
    }
  }

  @Test
  void narrow_everyHalfAndBfloat_comesBack() {
    for (ElementType type : new ElementType[] {ElementType.FLOAT16, ElementType.BFLOAT16}) {
      ByteBuffer floats = room(4 * ALL);
      numbers.widen(type, allPatterns(), floats);
      ByteBuffer back = room(2 * ALL);
      numbers.narrow(floats, type, back);
      for (int i = 0; i < ALL; i++) {
        int narrow = back.getShort(2 * i) & 0xffff;
        if (Float.isNaN(floats.getFloat(4 * i))) {
          double again = type == ElementType.FLOAT16 ? half(narrow) : bfloat(narrow);
          assertThat(again).as("%s %x", type, i).isNaN();
        } else {
          assertThat(narrow).as("%s %x", type, i).isEqualTo(i);
        }
      }
    }
  }

  /** Between two neighbours, a little below, at and above their middle. */
  @Test
  void narrow_betweenNeighbours_goesToTheNearestAndToEvenOnTies() {
    for (ElementType type : new ElementType[] {ElementType.FLOAT16, ElementType.BFLOAT16}) {
      int infinity = type == ElementType.FLOAT16 ? 0x7c00 : 0x7f80;
      ByteBuffer floats = room(4 * 3 * infinity);
      int[] expected = new int[3 * infinity];
      for (int i = 0; i < infinity; i++) {
        double low = type == ElementType.FLOAT16 ? half(i) : bfloat(i);
        double high = type == ElementType.FLOAT16 ? half(i + 1) : bfloat(i + 1);
        // The last one's upper neighbour would be as far away as its lower one.
        double middle =
            Double.isInfinite(high)
                ? low + (low - (type == ElementType.FLOAT16 ? half(i - 1) : bfloat(i - 1))) / 2
                : (low + high) / 2;
        float tie = (float) middle;
        floats.putFloat(12 * i, Math.nextDown(tie));
        floats.putFloat(12 * i + 4, tie);
        floats.putFloat(12 * i + 8, Math.nextUp(tie));
        expected[3 * i] = i;
        expected[3 * i + 1] = i + (i & 1);
        expected[3 * i + 2] = i + 1;
      }
      ByteBuffer halves = room(2 * 3 * infinity);
      numbers.narrow(floats, type, halves);
      for (int i = 0; i < expected.length; i++) {
        assertThat(halves.getShort(2 * i) & 0xffff)
            .as("%s of %s", type, floats.getFloat(4 * i))
            .isEqualTo(expected[i]);
      }
    }
  }

  @Test
  void narrow_integers_areRoundedAndSaturated() {
    float[] values = {0, 0.5f, -0.5f, 1.4f, 127.6f, 300, -300, Float.NaN, 1e30f, -1e30f};
    assertThat(narrowed(ElementType.INT8, values))
        .containsExactly(0, 1, 0, 1, 127, 127, -128, 0, 127, -128);
    assertThat(narrowed(ElementType.UINT8, values))
        .containsExactly(0, 1, 0, 1, 128, 255, 0, 0, 255, 0);
    assertThat(narrowed(ElementType.INT32, values))
        .containsExactly(0, 1, 0, 1, 128, 300, -300, 0, Integer.MAX_VALUE, Integer.MIN_VALUE);
    assertThat(narrowed(ElementType.INT64, values))
        .containsExactly(0, 1, 0, 1, 128, 300, -300, 0, Long.MAX_VALUE, Long.MIN_VALUE);
    assertThat(narrowed(ElementType.BOOL, values)).containsExactly(0, 1, 1, 1, 1, 1, 1, 1, 1, 1);
  }

  private double[] narrowed(ElementType type, float[] values) {
    ByteBuffer floats = room(4 * values.length);
    floats.asFloatBuffer().put(values);
    ByteBuffer narrow = room(type.bytes() * values.length);
    numbers.narrow(floats, type, narrow);
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = at(type, narrow, i);
    }
    return result;
  }

  private static double at(ElementType type, ByteBuffer values, int i) {
    return switch (type) {
      case FLOAT32 -> values.getFloat(4 * i);
      case FLOAT16 -> half(values.getShort(2 * i) & 0xffff);
      case BFLOAT16 -> bfloat(values.getShort(2 * i) & 0xffff);
      case FLOAT64 -> values.getDouble(8 * i);
      case INT8 -> values.get(i);
      case UINT8 -> values.get(i) & 0xff;
      case INT32 -> values.getInt(4 * i);
      case INT64 -> values.getLong(8 * i);
      case BOOL -> values.get(i);
    };
  }

  /** Around the lengths of vectors and of the stretches that are converted at once. */
  @Test
  void widenAndNarrow_everyTypeAndLength_areThePlainLoop() {
    int[] lengths = {0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 64, 100, 257, 4095, 4096, 4097, 8193};
    for (ElementType type : ElementType.values()) {
      for (int length : lengths) {
        ByteBuffer values = room(type.bytes() * length);
        for (int i = 0; i < length; i++) {
          put(type, values, i, (i * 37) % 101 - (type == ElementType.UINT8 ? 0 : 50));
        }
        ByteBuffer floats = room(4 * length);
        numbers.widen(type, values, floats);
        ByteBuffer back = room(type.bytes() * length);
        numbers.narrow(floats, type, back);
        for (int i = 0; i < length; i++) {
          assertThat((double) floats.getFloat(4 * i)).isEqualTo(at(type, values, i));
        }
        assertThat(back).as("%s x %d", type, length).isEqualTo(values);
      }
    }
  }

  private static void put(ElementType type, ByteBuffer values, int i, int value) {
    switch (type) {
      case FLOAT32 -> values.putFloat(4 * i, value);
      case FLOAT16 -> values.putShort(2 * i, Float.floatToFloat16(value));
      case BFLOAT16 -> values.putShort(2 * i, (short) (Float.floatToIntBits(value) >>> 16));
      case FLOAT64 -> values.putDouble(8 * i, value);
      case INT8, UINT8 -> values.put(i, (byte) value);
      case INT32 -> values.putInt(4 * i, value);
      case INT64 -> values.putLong(8 * i, value);
      case BOOL -> values.put(i, (byte) (value & 1));
    }
  }
}
