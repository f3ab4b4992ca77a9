package io.glyphflow.core.image;

import java.nio.Buffer;
import org.bytedeco.javacpp.BytePointer;

/**
 * A pointer that is pointed somewhere else again and again, so that a call of OpenCV needs no new
 * one. Owns nothing. Not thread-safe.
 */
final class Address extends BytePointer {

  Address() {
    super((org.bytedeco.javacpp.Pointer) null);
  }

  /** Where a direct buffer begins: its first byte whatever its position. */
  static long of(Buffer buffer) {
    return getDirectBufferAddress(buffer);
  }

  Address at(long place) {
    address = place;
    return this;
  }
}
