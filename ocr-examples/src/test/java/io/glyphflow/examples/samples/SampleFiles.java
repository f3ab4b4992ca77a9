package io.glyphflow.examples.samples;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as files that say their resolution. */
final class SampleFiles {

  private static final double MM_PER_INCH = 25.4;

  private SampleFiles() {}

  static byte[] png(BufferedImage picture, double dpi) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(picture), how);
    IIOMetadataNode size = new IIOMetadataNode("pHYs");
    String perMetre = Long.toString(Math.round(dpi / MM_PER_INCH * 1000));
    size.setAttribute("pixelsPerUnitXAxis", perMetre);
    size.setAttribute("pixelsPerUnitYAxis", perMetre);
    size.setAttribute("unitSpecifier", "meter");
    IIOMetadataNode root = new IIOMetadataNode("javax_imageio_png_1.0");
    root.appendChild(size);
    metadata.mergeTree("javax_imageio_png_1.0", root);
    return write(writer, picture, how, metadata);
  }

  static byte[] jpeg(BufferedImage picture, double dpi, double quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    how.setCompressionQuality((float) quality);
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(picture), how);
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree("javax_imageio_jpeg_image_1.0");
    IIOMetadataNode jfif = (IIOMetadataNode) root.getElementsByTagName("app0JFIF").item(0);
    jfif.setAttribute("resUnits", "1");
    jfif.setAttribute("Xdensity", Long.toString(Math.round(dpi)));
    jfif.setAttribute("Ydensity", Long.toString(Math.round(dpi)));
    metadata.setFromTree("javax_imageio_jpeg_image_1.0", root);
    return write(writer, picture, how, metadata);
  }

  /** Black and white, compressed as fax machines do (CCITT T.6). */
  static byte[] tiff(BufferedImage picture, double dpi) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    how.setCompressionType("CCITT T.6");
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(picture), how);
    IIOMetadataNode width = new IIOMetadataNode("HorizontalPixelSize");
    width.setAttribute("value", Double.toString(MM_PER_INCH / dpi));
    IIOMetadataNode height = new IIOMetadataNode("VerticalPixelSize");
    height.setAttribute("value", Double.toString(MM_PER_INCH / dpi));
    IIOMetadataNode dimension = new IIOMetadataNode("Dimension");
    dimension.appendChild(width);
    dimension.appendChild(height);
    IIOMetadataNode root = new IIOMetadataNode("javax_imageio_1.0");
    root.appendChild(dimension);
    metadata.mergeTree("javax_imageio_1.0", root);
    return write(writer, picture, how, metadata);
  }

  /** The same picture in 8-bit gray. */
  static BufferedImage gray(BufferedImage picture) {
    int width = picture.getWidth();
    BufferedImage gray =
        new BufferedImage(width, picture.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < width; x++) {
        int rgb = picture.getRGB(x, y);
        int sum = 299 * (rgb >> 16 & 0xff) + 587 * (rgb >> 8 & 0xff) + 114 * (rgb & 0xff);
        // Straight into the raster: setRGB would change the tone for the gray colour space.
        gray.getRaster().setSample(x, y, 0, (sum + 500) / 1000);
      }
    }
    return gray;
  }

  private static byte[] write(
      ImageWriter writer, BufferedImage picture, ImageWriteParam how, IIOMetadata metadata)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, metadata), how);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
