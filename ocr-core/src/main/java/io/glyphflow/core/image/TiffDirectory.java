package io.glyphflow.core.image;

import java.nio.ByteOrder;

/**
 * One directory of a TIFF file, which is also how EXIF stores what it knows: tags with their type,
 * count, and value or its offset. BigTIFF has wider numbers.
 */
final class TiffDirectory {

  static final int IMAGE_WIDTH = 256;
  static final int IMAGE_LENGTH = 257;
  static final int BITS_PER_SAMPLE = 258;
  static final int PHOTOMETRIC = 262;
  static final int STRIP_OFFSETS = 273;
  static final int ORIENTATION = 274;
  static final int SAMPLES_PER_PIXEL = 277;
  static final int STRIP_BYTE_COUNTS = 279;
  static final int X_RESOLUTION = 282;
  static final int RESOLUTION_UNIT = 296;
  static final int TILE_OFFSETS = 324;
  static final int TILE_BYTE_COUNTS = 325;

  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int RATIONAL = 5;
  private static final int LONG8 = 16;
  private static final double CENTIMETERS_PER_INCH = 2.54;

  private final Bytes bytes;
  private final boolean isBig;
  private final long first;
  private final long entries;

  private TiffDirectory(Bytes bytes, boolean isBig, long offset) {
    this.bytes = bytes;
    this.isBig = isBig;
    this.entries = isBig ? bytes.u64(offset) : bytes.u16(offset);
    this.first = offset + (isBig ? 8 : 2);
    if (entries > 0xffff) {
      throw ImageException.unreadable(
          "a TIFF directory of " + entries + " entries; check the file");
    }
  }

  /** The directory of a frame, from 0. */
  static TiffDirectory of(Bytes file, int frame) {
    ByteOrder order = file.u8(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    Bytes bytes = file.part(0, file.length(), order);
    boolean isBig = bytes.u16(2) == 43;
    TiffDirectory directory = new TiffDirectory(bytes, isBig, isBig ? bytes.u64(8) : bytes.u32(4));
    for (int i = 0; i < frame; i++) {
      long next = directory.next();
      if (next == 0) {
        throw ImageException.unreadable("frame " + frame + ", must be < " + (i + 1));
      }
      directory = new TiffDirectory(bytes, isBig, next);
    }
    return directory;
  }

  private long next() {
    long at = first + entries * entryBytes();
    return isBig ? bytes.u64(at) : bytes.u32(at);
  }

  private int entryBytes() {
    return isBig ? 20 : 12;
  }

  /** Where a tag is, or -1. */
  private long find(int tag) {
    for (long i = 0; i < entries; i++) {
      long at = first + i * entryBytes();
      if (bytes.u16(at) == tag) {
        return at;
      }
    }
    return -1;
  }

  /** How many values a tag has, 0 if it is absent. */
  long count(int tag) {
    long at = find(tag);
    return at < 0 ? 0 : isBig ? bytes.u64(at + 4) : bytes.u32(at + 4);
  }

  /** The first value of a tag. */
  long value(int tag, long otherwise) {
    long at = find(tag);
    return at < 0 ? otherwise : value(at, 0, otherwise);
  }

  private long value(long at, long index, long otherwise) {
    int type = bytes.u16(at + 2);
    long count = isBig ? bytes.u64(at + 4) : bytes.u32(at + 4);
    int size =
        switch (type) {
          case BYTE -> 1;
          case SHORT -> 2;
          case LONG -> 4;
          case LONG8 -> 8;
          default -> 0;
        };
    if (size == 0 || index >= count) {
      return otherwise;
    }
    long value = place(at, count * size) + index * size;
    return switch (size) {
      case 1 -> bytes.u8(value);
      case 2 -> bytes.u16(value);
      case 4 -> bytes.u32(value);
      default -> bytes.u64(value);
    };
  }

  /** Small values are in the entry itself. */
  private long place(long at, long valueBytes) {
    long field = at + (isBig ? 12 : 8);
    if (valueBytes <= (isBig ? 8 : 4)) {
      return field;
    }
    return isBig ? bytes.u64(field) : bytes.u32(field);
  }

  /** 1..8, 1 if absent or absurd. */
  int orientation() {
    long value = value(ORIENTATION, 1);
    return value >= 1 && value <= 8 ? (int) value : 1;
  }

  /** Horizontal dots per inch, 0 if absent or without a unit. */
  double dpi() {
    long at = find(X_RESOLUTION);
    long unit = value(RESOLUTION_UNIT, 2);
    if (at < 0 || bytes.u16(at + 2) != RATIONAL || (unit != 2 && unit != 3)) {
      return 0;
    }
    long value = place(at, 8);
    double resolution = (double) bytes.u32(value) / bytes.u32(value + 4);
    return Density.dpi(unit == 2 ? resolution : resolution * CENTIMETERS_PER_INCH);
  }

  /** Whether what the strips or tiles hold is all there. */
  void requireComplete() {
    requireInside(STRIP_OFFSETS, STRIP_BYTE_COUNTS);
    requireInside(TILE_OFFSETS, TILE_BYTE_COUNTS);
  }

  private void requireInside(int offsets, int counts) {
    long from = find(offsets);
    long sizes = find(counts);
    if (from < 0 || sizes < 0) {
      return;
    }
    long parts = Math.min(count(offsets), count(counts));
    for (long i = 0; i < parts; i++) {
      long end = value(from, i, 0) + value(sizes, i, 0);
      if (end > bytes.length()) {
        throw ImageException.unreadable(
            "truncated: data up to " + end + " of " + bytes.length() + " bytes; check the file");
      }
    }
  }
}
