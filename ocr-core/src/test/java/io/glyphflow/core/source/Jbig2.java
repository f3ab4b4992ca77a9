package io.glyphflow.core.source;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;

/**
 * Writes JBIG2 (ITU-T T.88) as PDFs hold it: a page and one generic region, coded as a fax of group
 * 4, which the JDK can write as a TIFF.
 */
final class Jbig2 {

  private static final int PAGE_INFORMATION = 48;
  private static final int IMMEDIATE_GENERIC_REGION = 38;
  private static final int MMR = 1;

  private Jbig2() {}

  static byte[] encode(BufferedImage blackAndWhite) throws IOException {
    int width = blackAndWhite.getWidth();
    int height = blackAndWhite.getHeight();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    page(out, width, height);
    byte[] fax = fax(blackAndWhite);
    segment(out, 1, IMMEDIATE_GENERIC_REGION, 18 + fax.length);
    out.writeInt(width);
    out.writeInt(height);
    out.writeInt(0); // x
    out.writeInt(0); // y
    out.writeByte(0); // laid over by OR
    out.writeByte(MMR);
    out.write(fax);
    return bytes.toByteArray();
  }

  /** Nothing but a page. */
  static byte[] emptyPage(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    page(new DataOutputStream(bytes), width, height);
    return bytes.toByteArray();
  }

  private static void page(DataOutputStream out, int width, int height) throws IOException {
    segment(out, 0, PAGE_INFORMATION, 19);
    out.writeInt(width);
    out.writeInt(height);
    out.writeInt(0); // resolution, unknown
    out.writeInt(0);
    out.writeByte(0);
    out.writeShort(0); // not in stripes
  }

  private static void segment(DataOutputStream out, int number, int type, int length)
      throws IOException {
    out.writeInt(number);
    out.writeByte(type);
    out.writeByte(0); // refers to no other
    out.writeByte(1); // of page 1
    out.writeInt(length);
  }

  private static byte[] fax(BufferedImage picture) throws IOException {
    byte[] tiff = tiff(picture);
    ImageReader reader = ImageIO.getImageReadersByFormatName("tiff").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(tiff))) {
      reader.setInput(in);
      TIFFDirectory directory = TIFFDirectory.createFromMetadata(reader.getImageMetadata(0));
      int at = directory.getTIFFField(BaselineTIFFTagSet.TAG_STRIP_OFFSETS).getAsInt(0);
      int length = directory.getTIFFField(BaselineTIFFTagSet.TAG_STRIP_BYTE_COUNTS).getAsInt(0);
      byte[] fax = new byte[length];
      System.arraycopy(tiff, at, fax, 0, length);
      return fax;
    } finally {
      reader.dispose();
    }
  }

  /** One strip: a tile as large as the picture. */
  private static byte[] tiff(BufferedImage picture) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionType("CCITT T.6");
      writer.write(null, new IIOImage(picture, null, (IIOMetadata) null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
