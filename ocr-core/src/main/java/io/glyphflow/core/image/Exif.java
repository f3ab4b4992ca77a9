package io.glyphflow.core.image;

import java.nio.ByteOrder;

/**
 * The two things of EXIF that matter here. It is a TIFF directory inside of another file; a broken
 * one is ignored, as the picture around it is not broken by that.
 *
 * @param orientation 1..8
 * @param dpi 0 if unknown
 */
record Exif(int orientation, double dpi) {

  static final Exif NONE = new Exif(1, 0);

  /** The directory begins at the bytes, or behind {@code Exif\0\0}. */
  static Exif read(Bytes bytes) {
    int start = bytes.isAscii(0, "Exif\0") ? 6 : 0;
    Bytes tiff = bytes.part(start, bytes.length(), ByteOrder.BIG_ENDIAN);
    if (!tiff.isAscii(0, "II*\0") && !tiff.isAscii(0, "MM\0*")) {
      return NONE;
    }
    try {
      TiffDirectory directory = TiffDirectory.of(tiff, 0);
      return new Exif(directory.orientation(), directory.dpi());
    } catch (ImageException e) {
      return NONE;
    }
  }
}
