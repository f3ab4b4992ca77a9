package io.glyphflow.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.PermanentOcrException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.IIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {

  @TempDir Path folder;

  @Test
  void open_noFiles_hasNoPages() throws Exception {
    assertThat(Sources.pages()).isEmpty();
  }

  @Test
  void open_noFileTouched_readsNothing() throws Exception {
    Path late = folder.resolve("late.png");
    PageCursor cursor = DocumentSource.of(late).open();
    Files.write(late, Pictures.bytes("png", Pictures.picture(3, 2, BufferedImage.TYPE_3BYTE_BGR)));

    cursor.next().orElseThrow().decode().close();
    assertThat(cursor.next()).isEmpty();
    assertThat(cursor.next()).isEmpty();
  }

  @Test
  void open_twice_readsTwice() throws Exception {
    DocumentSource source = DocumentSource.of(Pictures.write(folder, "a.png", "png", 4, 4));

    assertThat(Sources.drain(source)).hasSize(1);
    assertThat(Sources.drain(source)).hasSize(1);
  }

  @Test
  void files_listChangedAfterwards_keepsItsOwn() throws Exception {
    List<Path> files = new ArrayList<>(List.of(Pictures.write(folder, "a.png", "png", 4, 4)));
    DocumentSource source = DocumentSource.of(files.toArray(Path[]::new));
    files.clear();

    assertThat(Sources.drain(source)).hasSize(1);
  }

  @Test
  void id_pathAsGiven_isTheDocument() throws Exception {
    Path given = folder.resolve("x").resolve("..").resolve("a.png");

    assertThat(Sources.page(given).id().document()).isEqualTo(given.toString());
    assertThat(Sources.page(given).id().pageNumber()).isEqualTo(1);
  }

  @Test
  void id_controlCharacters_areEscaped() {
    assertThat(new FileInput(Path.of("a\nb\u001b[31m\u2028.png")).name())
        .isEqualTo("a\\u000ab\\u001b[31m\\u2028.png");
  }

  @Test
  void id_blankPath_isQuoted() throws Exception {
    assertThat(Sources.page(Path.of("")).id().document()).isEqualTo("\"\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "bmp", "gif", "png", "tiff"})
  void decode_anyFormatUnderAnyName_followsTheContent(String format) throws Exception {
    PageSource page = Sources.page(Pictures.write(folder, "no-extension", format, 40, 30));

    try (PageImage image = page.decode()) {
      assertThat(image.size()).isEqualTo(new Size(40, 30));
      assertThat(image.ownedBytes()).isLessThanOrEqualTo(page.decodedBytes());
    }
  }

  @Test
  void decode_pathOfAnotherFileSystem_isRead() throws Exception {
    Path zip = folder.resolve("pages.zip");
    try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Path inside = files.getPath("/a.tif");
      Files.write(inside, Pictures.tiff(null, 3, 4));
      List<PageSource> pages = Sources.pages(inside);

      assertThat(pages).hasSize(2);
      try (PageImage image = pages.get(1).decode()) {
        assertThat(image.size().height()).isEqualTo(4);
      }
    }
  }

  @Test
  void missing_failsAlone() throws Exception {
    Path good = Pictures.write(folder, "good.png", "png", 4, 4);
    List<PageSource> pages = Sources.pages(folder.resolve("gone.png"), good);

    assertThat(pages).hasSize(2);
    Sources.assertFails(
        pages.get(0), FailureCategory.INPUT_UNREADABLE, "gone.png", "does not exist");
    pages.get(1).decode().close();
  }

  @Test
  void missingSinceItsTurn_fails() throws Exception {
    Path file = Pictures.write(folder, "a.png", "png", 4, 4);
    PageSource page = Sources.page(file);
    Files.delete(file);

    Sources.assertFails(page, FailureCategory.INPUT_UNREADABLE, "a.png", "does not exist");
  }

  @Test
  void directory_fails() throws Exception {
    Sources.assertFails(
        Sources.page(folder), FailureCategory.INPUT_UNREADABLE, folder.toString(), "folder");
  }

  @Test
  void pipe_failsWithoutBeingOpened() throws Exception {
    Path pipe = folder.resolve("pipe.png");
    if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0) {
      // opening it would wait for a writer without end
      Sources.assertFails(
          Sources.page(pipe), FailureCategory.INPUT_UNREADABLE, "pipe.png", "regular file");
    }
  }

  @Test
  void empty_fails() throws Exception {
    Path file = Pictures.file(folder, "a.png", new byte[0]);

    Sources.assertFails(Sources.page(file), FailureCategory.INPUT_UNREADABLE, "a.png", "0 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "This is a text file, and quite sure of it.", "\0\0\0\0\0\0\0\0"})
  void textNamedPng_fails(String text) throws Exception {
    Path file = Pictures.file(folder, "a.png", text.getBytes(StandardCharsets.UTF_8));

    Sources.assertFails(
        Sources.page(file),
        FailureCategory.INPUT_UNREADABLE,
        "a.png",
        "neither an image nor a PDF");
  }

  @Test
  void outOfMemory_insideADecoder_isALimit() {
    IIOException cause =
        new IIOException("read", new IOException(new OutOfMemoryError("Java heap space")));
    PermanentOcrException e = Troubles.unreadable("a.png", cause);

    assertThat(e.category()).isEqualTo(FailureCategory.INPUT_LIMIT);
    assertThat(e).hasMessageContaining("a.png").hasCause(cause);
  }

  @Test
  void message_controlCharacters_areEscaped() throws Exception {
    PageSource page = Sources.page(folder.resolve("a\nb.png"));

    assertThatThrownBy(page::decodedBytes).hasMessageContaining("a\\u000ab.png: does not exist");
  }

  @Test
  void decode_manyThreads_givesEachItsPixels() throws Exception {
    List<PageSource> pages =
        Sources.pages(Pictures.file(folder, "a.tif", Pictures.tiff("LZW", 20, 30, 40, 50)));
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        PageSource page = pages.get(i % 4);
        tasks.add(
            () -> {
              try (PageImage image = page.decode()) {
                return image.size().height();
              }
            });
      }
      List<Future<Integer>> heights = threads.invokeAll(tasks);
      for (int i = 0; i < 64; i++) {
        assertThat(heights.get(i).get()).isEqualTo(20 + 10 * (i % 4));
      }
    }
  }

  @Test
  void files_afterEachCall_areClosed() throws Exception {
    Path good = Pictures.file(folder, "good.tif", Pictures.tiff(null, 20, 30));
    Path bad =
        Pictures.file(
            folder,
            "bad.png",
            Arrays.copyOf(Files.readAllBytes(Pictures.write(folder, "a", "png", 64, 64)), 60));
    for (PageSource page : Sources.pages(good, bad)) {
      for (Callable<?> call : List.<Callable<?>>of(page::decodedBytes, page::decode)) {
        try {
          call.call();
        } catch (PermanentOcrException e) {
          assertThat(e).hasMessageContaining("bad.png");
        }
        assertThat(Sources.openFiles()).doesNotContain(good.toRealPath(), bad.toRealPath());
      }
    }
  }
}
