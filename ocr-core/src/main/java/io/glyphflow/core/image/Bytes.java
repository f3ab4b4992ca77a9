package io.glyphflow.core.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Unsigned numbers in encoded bytes, by offset. Beyond the end there is an exception. */
final class Bytes {

  private final ByteBuffer bytes;

  private Bytes(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** The bytes from the position to the limit of a buffer, which is left alone. */
  static Bytes of(ByteBuffer encoded, ByteOrder order) {
    return new Bytes(encoded.slice().order(order));
  }

  /** A part, with another order of bytes; as much of it as there is. */
  Bytes part(long at, long length, ByteOrder order) {
    int from = (int) Math.min(Math.max(at, 0), bytes.limit());
    int count = (int) Math.min(Math.max(length, 0), bytes.limit() - from);
    return new Bytes(bytes.slice(from, count).order(order));
  }

  int length() {
    return bytes.limit();
  }

  boolean has(long at, long count) {
    return at >= 0 && count >= 0 && at <= bytes.limit() - count;
  }

  int u8(long at) {
    return bytes.get(require(at, 1)) & 0xff;
  }

  int u16(long at) {
    return bytes.getShort(require(at, 2)) & 0xffff;
  }

  int u24(long at) {
    int first = require(at, 3);
    int a = bytes.get(first) & 0xff;
    int b = bytes.get(first + 1) & 0xff;
    int c = bytes.get(first + 2) & 0xff;
    return bytes.order().equals(ByteOrder.LITTLE_ENDIAN)
        ? a | b << 8 | c << 16
        : a << 16 | b << 8 | c;
  }

  long u32(long at) {
    return bytes.getInt(require(at, 4)) & 0xffff_ffffL;
  }

  int s32(long at) {
    return bytes.getInt(require(at, 4));
  }

  /** 64 bits; more than a {@code long} holds is as good as beyond the end. */
  long u64(long at) {
    long value = bytes.getLong(require(at, 8));
    return value < 0 ? Long.MAX_VALUE : value;
  }

  boolean isAscii(long at, String text) {
    byte[] expected = text.getBytes(StandardCharsets.ISO_8859_1);
    if (!has(at, expected.length)) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (bytes.get((int) at + i) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  private int require(long at, int count) {
    if (!has(at, count)) {
      throw ImageException.unreadable(
          "truncated: byte "
              + (at + count)
              + " of "
              + bytes.limit()
              + " is wanted; check the file");
    }
    return (int) at;
  }
}
