package io.glyphflow.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Widens numbers to floats and narrows floats to numbers, in stretches that fit the first cache:
 * the compiler vectorizes loops over arrays, not over buffers, so each stretch is copied into an
 * array, changed there, and copied out. The arrays are kept, so that a call allocates nothing once
 * it has seen a type. For one thread at a time.
 */
final class Numbers {

  private static final int STRETCH = 4096;

  private final float[] floats = new float[STRETCH];
  private short @Nullable [] shorts;
  private byte @Nullable [] bytes;
  private int @Nullable [] ints;
  private long @Nullable [] longs;
  private double @Nullable [] doubles;

  /**
   * Writes values as floats.
   *
   * @param from values of the type, from position to limit
   * @param to 4 bytes a value from position 0; both in the order of this machine
   */
  void widen(ElementType type, ByteBuffer from, ByteBuffer to) {
    ByteBuffer source = from.slice().order(ByteOrder.nativeOrder());
    ByteBuffer target = to.slice().order(ByteOrder.nativeOrder());
    int count = source.capacity() / type.bytes();
    switch (type) {
      case FLOAT32 -> target.put(source);
      case FLOAT16 -> widenHalves(source.asShortBuffer(), target.asFloatBuffer(), count);
      case BFLOAT16 -> widenBfloats(source.asShortBuffer(), target.asIntBuffer(), count);
      default -> widenOthers(type, source, target.asFloatBuffer(), count);
    }
  }

  private void widenHalves(ShortBuffer from, FloatBuffer to, int count) {
    short[] narrow = shorts();
    for (int start = 0; start < count; start += STRETCH) {
      int n = Math.min(STRETCH, count - start);
      from.get(start, narrow, 0, n);
      for (int i = 0; i < n; i++) {
        floats[i] = Float.float16ToFloat(narrow[i]);
      }
      to.put(start, floats, 0, n);
    }
  }

  private void widenBfloats(ShortBuffer from, IntBuffer to, int count) {
    short[] narrow = shorts();
    int[] bits = ints();
    for (int start = 0; start < count; start += STRETCH) {
      int n = Math.min(STRETCH, count - start);
      from.get(start, narrow, 0, n);
      for (int i = 0; i < n; i++) {
        bits[i] = narrow[i] << 16;
      }
      to.put(start, bits, 0, n);
    }
  }

  private void widenOthers(ElementType type, ByteBuffer from, FloatBuffer to, int count) {
    for (int start = 0; start < count; start += STRETCH) {
      int n = Math.min(STRETCH, count - start);
      switch (type) {
        case FLOAT64 -> {
          double[] values = doubles();
          from.asDoubleBuffer().get(start, values, 0, n);
          for (int i = 0; i < n; i++) {
            floats[i] = (float) values[i];
          }
        }
        case INT32 -> {
          int[] values = ints();
          from.asIntBuffer().get(start, values, 0, n);
          for (int i = 0; i < n; i++) {
            floats[i] = values[i];
          }
        }
        case INT64 -> {
          long[] values = longs();
          from.asLongBuffer().get(start, values, 0, n);
          for (int i = 0; i < n; i++) {
            floats[i] = values[i];
          }
        }
        default -> widenBytes(type, from, start, n);
      }
      to.put(start, floats, 0, n);
    }
  }

  private void widenBytes(ElementType type, ByteBuffer from, int start, int n) {
    byte[] values = bytes();
    from.get(start, values, 0, n);
    switch (type) {
      case INT8 -> {
        for (int i = 0; i < n; i++) {
          floats[i] = values[i];
        }
      }
      case UINT8 -> {
        for (int i = 0; i < n; i++) {
          floats[i] = values[i] & 0xff;
        }
      }
      case BOOL -> {
        for (int i = 0; i < n; i++) {
          floats[i] = isSet(values[i]);
        }
      }
      default -> throw new AssertionError(type);
    }
  }

  /**
   * Writes floats as values: the nearest, ties to even for halves and upwards for integers, which
   * are saturated; a NaN becomes 0 in an integer and true in a truth value.
   *
   * @param from 4 bytes a value, from position to limit; in the order of this machine
   * @param to room for as many values of the type from position 0
   */
  void narrow(ByteBuffer from, ElementType type, ByteBuffer to) {
    ByteBuffer source = from.slice().order(ByteOrder.nativeOrder());
    ByteBuffer target = to.slice().order(ByteOrder.nativeOrder());
    int count = source.capacity() / Float.BYTES;
    switch (type) {
      case FLOAT32 -> target.put(source);
      case FLOAT16 -> narrowHalves(source.asFloatBuffer(), target.asShortBuffer(), count);
      case BFLOAT16 -> narrowBfloats(source.asIntBuffer(), target.asShortBuffer(), count);
      case BOOL -> narrowTruths(source.asIntBuffer(), target, count);
      default -> narrowOthers(source.asFloatBuffer(), type, target, count);
    }
  }

  private void narrowHalves(FloatBuffer from, ShortBuffer to, int count) {
    short[] narrow = shorts();
    for (int start = 0; start < count; start += STRETCH) {
      int n = Math.min(STRETCH, count - start);
      from.get(start, floats, 0, n);
      for (int i = 0; i < n; i++) {
        narrow[i] = Float.floatToFloat16(floats[i]);
      }
      to.put(start, narrow, 0, n);
    }
  }

  private void narrowBfloats(IntBuffer from, ShortBuffer to, int count) {
    short[] narrow = shorts();
    int[] bits = ints();
    for (int start = 0; start < count; start += STRETCH) {
      int n = Math.min(STRETCH, count - start);
      from.get(start, bits, 0, n);
      for (int i = 0; i < n; i++) {
        int value = bits[i];
        // To the nearest, ties to even; a NaN must not be rounded up to an infinity.
        int rounded = (value + 0x7fff + ((value >>> 16) & 1)) >>> 16;
        boolean isNan = (value & 0x7fff_ffff) > 0x7f80_0000;
        narrow[i] = (short) (isNan ? (value >>> 16) | 0x40 : rounded);
      }
      to.put(start, narrow, 0, n);
    }
  }

  private void narrowOthers(FloatBuffer from, ElementType type, ByteBuffer to, int count) {
    for (int start = 0; start < count; start += STRETCH) {
      int n = Math.min(STRETCH, count - start);
      from.get(start, floats, 0, n);
      switch (type) {
        case FLOAT64 -> {
          double[] values = doubles();
          for (int i = 0; i < n; i++) {
            values[i] = floats[i];
          }
          to.asDoubleBuffer().put(start, values, 0, n);
        }
        case INT32 -> {
          int[] values = ints();
          round(floats, values, n);
          to.asIntBuffer().put(start, values, 0, n);
        }
        case INT64 -> {
          long[] values = longs();
          round(floats, values, n);
          to.asLongBuffer().put(start, values, 0, n);
        }
        case INT8 -> to.put(start, narrowToBytes(n, Byte.MIN_VALUE, Byte.MAX_VALUE), 0, n);
        case UINT8 -> to.put(start, narrowToBytes(n, 0, 255), 0, n);
        default -> throw new AssertionError(type);
      }
    }
  }

  /** In two steps, either of which the compiler vectorizes. */
  private byte[] narrowToBytes(int n, int least, int most) {
    int[] rounded = ints();
    round(floats, rounded, n);
    byte[] values = bytes();
    clamp(rounded, values, n, least, most);
    return values;
  }

  private static void round(float[] from, int[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Math.round(from[i]);
    }
  }

  private static void round(float[] from, long[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Math.round((double) from[i]);
    }
  }

  private static void clamp(int[] from, byte[] to, int n, int least, int most) {
    for (int i = 0; i < n; i++) {
      to[i] = (byte) Math.max(least, Math.min(most, from[i]));
    }
  }

  private void narrowTruths(IntBuffer from, ByteBuffer to, int count) {
    int[] bits = ints();
    byte[] values = bytes();
    for (int start = 0; start < count; start += STRETCH) {
      int n = Math.min(STRETCH, count - start);
      from.get(start, bits, 0, n);
      for (int i = 0; i < n; i++) {
        // Without the sign, as -0 is 0.
        values[i] = (byte) isSet(bits[i] << 1);
      }
      to.put(start, values, 0, n);
    }
  }

  /** 0 for 0, otherwise 1, without a branch. */
  private static int isSet(int bits) {
    return (bits | -bits) >>> 31;
  }

  private short[] shorts() {
    if (shorts == null) {
      shorts = new short[STRETCH];
    }
    return shorts;
  }

  private byte[] bytes() {
    if (bytes == null) {
      bytes = new byte[STRETCH];
    }
    return bytes;
  }

  private int[] ints() {
    if (ints == null) {
      ints = new int[STRETCH];
    }
    return ints;
  }

  private long[] longs() {
    if (longs == null) {
      longs = new long[STRETCH];
    }
    return longs;
  }

  private double[] doubles() {
    if (doubles == null) {
      doubles = new double[STRETCH];
    }
    return doubles;
  }
}
