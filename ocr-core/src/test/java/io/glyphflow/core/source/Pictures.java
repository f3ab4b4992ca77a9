package io.glyphflow.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataFormatImpl;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Encoded pictures for tests. */
final class Pictures {

  private Pictures() {}

  static Path file(Path folder, String name, byte[] bytes) throws IOException {
    return Files.write(
        folder.resolve(name),
        bytes,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  static Path write(Path folder, String name, String format, int width, int height)
      throws IOException {
    return file(folder, name, bytes(format, picture(width, height, BufferedImage.TYPE_3BYTE_BGR)));
  }

  static BufferedImage picture(int width, int height, int type) {
    BufferedImage picture = new BufferedImage(width, height, type);
    Graphics2D graphics = picture.createGraphics();
    for (int i = 0; i < 20; i++) {
      graphics.setColor(new Color((i * 0x35_71_13 + 0x40_20_10) & 0xffffff));
      graphics.fillRect(i * 31 % width, i * 17 % height, width / 4 + 1, height / 4 + 1);
    }
    graphics.dispose();
    return picture;
  }

  static int[] rgb(BufferedImage picture) {
    return picture.getRGB(
        0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
  }

  static byte[] bytes(String format, BufferedImage picture) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(picture, format, bytes)).isTrue();
    return bytes.toByteArray();
  }

  static byte[] tiff(String compression, int... heights) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writeSequence("tiff", compression, bytes, heights);
    return bytes.toByteArray();
  }

  static void writeSequence(
      String format, String compression, ByteArrayOutputStream bytes, int... heights)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(stream);
      writer.prepareWriteSequence(null);
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (compression != null) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType(compression);
      }
      for (int height : heights) {
        BufferedImage picture = picture(32, height, BufferedImage.TYPE_3BYTE_BGR);
        writer.writeToSequence(new IIOImage(picture, null, null), param);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
  }

  static byte[] progressiveJpeg() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(stream);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      BufferedImage picture = picture(160, 120, BufferedImage.TYPE_3BYTE_BGR);
      writer.write(null, new IIOImage(picture, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  static byte[] bytesWithDpi(String format, double dpi) throws IOException {
    BufferedImage picture = picture(8, 8, BufferedImage.TYPE_3BYTE_BGR);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(stream);
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(
              ImageTypeSpecifier.createFromRenderedImage(picture), writer.getDefaultWriteParam());
      if (format.equals("jpg")) {
        String name = metadata.getNativeMetadataFormatName();
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(name);
        IIOMetadataNode jfif = (IIOMetadataNode) root.getElementsByTagName("app0JFIF").item(0);
        jfif.setAttribute("resUnits", "1");
        jfif.setAttribute("Xdensity", Integer.toString((int) dpi));
        jfif.setAttribute("Ydensity", Integer.toString((int) dpi));
        metadata.setFromTree(name, root);
      } else {
        // The writer of the JDK reads dots per millimeter here, against the definition.
        double value = format.equals("png") ? dpi / 25.4 : 25.4 / dpi;
        IIOMetadataNode root =
            new IIOMetadataNode(IIOMetadataFormatImpl.standardMetadataFormatName);
        IIOMetadataNode dimension = new IIOMetadataNode("Dimension");
        for (String side : List.of("HorizontalPixelSize", "VerticalPixelSize")) {
          IIOMetadataNode node = new IIOMetadataNode(side);
          node.setAttribute("value", Double.toString(value));
          dimension.appendChild(node);
        }
        root.appendChild(dimension);
        metadata.mergeTree(IIOMetadataFormatImpl.standardMetadataFormatName, root);
      }
      writer.write(metadata, new IIOImage(picture, null, metadata), null);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** A PNG whose header promises more than its few bytes hold. */
  static byte[] pngHeader(int width, int height) {
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array();
    byte[] ihdr = chunk("IHDR", header);
    byte[] idat = chunk("IDAT", new byte[] {0x78, (byte) 0x9c, 0x63, 0});
    byte[] iend = chunk("IEND", new byte[0]);
    return ByteBuffer.allocate(8 + ihdr.length + idat.length + iend.length)
        .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
        .put(ihdr)
        .put(idat)
        .put(iend)
        .array();
  }

  static byte[] chunk(String type, byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(type.getBytes(StandardCharsets.US_ASCII));
    crc.update(data);
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(type.getBytes(StandardCharsets.US_ASCII))
        .put(data)
        .putInt((int) crc.getValue())
        .array();
  }

  static byte[] insert(byte[] bytes, int at, byte[] part) {
    return ByteBuffer.allocate(bytes.length + part.length)
        .put(bytes, 0, at)
        .put(part)
        .put(bytes, at, bytes.length - at)
        .array();
  }

  static ByteBuffer order(byte[] tiff) {
    return ByteBuffer.wrap(tiff)
        .order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }

  static int nextField(byte[] tiff, int directory) {
    return directory + 2 + 12 * order(tiff).getShort(directory);
  }

  static List<Integer> directories(byte[] tiff) {
    List<Integer> offsets = new ArrayList<>();
    for (int at = order(tiff).getInt(4); at != 0; at = order(tiff).getInt(nextField(tiff, at))) {
      offsets.add(at);
    }
    return offsets;
  }

  static void setEntry(byte[] tiff, int frame, int tag, int value) {
    ByteBuffer bytes = order(tiff);
    int directory = directories(tiff).get(frame);
    for (int i = 0; i < bytes.getShort(directory); i++) {
      int entry = directory + 2 + 12 * i;
      if ((bytes.getShort(entry) & 0xffff) == tag) {
        bytes.putShort(entry + 2, (short) 4).putInt(entry + 4, 1).putInt(entry + 8, value);
      }
    }
  }
}
