package io.glyphflow.core.image;

import io.glyphflow.core.geometry.Size;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a JPEG before its pixels.
 *
 * @param header what they tell
 * @param scan offset of the first scan, -1 if the bytes end before it
 */
record JpegHeader(ImageHeader header, long scan) {

  private static final int SOF0 = 0xc0;
  private static final int DHT = 0xc4;
  private static final int JPG = 0xc8;
  private static final int DAC = 0xcc;
  private static final int SOF15 = 0xcf;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;
  private static final double CENTIMETERS_PER_INCH = 2.54;

  static JpegHeader read(Bytes bytes) {
    Segments segments = new Segments();
    long at = 2;
    long scan = -1;
    while (scan < 0) {
      while (bytes.has(at, 2) && bytes.u8(at) == 0xff && bytes.u8(at + 1) == 0xff) {
        at++; // markers may have any number of these in front
      }
      if (segments.size != null && !bytes.has(at, 4)) {
        break; // a prefix that told enough
      }
      if (bytes.u8(at) != 0xff) {
        throw ImageException.unreadable("no JPEG marker at byte " + at + "; check the file");
      }
      int marker = bytes.u8(at + 1);
      if (marker == SOS) {
        scan = at;
      } else if (marker == EOI) {
        throw ImageException.unreadable("a JPEG without pixels; check the file");
      } else if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
        at += 2; // markers without a segment
      } else {
        int length = bytes.u16(at + 2);
        if (length < 2) {
          throw ImageException.unreadable("a JPEG segment of " + length + " bytes; check the file");
        }
        segments.add(marker, bytes, at + 4, length - 2L);
        at += 2L + length;
      }
    }
    return new JpegHeader(segments.header(), scan);
  }

  /**
   * Pixels end with a marker that cannot occur within them. What comes after it, some cameras and
   * scanners add bytes, does not matter.
   */
  void requireEnd(Bytes bytes) {
    for (long at = bytes.length() - 2L; scan >= 0 && at > scan; at--) {
      if (bytes.u8(at + 1) == EOI && bytes.u8(at) == 0xff) {
        return;
      }
    }
    throw ImageException.unreadable(
        "truncated: a JPEG of " + bytes.length() + " bytes without its end; check the file");
  }

  /** What the segments so far told. */
  private static final class Segments {
    private @Nullable Size size;
    private int channels;
    private int bits;
    private double dpi;
    private boolean isAdobe;
    private Exif exif = Exif.NONE;

    void add(int marker, Bytes bytes, long at, long length) {
      if (marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC) {
        bits = bytes.u8(at);
        size = ImageHeader.size(bytes.u16(at + 3), bytes.u16(at + 1));
        channels = bytes.u8(at + 5);
      } else if (marker == APP0 && bytes.isAscii(at, "JFIF\0") && length >= 12) {
        int unit = bytes.u8(at + 7);
        int density = bytes.u16(at + 8);
        dpi = unit == 1 ? density : unit == 2 ? density * CENTIMETERS_PER_INCH : 0;
      } else if (marker == APP1 && bytes.isAscii(at, "Exif\0") && exif.equals(Exif.NONE)) {
        exif = Exif.read(bytes.part(at, length, ByteOrder.BIG_ENDIAN));
      } else if (marker == APP14 && bytes.isAscii(at, "Adobe")) {
        isAdobe = true;
      }
    }

    ImageHeader header() {
      if (size == null) {
        throw ImageException.unreadable("a JPEG without a size; check the file");
      }
      return new ImageHeader(
          ImageFormat.JPEG,
          size,
          exif.orientation(),
          dpi > 0 ? Density.dpi(dpi) : exif.dpi(),
          channels,
          bits,
          channels == 1 ? PageImage.Format.GRAY8 : PageImage.Format.BGR24,
          isAdobe);
    }
  }
}
