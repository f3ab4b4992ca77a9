package io.glyphflow.testkit.fake;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The pixels of fake pages. All pages are windows into one endless ramp of 16-bit numbers, each
 * beginning at its own: so page p is the ramp from byte 2p on. Thread-safe.
 */
final class FakePixels {

  /** Bytes after which the ramp begins again. */
  private static final int PERIOD = 1 << 17;

  /** Two periods, so that any window of one period is in one piece. */
  private static final byte[] RAMP = ramp();

  private final int bytes;
  private final int rowStride;
  private final FakePages.Pixels where;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable ByteBuffer shared;

  FakePixels(Size size, PageImage.Format format, FakePages.Pixels where) {
    long needed = size.area() * format.bytesPerPixel();
    if (needed > Integer.MAX_VALUE - PERIOD - 8) {
      throw new IllegalArgumentException("size: " + size + ", must take less than 2 GiB");
    }
    this.bytes = (int) needed;
    this.rowStride = size.width() * format.bytesPerPixel();
    this.where = where;
  }

  private static byte[] ramp() {
    byte[] ramp = new byte[2 * PERIOD];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = byteAt(0, i);
    }
    return ramp;
  }

  static byte byteAt(int page, long index) {
    long number = page + (index >> 1);
    return (byte) ((index & 1) == 0 ? number >> 8 : number);
  }

  static int numberOf(PageImage page) {
    ByteBuffer pixels = page.pixels();
    return pixels.capacity() < 2 ? 0 : pixels.getShort(0) & 0xFFFF;
  }

  int bytes() {
    return bytes;
  }

  int rowStride() {
    return rowStride;
  }

  ByteBuffer of(int page) {
    int from = 2 * (page & 0xFFFF);
    if (where == FakePages.Pixels.SHARED) {
      return shared().slice(from, bytes);
    }
    boolean isDirect = where == FakePages.Pixels.DIRECT;
    ByteBuffer pixels = isDirect ? ByteBuffer.allocateDirect(bytes) : ByteBuffer.allocate(bytes);
    fill(pixels, from);
    return pixels;
  }

  private ByteBuffer shared() {
    lock.lock();
    try {
      ByteBuffer made = shared;
      if (made == null) {
        made = ByteBuffer.allocate(bytes + PERIOD);
        fill(made, 0);
        shared = made;
      }
      return made;
    } finally {
      lock.unlock();
    }
  }

  private static void fill(ByteBuffer pixels, int from) {
    for (int at = 0; at < pixels.capacity(); at += PERIOD) {
      pixels.put(at, RAMP, from, Math.min(PERIOD, pixels.capacity() - at));
    }
  }
}
