package io.glyphflow.core.image;

import io.glyphflow.core.geometry.Size;

/** The header of a Windows bitmap, of the old kind with 12 bytes or a later one. */
final class BmpHeader {

  private static final int OLD = 12;

  private BmpHeader() {}

  static ImageHeader read(Bytes bytes) {
    long kind = bytes.u32(14);
    if (kind != OLD && (kind < 40 || kind > 1024)) {
      throw ImageException.unreadable("a bitmap header of " + kind + " bytes; check the file");
    }
    boolean isOld = kind == OLD;
    long width = isOld ? bytes.u16(18) : bytes.s32(18);
    long height = isOld ? bytes.u16(20) : Math.abs((long) bytes.s32(22)); // negative: top to bottom
    int bits = bytes.u16(isOld ? 24 : 28);
    Size size = ImageHeader.size(width, height);
    return new ImageHeader(
        ImageFormat.BMP,
        size,
        1,
        isOld ? 0 : Density.ofPixelsPerMeter(bytes.u32(38)),
        bits == 32 ? 4 : bits > 8 ? 3 : 1,
        bits > 8 ? 8 : bits,
        PageImage.Format.BGR24,
        false);
  }

  /** Pixels that are not compressed are all there. */
  static void requireEnd(Bytes bytes, ImageHeader header) {
    boolean isOld = bytes.u32(14) == OLD;
    int bits = bytes.u16(isOld ? 24 : 28);
    long compression = isOld ? 0 : bytes.u32(30);
    if (compression != 0 && compression != 3) {
      return;
    }
    long row = (((long) header.storedSize().width() * bits + 31) / 32) * 4;
    long end = bytes.u32(10) + row * header.storedSize().height();
    if (bytes.length() < end) {
      throw ImageException.unreadable(
          "truncated: a bitmap of "
              + end
              + " bytes, only "
              + bytes.length()
              + " are there; check the file");
    }
  }
}
