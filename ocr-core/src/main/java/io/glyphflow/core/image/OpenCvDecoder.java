package io.glyphflow.core.image;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.internal.opencv.OpenCv;
import java.nio.ByteBuffer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes with OpenCV, to memory outside the heap: right into the image's own where the pixels come
 * as they are wanted, through a matrix of OpenCV's where they have alpha or 16 bits.
 */
final class OpenCvDecoder {

  private static final double TO_8_BITS = 1 / 257.0;

  private OpenCvDecoder() {}

  /** The pixels as stored, not turned. */
  static PageImage decode(ByteBuffer encoded, ImageHeader header) {
    PageImage image =
        PageImage.allocateDirty(header.storedSize(), header.decodedFormat(), header.dpi());
    return decode(encoded, header, 1, image);
  }

  /**
   * The pixels as stored, not turned.
   *
   * @param header has a {@linkplain ImageHeader#reduction reduction} of that much or more
   * @param reduction what sides are divided by
   * @param image of the reduced size and of the header's format, holding anything
   * @return that image; or another, and that one is closed, if pixels are not as the header says
   */
  static PageImage decode(ByteBuffer encoded, ImageHeader header, int reduction, PageImage image) {
    try (Mat bytes = OpenCv.bytes(encoded);
        Mat decoded = OpenCv.matrix(image);
        Mat answer = opencv_imgcodecs.imdecode(bytes, flags(header, reduction), decoded)) {
      if (answer.empty()) {
        throw ImageException.unreadable(
            "a damaged " + header.format() + "; check the file or save it anew");
      }
      if (isOf(decoded, image)) {
        return image;
      }
      PageImage converted = convert(decoded, header);
      image.close();
      return converted;
    } catch (RuntimeException e) {
      image.close();
      throw mapped(e);
    } catch (Error e) {
      image.close();
      throw e;
    }
  }

  /** With all of them EXIF is left to us: "unchanged" means that too. */
  private static int flags(ImageHeader header, int reduction) {
    boolean isGray = header.decodedFormat() == PageImage.Format.GRAY8;
    int reduced =
        switch (reduction) {
          case 1 -> opencv_imgcodecs.IMREAD_UNCHANGED;
          case 2 ->
              isGray
                  ? opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_2
                  : opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
          case 4 ->
              isGray
                  ? opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_4
                  : opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
          default ->
              isGray
                  ? opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8
                  : opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
        };
    return reduction == 1 ? reduced : reduced | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
  }

  private static RuntimeException mapped(RuntimeException trouble) {
    if (trouble instanceof ImageException) {
      return trouble;
    }
    String message = String.valueOf(trouble.getMessage());
    return message.contains("nsufficient memory")
        ? new ImageException(
            ImageException.Reason.LIMIT, "memory is too small to decode it; shrink it", trouble)
        : new ImageException(
            ImageException.Reason.UNREADABLE,
            "cannot be decoded (" + message.strip() + "); check the file or save it anew",
            trouble);
  }

  private static boolean isOf(Mat decoded, PageImage image) {
    return decoded.data().address() == OpenCv.address(image);
  }

  private static PageImage convert(Mat decoded, ImageHeader header) {
    if (decoded.depth() == opencv_core.CV_8U) {
      return convert8(decoded, header);
    }
    if (decoded.depth() != opencv_core.CV_16U) {
      throw ImageException.unreadable("pixels of OpenCV type " + decoded.type() + " are not read");
    }
    try (Mat narrow = new Mat()) {
      decoded.convertTo(narrow, opencv_core.CV_8U, TO_8_BITS, 0);
      return convert8(narrow, header);
    }
  }

  private static PageImage convert8(Mat pixels, ImageHeader header) {
    boolean isGray = pixels.channels() == 1 || header.decodedFormat() == PageImage.Format.GRAY8;
    PageImage.Format format = isGray ? PageImage.Format.GRAY8 : PageImage.Format.BGR24;
    Size size = new Size(pixels.cols(), pixels.rows());
    PageImage image = PageImage.allocateDirty(size, format, header.dpi());
    copy(pixels, image);
    return image;
  }

  /** Row by row, over white; of a gray picture in color one channel is as good as another. */
  private static void copy(Mat pixels, PageImage image) {
    int width = image.size().width();
    int from = pixels.channels();
    int to = image.format().bytesPerPixel();
    byte[] source = new byte[from * width];
    byte[] target = new byte[to * width];
    ByteBuffer rows = pixels.createBuffer();
    for (int y = 0; y < image.size().height(); y++) {
      rows.get(y * source.length, source);
      for (int x = 0; x < width; x++) {
        int alpha = from == 4 ? source[4 * x + 3] & 0xff : 255;
        for (int i = 0; i < to; i++) {
          target[to * x + i] = (byte) overWhite(source[from * x + i] & 0xff, alpha);
        }
      }
      image.target().put(y * target.length, target);
    }
  }

  private static int overWhite(int level, int alpha) {
    return alpha == 255 ? level : (level * alpha + 255 * (255 - alpha) + 127) / 255;
  }
}
