package io.glyphflow.onnx.text;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import java.nio.ByteBuffer;

/** Small pictures, drawn by a formula. */
final class Pictures {

  /** The level of a pixel. */
  interface Levels {
    double at(double x, double y);
  }

  private Pictures() {}

  /** A gray picture; levels are asked for at the middles of pixels. */
  static PageImage gray(int width, int height, Levels levels) {
    return picture(width, height, PageImage.Format.GRAY8, false, levels);
  }

  static PageImage picture(
      int width, int height, PageImage.Format format, boolean isDirect, Levels levels) {
    int channels = format.bytesPerPixel();
    int length = width * height * channels;
    ByteBuffer pixels = isDirect ? ByteBuffer.allocateDirect(length) : ByteBuffer.allocate(length);
    for (int i = 0; i < length; i++) {
      int x = i / channels % width;
      int y = i / channels / width;
      double level = levels.at(x + 0.5, y + 0.5);
      pixels.put(i, (byte) Math.clamp(Math.round(level), 0, 255));
    }
    return PageImage.wrap(pixels, new Size(width, height), format, width * channels, 0, () -> {});
  }

  /** The first channel of a pixel. */
  static int level(PageImage picture, int x, int y) {
    return picture.pixels().get(y * picture.rowStride() + x * picture.format().bytesPerPixel())
        & 0xFF;
  }
}
