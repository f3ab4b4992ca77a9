package io.glyphflow.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage.Format;
import java.awt.Point;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageImageTest {

  // --- allocate and wrap ---

  @ParameterizedTest
  @EnumSource(Format.class)
  void allocate_anyFormat_isBlackAndPacked(Format format) {
    PageImage image = PageImage.allocate(new Size(5, 3), format);

    assertThat(image.size()).isEqualTo(new Size(5, 3));
    assertThat(image.rowStride()).isEqualTo(5 * format.bytesPerPixel());
    assertThat(image.ownedBytes()).isEqualTo(15L * format.bytesPerPixel());
    assertThat(image.dpi()).isZero();
    assertThat(image.isView()).isFalse();
    assertThat(bytes(image)).containsOnly((byte) 0);
  }

  @Test
  void allocate_overTwoGib_throws() {
    assertThatThrownBy(() -> PageImage.allocate(new Size(1 << 16, 1 << 15), Format.GRAY8))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PageImage.allocate(new Size(30_000, 30_000), Format.BGR24))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void allocate_productOverflowsLong_throws() {
    Size most = new Size(Integer.MAX_VALUE, Integer.MAX_VALUE);

    assertThatThrownBy(() -> PageImage.allocate(most, Format.BGR24))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("size");
  }

  @Test
  void wrap_buffer_isSharedFromItsStart() {
    ByteBuffer pixels = ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6});
    pixels.position(4).limit(5);
    PageImage image =
        PageImage.wrap(pixels, new Size(3, 2), Format.GRAY8, 3, 300, PageImageTest::nothing);
    pixels.put(0, (byte) 9);

    assertThat(bytes(image)).containsExactly(9, 2, 3, 4, 5, 6);
    assertThat(image.dpi()).isEqualTo(300);
    assertThat(pixels.position()).isEqualTo(4);
  }

  @Test
  void wrap_lastRowWithoutPadding_isEnough() {
    Size size = new Size(1, 3);

    PageImage.wrap(
            ByteBuffer.allocateDirect(2 * 8 + 3), size, Format.BGR24, 8, 0, PageImageTest::nothing)
        .close();
    assertThatThrownBy(
            () ->
                PageImage.wrap(
                    ByteBuffer.allocate(2 * 8 + 2),
                    size,
                    Format.BGR24,
                    8,
                    0,
                    PageImageTest::nothing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pixels: 18");
  }

  @Test
  void wrap_strideUnderARow_throws() {
    ByteBuffer pixels = ByteBuffer.allocate(100);

    assertThatThrownBy(
            () ->
                PageImage.wrap(pixels, new Size(3, 2), Format.BGR24, 8, 0, PageImageTest::nothing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rowStride: 8");
  }

  @Test
  void wrap_rowOverflowsInt_throws() {
    ByteBuffer pixels = ByteBuffer.allocate(100);
    Size wide = new Size(715_827_883, 1); // three bytes each are 2^31 + 1

    assertThatThrownBy(
            () -> PageImage.wrap(pixels, wide, Format.BGR24, 50, 0, PageImageTest::nothing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rowStride");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void dpi_notANumberOfDots_throws(double dpi) {
    ByteBuffer pixels = ByteBuffer.allocate(1);
    BufferedImage picture = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);

    assertThatThrownBy(
            () ->
                PageImage.wrap(
                    pixels, new Size(1, 1), Format.GRAY8, 1, dpi, PageImageTest::nothing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dpi");
    assertThatThrownBy(() -> PageImage.from(picture, dpi))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dpi");
  }

  // --- from ---

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_INT_ARGB_PRE,
        BufferedImage.TYPE_INT_BGR,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_4BYTE_ABGR_PRE
      })
  void from_anyColors_keepsThem(int type) {
    BufferedImage picture = new BufferedImage(7, 200, type); // more rows than a strip
    for (int y = 0; y < 200; y++) {
      for (int x = 0; x < 7; x++) {
        picture.setRGB(x, y, 0xff000000 | ((x * 30) << 16) | (y << 8) | 77);
      }
    }
    PageImage image = PageImage.from(picture, 150);

    assertThat(image.format()).isEqualTo(Format.BGR24);
    assertThat(image.dpi()).isEqualTo(150);
    assertThat(image.toBufferedImage().getRGB(0, 0, 7, 200, null, 0, 7))
        .isEqualTo(picture.getRGB(0, 0, 7, 200, null, 0, 7));
  }

  @Test
  void from_picture_isACopyInBgrOrder() {
    BufferedImage picture = new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR);
    picture.setRGB(0, 0, 0x010203);
    PageImage image = PageImage.from(picture, 0);
    picture.setRGB(0, 0, 0xffffff);

    assertThat(bytes(image)).containsExactly(3, 2, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_4BYTE_ABGR_PRE})
  void from_transparency_isOverWhite(int type) {
    BufferedImage picture = new BufferedImage(2, 1, type);
    picture.setRGB(0, 0, 0x00000000);
    picture.setRGB(1, 0, 0x80000000);

    byte[] bytes = bytes(PageImage.from(picture, 0));
    assertThat(bytes).startsWith(255, 255, 255);
    assertThat(bytes[3] & 0xff).isBetween(126, 128);
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_GRAY})
  void from_partOfAPicture_copiesThatPart(int type) {
    BufferedImage whole = new BufferedImage(6, 5, type);
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 6; x++) {
        for (int band = 0; band < whole.getRaster().getNumBands(); band++) {
          whole.getRaster().setSample(x, y, band, 10 * y + x + 100 * band);
        }
      }
    }
    PageImage image = PageImage.from(whole.getSubimage(2, 1, 3, 4), 0);

    assertThat(image.size()).isEqualTo(new Size(3, 4));
    Raster copy = image.toBufferedImage().getRaster();
    assertThat(copy.getPixels(0, 0, 3, 4, (int[]) null))
        .isEqualTo(whole.getRaster().getPixels(2, 1, 3, 4, (int[]) null));
  }

  @Test
  void from_rowsWithPadding_leavesThePaddingOut() {
    byte[] data = {1, 2, 0, 0, 3, 4, 0, 0, 0};
    WritableRaster raster =
        Raster.createInterleavedRaster(
            new DataBufferByte(data, data.length), 2, 2, 4, 1, new int[] {0}, new Point());
    BufferedImage like = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    PageImage image =
        PageImage.from(new BufferedImage(like.getColorModel(), raster, false, null), 0);

    assertThat(bytes(image)).containsExactly(1, 2, 3, 4);
    assertThat(image.ownedBytes()).isEqualTo(4);
  }

  @Test
  void from_shortGray_isScaled() {
    BufferedImage picture = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
    picture.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 128 * 257, 65_535});
    PageImage image = PageImage.from(picture, 0);

    assertThat(image.format()).isEqualTo(Format.GRAY8);
    assertThat(bytes(image)).containsExactly(0, 128, 255);
  }

  @Test
  void from_floatGray_isScaledAndClamped() {
    WritableRaster raster = gray(DataBuffer.TYPE_FLOAT, false).createCompatibleWritableRaster(5, 1);
    raster.setPixels(0, 0, 5, 1, new float[] {0, 128 / 255f, 1, 2, -1});
    PageImage image = PageImage.from(picture(DataBuffer.TYPE_FLOAT, false, raster), 0);

    assertThat(bytes(image)).containsExactly(0, 128, 255, 255, 0);
  }

  @Test
  void from_grayWithAlpha_keepsLevelsOverWhite() {
    WritableRaster raster = gray(DataBuffer.TYPE_BYTE, true).createCompatibleWritableRaster(3, 1);
    raster.setPixels(0, 0, 3, 1, new int[] {128, 255, 128, 0, 0, 51});
    PageImage image = PageImage.from(picture(DataBuffer.TYPE_BYTE, true, raster), 0);

    assertThat(image.format()).isEqualTo(Format.GRAY8);
    assertThat(bytes(image)).containsExactly(128, 255, 204);
  }

  @Test
  void from_paletteOfGrays_isGray() {
    byte[] levels = {0, (byte) 128, (byte) 255};
    IndexColorModel palette = new IndexColorModel(2, 3, levels, levels, levels);
    BufferedImage picture = new BufferedImage(5, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
    picture.getRaster().setPixels(0, 0, 5, 1, new int[] {2, 1, 0, 1, 3});
    PageImage image = PageImage.from(picture, 0);

    assertThat(image.format()).isEqualTo(Format.GRAY8);
    assertThat(bytes(image)).containsExactly(255, 128, 0, 128, 0); // 3 is not in the palette
  }

  @Test
  void from_paletteOfColors_isBgrOverWhite() {
    byte[] red = {0, (byte) 200};
    byte[] none = {0, 0};
    IndexColorModel palette = new IndexColorModel(8, 2, red, none, none, 0);
    BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
    picture.getRaster().setSample(1, 0, 0, 1);
    PageImage image = PageImage.from(picture, 0);

    assertThat(image.format()).isEqualTo(Format.BGR24);
    assertThat(bytes(image)).containsExactly(255, 255, 255, 0, 0, 200);
  }

  // --- views ---

  @Test
  void view_ofAView_sharesTheOwner() {
    AtomicInteger released = new AtomicInteger();
    byte[] data = new byte[20];
    for (int i = 0; i < 20; i++) {
      data[i] = (byte) i;
    }
    PageImage image =
        PageImage.wrap(
            ByteBuffer.wrap(data), new Size(4, 4), Format.GRAY8, 5, 72, released::incrementAndGet);
    PageImage view = image.view(BoundingBox.of(1, 1, 4, 4));
    PageImage inner = view.view(BoundingBox.of(1, 1, 3, 3));

    assertThat(inner.isView()).isTrue();
    assertThat(inner.ownedBytes()).isZero();
    assertThat(inner.dpi()).isEqualTo(72);
    assertThat(inner.rowStride()).isEqualTo(5);
    assertThat(bytes(inner)).containsExactly(12, 13, 17, 18);
    data[12] = 99;
    assertThat(inner.pixels().get(0)).isEqualTo((byte) 99);

    view.close();
    assertThat(inner.isClosed()).isFalse();
    assertThat(view.isClosed()).isFalse();
    image.close();
    assertThat(inner.isClosed()).isTrue();
    assertThat(released).hasValue(1);
  }

  @Test
  void view_edges_areRoundedOutwardsAndClamped() {
    PageImage image = PageImage.allocate(new Size(10, 10), Format.BGR24);

    assertThat(image.view(BoundingBox.of(1.5, 1.5, 2.1, 3)).size()).isEqualTo(new Size(2, 2));
    assertThat(image.view(BoundingBox.of(-5, -5, 1e9, 1e9)).size()).isEqualTo(new Size(10, 10));
    assertThat(image.view(BoundingBox.of(9, 9, 10, 10)).pixels().remaining()).isEqualTo(3);
  }

  @Test
  void view_noPixelInside_throws() {
    PageImage image = PageImage.allocate(new Size(10, 10), Format.GRAY8);

    for (BoundingBox box :
        new BoundingBox[] {
          BoundingBox.of(10, 0, 20, 10),
          BoundingBox.of(3, 3, 3, 5),
          BoundingBox.of(5, 5, 2, 2),
          BoundingBox.of(Double.NaN, 0, 5, 5)
        }) {
      assertThatThrownBy(() -> image.view(box))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("box");
    }
  }

  // --- reading and closing ---

  @Test
  void pixels_writing_throws() {
    PageImage image = PageImage.allocate(new Size(2, 2), Format.GRAY8);

    assertThatThrownBy(() -> image.pixels().put(0, (byte) 1))
        .isInstanceOf(ReadOnlyBufferException.class);
  }

  @Test
  void pixels_eachCall_startsAtTheFirst() {
    PageImage image = PageImage.allocate(new Size(2, 2), Format.GRAY8);
    image.pixels().position(3);

    assertThat(image.pixels().remaining()).isEqualTo(4);
  }

  @Test
  void close_twice_releasesOnce() {
    AtomicInteger released = new AtomicInteger();
    PageImage image =
        PageImage.wrap(
            ByteBuffer.allocate(1), new Size(1, 1), Format.GRAY8, 1, 0, released::incrementAndGet);
    image.close();
    image.close();

    assertThat(released).hasValue(1);
    assertThat(image.isClosed()).isTrue();
  }

  @Test
  void read_afterClose_throws() {
    PageImage image = PageImage.allocate(new Size(2, 2), Format.GRAY8);
    PageImage view = image.view(BoundingBox.of(0, 0, 1, 1));
    image.close();

    for (PageImage closed : new PageImage[] {image, view}) {
      assertThatThrownBy(closed::pixels).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(closed::toBufferedImage).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> closed.view(BoundingBox.of(0, 0, 1, 1)))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(image).hasToString("2x2 GRAY8 (closed)");
    assertThat(view).hasToString("1x1 GRAY8 view (closed)");
  }

  @Test
  void toBufferedImage_afterClose_staysValid() {
    ByteBuffer pixels = ByteBuffer.wrap(new byte[] {1, 2, 3});
    PageImage image =
        PageImage.wrap(pixels, new Size(1, 1), Format.BGR24, 3, 0, PageImageTest::nothing);
    BufferedImage picture = image.toBufferedImage();
    image.close();
    pixels.put(0, (byte) 0);

    assertThat(picture.getRGB(0, 0)).isEqualTo(0xff030201);
  }

  // --- helpers ---

  private static void nothing() {}

  /** The pixels without the padding between rows. */
  private static byte[] bytes(PageImage image) {
    ByteBuffer pixels = image.pixels();
    int row = image.size().width() * image.format().bytesPerPixel();
    byte[] bytes = new byte[row * image.size().height()];
    for (int y = 0; y < image.size().height(); y++) {
      pixels.get(y * image.rowStride(), bytes, y * row, row);
    }
    return bytes;
  }

  private static ComponentColorModel gray(int transferType, boolean hasAlpha) {
    return new ComponentColorModel(
        ColorSpace.getInstance(ColorSpace.CS_GRAY),
        hasAlpha,
        false,
        hasAlpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
        transferType);
  }

  private static BufferedImage picture(int transferType, boolean hasAlpha, WritableRaster raster) {
    return new BufferedImage(gray(transferType, hasAlpha), raster, false, null);
  }
}
