package io.glyphflow.core.source;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.stage.PermanentOcrException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files below a folder, each as {@link Documents} reads it. Folders are listed when their turn
 * comes, each sorted by the names in it, files and folders together; names that start with a dot
 * are left out, folders included.
 *
 * <p>Links to folders are not followed, so a walk always ends. What is neither followed nor listed
 * (such a link, a folder that may not be read, a pipe, a link to nothing) is a page that throws:
 * nothing is missing from the result without a word. A file of another kind is a page that throws
 * {@code INPUT_FOREIGN}, which counts as skipped and not as failed.
 */
final class FolderSource implements DocumentSource {

  /** Of the formats that are read. */
  private static final Set<String> EXTENSIONS =
      Set.of("pdf", "png", "jpg", "jpeg", "tif", "tiff", "webp", "bmp", "gif");

  private final Path folder;

  private final ReadOptions options;

  FolderSource(ReadOptions options, Path folder) {
    this.options = Objects.requireNonNull(options, "options");
    this.folder = Objects.requireNonNull(folder, "folder");
  }

  @Override
  public PageCursor open() {
    if (!Files.isDirectory(folder)) {
      boolean exists = Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
      throw Troubles.unreadable(
          new FileInput(folder).name(),
          exists ? "is no folder; use DocumentSource.of for a file" : "does not exist");
    }
    return new DocumentCursor(new Walk(options, list(folder)));
  }

  private static Iterator<Path> list(Path folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream =
        Files.newDirectoryStream(folder, entry -> !fileName(entry).startsWith("."))) {
      stream.forEach(entries::add);
    } catch (IOException | DirectoryIteratorException e) {
      throw Troubles.unreadable(new FileInput(folder).name(), e);
    }
    // by char value: the order of paths themselves ignores case on some systems
    entries.sort(Comparator.comparing(FolderSource::fileName));
    return entries.iterator();
  }

  private static String fileName(Path entry) {
    return String.valueOf(entry.getFileName());
  }

  /**
   * Folders hold other things beside documents: only what by its name should be one, but is not, is
   * a failure.
   */
  private static PermanentOcrException unknown(Input input) {
    String name = input.name();
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return EXTENSIONS.contains(extension)
        ? Documents.unknown(input)
        : new PermanentOcrException(
            FailureCategory.INPUT_FOREIGN, name + ": is neither an image nor a PDF; left out");
  }

  /** Walks to the next file when the last is done. */
  private static final class Walk implements Iterator<PageCursor> {
    private final Deque<Iterator<Path>> folders = new ArrayDeque<>();
    private final ReadOptions options;
    private @Nullable PageCursor found;

    Walk(ReadOptions options, Iterator<Path> entries) {
      this.options = options;
      folders.push(entries);
    }

    @Override
    public boolean hasNext() {
      while (found == null && !folders.isEmpty()) {
        Iterator<Path> entries = folders.element();
        if (entries.hasNext()) {
          enter(entries.next());
        } else {
          folders.pop();
        }
      }
      return found != null;
    }

    @Override
    public PageCursor next() {
      PageCursor next = hasNext() ? found : null;
      found = null;
      if (next == null) {
        throw new NoSuchElementException();
      }
      return next;
    }

    private void enter(Path entry) {
      FileInput input = new FileInput(entry);
      try {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          folders.push(list(entry));
        } else if (Files.isDirectory(entry)) {
          throw Troubles.unreadable(
              input.name(),
              "is a link to a folder, which is not followed; read its target by itself");
        } else {
          found = Documents.pages(input, options, FolderSource::unknown);
        }
      } catch (PermanentOcrException e) {
        found = FailedPage.only(input.name(), e);
      }
    }
  }
}
