package io.glyphflow.core.image;

/**
 * What a picture may cost, checked from its header before anything is decoded. Immutable, safe for
 * any thread.
 *
 * <p>By default a file has at most 512 MiB and a picture at most 65,500 pixels a side (the longest
 * that JPEG codecs take) and 178,956,970 pixels in all (at 3 bytes, and a fourth while decoding,
 * below 2 GiB with room).
 *
 * <p>The ratio stops small files that claim huge pictures. Its default, 100,000, lets blank paper
 * through: G4 fax takes one bit for a blank row, so that A0 at 300 dpi, 9,933 x 14,043 pixels, is
 * 14,043 bits and about 200 bytes around them, 139,489,119 / 1,955 = 71,350. Deflate gives at most
 * 1,032 bytes a byte, 8,256 pixels if they have one bit; JPEG about 1,500. What lies beyond is one
 * color made large on purpose: fax with very long rows, lossless WebP, run lengths that end before
 * they begin. Pictures of at most 64 MiB decoded (A3 in color at 300 dpi is 52 MB) are never
 * refused for their ratio: a blank page may be a lossless WebP of 40 bytes.
 *
 * @param maxBytes bytes of the encoded picture, at least 1
 * @param maxPixels width times height, at least 1
 * @param maxSide width and height, pixels, at least 1
 * @param maxRatio decoded bytes for each encoded byte, at least 1
 */
public record ImageLimits(long maxBytes, long maxPixels, int maxSide, double maxRatio) {

  private static final ImageLimits DEFAULTS =
      new ImageLimits(512L << 20, 178_956_970, 65_500, 100_000);

  /** A decoded picture that may come from any number of bytes. */
  private static final long ALWAYS_DECODED = 64L << 20;

  /** What a buffer holds; the default limits stay far below. */
  private static final long MAX_DECODED = Integer.MAX_VALUE - 8;

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is below 1 or not a number
   */
  public ImageLimits {
    check("maxBytes", (double) maxBytes);
    check("maxPixels", (double) maxPixels);
    check("maxSide", maxSide);
    check("maxRatio", maxRatio);
  }

  private static void check(String name, double value) {
    if (!(value >= 1)) {
      throw new IllegalArgumentException(name + ": " + value + ", must be >= 1");
    }
  }

  /**
   * 512 MiB, 178,956,970 pixels, 65,500 a side, a ratio of 100,000.
   *
   * @return the defaults
   */
  public static ImageLimits defaults() {
    return DEFAULTS;
  }

  /**
   * The same with another bound for the encoded picture.
   *
   * @param bytes at least 1
   * @return a copy
   */
  public ImageLimits withMaxBytes(long bytes) {
    return new ImageLimits(bytes, maxPixels, maxSide, maxRatio);
  }

  /**
   * The same with another bound for the number of pixels.
   *
   * @param pixels at least 1
   * @return a copy
   */
  public ImageLimits withMaxPixels(long pixels) {
    return new ImageLimits(maxBytes, pixels, maxSide, maxRatio);
  }

  /**
   * The same with another bound for each side.
   *
   * @param pixels at least 1
   * @return a copy
   */
  public ImageLimits withMaxSide(int pixels) {
    return new ImageLimits(maxBytes, maxPixels, pixels, maxRatio);
  }

  /**
   * The same with another bound for the ratio.
   *
   * @param ratio decoded bytes for each encoded byte, at least 1
   * @return a copy
   */
  public ImageLimits withMaxRatio(double ratio) {
    return new ImageLimits(maxBytes, maxPixels, maxSide, ratio);
  }

  /**
   * Checks a number of bytes before they are read.
   *
   * @param encodedBytes bytes of a file
   * @throws ImageException with {@link ImageException.Reason#LIMIT} if there are too many
   */
  public void checkBytes(long encodedBytes) {
    if (encodedBytes > maxBytes) {
      throw ImageException.limit(
          encodedBytes + " bytes, must be <= " + maxBytes + "; shrink or split the image");
    }
  }

  /**
   * Checks the size of a picture before it is decoded.
   *
   * @param width pixels
   * @param height pixels
   * @throws ImageException with {@link ImageException.Reason#UNREADABLE} if a side is below 1, with
   *     {@link ImageException.Reason#LIMIT} if there are too many pixels
   */
  public void checkSize(long width, long height) {
    String size = width + " x " + height;
    if (width < 1 || height < 1) {
      throw ImageException.unreadable(size + " pixels, must be at least 1 x 1");
    }
    if (width > maxSide || height > maxSide) {
      throw ImageException.limit(
          size + " pixels, each side must be <= " + maxSide + "; shrink or split the image");
    }
    if (width * height > maxPixels) {
      throw ImageException.limit(
          size
              + " = "
              + width * height
              + " pixels, must be <= "
              + maxPixels
              + "; shrink or split the image");
    }
  }

  /**
   * Checks all bounds.
   *
   * @param header what the picture says of itself
   * @param encodedBytes bytes of the whole encoded picture, all frames of its file included
   * @throws ImageException with {@link ImageException.Reason#LIMIT} if a bound is exceeded
   */
  public void check(ImageHeader header, long encodedBytes) {
    check(header, 1, encodedBytes);
  }

  /**
   * Checks all bounds of a picture that is decoded smaller. Its size as stored counts, as decoders
   * of progressive JPEGs keep something of every pixel; bytes are those that come out.
   */
  void check(ImageHeader header, int reduction, long encodedBytes) {
    checkBytes(encodedBytes);
    checkSize(header.storedSize().width(), header.storedSize().height());
    long decoded = header.decodedBytes(reduction);
    if (decoded > MAX_DECODED) {
      throw ImageException.limit(
          decoded + " bytes decoded, must be <= " + MAX_DECODED + "; shrink or split the image");
    }
    if (decoded > ALWAYS_DECODED && decoded > maxRatio * encodedBytes) {
      throw ImageException.limit(
          encodedBytes
              + " bytes claim to be "
              + decoded
              + " decoded, must be <= "
              + Math.round(maxRatio)
              + " times as many; check the file or save it anew");
    }
  }
}
