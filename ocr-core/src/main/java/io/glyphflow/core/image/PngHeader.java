package io.glyphflow.core.image;

import java.nio.ByteOrder;

/**
 * The chunks of a PNG; pixels are skipped, as EXIF may come after them.
 *
 * @param header what they tell
 * @param hasKey whether one gray level or color counts as transparent
 * @param isComplete whether the chunk that ends a PNG is there
 */
record PngHeader(ImageHeader header, boolean hasKey, boolean isComplete) {

  private static final int GRAY = 0;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int GRAY_ALPHA = 4;
  private static final int RGB_ALPHA = 6;

  static PngHeader read(Bytes bytes) {
    if (!bytes.isAscii(12, "IHDR")) {
      throw ImageException.unreadable("a PNG without a header; check the file");
    }
    int colors = bytes.u8(25);
    boolean isGray = colors == GRAY || colors == GRAY_ALPHA;
    boolean hasKey = false;
    boolean isComplete = false;
    double dpi = 0;
    Exif exif = Exif.NONE;
    long at = 8;
    while (!isComplete && bytes.has(at, 8)) {
      long length = bytes.u32(at);
      long data = at + 8;
      if (bytes.isAscii(at + 4, "PLTE") && colors == PALETTE && bytes.has(data, length)) {
        isGray = isGray(bytes, data, length);
      } else if (bytes.isAscii(at + 4, "tRNS")) {
        hasKey = colors == GRAY || colors == RGB;
      } else if (bytes.isAscii(at + 4, "pHYs") && bytes.has(data, 9)) {
        dpi = bytes.u8(data + 8) == 1 ? Density.ofPixelsPerMeter(bytes.u32(data)) : 0;
      } else if (bytes.isAscii(at + 4, "eXIf")) {
        exif = Exif.read(bytes.part(data, length, ByteOrder.BIG_ENDIAN));
      } else {
        isComplete = bytes.isAscii(at + 4, "IEND") && bytes.has(data, length);
      }
      at = data + length + 4;
    }
    ImageHeader header =
        new ImageHeader(
            ImageFormat.PNG,
            ImageHeader.size(bytes.u32(16), bytes.u32(20)),
            exif.orientation(),
            dpi > 0 ? dpi : exif.dpi(),
            channels(colors),
            bytes.u8(24),
            isGray ? PageImage.Format.GRAY8 : PageImage.Format.BGR24,
            false);
    return new PngHeader(header, hasKey, isComplete);
  }

  private static int channels(int colors) {
    return switch (colors) {
      case GRAY, PALETTE -> 1;
      case GRAY_ALPHA -> 2;
      case RGB -> 3;
      case RGB_ALPHA -> 4;
      default ->
          throw ImageException.unreadable("a PNG of color type " + colors + "; check the file");
    };
  }

  private static boolean isGray(Bytes bytes, long palette, long length) {
    for (long at = palette; at + 3 <= palette + length; at += 3) {
      int red = bytes.u8(at);
      if (bytes.u8(at + 1) != red || bytes.u8(at + 2) != red) {
        return false;
      }
    }
    return true;
  }
}
