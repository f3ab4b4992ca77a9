package io.glyphflow.core.source;

import static io.glyphflow.core.source.Sources.assertFails;
import static io.glyphflow.core.source.Sources.drain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemorySourceTest {

  /** Counts how often it is read to its end and closed. */
  private static final class Counted extends ByteArrayInputStream {
    private int reads;
    private int closes;

    Counted(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
      reads++;
      return super.read(target, offset, length);
    }

    @Override
    public void close() {
      closes++;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "bmp", "gif", "tiff", "pdf"})
  void bytes_ofAnyFormat_areRead(String format) throws Exception {
    byte[] bytes =
        format.equals("pdf")
            ? TestPdfs.ofTexts("text")
            : Pictures.bytes(format, Pictures.picture(40, 30, BufferedImage.TYPE_3BYTE_BGR));
    List<PageSource> pages = drain(DocumentSource.of("in memory", bytes));

    assertThat(pages).extracting(page -> page.id().toString()).containsExactly("in memory#1");
    try (PageImage image = pages.get(0).decode()) {
      assertThat(image.ownedBytes()).isLessThanOrEqualTo(pages.get(0).decodedBytes());
    }
  }

  @Test
  void bytes_withOptions_followThem() throws Exception {
    ReadOptions options = ReadOptions.defaults().withPages(PageRange.parse("2"));
    byte[] tiff = Pictures.tiff(null, 20, 30, 40);
    List<PageSource> pages = drain(DocumentSource.of(options, "a.tif", tiff));

    assertThat(pages).extracting(page -> page.id().pageNumber()).containsExactly(2);
    try (PageImage image = pages.get(0).decode()) {
      assertThat(image.size()).isEqualTo(new Size(32, 30));
    }
  }

  @Test
  void bytes_none_isAFailedPage() throws Exception {
    List<PageSource> pages = drain(DocumentSource.of("x", new byte[0]));

    assertThat(pages).hasSize(1);
    assertFails(pages.get(0), FailureCategory.INPUT_UNREADABLE, "x: is empty, 0 bytes");
  }

  @Test
  void stream_untilItsTurn_isNotTouched() throws Exception {
    Counted stream = new Counted(TestPdfs.ofTexts("a", "b"));
    DocumentSource source = DocumentSource.of("x", stream);
    try (PageCursor cursor = source.open()) {
      assertThat(stream.reads).isZero();
      assertThat(cursor.next()).isPresent();
      assertThat(stream.reads).isPositive();
    }
  }

  @Test
  void stream_openedTwice_isReadOnce() throws Exception {
    Counted stream = new Counted(TestPdfs.ofTexts("a", "b"));
    DocumentSource source = DocumentSource.of("x", stream);

    List<PageSource> first = drain(source);
    int reads = stream.reads;
    List<PageSource> second = drain(source);
    first.get(1).decode().close();
    second.get(1).decode().close();

    assertThat(first).hasSize(2);
    assertThat(second).hasSize(2);
    assertThat(stream.reads).isEqualTo(reads);
    assertThat(stream.closes).isEqualTo(1);
  }

  @Test
  void stream_thatBreaks_isAFailedPageEachTime() throws Exception {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection lost");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            throw new IOException("connection lost");
          }
        };
    DocumentSource source = DocumentSource.of("x", broken);

    for (int i = 0; i < 2; i++) {
      List<PageSource> pages = drain(source);
      assertThat(pages).hasSize(1);
      assertFails(pages.get(0), FailureCategory.INPUT_UNREADABLE, "x: ", "connection lost");
    }
  }

  @Test
  void stream_withoutEnd_isRefusedAtTheLimit() throws Exception {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 1;
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            return length;
          }
        };
    List<PageSource> pages = drain(DocumentSource.of("x", endless));

    assertThat(pages).hasSize(1);
    assertFails(pages.get(0), FailureCategory.INPUT_LIMIT, "x: ");
  }

  @Test
  void name_blank_isRefusedAtOnce() {
    assertThatThrownBy(() -> DocumentSource.of(" ", new byte[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name: blank");
  }

  @Test
  void name_controlCharacters_areEscaped() throws Exception {
    assertThat(drain(DocumentSource.of("a\nb", new byte[1])).get(0).id().document())
        .isEqualTo("a\\u000ab");
  }
}
