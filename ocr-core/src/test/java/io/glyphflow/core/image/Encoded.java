package io.glyphflow.core.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.jspecify.annotations.Nullable;

/** Encoded pictures, made by the JDK's writers or by hand. */
final class Encoded {

  private Encoded() {}

  static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  /** A smooth picture with some noise, every pixel its own. */
  static BufferedImage picture(int width, int height, int type, long seed) {
    BufferedImage picture = new BufferedImage(width, height, type);
    Random random = new Random(seed);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int red = 255 * x / width;
        int green = 255 * y / height;
        int alpha = 255 * (x + y) / (width + height);
        picture.setRGB(x, y, alpha << 24 | red << 16 | green << 8 | random.nextInt(40));
      }
    }
    return picture;
  }

  static byte[] of(RenderedImage picture, String format) {
    return write(format, new IIOImage(picture, null, null), null);
  }

  static byte[] of(RenderedImage picture, String format, String compression) {
    return write(format, new IIOImage(picture, null, null), compression);
  }

  /** Four channels as they are, with no marker that says what they are. */
  static byte[] plainJpeg(Raster raster) {
    return write("jpg", new IIOImage(raster, null, null), null);
  }

  private static byte[] write(String format, IIOImage image, @Nullable String compression) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (compression != null) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType(compression);
      }
      writer.setOutput(out);
      writer.write(null, image, param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  static byte[] tiff(String compression, RenderedImage... frames) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionType(compression);
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (RenderedImage frame : frames) {
        writer.writeToSequence(new IIOImage(frame, null, null), param);
      }
      writer.endWriteSequence();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** Sets the value of a tag of type SHORT that the first directory of a TIFF has. */
  static byte[] withTag(byte[] tiff, int tag, int value) {
    ByteBuffer bytes = ByteBuffer.wrap(tiff.clone());
    bytes.order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = bytes.getInt(4);
    for (int i = 0; i < bytes.getShort(directory); i++) {
      int at = directory + 2 + 12 * i;
      if ((bytes.getShort(at) & 0xffff) == tag) {
        bytes.putShort(at + 8, (short) value);
        return bytes.array();
      }
    }
    throw new IllegalArgumentException("no tag " + tag);
  }

  /** A TIFF directory with an orientation and a resolution, as EXIF holds it. */
  static byte[] exif(int orientation, int dpi, ByteOrder order) {
    ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 3 * 12 + 4 + 8).order(order);
    tiff.put(order.equals(ByteOrder.LITTLE_ENDIAN) ? new byte[] {'I', 'I'} : new byte[] {'M', 'M'});
    tiff.putShort((short) 42).putInt(8).putShort((short) 3);
    tiff.putShort((short) 274).putShort((short) 3).putInt(1).putShort((short) orientation);
    tiff.putShort((short) 0);
    tiff.putShort((short) 282).putShort((short) 5).putInt(1).putInt(50);
    tiff.putShort((short) 296)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) 2)
        .putShort((short) 0);
    tiff.putInt(0).putInt(dpi).putInt(1);
    return tiff.array();
  }

  /** A JPEG with another segment right behind its first marker. */
  static byte[] withSegment(byte[] jpeg, int marker, byte[] data) {
    ByteBuffer bytes = ByteBuffer.allocate(jpeg.length + 4 + data.length);
    bytes.put(jpeg, 0, 2).put((byte) 0xff).put((byte) marker);
    bytes.putShort((short) (data.length + 2)).put(data).put(jpeg, 2, jpeg.length - 2);
    return bytes.array();
  }

  static byte[] withExif(byte[] jpeg, byte[] exif) {
    return withSegment(jpeg, 0xe1, join("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1), exif));
  }

  /** What Adobe's programs put into every JPEG; then CMYK is inverted. */
  static byte[] withAdobeMarker(byte[] jpeg) {
    return withSegment(jpeg, 0xee, new byte[] {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0});
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** A PNG of any color type, its rows without filters. */
  static byte[] png(int width, int height, int bits, int colors, byte[] rows, byte[]... chunks) {
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) bits).put((byte) colors);
    int row = rows.length / height;
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      for (int y = 0; y < height; y++) {
        deflater.write(0);
        deflater.write(rows, y * row, row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] signature = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    return join(
        signature,
        chunk("IHDR", header.array()),
        join(chunks),
        chunk("IDAT", packed.toByteArray()),
        chunk("IEND", new byte[0]));
  }

  static byte[] chunk(String type, byte[] data) {
    byte[] typed = join(type.getBytes(StandardCharsets.ISO_8859_1), data);
    CRC32 crc = new CRC32();
    crc.update(typed);
    ByteBuffer chunk = ByteBuffer.allocate(typed.length + 8).putInt(data.length).put(typed);
    return chunk.putInt((int) crc.getValue()).array();
  }

  /** A PNG with another chunk before its last one. */
  static byte[] withChunk(byte[] png, byte[] chunk) {
    byte[] end = Arrays.copyOfRange(png, png.length - 12, png.length);
    return join(Arrays.copyOf(png, png.length - 12), chunk, end);
  }

  /** An extended WebP around a simple one, EXIF behind the pixels as the format wants it. */
  static byte[] withExifWebp(byte[] webp, int width, int height, byte[] exif) {
    byte[] canvas = new byte[10];
    canvas[0] = 0x08;
    ByteBuffer.wrap(canvas).order(ByteOrder.LITTLE_ENDIAN).putInt(4, width - 1);
    canvas[7] = (byte) (height - 1);
    canvas[8] = (byte) ((height - 1) >> 8);
    byte[] pixels = Arrays.copyOfRange(webp, 12, webp.length);
    byte[] chunks = join(riff("VP8X", canvas), pixels, riff("EXIF", exif));
    return join(
        riffHead("RIFF", chunks.length + 4), "WEBP".getBytes(StandardCharsets.ISO_8859_1), chunks);
  }

  private static byte[] riff(String name, byte[] data) {
    return join(riffHead(name, data.length), data, new byte[data.length & 1]);
  }

  private static byte[] riffHead(String name, int length) {
    ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    return head.put(name.getBytes(StandardCharsets.ISO_8859_1)).putInt(length).array();
  }

  /** Four channels of one value each. */
  static WritableRaster inks(int width, int height, int... values) {
    WritableRaster raster = Raster.createInterleavedRaster(0, width, height, 4, null);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        raster.setPixel(x, y, values);
      }
    }
    return raster;
  }
}
