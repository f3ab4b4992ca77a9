package io.glyphflow.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The wire format of protocol buffers, read through a small window over bytes that need not fit in
 * memory. No length is trusted: what does not fit into the message around it is an error, and
 * nothing is reserved before it is known to be there. For one thread.
 */
final class Wire {

  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH = 2;
  static final int FIXED32 = 5;

  private static final int WINDOW = 1 << 14;

  private final ModelBytes bytes;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
  private final long size;
  private long windowStart;
  private long position;
  private long end;

  Wire(ModelBytes bytes) throws IOException {
    this.bytes = bytes;
    this.size = bytes.size();
    this.end = size;
  }

  /** The bytes are not what they should be. */
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;
    private final boolean isTruncated;

    DamagedException(String message) {
      this(message, false);
    }

    private DamagedException(String message, boolean isTruncated) {
      super(message);
      this.isTruncated = isTruncated;
    }

    boolean isTruncated() {
      return isTruncated;
    }
  }

  boolean hasMore() {
    return position < end;
  }

  /**
   * The next field.
   *
   * @return {@code number << 3 | type}
   */
  int tag() throws IOException {
    long at = position;
    long tag = varint();
    int type = (int) tag & 7;
    boolean isKnown = type == VARINT || type == FIXED64 || type == LENGTH || type == FIXED32;
    if (!isKnown || tag >>> 3 == 0 || tag >>> 3 > (1 << 29) - 1) {
      throw new DamagedException("at byte " + at + ": no field begins with tag " + tag);
    }
    return (int) tag;
  }

  long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int next = next();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new DamagedException("at byte " + position + ": a number of more than 10 bytes");
  }

  /** Goes into the message that follows; to be given to {@link #leave} after it. */
  long enter() throws IOException {
    long inside = length();
    long outer = end;
    end = position + inside;
    return outer;
  }

  void leave(long outer) {
    position = end;
    end = outer;
  }

  String text(int limit) throws IOException {
    long length = length();
    if (length > limit) {
      throw new DamagedException(
          "at byte " + position + ": a text of " + length + " bytes, at most " + limit);
    }
    byte[] text = new byte[(int) length];
    long inWindow = position - windowStart;
    if (inWindow >= 0 && inWindow + length <= window.limit()) {
      window.get((int) inWindow, text);
    } else if (bytes.read(position, ByteBuffer.wrap(text)) < text.length) {
      throw truncated();
    }
    position += length;
    return new String(text, StandardCharsets.UTF_8);
  }

  /** Goes over the value of a field that nobody wants. */
  void skip(int tag) throws IOException {
    long length =
        switch (tag & 7) {
          case VARINT -> {
            var unused = varint();
            yield 0L;
          }
          case FIXED64 -> Long.BYTES;
          case FIXED32 -> Integer.BYTES;
          default -> length();
        };
    if (length > end - position) {
      throw tooLong(length);
    }
    position += length;
  }

  private long length() throws IOException {
    long length = varint();
    if (length < 0 || length > end - position) {
      throw tooLong(length);
    }
    return length;
  }

  private DamagedException tooLong(long length) {
    return end == size
        ? truncated()
        : new DamagedException(
            "at byte "
                + position
                + ": a part of "
                + Long.toUnsignedString(length)
                + " bytes where "
                + (end - position)
                + " are left");
  }

  private DamagedException truncated() {
    return new DamagedException("it ends after " + size + " bytes, inside a part", true);
  }

  private int next() throws IOException {
    if (position >= end) {
      throw end == size
          ? truncated()
          : new DamagedException("at byte " + position + ": a number that does not end");
    }
    long inWindow = position - windowStart;
    if (inWindow < 0 || inWindow >= window.limit()) {
      windowStart = position;
      inWindow = 0;
      int read = bytes.read(position, window.clear());
      window.flip();
      if (read <= 0) {
        throw truncated();
      }
    }
    position++;
    return window.get((int) inWindow) & 0xff;
  }
}
