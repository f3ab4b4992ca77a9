package io.glyphflow.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.stage.PermanentOcrException;
import java.awt.image.BufferedImage;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenImagesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "progressive jpg", "bmp", "gif", "tiff", "tiff JPEG"})
  void truncatedAnywhere_fails(String format) throws Exception {
    byte[] whole =
        switch (format) {
          case "progressive jpg" -> Pictures.progressiveJpeg();
          case "tiff" -> Pictures.tiff("LZW", 120);
          case "tiff JPEG" -> Pictures.tiff("JPEG", 120);
          default ->
              Pictures.bytes(format, Pictures.picture(160, 120, BufferedImage.TYPE_3BYTE_BGR));
        };
    Sources.page(Pictures.file(folder, "whole", whole)).decode().close();

    // The last bytes of PNG (two checksums and an empty chunk) and GIF (a mark) say nothing.
    int tail = format.equals("png") || format.equals("gif") ? 24 : 1;
    for (int length = 1; length <= whole.length - tail; length += 1 + whole.length / 150) {
      PageSource page =
          Sources.page(Pictures.file(folder, "a." + format, Arrays.copyOf(whole, length)));
      assertThatThrownBy(page::decode)
          .as("%s of %s bytes", length, whole.length)
          .isInstanceOf(PermanentOcrException.class);
    }
    PageSource page =
        Sources.page(Pictures.file(folder, "a", Arrays.copyOf(whole, whole.length - tail)));
    assertThatThrownBy(page::decode).isInstanceOf(PermanentOcrException.class);
  }

  @Test
  void damagedAnywhere_isReadOrFails() throws Exception {
    for (String format : List.of("png", "jpg", "bmp", "gif", "tiff")) {
      byte[] whole = Pictures.bytes(format, Pictures.picture(24, 16, BufferedImage.TYPE_3BYTE_BGR));
      for (int i = 0; i < Math.min(whole.length, 300); i++) {
        byte[] damaged = whole.clone();
        damaged[i] ^= (byte) (i % 2 == 0 ? 0xff : 0x01);
        for (PageSource page : Sources.pages(Pictures.file(folder, "a." + format, damaged))) {
          try {
            long bytes = page.decodedBytes();
            if (bytes < 10_000_000) {
              page.decode().close();
            }
          } catch (PermanentOcrException e) {
            assertThat(e).hasMessageContaining("a." + format);
          }
        }
      }
    }
  }

  @Test
  void headerOfAHugePng_failsBeforeDecoding() throws Exception {
    Path bomb = Pictures.file(folder, "bomb.png", Pictures.pngHeader(60_000, 60_000));
    PageSource page = Sources.page(bomb);

    assertThat(Files.size(bomb)).isLessThan(200);
    Sources.assertFails(page, FailureCategory.INPUT_LIMIT, "bomb.png", "3600000000", "178956970");
  }

  @ParameterizedTest
  @CsvSource({
    "65500, 2732, true",
    "2732, 65500, true",
    "65501, 1, false",
    "1, 65501, false",
    "65500, 2733, false",
    "13377, 13377, true",
    "13378, 13378, false",
    "2147483647, 2147483647, false"
  })
  void decodedBytes_atALimit_isExact(int width, int height, boolean fits) throws Exception {
    // long enough for its size, or that would be refused first
    byte[] png = Arrays.copyOf(Pictures.pngHeader(width, height), 6_000);
    PageSource page = Sources.page(Pictures.file(folder, "a.png", png));

    if (fits) {
      assertThat(page.decodedBytes()).isEqualTo(3L * width * height + 2 * 6_000);
    } else {
      assertThat(catchThrowableOfType(PermanentOcrException.class, page::decodedBytes).category())
          .isEqualTo(FailureCategory.INPUT_LIMIT);
    }
  }

  @Test
  void fileBytes_overTheLimit_failsUnread() throws Exception {
    Path file = Pictures.write(folder, "a.png", "png", 4, 4);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(Input.MAX_IMAGE_BYTES);
      assertThat(Sources.page(file).decodedBytes()).isGreaterThan(Input.MAX_IMAGE_BYTES);
      sparse.setLength(Input.MAX_IMAGE_BYTES + 1);
    }

    Sources.assertFails(
        Sources.page(file), FailureCategory.INPUT_LIMIT, "a.png", "536870913", "536870912");
  }
}
