package io.glyphflow.core.source;

import io.glyphflow.core.document.PageId;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where pages come from: files, folders, bytes, streams, pictures in memory, or anything that can
 * be listed lazily. A source can be opened any number of times, each time for one pass; the
 * pipeline takes pages from it only as fast as it can use them.
 */
@FunctionalInterface
public interface DocumentSource {

  /**
   * Starts a pass.
   *
   * @return a cursor before the first page
   * @throws InterruptedException if the thread is interrupted
   * @throws io.glyphflow.core.stage.OcrException if the source cannot be read at all
   */
  PageCursor open() throws InterruptedException;

  /**
   * Files with the default options, see {@link #of(ReadOptions, Path...)}.
   *
   * @param files any number of files
   * @return the source
   */
  static DocumentSource of(Path... files) {
    return of(ReadOptions.defaults(), files);
  }

  /**
   * Files, one document each: PDF, JPEG, PNG, WebP, BMP, GIF (its first frame) and TIFF (a page for
   * each frame). The content decides, not the extension. Files are opened when their turn comes and
   * read page by page; none stays open after the run.
   *
   * <p>A file that cannot be read is one failed page, and so is each broken page of a document:
   * {@code INPUT_UNREADABLE}, {@code INPUT_ENCRYPTED} if no password opens it, {@code INPUT_LIMIT}
   * if it is too large. Scripts, forms of the XFA kind and links of a PDF are never followed.
   *
   * @param options how to read them
   * @param files any number of files
   * @return the source
   */
  static DocumentSource of(ReadOptions options, Path... files) {
    Objects.requireNonNull(options, "options");
    return new Documents(options, Arrays.stream(files).map(FileInput::new).toList());
  }

  /**
   * The files below a folder with the default options, see {@link #folder(ReadOptions, Path)}.
   *
   * @param folder a folder
   * @return the source
   */
  static DocumentSource folder(Path folder) {
    return folder(ReadOptions.defaults(), folder);
  }

  /**
   * The regular files below a folder, by path in the order of their names, each as {@link
   * #of(ReadOptions, Path...)} reads it. A file that is neither an image nor a PDF is one skipped
   * page, {@code INPUT_FOREIGN}; a failed one if its name ends in .pdf, .png, .jpg, .jpeg, .tif,
   * .tiff, .webp, .bmp or .gif, or if it is empty. Hidden files are not listed.
   *
   * @param options how to read them
   * @param folder a folder
   * @return the source
   */
  static DocumentSource folder(ReadOptions options, Path folder) {
    return new FolderSource(options, folder);
  }

  /**
   * A document in memory, named {@code document}, with the default options.
   *
   * @param bytes an encoded image or a PDF; not copied, so they must not change
   * @return the source
   */
  static DocumentSource of(byte[] bytes) {
    return of("document", bytes);
  }

  /**
   * A document in memory with the default options, see {@link #of(ReadOptions, String, byte[])}.
   *
   * @param name the document's name
   * @param bytes an encoded image or a PDF
   * @return the source
   */
  static DocumentSource of(String name, byte[] bytes) {
    return of(ReadOptions.defaults(), name, bytes);
  }

  /**
   * A document in memory, read as a file with the same bytes would be.
   *
   * @param options how to read it
   * @param name the document's name, not blank
   * @param bytes an encoded image or a PDF; not copied, so they must not change
   * @return the source
   * @throws IllegalArgumentException if {@code name} is blank
   */
  static DocumentSource of(ReadOptions options, String name, byte[] bytes) {
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(bytes, "bytes");
    return new Documents(options, List.of(MemoryInput.of(name, bytes)));
  }

  /**
   * A document from a stream with the default options, see {@link #of(ReadOptions, String,
   * InputStream)}.
   *
   * @param name the document's name
   * @param stream an encoded image or a PDF
   * @return the source
   */
  static DocumentSource of(String name, InputStream stream) {
    return of(ReadOptions.defaults(), name, stream);
  }

  /**
   * A document from a stream, read as a file with the same bytes would be. The stream is read to
   * its end and closed when the document's turn comes for the first time; its bytes, at most 512
   * MiB, are kept on the heap, beside the pipeline's memory budget, as long as the source is, so
   * that it can be opened again. Write larger ones to a file.
   *
   * @param options how to read it
   * @param name the document's name, not blank
   * @param stream an encoded image or a PDF; left alone if the source is never used
   * @return the source
   * @throws IllegalArgumentException if {@code name} is blank
   */
  static DocumentSource of(ReadOptions options, String name, InputStream stream) {
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(stream, "stream");
    return new Documents(options, List.of(MemoryInput.of(name, stream)));
  }

  /**
   * Pictures in memory, pages 1 to n of one document. Each is copied when its turn comes.
   *
   * @param document the document's name
   * @param pictures its pages
   * @return the source
   */
  static DocumentSource ofImages(String document, List<BufferedImage> pictures) {
    List<PageSource> pages = new ArrayList<>();
    for (BufferedImage picture : pictures) {
      pages.add(new PictureSource(new PageId(document, pages.size() + 1), picture));
    }
    return ofPages(pages);
  }

  /**
   * Pages that the caller describes; each pass iterates over them anew.
   *
   * @param pages the pages; may be lazy
   * @return the source
   */
  static DocumentSource ofPages(Iterable<? extends PageSource> pages) {
    Objects.requireNonNull(pages, "pages");
    return () -> {
      Iterator<? extends PageSource> iterator = pages.iterator();
      return () -> iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
    };
  }
}
