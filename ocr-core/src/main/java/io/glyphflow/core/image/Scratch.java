package io.glyphflow.core.image;

import java.nio.ByteBuffer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * Memory outside the heap for what lies between two steps. It is used again for every picture and
 * grows to the largest. Not thread-safe.
 */
final class Scratch implements AutoCloseable {

  private final MovingMatrix header = new MovingMatrix();
  private @Nullable NativeMemory memory;

  /** At least so many bytes, holding anything; gone with the next call for more. */
  NativeMemory require(long bytes) {
    NativeMemory known = memory;
    if (known == null || known.bytes().capacity() < bytes) {
      release();
      known = NativeMemory.allocateDirty(Math.toIntExact(bytes));
      memory = known;
    }
    return known;
  }

  ByteBuffer bytes(long count) {
    return require(count).bytes();
  }

  long address(long bytes) {
    return require(bytes).address();
  }

  /** Rows without gaps; the same header each time. */
  Mat matrix(int width, int height, int channels) {
    long row = (long) width * channels;
    return header.at(address(row * height), height, width, MovingMatrix.bytes(channels), row);
  }

  /** Makes these pixels those that are worked on. */
  void show(Raster raster, int width, int height, int channels) {
    long row = (long) width * channels;
    raster.set(address(row * height), width, height, channels, row, header);
  }

  /** Gives the memory back if it is more than so many bytes. */
  void shrink(long bytes) {
    if (memory != null && memory.bytes().capacity() > bytes) {
      release();
    }
  }

  private void release() {
    if (memory != null) {
      memory.close();
      memory = null;
    }
  }

  @Override
  public void close() {
    header.close();
    release();
  }
}
