package io.glyphflow.core.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What is decoded is what the JDK decodes. */
class DecodeProperties {

  private static final int[] TYPES = {
    BufferedImage.TYPE_3BYTE_BGR,
    BufferedImage.TYPE_BYTE_GRAY,
    BufferedImage.TYPE_USHORT_GRAY,
    BufferedImage.TYPE_BYTE_BINARY
  };

  @Property(tries = 200)
  void decode_png_isExactlyWhatTheJdkDecodes(
      @ForAll @IntRange(min = 1, max = 70) int width,
      @ForAll @IntRange(min = 1, max = 70) int height,
      @ForAll @IntRange(max = 3) int type,
      @ForAll long seed)
      throws IOException {
    requireAlike(Encoded.of(Encoded.picture(width, height, TYPES[type], seed), "png"), 0);
  }

  @Property(tries = 200)
  void decode_jpeg_isWhatTheJdkDecodesWithinTwoLevels(
      @ForAll @IntRange(min = 1, max = 70) int width,
      @ForAll @IntRange(min = 1, max = 70) int height,
      @ForAll @IntRange(max = 1) int type,
      @ForAll long seed)
      throws IOException {
    requireAlike(Encoded.of(Encoded.picture(width, height, TYPES[type], seed), "jpg"), 2);
  }

  private static void requireAlike(byte[] encoded, int levels) throws IOException {
    PageImage expected = PageImage.from(ImageIO.read(new ByteArrayInputStream(encoded)), 0);
    try (PageImage image = PageImage.decode(ByteBuffer.wrap(encoded))) {
      PageImageDecodeTest.assertAlike(image, expected, levels);
    }
  }
}
