package io.glyphflow.core.image;

import io.glyphflow.core.geometry.Size;
import java.awt.image.Raster;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** From encoded bytes to an upright image: header, limits, completeness, pixels, orientation. */
final class Decoding {

  private static final int BLOCK = 8;

  /** What a JPEG decoder fills in for blocks that are missing: nothing but zeros, mid-gray. */
  private static final byte FILLED_UP = (byte) 128;

  private Decoding() {}

  static PageImage decode(ByteBuffer encoded, int frame, ImageLimits limits) {
    limits.checkBytes(encoded.remaining());
    ImageHeader header = ImageHeader.read(encoded, frame);
    limits.check(header, encoded.remaining());
    return decode(encoded, frame, header, 1);
  }

  /** As small as a size allows. */
  static PageImage decodeReduced(ByteBuffer encoded, ImageLimits limits, Size atLeast) {
    limits.checkBytes(encoded.remaining());
    ImageHeader header = ImageHeader.read(encoded);
    int reduction = header.reduction(atLeast);
    limits.check(header, reduction, encoded.remaining());
    return decode(encoded, 0, header, reduction);
  }

  private static PageImage decode(
      ByteBuffer encoded, int frame, ImageHeader header, int reduction) {
    PageImage stored =
        switch (header.format()) {
          case JPEG -> jpeg(encoded, header, reduction);
          case PNG -> png(encoded, header);
          case WEBP -> {
            WebpHeader.requireEnd(Bytes.of(encoded, ByteOrder.LITTLE_ENDIAN));
            yield OpenCvDecoder.decode(encoded, header);
          }
          case BMP -> {
            BmpHeader.requireEnd(Bytes.of(encoded, ByteOrder.LITTLE_ENDIAN), header);
            yield OpenCvDecoder.decode(encoded, header);
          }
          case TIFF -> {
            TiffDirectory.of(Bytes.of(encoded, ByteOrder.BIG_ENDIAN), frame).requireComplete();
            yield JdkDecoder.decode(encoded, frame, header.dpi());
          }
          case GIF -> {
            GifHeader.requireEnd(Bytes.of(encoded, ByteOrder.LITTLE_ENDIAN));
            yield JdkDecoder.decode(encoded, 0, header.dpi());
          }
        };
    try {
      return stored.upright(header.orientation());
    } catch (RuntimeException | Error e) {
      stored.close();
      throw e;
    }
  }

  private static PageImage jpeg(ByteBuffer encoded, ImageHeader header, int reduction) {
    if (header.isCmyk() && !header.hasAdobeMarker()) {
      requireWholeJpeg(encoded, header);
      return plainCmyk(JdkDecoder.channels(encoded), header);
    }
    Size size = ImageHeader.reduced(header.storedSize(), reduction);
    double dpi = header.dpi() / reduction;
    return jpeg(
        encoded, header, reduction, PageImage.allocateDirty(size, header.decodedFormat(), dpi));
  }

  private static void requireWholeJpeg(ByteBuffer encoded, ImageHeader header) {
    Bytes bytes = Bytes.of(encoded, ByteOrder.BIG_ENDIAN);
    JpegHeader.read(bytes).requireEnd(bytes);
    if (header.bits() != 8) {
      throw ImageException.unreadable(
          "a JPEG of " + header.bits() + " bits a channel, must be 8; save it anew");
    }
  }

  /**
   * The pixels as stored, in the memory of an image.
   *
   * @param memory of the size and format that will come out; closed if that is not so
   * @return {@code memory}, or another image
   */
  static PageImage jpeg(ByteBuffer encoded, ImageHeader header, int reduction, PageImage memory) {
    PageImage image;
    try {
      requireWholeJpeg(encoded, header);
      image = OpenCvDecoder.decode(encoded, header, reduction, memory);
    } catch (RuntimeException | Error e) {
      memory.close();
      throw e;
    }
    try {
      if (mayBeFilledUp(image, BLOCK / reduction)) {
        JdkDecoder.requireWhole(encoded);
      }
      return image;
    } catch (RuntimeException | Error e) {
      image.close();
      throw e;
    }
  }

  /**
   * OpenCV does not tell that a decoder ran out of data; the JDK does, but is four times slower.
   */
  private static boolean mayBeFilledUp(PageImage image, int block) {
    Size size = image.size();
    int bytes = image.format().bytesPerPixel();
    ByteBuffer pixels = image.pixels();
    for (int y = Math.max(0, size.height() - block); y < size.height(); y++) {
      int row = y * image.rowStride();
      for (int x = Math.max(0, size.width() - block) * bytes; x < size.width() * bytes; x++) {
        if (pixels.get(row + x) != FILLED_UP) {
          return false;
        }
      }
    }
    return true;
  }

  /** Inks as they are, 255 is full; OpenCV takes all four channels for Adobe's, inverted. */
  private static PageImage plainCmyk(Raster inks, ImageHeader header) {
    Size size = new Size(inks.getWidth(), inks.getHeight());
    PageImage image = PageImage.allocateNative(size, PageImage.Format.BGR24, header.dpi());
    ByteBuffer target = image.target();
    int[] samples = new int[4 * size.width()];
    for (int y = 0; y < size.height(); y++) {
      inks.getPixels(0, y, size.width(), 1, samples);
      for (int x = 0; x < samples.length; x += 4) {
        int paper = 255 - samples[x + 3];
        for (int ink = 2; ink >= 0; ink--) {
          target.put((byte) (((255 - samples[x + ink]) * paper + 127) / 255));
        }
      }
    }
    return image;
  }

  private static PageImage png(ByteBuffer encoded, ImageHeader header) {
    PngHeader png = PngHeader.read(Bytes.of(encoded, ByteOrder.BIG_ENDIAN));
    if (!png.isComplete()) {
      throw ImageException.unreadable(
          "truncated: a PNG of " + encoded.remaining() + " bytes without its end; check the file");
    }
    // OpenCV knows no transparent color, only transparent palette entries and alpha channels.
    return png.hasKey()
        ? JdkDecoder.decode(encoded, 0, header.dpi())
        : OpenCvDecoder.decode(encoded, header);
  }
}
