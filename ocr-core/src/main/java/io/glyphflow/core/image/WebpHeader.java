package io.glyphflow.core.image;

import io.glyphflow.core.geometry.Size;
import java.nio.ByteOrder;

/** The chunks of a WebP: lossy ({@code VP8}), lossless ({@code VP8L}) or extended. */
final class WebpHeader {

  private static final int HAS_ALPHA = 0x10;

  private WebpHeader() {}

  static ImageHeader read(Bytes bytes) {
    long data = 20;
    if (bytes.isAscii(12, "VP8X")) {
      Size canvas = ImageHeader.size(bytes.u24(data + 4) + 1L, bytes.u24(data + 7) + 1L);
      Exif exif = exif(bytes);
      boolean hasAlpha = (bytes.u8(data) & HAS_ALPHA) != 0;
      return header(canvas, hasAlpha ? 4 : 3, exif);
    }
    if (bytes.isAscii(12, "VP8L") && bytes.u8(data) == 0x2f) {
      long packed = bytes.u32(data + 1); // 14 bits of width - 1, 14 of height - 1, 1 of alpha
      Size size = ImageHeader.size((packed & 0x3fff) + 1, (packed >> 14 & 0x3fff) + 1);
      return header(size, (packed >> 28 & 1) == 1 ? 4 : 3, Exif.NONE);
    }
    if (bytes.isAscii(12, "VP8 ") && bytes.isAscii(data + 3, "\u009d\u0001*")) {
      return header(
          ImageHeader.size(bytes.u16(data + 6) & 0x3fff, bytes.u16(data + 8) & 0x3fff),
          3,
          Exif.NONE);
    }
    throw ImageException.unreadable("a WebP without pixels; check the file");
  }

  private static ImageHeader header(Size size, int channels, Exif exif) {
    return new ImageHeader(
        ImageFormat.WEBP,
        size,
        exif.orientation(),
        exif.dpi(),
        channels,
        8,
        PageImage.Format.BGR24,
        false);
  }

  private static Exif exif(Bytes bytes) {
    long at = 12;
    while (bytes.has(at, 8)) {
      long length = bytes.u32(at + 4);
      if (bytes.isAscii(at, "EXIF")) {
        return Exif.read(bytes.part(at + 8, length, ByteOrder.BIG_ENDIAN));
      }
      at += 8 + length + (length & 1);
    }
    return Exif.NONE;
  }

  /** The length that a file tells of itself is there. */
  static void requireEnd(Bytes bytes) {
    long end = 8 + bytes.u32(4);
    if (bytes.length() < end) {
      throw ImageException.unreadable(
          "truncated: a WebP of "
              + end
              + " bytes, only "
              + bytes.length()
              + " are there; check the file");
    }
  }
}
