package io.glyphflow.core.source;

import io.glyphflow.core.stage.PermanentOcrException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The files below a folder, each as {@link ImageFiles} reads it. Folders are listed when their turn
 * comes, each sorted by the names in it, files and folders together; names that start with a dot
 * are left out, folders included.
 *
 * <p>Links to folders are not followed, so a walk always ends. What is neither followed nor listed
 * (such a link, a folder that may not be read, a pipe, a link to nothing) is a page that throws:
 * nothing is missing from the result without a word.
 */
final class ImageFolder implements DocumentSource {

  private final Path folder;

  ImageFolder(Path folder) {
    this.folder = Objects.requireNonNull(folder, "folder");
  }

  @Override
  public PageCursor open() {
    if (!Files.isDirectory(folder)) {
      boolean exists = Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
      throw ImageFiles.unreadable(
          folder, exists ? "is no folder; use DocumentSource.of for a file" : "does not exist");
    }
    return new Cursor(list(folder));
  }

  private static Iterator<Path> list(Path folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream =
        Files.newDirectoryStream(folder, entry -> !fileName(entry).startsWith("."))) {
      stream.forEach(entries::add);
    } catch (IOException | DirectoryIteratorException e) {
      throw ImageFiles.unreadable(folder, e);
    }
    // by char value: the order of paths themselves ignores case on some systems
    entries.sort(Comparator.comparing(ImageFolder::fileName));
    return entries.iterator();
  }

  private static String fileName(Path entry) {
    return String.valueOf(entry.getFileName());
  }

  private static final class Cursor implements PageCursor {
    private final Deque<Iterator<Path>> folders = new ArrayDeque<>();
    private Iterator<PageSource> pages = Collections.emptyIterator();

    Cursor(Iterator<Path> entries) {
      folders.push(entries);
    }

    @Override
    public Optional<PageSource> next() {
      while (!pages.hasNext() && !folders.isEmpty()) {
        Iterator<Path> entries = folders.element();
        if (entries.hasNext()) {
          enter(entries.next());
        } else {
          folders.pop();
        }
      }
      return pages.hasNext() ? Optional.of(pages.next()) : Optional.empty();
    }

    private void enter(Path entry) {
      try {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          folders.push(list(entry));
        } else if (Files.isDirectory(entry)) {
          throw ImageFiles.unreadable(
              entry, "is a link to a folder, which is not followed; read its target by itself");
        } else {
          pages = ImageFiles.pages(entry);
        }
      } catch (PermanentOcrException e) {
        pages = ImageFiles.unreadable(entry, 1, e);
      }
    }
  }
}
