package io.glyphflow.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Widens and narrows numbers. */
final class Numbers {

  private Numbers() {}

  static FloatBuffer widen(ElementType type, ByteBuffer from) {
    int n = from.remaining() / type.bytes();
    FloatBuffer to =
        ByteBuffer.allocateDirect(n * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
    for (int i = 0; i < n; i++) {
      to.put(i, floatAt(type, from, i));
    }
    return to;
  }

  private static float floatAt(ElementType type, ByteBuffer from, int i) {
    return switch (type) {
      case FLOAT32 -> from.getFloat(4 * i);
      case FLOAT16 -> Float.float16ToFloat(from.getShort(2 * i));
      case BFLOAT16 -> Float.intBitsToFloat(from.getShort(2 * i) << 16);
      case FLOAT64 -> (float) from.getDouble(8 * i);
      case INT8 -> from.get(i);
      case UINT8 -> from.get(i) & 0xff;
      case INT32 -> from.getInt(4 * i);
      case INT64 -> from.getLong(8 * i);
      case BOOL -> from.get(i) == 0 ? 0 : 1;
    };
  }

  static void narrow(FloatBuffer from, ElementType type, ByteBuffer to) {
    for (int i = 0; i < from.limit(); i++) {
      float value = from.get(i);
      switch (type) {
        case FLOAT32 -> to.putFloat(4 * i, value);
        case FLOAT16 -> to.putShort(2 * i, Float.floatToFloat16(value));
        case BFLOAT16 -> to.putShort(2 * i, toBfloat16(value));
        case FLOAT64 -> to.putDouble(8 * i, value);
        case INT8 -> to.put(i, (byte) Math.clamp(Math.round(value), -128, 127));
        case UINT8 -> to.put(i, (byte) Math.clamp(Math.round(value), 0, 255));
        case INT32 -> to.putInt(4 * i, Math.round(value));
        case INT64 -> to.putLong(8 * i, Math.round((double) value));
        case BOOL -> to.put(i, (byte) (value == 0 ? 0 : 1));
      }
    }
  }

  /** To the nearest, ties to even; a NaN stays one. */
  private static short toBfloat16(float value) {
    int bits = Float.floatToIntBits(value);
    if (Float.isNaN(value)) {
      return (short) 0x7fc0;
    }
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }
}
