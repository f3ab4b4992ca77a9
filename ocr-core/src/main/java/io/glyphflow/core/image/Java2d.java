package io.glyphflow.core.image;

import io.glyphflow.core.geometry.Size;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Pixels from and for Java2D. */
final class Java2d {

  private static final int STRIP_ROWS = 64;

  private Java2d() {}

  /** The pixels of any picture, rows without gaps. */
  static byte[] pixels(BufferedImage picture, PageImage.Format format) {
    Size size = new Size(picture.getWidth(), picture.getHeight());
    if (isStoredAs(format, picture)) {
      return copyRows(picture, size, format);
    }
    if (format == PageImage.Format.BGR24) {
      return draw(picture);
    }
    if (picture.getColorModel() instanceof IndexColorModel palette) {
      return lookUpGray(picture.getRaster(), palette, size);
    }
    return scaleGray(picture, size);
  }

  static BufferedImage picture(PageImage image) {
    Size size = image.size();
    BufferedImage picture =
        new BufferedImage(size.width(), size.height(), bufferedType(image.format()));
    byte[] target = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    int row = size.width() * image.format().bytesPerPixel();
    ByteBuffer pixels = image.pixels();
    for (int y = 0; y < size.height(); y++) {
      pixels.get(y * image.rowStride(), target, y * row, row);
    }
    return picture;
  }

  private static int bufferedType(PageImage.Format format) {
    return switch (format) {
      case GRAY8 -> BufferedImage.TYPE_BYTE_GRAY;
      case BGR24 -> BufferedImage.TYPE_3BYTE_BGR;
    };
  }

  static boolean isGray(ColorModel colors) {
    if (!(colors instanceof IndexColorModel palette)) {
      return colors.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    }
    boolean isGray = palette.getTransparency() == Transparency.OPAQUE;
    for (int i = 0; i < palette.getMapSize() && isGray; i++) {
      int red = palette.getRed(i);
      isGray = red == palette.getGreen(i) && red == palette.getBlue(i);
    }
    return isGray;
  }

  private static boolean isStoredAs(PageImage.Format format, BufferedImage picture) {
    return picture.getType() == bufferedType(format)
        && picture.getRaster().getSampleModel() instanceof ComponentSampleModel model
        && model.getPixelStride() == format.bytesPerPixel()
        && picture.getRaster().getDataBuffer() instanceof DataBufferByte;
  }

  /**
   * The rows of the picture may be part of larger ones, with an offset and a stride of their own.
   */
  private static byte[] copyRows(BufferedImage picture, Size size, PageImage.Format format) {
    WritableRaster raster = picture.getRaster();
    ComponentSampleModel model = (ComponentSampleModel) raster.getSampleModel();
    DataBufferByte data = (DataBufferByte) raster.getDataBuffer();
    int first =
        data.getOffset()
            + Arrays.stream(model.getBandOffsets()).min().orElse(0)
            - raster.getSampleModelTranslateY() * model.getScanlineStride()
            - raster.getSampleModelTranslateX() * format.bytesPerPixel();
    int row = size.width() * format.bytesPerPixel();
    byte[] bytes = new byte[row * size.height()];
    for (int y = 0; y < size.height(); y++) {
      System.arraycopy(data.getData(), first + y * model.getScanlineStride(), bytes, y * row, row);
    }
    return bytes;
  }

  /** Strip by strip: Java2D converts unusual pictures through a copy of 4 bytes a pixel. */
  private static byte[] draw(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    BufferedImage converted = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = converted.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, width, height);
      for (int y = 0; y < height; y += STRIP_ROWS) {
        int rows = Math.min(STRIP_ROWS, height - y);
        graphics.drawImage(picture.getSubimage(0, y, width, rows), 0, y, null);
      }
    } finally {
      graphics.dispose();
    }
    return ((DataBufferByte) converted.getRaster().getDataBuffer()).getData();
  }

  private static byte[] lookUpGray(Raster raster, IndexColorModel palette, Size size) {
    byte[] levels = new byte[Math.max(palette.getMapSize(), 1 << palette.getPixelSize())];
    palette.getReds(levels);
    int width = size.width();
    byte[] bytes = new byte[width * size.height()];
    int[] samples = new int[width];
    for (int y = 0; y < size.height(); y++) {
      raster.getSamples(0, y, width, 1, 0, samples);
      for (int x = 0; x < width; x++) {
        bytes[y * width + x] = levels[samples[x]];
      }
    }
    return bytes;
  }

  private static byte[] scaleGray(BufferedImage picture, Size size) {
    ColorModel colors = picture.getColorModel();
    boolean isUnsigned =
        colors.getTransferType() == DataBuffer.TYPE_BYTE
            || colors.getTransferType() == DataBuffer.TYPE_USHORT;
    Raster raster = picture.getRaster();
    int width = size.width();
    byte[] bytes = new byte[width * size.height()];
    if (isUnsigned && !colors.hasAlpha()) {
      int most = (1 << colors.getComponentSize(0)) - 1;
      int[] samples = new int[width];
      for (int y = 0; y < size.height(); y++) {
        raster.getSamples(0, y, width, 1, 0, samples);
        for (int x = 0; x < width; x++) {
          bytes[y * width + x] = (byte) ((samples[x] * 255 + most / 2) / most);
        }
      }
      return bytes;
    }
    float[] pixel = new float[colors.getNumComponents()];
    Object stored = null;
    for (int y = 0; y < size.height(); y++) {
      for (int x = 0; x < width; x++) {
        stored = raster.getDataElements(x, y, stored);
        colors.getNormalizedComponents(stored, pixel, 0); // 0..1, not multiplied by alpha
        float alpha = colors.hasAlpha() ? pixel[1] : 1;
        float level = pixel[0] * alpha + 1 - alpha;
        bytes[y * width + x] = (byte) Math.round(255 * Math.min(Math.max(level, 0), 1));
      }
    }
    return bytes;
  }
}
