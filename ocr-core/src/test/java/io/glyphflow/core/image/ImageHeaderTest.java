package io.glyphflow.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage.Format;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageHeaderTest {

  private static byte[] encoded(ImageFormat format) {
    BufferedImage picture = Encoded.picture(37, 23, BufferedImage.TYPE_3BYTE_BGR, 1);
    if (format == ImageFormat.WEBP) {
      try (PageImage image = PageImage.from(picture, 0)) {
        return ImageEncoder.webp(80).encode(image);
      }
    }
    return Encoded.of(picture, format.name());
  }

  @ParameterizedTest
  @EnumSource(ImageFormat.class)
  void read_everyFormat_isToldByItsBytes(ImageFormat format) {
    ByteBuffer bytes = Encoded.direct(encoded(format));

    ImageHeader header = ImageHeader.read(bytes);

    assertThat(header.format()).isEqualTo(format).isEqualTo(ImageHeader.sniff(bytes));
    assertThat(header.storedSize()).isEqualTo(new Size(37, 23)).isEqualTo(header.uprightSize());
    assertThat(header.orientation()).isEqualTo(1);
    assertThat(header.channels()).isEqualTo(format == ImageFormat.GIF ? 1 : 3);
    assertThat(header.bits()).isEqualTo(8);
    assertThat(header.decodedFormat()).isEqualTo(Format.BGR24);
    assertThat(header.decodedBytes()).isEqualTo(37 * 23 * 3);
    assertThat(header.isCmyk()).isFalse();
    assertThat(bytes.position()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = ImageFormat.class,
      names = {"JPEG", "PNG", "WEBP", "BMP"})
  void read_firstBytes_areEnough(ImageFormat format) {
    byte[] whole = encoded(format);
    byte[] first = Arrays.copyOf(whole, Math.min(whole.length, 700));

    assertThat(ImageHeader.read(ByteBuffer.wrap(first)).storedSize()).isEqualTo(new Size(37, 23));
  }

  @Test
  void read_webpOfEachKind_hasItsSize() {
    try (PageImage image = PageImage.allocate(new Size(300, 20), Format.BGR24)) {
      byte[] lossy = ImageEncoder.webp(80).encode(image);
      byte[] lossless = ImageEncoder.webp(101).encode(image);
      byte[] extended =
          Encoded.withExifWebp(lossy, 300, 20, Encoded.exif(8, 200, ByteOrder.BIG_ENDIAN));

      assertThat(new String(lossy, 12, 4, StandardCharsets.US_ASCII)).isEqualTo("VP8 ");
      assertThat(new String(lossless, 12, 4, StandardCharsets.US_ASCII)).isEqualTo("VP8L");
      for (byte[] webp : new byte[][] {lossy, lossless, extended}) {
        assertThat(ImageHeader.read(ByteBuffer.wrap(webp)).storedSize())
            .isEqualTo(new Size(300, 20));
      }
      ImageHeader header = ImageHeader.read(ByteBuffer.wrap(extended));
      assertThat(header.orientation()).isEqualTo(8);
      assertThat(header.uprightSize()).isEqualTo(new Size(20, 300));
      assertThat(header.dpi()).isEqualTo(200);
    }
  }

  @Test
  void read_grays_areToldFromColors() {
    for (String format : new String[] {"jpg", "png", "tiff"}) {
      byte[] gray = Encoded.of(Encoded.picture(5, 5, BufferedImage.TYPE_BYTE_GRAY, 2), format);
      ImageHeader header = ImageHeader.read(ByteBuffer.wrap(gray));
      assertThat(header.decodedFormat()).isEqualTo(Format.GRAY8);
      assertThat(header.decodedBytes()).isEqualTo(25);
    }
  }

  // --- resolution ---

  @Test
  void read_resolution_isInDotsPerInch() {
    BufferedImage picture = Encoded.picture(5, 5, BufferedImage.TYPE_3BYTE_BGR, 3);
    byte[] jpeg = Encoded.of(picture, "jpg"); // the JDK writes JFIF with an aspect ratio only
    byte[] inch = jpeg.clone();
    inch[13] = 1;
    ByteBuffer.wrap(inch).putShort(14, (short) 300);
    byte[] centimeter = jpeg.clone();
    centimeter[13] = 2;
    ByteBuffer.wrap(centimeter).putShort(14, (short) 118);
    byte[] meters = ByteBuffer.allocate(9).putInt(11_811).putInt(11_811).put((byte) 1).array();
    byte[] png = Encoded.withChunk(Encoded.of(picture, "png"), Encoded.chunk("pHYs", meters));
    byte[] bmp = Encoded.of(picture, "bmp");
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(38, 5_906);
    byte[] exif = Encoded.withExif(jpeg, Encoded.exif(1, 240, ByteOrder.BIG_ENDIAN));

    assertThat(dpi(jpeg)).isZero();
    assertThat(dpi(inch)).isEqualTo(300);
    assertThat(dpi(centimeter)).isEqualTo(299.72);
    assertThat(dpi(png)).isEqualTo(300);
    assertThat(dpi(bmp)).isEqualTo(150.01);
    assertThat(dpi(exif)).isEqualTo(240);
    assertThat(dpi(Encoded.withExif(inch, Encoded.exif(1, 240, ByteOrder.BIG_ENDIAN))))
        .isEqualTo(300);
    try (PageImage image = PageImage.decode(ByteBuffer.wrap(inch))) {
      assertThat(image.dpi()).isEqualTo(300);
    }
  }

  private static double dpi(byte[] encoded) {
    return ImageHeader.read(ByteBuffer.wrap(encoded)).dpi();
  }

  // --- hostile ---

  @Test
  void read_nothingAtAll_throws() {
    PageImageDecodeTest.assertUnreadable(
        () -> ImageHeader.read(ByteBuffer.allocate(0)), "is empty, 0 bytes; must be an image");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%PDF-1.7\n", "hello", "BM", "GIF", "RIFF....WAVE", "\0\0\0\0", "<svg>"})
  void read_noImage_throws(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);

    PageImageDecodeTest.assertUnreadable(() -> ImageHeader.read(ByteBuffer.wrap(bytes)), "");
  }

  @Test
  void read_zeroSize_throws() {
    byte[] png = Encoded.png(1, 1, 8, 0, new byte[1]);
    ByteBuffer.wrap(png).putInt(16, 0);

    PageImageDecodeTest.assertUnreadable(
        () -> ImageHeader.read(ByteBuffer.wrap(png)), "0 x 1 pixels, must be at least 1 x 1");
  }

  @Test
  void read_brokenExif_isIgnored() {
    byte[] jpeg = encoded(ImageFormat.JPEG);
    byte[] exif = Encoded.exif(6, 300, ByteOrder.LITTLE_ENDIAN);
    ByteBuffer.wrap(exif).order(ByteOrder.LITTLE_ENDIAN).putInt(4, Integer.MAX_VALUE);
    byte[] absurd = Encoded.exif(9, 300, ByteOrder.LITTLE_ENDIAN);

    for (byte[] data : new byte[][] {exif, absurd, {}, {1, 2, 3}}) {
      ImageHeader header = ImageHeader.read(ByteBuffer.wrap(Encoded.withExif(jpeg, data)));
      assertThat(header.orientation()).isEqualTo(1);
      assertThat(header.storedSize()).isEqualTo(new Size(37, 23));
    }
  }

  @Test
  void read_tiffThatIsACircle_ends() {
    byte[] tiff = encoded(ImageFormat.TIFF);
    ByteBuffer bytes = ByteBuffer.wrap(tiff);
    bytes.order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = bytes.getInt(4);
    bytes.putInt(directory + 2 + 12 * bytes.getShort(directory), directory);

    assertThat(ImageHeader.read(bytes, 1000).storedSize()).isEqualTo(new Size(37, 23));
  }

  @Test
  void read_bigTiff_hasASize() {
    ByteBuffer tiff = ByteBuffer.allocate(16 + 8 + 2 * 20 + 8).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put(new byte[] {'I', 'I'}).putShort((short) 43).putShort((short) 8).putShort((short) 0);
    tiff.putLong(16).putLong(2);
    tiff.putShort((short) 256).putShort((short) 4).putLong(1).putInt(640).putInt(0);
    tiff.putShort((short) 257).putShort((short) 16).putLong(1).putLong(480);
    tiff.putLong(0).flip();

    assertThat(ImageHeader.read(tiff).storedSize()).isEqualTo(new Size(640, 480));
    PageImageDecodeTest.assertUnreadable(() -> PageImage.decode(tiff), "the JDK does not read");
  }

  @ParameterizedTest
  @EnumSource(ImageFormat.class)
  void read_damagedAnywhere_isAHeaderOrAnImageException(ImageFormat format) {
    byte[] whole = encoded(format);
    Random random = new Random(4);
    for (int i = 0; i < 3_000; i++) {
      byte[] damaged = Arrays.copyOf(whole, 12 + random.nextInt(whole.length - 12));
      for (int k = random.nextInt(8); k >= 0; k--) {
        damaged[random.nextInt(Math.min(damaged.length, 600))] = (byte) random.nextInt();
      }
      assertThatCode(
              () -> {
                try {
                  ImageHeader.read(ByteBuffer.wrap(damaged));
                } catch (ImageException expected) {
                  assertThat(expected).hasMessageNotContaining("null");
                }
              })
          .doesNotThrowAnyException();
    }
  }

  @Test
  void read_negativeFrame_throws() {
    assertThatThrownBy(() -> ImageHeader.read(ByteBuffer.allocate(1), -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("frame: -1, must be >= 0");
  }

  // --- limits ---

  @Test
  void limits_defaults_areAsDocumented() {
    assertThat(ImageLimits.defaults())
        .isEqualTo(new ImageLimits(512L << 20, 178_956_970, 65_500, 100_000));
  }

  @ParameterizedTest
  @CsvSource({
    "65500, 2732, true",
    "65501, 1, false",
    "1, 65501, false",
    "13377, 13377, true",
    "13378, 13378, false",
    "30000, 30000, false"
  })
  void limits_sizes_arePassedUpToTheBound(int width, int height, boolean isRead) {
    if (isRead) {
      ImageLimits.defaults().checkSize(width, height);
    } else {
      assertThatThrownBy(() -> ImageLimits.defaults().checkSize(width, height))
          .isInstanceOfSatisfying(
              ImageException.class,
              e -> assertThat(e.reason()).isEqualTo(ImageException.Reason.LIMIT))
          .hasMessageContaining("must be <=");
    }
  }

  @Test
  void limits_ratio_letsBlankPaperThrough() {
    ImageLimits limits = ImageLimits.defaults();
    limits.check(header(ImageFormat.TIFF, 9_933, 14_043, Format.GRAY8), 1_955); // A0, G4
    limits.check(header(ImageFormat.WEBP, 3_508, 4_961, Format.BGR24), 40); // A3, one color
    ImageHeader bomb = header(ImageFormat.TIFF, 65_500, 2_700, Format.GRAY8);
    assertThatThrownBy(() -> limits.check(bomb, 600))
        .hasMessageStartingWith("600 bytes claim to be 176850000 decoded")
        .isInstanceOf(ImageException.class);
    limits.withMaxRatio(1_000_000).check(bomb, 600);
  }

  @Test
  void limits_moreThanABufferHolds_isRefusedWhateverTheLimits() {
    ImageLimits wide = ImageLimits.defaults().withMaxPixels(Long.MAX_VALUE).withMaxRatio(1e12);
    ImageHeader huge = header(ImageFormat.PNG, 30_000, 30_000, Format.BGR24);

    assertThatThrownBy(() -> wide.check(huge, 1_000_000))
        .isInstanceOf(ImageException.class)
        .hasMessageStartingWith("2700000000 bytes decoded, must be <= 2147483639");
  }

  @Test
  void limits_changed_applyAlone() {
    ImageLimits limits = ImageLimits.defaults().withMaxSide(10).withMaxPixels(50).withMaxBytes(99);

    limits.checkBytes(99);
    limits.checkSize(10, 5);
    assertThatThrownBy(() -> limits.checkBytes(100)).hasMessageContaining("must be <= 99");
    assertThatThrownBy(() -> limits.checkSize(11, 1)).hasMessageContaining("must be <= 10");
    assertThatThrownBy(() -> limits.checkSize(10, 6)).hasMessageContaining("60 pixels");
    assertThatThrownBy(() -> limits.withMaxRatio(0.5)).hasMessage("maxRatio: 0.5, must be >= 1");
    assertThatThrownBy(() -> limits.withMaxPixels(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static ImageHeader header(ImageFormat format, int width, int height, Format decoded) {
    return new ImageHeader(format, new Size(width, height), 1, 300, 1, 1, decoded, false);
  }
}
