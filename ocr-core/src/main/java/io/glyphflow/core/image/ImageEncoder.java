package io.glyphflow.core.image;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.internal.opencv.OpenCv;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Encodes page images as JPEG, PNG or WebP, resized on the way if asked. An image outside the heap
 * is read where it is, views with their row stride too; one on the heap is copied first. Gray stays
 * gray. Resolution is not written. Immutable, safe for any thread.
 */
public final class ImageEncoder {

  /** WebP takes any quality above this for lossless. */
  private static final int BEST_LOSSY = 100;

  private static final int LOSSLESS = BEST_LOSSY + 1;

  private final ImageFormat format;
  private final int quality;
  private final boolean hasFullChroma;

  private ImageEncoder(ImageFormat format, int quality, boolean hasFullChroma) {
    this.format = format;
    this.quality = quality;
    this.hasFullChroma = hasFullChroma;
  }

  /**
   * Encodes as baseline JPEG, colors at half the resolution (4:2:0).
   *
   * @param quality 1 (small) to 100 (like the original)
   * @return the encoder
   * @throws IllegalArgumentException if {@code quality} is not 1..100
   */
  public static ImageEncoder jpeg(int quality) {
    check(quality, BEST_LOSSY);
    return new ImageEncoder(ImageFormat.JPEG, quality, false);
  }

  /**
   * Encodes as PNG, fast rather than small.
   *
   * @return the encoder
   */
  public static ImageEncoder png() {
    return new ImageEncoder(ImageFormat.PNG, 0, false);
  }

  /**
   * Encodes as WebP.
   *
   * @param quality 1 (small) to 100 (like the original), 101 for lossless
   * @return the encoder
   * @throws IllegalArgumentException if {@code quality} is not 1..101
   */
  public static ImageEncoder webp(int quality) {
    check(quality, LOSSLESS);
    return new ImageEncoder(ImageFormat.WEBP, quality, false);
  }

  private static void check(int quality, int most) {
    if (quality < 1 || quality > most) {
      throw new IllegalArgumentException("quality: " + quality + ", must be 1.." + most);
    }
  }

  /**
   * The same with colors at full resolution (4:4:4): thin colored strokes stay sharp, files are
   * about a fifth larger.
   *
   * @return a copy
   * @throws IllegalStateException if this encodes no JPEG
   */
  public ImageEncoder withFullChroma() {
    if (format != ImageFormat.JPEG) {
      throw new IllegalStateException("full chroma: is for JPEG, this encodes " + format);
    }
    return new ImageEncoder(format, quality, true);
  }

  /**
   * What this encodes.
   *
   * @return the file format
   */
  public ImageFormat format() {
    return format;
  }

  /**
   * Encodes an image in its own size.
   *
   * @param image an open image
   * @return the file
   * @throws ImageException with {@link ImageException.Reason#LIMIT} if the format has no room for
   *     the size; JPEG takes sides of 65,500 pixels, WebP of 16,383
   */
  public byte[] encode(PageImage image) {
    return encode(image, image.size());
  }

  /**
   * Encodes an image in another size. To have no garbage, and no memory taken anew for each image,
   * use {@link #encode(PageImage, Size, EncodedImage)}.
   *
   * @param image an open image
   * @param size of the encoded image, pixels; if it is the image's own, nothing is resized
   * @return the file
   * @throws ImageException with {@link ImageException.Reason#LIMIT} if the format has no room for
   *     the size; JPEG takes sides of 65,500 pixels, WebP of 16,383
   */
  public byte[] encode(PageImage image, Size size) {
    try (EncodedImage encoded = new EncodedImage()) {
      encode(image, size, encoded);
      return encoded.toByteArray();
    }
  }

  /**
   * Encodes an image in another size into memory that is used again and again. Shrinks by the mean
   * of the pixels that fall together, grows by cubic interpolation.
   *
   * @param image an open image
   * @param size of the encoded image, pixels; if it is the image's own, nothing is resized
   * @param into takes the file in place of what it held
   * @throws ImageException with {@link ImageException.Reason#LIMIT} if the format has no room for
   *     the size; JPEG takes sides of 65,500 pixels, WebP of 16,383
   */
  public void encode(PageImage image, Size size, EncodedImage into) {
    requireRoom(size);
    try (Mat pixels = OpenCv.matrix(image);
        IntPointer parameters = new IntPointer(parameters())) {
      Mat sized = size.equals(image.size()) ? pixels : into.resize(pixels, size);
      into.encode(extension(), sized, parameters);
    }
  }

  private void requireRoom(Size size) {
    int most =
        switch (format) {
          case JPEG -> 65_500;
          case WEBP -> 16_383;
          default -> 1_000_000; // of libpng
        };
    if (Math.max(size.width(), size.height()) > most) {
      throw ImageException.limit(
          size.width()
              + " x "
              + size.height()
              + " pixels as "
              + format
              + ", each side must be <= "
              + most
              + "; shrink the image");
    }
  }

  private String extension() {
    return switch (format) {
      case JPEG -> ".jpg";
      case WEBP -> ".webp";
      default -> ".png";
    };
  }

  private IntBuffer parameters() {
    return IntBuffer.wrap(
        switch (format) {
          case JPEG ->
              new int[] {
                opencv_imgcodecs.IMWRITE_JPEG_QUALITY,
                quality,
                opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR,
                hasFullChroma
                    ? opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_444
                    : opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_420
              };
          case WEBP -> new int[] {opencv_imgcodecs.IMWRITE_WEBP_QUALITY, quality};
          default -> new int[0];
        });
  }

  @Override
  public String toString() {
    return format
        + (format == ImageFormat.PNG ? "" : " " + quality)
        + (hasFullChroma ? " 4:4:4" : "");
  }
}
