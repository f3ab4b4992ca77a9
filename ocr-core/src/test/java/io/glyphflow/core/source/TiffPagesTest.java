package io.glyphflow.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.PermanentOcrException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TiffPagesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "LZW", "Deflate", "PackBits", "JPEG", "ZLib"})
  void frames_ofTiff_areNumberedPages(String compression) throws Exception {
    Path file =
        Pictures.file(
            folder, "a", Pictures.tiff(compression.isEmpty() ? null : compression, 20, 30, 40));
    List<PageSource> pages = Sources.pages(file);

    assertThat(pages)
        .extracting(page -> page.id().toString())
        .containsExactly(file + "#1", file + "#2", file + "#3");
    for (int i = 0; i < 3; i++) {
      assertThat(pages.get(i).decodedBytes()).isEqualTo(3L * 32 * (20 + 10 * i));
      try (PageImage image = pages.get(i).decode()) {
        assertThat(image.size()).isEqualTo(new Size(32, 20 + 10 * i));
      }
    }
  }

  @Test
  void frames_ofGif_areOnePage() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Pictures.writeSequence("gif", null, bytes, 10, 10);

    assertThat(Sources.pages(Pictures.file(folder, "a.gif", bytes.toByteArray()))).hasSize(1);
  }

  @Test
  void frames_oneCorrupt_failsAlone() throws Exception {
    byte[] tiff = Pictures.tiff(null, 20, 30, 40);
    Pictures.setEntry(tiff, 1, 273, tiff.length + 1000); // its pixels are said to be there
    List<PageSource> pages = Sources.pages(Pictures.file(folder, "a.tif", tiff));

    assertThat(pages).hasSize(3);
    assertThatThrownBy(pages.get(1)::decode)
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContaining("a.tif");
    pages.get(0).decode().close();
    pages.get(2).decode().close();
  }

  @Test
  void frames_oneOverALimit_failsAlone() throws Exception {
    byte[] tiff = Pictures.tiff(null, 20, 30);
    Pictures.setEntry(tiff, 0, 256, 65_501);
    List<PageSource> pages = Sources.pages(Pictures.file(folder, "a.tif", tiff));

    Sources.assertFails(pages.get(0), FailureCategory.INPUT_LIMIT, "a.tif", "65501", "65500");
    pages.get(1).decode().close();
  }

  @Test
  void frames_chainIsACircle_endsWithAFailedPage() throws Exception {
    byte[] tiff = Pictures.tiff(null, 20, 30);
    List<Integer> directories = Pictures.directories(tiff);
    Pictures.order(tiff).putInt(Pictures.nextField(tiff, directories.get(1)), directories.get(0));
    List<PageSource> pages = Sources.pages(Pictures.file(folder, "a.tif", tiff));

    assertThat(pages).extracting(page -> page.id().pageNumber()).containsExactly(1, 2, 3);
    pages.get(0).decode().close();
    pages.get(1).decode().close();
    Sources.assertFails(
        pages.get(2), FailureCategory.INPUT_UNREADABLE, "a.tif", "frame 3", "circle");
  }

  @Test
  void frames_chainLeavesTheFile_endsWithAFailedPage() throws Exception {
    byte[] tiff = Pictures.tiff(null, 20, 30);
    Pictures.order(tiff)
        .putInt(Pictures.nextField(tiff, Pictures.directories(tiff).get(0)), tiff.length + 100);
    List<PageSource> pages = Sources.pages(Pictures.file(folder, "a.tif", tiff));

    assertThat(pages).hasSize(2);
    pages.get(0).decode().close();
    Sources.assertFails(
        pages.get(1), FailureCategory.INPUT_UNREADABLE, "a.tif", "frame 2", "cut off");
  }

  @Test
  void frames_moreThanTheLimit_endsWithAFailedPage() throws Exception {
    int frames = TiffPages.MAX_FRAMES + 1; // empty directories but for one entry: 18 bytes each
    ByteBuffer tiff = ByteBuffer.allocate(8 + 18 * frames).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    for (int i = 1; i <= frames; i++) {
      tiff.putShort((short) 1).position(tiff.position() + 12);
      tiff.putInt(i < frames ? tiff.position() + 4 : 0);
    }
    List<PageSource> pages = Sources.pages(Pictures.file(folder, "a.tif", tiff.array()));

    assertThat(pages).hasSize(frames);
    Sources.assertFails(pages.getLast(), FailureCategory.INPUT_LIMIT, "a.tif", "65535");
  }

  @Test
  void frames_emptyDirectoryAtTheEnd_isNoPage() throws Exception {
    byte[] tiff = Pictures.tiff(null, 20, 30);
    Pictures.order(tiff).putShort(Pictures.directories(tiff).get(1), (short) 0);

    assertThat(Sources.pages(Pictures.file(folder, "a.tif", tiff))).hasSize(1);
  }

  @Test
  void frames_onlyAnEmptyDirectory_isAFailedPage() throws Exception {
    byte[] tiff = {'I', 'I', 42, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    Sources.assertFails(
        Sources.page(Pictures.file(folder, "a.tif", tiff)),
        FailureCategory.INPUT_UNREADABLE,
        "a.tif");
  }
}
