package io.glyphflow.core.image;

import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.geometry.Size;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What an encoded picture says of itself before it is decoded. Only the bytes tell the format.
 * Nothing is allocated by what they claim. Immutable, safe for any thread.
 *
 * @param format the file format
 * @param storedSize width and height as stored, pixels
 * @param orientation how stored pixels are to be turned to be upright: EXIF's 1..8, 1 if absent
 * @param dpi horizontal dots per inch to a hundredth, 0 if unknown or absurd
 * @param channels values of a pixel as stored: 1 for gray and for palettes, 4 for CMYK
 * @param bits bits of each value as stored
 * @param decodedFormat what {@code PageImage.decode} makes of it; may turn out to be gray where
 *     this says color
 * @param hasAdobeMarker for JPEG, whether Adobe's marker is there; CMYK is stored inverted then
 */
public record ImageHeader(
    ImageFormat format,
    Size storedSize,
    int orientation,
    double dpi,
    int channels,
    int bits,
    PageImage.Format decodedFormat,
    boolean hasAdobeMarker) {

  /** To one pixel of each block of a JPEG. */
  private static final int MOST_REDUCED = 8;

  /**
   * Reads the header of the first picture. The first bytes of a file are enough for BMP and GIF,
   * and for the others as far as what is told lies within them; TIFF keeps its directory anywhere.
   *
   * @param encoded bytes from position to limit, left as they are; heap or direct
   * @return the header
   * @throws ImageException with {@link ImageException.Reason#UNREADABLE} if the bytes are no such
   *     picture, or end before its size
   */
  public static ImageHeader read(ByteBuffer encoded) {
    return read(encoded, 0);
  }

  /**
   * Reads the header of one picture of several. Takes time in proportion to {@code frame}.
   *
   * @param encoded bytes from position to limit, left as they are; heap or direct
   * @param frame which one, from 0; formats other than TIFF have only one
   * @return the header
   * @throws ImageException with {@link ImageException.Reason#UNREADABLE} if the bytes are no such
   *     picture, end before its size, or have no such frame
   * @throws IllegalArgumentException if {@code frame} is negative
   */
  public static ImageHeader read(ByteBuffer encoded, int frame) {
    if (frame < 0) {
      throw new IllegalArgumentException("frame: " + frame + ", must be >= 0");
    }
    ImageFormat format = sniff(encoded);
    Bytes bytes =
        Bytes.of(
            encoded,
            switch (format) {
              case JPEG, PNG, TIFF -> ByteOrder.BIG_ENDIAN;
              case WEBP, BMP, GIF -> ByteOrder.LITTLE_ENDIAN;
            });
    if (frame > 0 && format != ImageFormat.TIFF) {
      throw ImageException.unreadable("frame " + frame + " of a " + format + ", must be 0");
    }
    return switch (format) {
      case JPEG -> JpegHeader.read(bytes).header();
      case PNG -> PngHeader.read(bytes).header();
      case TIFF -> TiffHeader.read(TiffDirectory.of(bytes, frame));
      case WEBP -> WebpHeader.read(bytes);
      case BMP -> BmpHeader.read(bytes);
      case GIF -> GifHeader.read(bytes);
    };
  }

  /**
   * The format by the first bytes, 12 of them at most.
   *
   * @param encoded bytes from position to limit, left as they are
   * @return the format
   * @throws ImageException with {@link ImageException.Reason#UNREADABLE} if it is none of them
   */
  public static ImageFormat sniff(ByteBuffer encoded) {
    Bytes bytes = Bytes.of(encoded, ByteOrder.BIG_ENDIAN);
    if (bytes.length() == 0) {
      throw ImageException.unreadable("is empty, 0 bytes; must be an image");
    }
    if (bytes.isAscii(0, "\u00ff\u00d8\u00ff")) {
      return ImageFormat.JPEG;
    }
    if (bytes.isAscii(0, "\u0089PNG\r\n\u001a\n")) {
      return ImageFormat.PNG;
    }
    if (bytes.isAscii(0, "II*\0")
        || bytes.isAscii(0, "MM\0*")
        || bytes.isAscii(0, "II+\0")
        || bytes.isAscii(0, "MM\0+")) {
      return ImageFormat.TIFF;
    }
    if (bytes.isAscii(0, "RIFF") && bytes.isAscii(8, "WEBP")) {
      return ImageFormat.WEBP;
    }
    if (bytes.isAscii(0, "GIF87a") || bytes.isAscii(0, "GIF89a")) {
      return ImageFormat.GIF;
    }
    if (bytes.isAscii(0, "BM")) {
      return ImageFormat.BMP;
    }
    throw ImageException.unreadable(
        "is no image that is read here; must be JPEG, PNG, TIFF, WebP, BMP or GIF");
  }

  /**
   * The size once the picture is upright.
   *
   * @return width and height, pixels
   */
  public Size uprightSize() {
    return orientation < 5 ? storedSize : Rotation.CLOCKWISE_90.apply(storedSize);
  }

  /**
   * Bytes of the decoded picture.
   *
   * @return an upper bound; 1 byte a pixel if gray, 3 if not
   */
  public long decodedBytes() {
    return storedSize.area() * decodedFormat.bytesPerPixel();
  }

  /**
   * How much smaller a picture can be decoded and still have a size, without decoding all of it
   * first. Only JPEGs of gray or three channels can: their blocks of 8 x 8 pixels are decoded to 4
   * x 4, 2 x 2 or 1.
   *
   * @param atLeast the size that is needed, upright, pixels
   * @return 1, 2, 4 or 8, what sides are divided by; 1 for other formats
   */
  public int reduction(Size atLeast) {
    if (format != ImageFormat.JPEG || isCmyk() || bits != 8) {
      return 1;
    }
    Size size = uprightSize();
    int reduction = MOST_REDUCED;
    while (reduction > 1
        && (size.width() / reduction < atLeast.width()
            || size.height() / reduction < atLeast.height())) {
      reduction /= 2;
    }
    return reduction;
  }

  /**
   * The size of the picture, upright, when it is decoded smaller. A last block that is not full
   * counts, so that the right and lower edges may lie beyond the picture by less than a pixel.
   *
   * @param reduction what sides are divided by: 1, 2, 4 or 8
   * @return width and height, pixels, rounded up
   * @throws IllegalArgumentException if it is none of them
   */
  public Size reducedSize(int reduction) {
    return reduced(uprightSize(), reduction);
  }

  /**
   * Bytes of the picture when it is decoded smaller.
   *
   * @param reduction what sides are divided by: 1, 2, 4 or 8
   * @return an upper bound; 1 byte a pixel if gray, 3 if not
   * @throws IllegalArgumentException if it is none of them
   */
  public long decodedBytes(int reduction) {
    return reduced(storedSize, reduction).area() * decodedFormat.bytesPerPixel();
  }

  /** Rounded up, as decoders do. */
  static Size reduced(Size size, int reduction) {
    if (reduction < 1 || reduction > MOST_REDUCED || Integer.bitCount(reduction) > 1) {
      throw new IllegalArgumentException("reduction: " + reduction + ", must be 1, 2, 4 or 8");
    }
    return new Size((size.width() - 1) / reduction + 1, (size.height() - 1) / reduction + 1);
  }

  /**
   * Whether pixels are inks rather than light.
   *
   * @return true for a JPEG of four channels
   */
  public boolean isCmyk() {
    return format == ImageFormat.JPEG && channels == 4;
  }

  /** A size from the file; whether it is small enough is for {@link ImageLimits} to say. */
  static Size size(long width, long height) {
    String size = width + " x " + height + " pixels";
    if (width < 1 || height < 1) {
      throw ImageException.unreadable(size + ", must be at least 1 x 1; check the file");
    }
    if (width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw ImageException.limit(size + ", each side must be <= " + Integer.MAX_VALUE);
    }
    return new Size((int) width, (int) height);
  }
}
