package io.glyphflow.examples;

import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.source.PageCursor;
import io.glyphflow.core.source.PageSource;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files below a folder without those in one of its folders, which is where the results go: a
 * run must not read what it writes.
 */
final class OutsideFolder implements DocumentSource {

  private final DocumentSource source;
  private final Path left;

  private OutsideFolder(DocumentSource source, Path left) {
    this.source = source;
    this.left = left;
  }

  /**
   * The source as it is, unless the output lies below the folder.
   *
   * @param source the files below {@code folder}
   */
  static DocumentSource of(DocumentSource source, Path folder, Path output) {
    Path in = whole(folder);
    Path out = whole(output);
    return out.startsWith(in) && !out.equals(in) ? new OutsideFolder(source, out) : source;
  }

  private static Path whole(Path path) {
    return path.toAbsolutePath().normalize();
  }

  @Override
  public PageCursor open() throws InterruptedException {
    PageCursor pages = source.open();
    return new PageCursor() {
      @Override
      public Optional<PageSource> next() throws InterruptedException {
        Optional<PageSource> page = pages.next();
        while (page.isPresent() && whole(Path.of(page.get().id().document())).startsWith(left)) {
          page = pages.next();
        }
        return page;
      }

      @Override
      public void close() {
        pages.close();
      }
    };
  }
}
