package io.glyphflow.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagePageTest {

  @TempDir Path folder;

  @Test
  void decode_rgbPng_isBgr() throws Exception {
    BufferedImage picture = Pictures.picture(7, 5, BufferedImage.TYPE_3BYTE_BGR);
    PageSource page = Sources.page(Pictures.file(folder, "a.png", Pictures.bytes("png", picture)));

    assertAnnounces(page, 7 * 5 * 3);
    try (PageImage image = page.decode()) {
      assertThat(image.format()).isEqualTo(PageImage.Format.BGR24);
      assertThat(image.ownedBytes()).isEqualTo(7 * 5 * 3);
      assertThat(Pictures.rgb(image.toBufferedImage())).isEqualTo(Pictures.rgb(picture));
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_USHORT_GRAY,
        BufferedImage.TYPE_BYTE_BINARY
      })
  void decode_grayPng_isGray(int type) throws Exception {
    PageSource page =
        Sources.page(
            Pictures.file(folder, "a.png", Pictures.bytes("png", Pictures.picture(9, 5, type))));

    assertAnnounces(page, 9 * 5);
    try (PageImage image = page.decode()) {
      assertThat(image.format()).isEqualTo(PageImage.Format.GRAY8);
      assertThat(image.ownedBytes()).isEqualTo(9 * 5);
    }
  }

  @Test
  void decode_transparentPng_isOverWhite() throws Exception {
    BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_4BYTE_ABGR);
    picture.setRGB(1, 0, 0xff102030);
    PageSource page = Sources.page(Pictures.file(folder, "a.png", Pictures.bytes("png", picture)));

    assertAnnounces(page, 2 * 3);
    try (PageImage image = page.decode()) {
      assertThat(Pictures.rgb(image.toBufferedImage())).containsExactly(0xffffffff, 0xff102030);
    }
  }

  @Test
  void decode_grayJpeg_isGray() throws Exception {
    PageSource page =
        Sources.page(
            Pictures.file(
                folder,
                "a.png",
                Pictures.bytes("jpg", Pictures.picture(16, 8, BufferedImage.TYPE_BYTE_GRAY))));

    assertAnnounces(page, 16 * 8);
    try (PageImage image = page.decode()) {
      assertThat(image.format()).isEqualTo(PageImage.Format.GRAY8);
    }
  }

  @ParameterizedTest
  @CsvSource({"png", "jpg", "tiff"})
  void dpi_inMetadata_isRead(String format) throws Exception {
    PageSource page = Sources.page(Pictures.file(folder, "a", Pictures.bytesWithDpi(format, 300)));

    try (PageImage image = page.decode()) {
      assertThat(image.dpi()).isBetween(299.0, 301.0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "gif"})
  void dpi_notInMetadata_isZero(String format) throws Exception {
    try (PageImage image = Sources.page(Pictures.write(folder, "a", format, 4, 4)).decode()) {
      assertThat(image.dpi()).isZero();
    }
  }

  @Test
  void decode_pngWithBrokenTextChunk_isReadWithoutDpi() throws Exception {
    byte[] png = Pictures.bytes("png", Pictures.picture(4, 4, BufferedImage.TYPE_3BYTE_BGR));
    byte[] broken =
        Pictures.insert(png, 33, Pictures.chunk("zTXt", new byte[] {'a', 0, 0, 9, 9, 9}));

    try (PageImage image = Sources.page(Pictures.file(folder, "a.png", broken)).decode()) {
      assertThat(image.size()).isEqualTo(new Size(4, 4));
    }
  }

  @Test
  void decode_threadInterrupted_isInterrupted() throws Exception {
    PageSource page = Sources.page(Pictures.write(folder, "a.png", "png", 4, 4));
    Thread.currentThread().interrupt();

    assertThatThrownBy(page::decode).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    page.decode().close();
  }

  /** The pixels, and the encoded bytes on the heap and outside of it. */
  private static void assertAnnounces(PageSource page, long pixelBytes) throws Exception {
    long encoded = ((ImagePage) page).input().length();
    assertThat(page.decodedBytes()).isEqualTo(pixelBytes + 2 * encoded);
  }
}
