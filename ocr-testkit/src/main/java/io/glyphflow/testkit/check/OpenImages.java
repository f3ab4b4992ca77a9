package io.glyphflow.testkit.check;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A registry of images that are open: each one made by {@link #wrap} is in it until it is closed.
 * Thread-safe.
 */
public final class OpenImages {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closed = lock.newCondition();
  private final Map<Long, String> names = new TreeMap<>();
  private long opened;
  private long bytes;
  private long peakBytes;
  private int peak;

  /** Makes an empty registry. */
  public OpenImages() {}

  /**
   * An image over pixels that exist already, as {@link PageImage#wrap}, registered until its {@link
   * PageImage#close()}.
   *
   * @param name for messages
   * @param pixels the rows
   * @param size width and height, pixels
   * @param format how pixels are stored
   * @param rowStride bytes from one row to the next
   * @param dpi dots per inch, 0 if unknown
   * @return the image, its own owner
   */
  public PageImage wrap(
      String name,
      ByteBuffer pixels,
      Size size,
      PageImage.Format format,
      int rowStride,
      double dpi) {
    long length = pixels.capacity();
    long number;
    lock.lock();
    try {
      number = opened++;
    } finally {
      lock.unlock();
    }
    PageImage image =
        PageImage.wrap(pixels, size, format, rowStride, dpi, () -> release(number, length));
    lock.lock();
    try {
      names.put(number, name);
      bytes += length;
      peak = Math.max(peak, names.size());
      peakBytes = Math.max(peakBytes, bytes);
    } finally {
      lock.unlock();
    }
    return image;
  }

  private void release(long number, long length) {
    lock.lock();
    try {
      names.remove(number);
      bytes -= length;
      closed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Images that are open.
   *
   * @return their number
   */
  public int open() {
    lock.lock();
    try {
      return names.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The names of the images that are open.
   *
   * @return in the order they were opened
   */
  public List<String> names() {
    lock.lock();
    try {
      return new ArrayList<>(names.values());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Images that were ever opened.
   *
   * @return their number
   */
  public long opened() {
    lock.lock();
    try {
      return opened;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Bytes of the images that are open.
   *
   * @return bytes
   */
  public long openBytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Images that were open at the same time, at most.
   *
   * @return their number
   */
  public int peak() {
    lock.lock();
    try {
      return peak;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Bytes that were open at the same time, at most.
   *
   * @return bytes
   */
  public long peakBytes() {
    lock.lock();
    try {
      return peakBytes;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until no image is open.
   *
   * @param limit how long at most
   * @return whether none is open
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean awaitNone(Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (!names.isEmpty()) {
        if (left <= 0) {
          return false;
        }
        left = closed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
