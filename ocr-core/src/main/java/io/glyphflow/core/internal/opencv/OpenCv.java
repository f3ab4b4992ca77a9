package io.glyphflow.core.internal.opencv;

import io.glyphflow.core.image.PageImage;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Loads OpenCV, once, and joins its matrices to our pixels. Thread-safe. */
public final class OpenCv {

  static {
    // JavaCPP counts the memory of the whole process and refuses to allocate beyond twice the heap;
    // here the memory budget decides how much is in use.
    if (System.getProperty("org.bytedeco.javacpp.maxPhysicalBytes") == null) {
      System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    }
    Loader.load(opencv_core.class);
    Loader.load(opencv_imgproc.class);
    Loader.load(opencv_imgcodecs.class);
    // Pages are read side by side on as many threads as there are cores; OpenCV's own threads on
    // top
    // would only contend with them.
    opencv_core.setNumThreads(1);
  }

  private OpenCv() {}

  /**
   * A matrix over the pixels of an image, of type {@code CV_8UC1} or {@code CV_8UC3} (blue, green,
   * red). Images outside the heap are shared and not copied; nobody may write to them.
   *
   * @param image an open image, to stay open as long as the matrix is used
   * @return to be closed; closing it leaves the image alone
   */
  public static Mat matrix(PageImage image) {
    return matrix(
        image.pixels(),
        image.size().width(),
        image.size().height(),
        image.format().bytesPerPixel(),
        image.rowStride());
  }

  /** Loads the libraries if they are not loaded yet; half a second the first time. */
  public static void load() {
    // The initializer of this class did it.
  }

  /**
   * A matrix over 8-bit pixels. Direct buffers are shared, others are copied.
   *
   * @param pixels rows from position 0
   * @param width in pixels
   * @param height in pixels
   * @param channels 1, 3 or 4
   * @param rowStride bytes from one row to the next
   * @return to be closed, which frees a copy; a shared one is valid as long as the buffer is
   */
  public static Mat matrix(ByteBuffer pixels, int width, int height, int channels, int rowStride) {
    int type = opencv_core.CV_8UC(channels);
    if (pixels.isDirect()) {
      // The matrix keeps the pointer reachable.
      return new Mat(
          height, width, type, new BytePointer(pixels.duplicate().clear()), (long) rowStride);
    }
    Mat copy = new Mat(height, width, type);
    ByteBuffer target = copy.createBuffer();
    int row = width * channels;
    for (int y = 0; y < height; y++) {
      target.put(y * row, pixels, y * rowStride, row);
    }
    return copy;
  }

  /**
   * A matrix of one row over encoded bytes. Direct buffers are shared, others are copied.
   *
   * @param encoded bytes from position to limit, left as they are; at least one
   * @return to be closed, which frees a copy; a shared one is valid as long as the buffer is
   */
  public static Mat bytes(ByteBuffer encoded) {
    ByteBuffer part = encoded.slice();
    return matrix(part, part.limit(), 1, 1, part.limit());
  }

  /**
   * Where the pixels of an image outside the heap are.
   *
   * @param image an open image, {@linkplain PageImage#isNative() native}
   * @return the address of its first pixel
   */
  public static long address(PageImage image) {
    try (BytePointer pointer = new BytePointer(image.pixels())) {
      return pointer.address();
    }
  }
}
