package io.glyphflow.core.image;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.internal.opencv.OpenCv;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * Where an {@link ImageEncoder} leaves its file: memory outside the heap that is used again for the
 * next one and grows to the largest. Not thread-safe: one for each thread that encodes.
 */
public final class EncodedImage implements AutoCloseable {

  private static final int FIRST_CAPACITY = 64 << 10;

  private final BytePointer memory;
  private final Mat resized;
  private int length;
  private long resizes;
  private boolean isClosed;

  /** Holds nothing yet. */
  public EncodedImage() {
    OpenCv.load();
    this.memory = new BytePointer(FIRST_CAPACITY);
    this.resized = new Mat();
  }

  /**
   * The encoded file.
   *
   * @return its bytes, direct and read-only, gone with the next image or {@link #close()}; empty if
   *     nothing was encoded yet
   * @throws IllegalStateException if this is closed
   */
  public ByteBuffer bytes() {
    requireOpen();
    if (length == 0) {
      return ByteBuffer.allocateDirect(0).asReadOnlyBuffer();
    }
    memory.position(0).limit(length);
    return memory.asByteBuffer().asReadOnlyBuffer();
  }

  /**
   * A copy of the encoded file.
   *
   * @return its bytes
   * @throws IllegalStateException if this is closed
   */
  public byte[] toByteArray() {
    byte[] copy = new byte[length];
    bytes().get(copy);
    return copy;
  }

  /**
   * Length of the encoded file.
   *
   * @return bytes, 0 if nothing was encoded yet
   */
  public int length() {
    return length;
  }

  /**
   * How many of the images encoded so far had to be resized.
   *
   * @return the count
   */
  public long resizes() {
    return resizes;
  }

  /** Into memory of this, which keeps its size as long as images are resized to the same. */
  Mat resize(Mat pixels, Size size) {
    requireOpen();
    resizes++;
    boolean isSmaller = size.width() <= pixels.cols() && size.height() <= pixels.rows();
    try (org.bytedeco.opencv.opencv_core.Size to =
        new org.bytedeco.opencv.opencv_core.Size(size.width(), size.height())) {
      opencv_imgproc.resize(
          pixels,
          resized,
          to,
          0,
          0,
          isSmaller ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_CUBIC);
    }
    return resized;
  }

  /** The pointer takes over larger memory where its own is too small. */
  void encode(String extension, Mat pixels, IntPointer parameters) {
    requireOpen();
    length = 0;
    memory.position(0).limit(memory.capacity());
    boolean isEncoded;
    try {
      isEncoded = opencv_imgcodecs.imencode(extension, pixels, memory, parameters);
    } catch (RuntimeException e) {
      throw failed(extension, e);
    }
    if (!isEncoded) {
      throw failed(extension, null);
    }
    length = (int) memory.limit();
  }

  private static ImageException failed(String extension, @Nullable RuntimeException cause) {
    return new ImageException(
        ImageException.Reason.LIMIT,
        "cannot be encoded as "
            + extension
            + (cause == null ? "" : " (" + String.valueOf(cause.getMessage()).strip() + ")"),
        cause);
  }

  private void requireOpen() {
    if (isClosed) {
      throw new IllegalStateException("the encoded image is closed");
    }
  }

  /** Frees the memory; closing twice does nothing. */
  @Override
  public void close() {
    isClosed = true;
    length = 0;
    memory.close();
    resized.close();
  }
}
