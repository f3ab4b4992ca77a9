package io.glyphflow.core.source;

import static io.glyphflow.core.source.Sources.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.pipeline.FailurePolicy;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.pipeline.RunOptions;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.PermanentOcrException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderSourceTest {

  @TempDir Path folder;

  @Test
  void open_emptyFolder_hasNoPages() throws Exception {
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void open_missingFolder_throws() {
    DocumentSource source = new FolderSource(ReadOptions.defaults(), folder.resolve("gone"));

    PermanentOcrException e = catchThrowableOfType(PermanentOcrException.class, source::open);
    assertThat(e).hasMessageContainingAll("gone", "does not exist");
    assertThat(e.category()).isEqualTo(FailureCategory.INPUT_UNREADABLE);
  }

  @Test
  void open_file_throws() throws Exception {
    DocumentSource source = new FolderSource(ReadOptions.defaults(), png("a.png"));

    assertThatThrownBy(source::open)
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContainingAll("a.png", "no folder");
  }

  @Test
  void pages_nestedFolders_comeSortedByNameInEach() throws Exception {
    for (String name : List.of("b.png", "a/z.png", "a/B.png", "a.png", "c/d/e.png", "c/a.png")) {
      png(name);
    }

    assertThat(names(folder))
        .containsExactly("a/B.png", "a/z.png", "a.png", "b.png", "c/a.png", "c/d/e.png");
    assertThat(names(folder)).isEqualTo(names(folder));
  }

  @Test
  void pages_hiddenFilesAndFolders_areLeftOut() throws Exception {
    png("a.png");
    png(".hidden.png");
    png(".folder/b.png");

    assertThat(names(folder)).containsExactly("a.png");
  }

  @Test
  void pages_rootIsHidden_areRead() throws Exception {
    png(".folder/b.png");

    assertThat(names(folder.resolve(".folder"))).containsExactly("b.png");
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "truth.txt", "Thumbs.db", "noextension", "b.pdf.bak", "b."})
  void pages_otherFile_isForeignAmongOthers(String name) throws Exception {
    png("A.png");
    Files.writeString(folder.resolve(name), "text");
    png("z.png");
    List<PageSource> pages = drain(folder);

    assertThat(pages).hasSize(3);
    pages.get(0).decode().close();
    assertFails(pages.get(1), FailureCategory.INPUT_FOREIGN, name, "left out");
    pages.get(2).decode().close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.pdf", "a.PDF", "a.png", "a.jpg", "a.JPeg", "a.tif", "a.tiff", "a.webp", "a.bmp", "a.gif"
      })
  void pages_foreignContentUnderAKnownName_fails(String name) throws Exception {
    Files.writeString(folder.resolve(name), "text");

    assertFails(
        drain(folder).get(0), FailureCategory.INPUT_UNREADABLE, name, "neither an image nor a PDF");
  }

  @Test
  void pages_emptyOrBrokenFileUnderAnyName_fails() throws Exception {
    Files.createFile(folder.resolve("a.txt"));
    Files.write(folder.resolve("b.txt"), Arrays.copyOf(bytes(), 20));
    Files.writeString(folder.resolve("c.txt"), "%PDF-1.7\n");
    List<PageSource> pages = drain(folder);

    assertThat(pages).hasSize(3);
    for (PageSource page : pages) {
      assertFails(page, FailureCategory.INPUT_UNREADABLE, page.id().document());
    }
  }

  @Test
  void pages_otherFileNamedByItself_fails() throws Exception {
    Path file = Files.writeString(folder.resolve("README.md"), "text");

    assertFails(Sources.page(file), FailureCategory.INPUT_UNREADABLE, "README.md");
  }

  @Test
  void run_otherFile_isSkippedAndNoFailure() throws Exception {
    png("a.png");
    Files.writeString(folder.resolve("README.md"), "text");
    try (Pipeline pipeline =
        Pipeline.builder()
            .layoutDetector(LayoutDetector.wholePage())
            .recognizer(crops -> crops.stream().map(crop -> RegionContent.text("read")).toList())
            .build()) {
      RunOptions failFast = RunOptions.defaults().failurePolicy(FailurePolicy.failFast());
      DocumentResult result = pipeline.process(DocumentSource.folder(folder), failFast);

      PageResult skipped = result.pages().get(0);
      assertThat(result.ledger()).hasToString("accepted 2 = ok 1 + skipped 1");
      assertThat(skipped.status()).isEqualTo(PageOutcome.Status.SKIPPED);
      Failure failure = ((PageOutcome.Failed) skipped.outcome()).failure();
      assertThat(failure.category()).isEqualTo(FailureCategory.INPUT_FOREIGN);
      assertThat(failure.stage()).isEqualTo(StageName.LOAD);
      assertThat(failure.message()).contains("README.md", "left out");
    }
  }

  @Test
  void pages_folderAddedWhileWalking_isListedInItsTurn() throws Exception {
    png("a.png");
    Files.createDirectory(folder.resolve("b"));
    try (PageCursor cursor = new FolderSource(ReadOptions.defaults(), folder).open()) {
      cursor.next();
      png("b/late.png");

      assertThat(cursor.next().orElseThrow().id().document()).endsWith("late.png");
      assertThat(cursor.next()).isEmpty();
      assertThat(cursor.next()).isEmpty();
    }
  }

  @Test
  void pages_linksInACircle_end() throws Exception {
    png("a.png");
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    Files.createSymbolicLink(folder.resolve("self"), Path.of("self"));
    List<PageSource> pages = drain(folder);

    assertThat(names(folder)).containsExactly("a.png", "loop", "self");
    assertThatThrownBy(pages.get(1)::decode)
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContainingAll("loop", "link to a folder");
    assertThatThrownBy(pages.get(2)::decode)
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContaining("self");
  }

  @Test
  void pages_linkToAFile_isRead() throws Exception {
    Path outside = Files.createTempDirectory("outside");
    Path target = Files.write(outside.resolve("t.png"), bytes());
    try {
      Files.createSymbolicLink(folder.resolve("a.png"), target);

      drain(folder).get(0).decode().close();
    } finally {
      Files.delete(target);
      Files.delete(outside);
    }
  }

  @Test
  void pages_linkToNothing_fails() throws Exception {
    Files.createSymbolicLink(folder.resolve("a.png"), Path.of("gone.png"));

    assertThatThrownBy(drain(folder).get(0)::decodedBytes)
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContainingAll("a.png", "does not exist");
  }

  @Test
  void pages_rootIsALink_areRead() throws Exception {
    png("real/a.png");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));

    assertThat(names(link)).containsExactly("a.png");
  }

  @Test
  void pages_pipe_failsWithoutBeingOpened() throws Exception {
    Path pipe = folder.resolve("a.png");
    if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0) {
      assertThatThrownBy(drain(folder).get(0)::decode)
          .isInstanceOf(PermanentOcrException.class)
          .hasMessageContainingAll("a.png", "regular file");
    }
  }

  private Path png(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes());
  }

  private static byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY), "png", bytes);
    return bytes.toByteArray();
  }

  private static List<String> names(Path root) throws InterruptedException {
    return drain(root).stream()
        .map(page -> root.relativize(Path.of(page.id().document())).toString().replace('\\', '/'))
        .toList();
  }

  private static List<PageSource> drain(Path root) throws InterruptedException {
    List<PageSource> pages = new ArrayList<>();
    try (PageCursor cursor = new FolderSource(ReadOptions.defaults(), root).open()) {
      for (Optional<PageSource> next = cursor.next(); next.isPresent(); next = cursor.next()) {
        pages.add(next.get());
      }
    }
    return pages;
  }
}
