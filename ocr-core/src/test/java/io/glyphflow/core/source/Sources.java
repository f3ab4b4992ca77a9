package io.glyphflow.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.stage.PermanentOcrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** What tests do with sources. */
final class Sources {

  private Sources() {}

  static List<PageSource> drain(DocumentSource source) throws InterruptedException {
    List<PageSource> pages = new ArrayList<>();
    try (PageCursor cursor = source.open()) {
      for (Optional<PageSource> next = cursor.next(); next.isPresent(); next = cursor.next()) {
        pages.add(next.get());
      }
    }
    return pages;
  }

  static List<PageSource> pages(Path... files) throws InterruptedException {
    return drain(DocumentSource.of(files));
  }

  static PageSource page(Path file) throws InterruptedException {
    return pages(file).get(0);
  }

  static PageSource page(byte[] bytes) throws InterruptedException {
    return page(ReadOptions.defaults(), bytes);
  }

  static PageSource page(ReadOptions options, byte[] bytes) throws InterruptedException {
    return drain(DocumentSource.of(options, "a.pdf", bytes)).get(0);
  }

  /** Both calls fail in the same way. */
  static void assertFails(PageSource page, FailureCategory category, String... words) {
    assertCallFails(page::decodedBytes, category, words);
    assertCallFails(page::decode, category, words);
  }

  static void assertCallFails(Callable<?> call, FailureCategory category, String... words) {
    PermanentOcrException e = catchThrowableOfType(PermanentOcrException.class, call::call);
    assertThat(e).isNotNull().hasMessageContainingAll(words);
    assertThat(e.category()).isEqualTo(category);
  }

  /** What the system says this process has open; empty where it does not say. */
  static List<Path> openFiles() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    List<Path> open = new ArrayList<>();
    if (Files.isDirectory(descriptors)) {
      try (Stream<Path> links = Files.list(descriptors)) {
        for (Path link : links.toList()) {
          if (Files.isSymbolicLink(link)) { // the listing itself is closed already
            open.add(Files.readSymbolicLink(link));
          }
        }
      }
    }
    return open;
  }
}
