package io.glyphflow.core.image;

/** The blocks of a GIF up to its first picture. */
final class GifHeader {

  private GifHeader() {}

  static ImageHeader read(Bytes bytes) {
    long at = picture(bytes);
    return new ImageHeader(
        ImageFormat.GIF,
        ImageHeader.size(bytes.u16(at + 5), bytes.u16(at + 7)),
        1,
        0,
        1,
        8,
        PageImage.Format.BGR24,
        false);
  }

  /** Where the first picture is described. */
  private static long picture(Bytes bytes) {
    long at = 13 + colors(bytes.u8(10));
    while (bytes.u8(at) == '!') {
      at = skip(bytes, at + 2);
    }
    if (bytes.u8(at) != ',') {
      throw ImageException.unreadable("a GIF without a picture; check the file");
    }
    return at;
  }

  private static long colors(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3L << ((flags & 7) + 1);
  }

  /** Blocks of up to 255 bytes, an empty one at the end. */
  private static long skip(Bytes bytes, long first) {
    long at = first;
    while (bytes.u8(at) != 0) {
      at += bytes.u8(at) + 1L;
    }
    return at + 1;
  }

  /** All blocks of the first picture are there. */
  static void requireEnd(Bytes bytes) {
    long at = picture(bytes);
    long pixels = at + 10 + colors(bytes.u8(at + 9)) + 1;
    long unusedEnd = skip(bytes, pixels); // throws if the bytes end before
  }
}
