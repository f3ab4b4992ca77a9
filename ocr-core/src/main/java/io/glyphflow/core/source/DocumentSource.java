package io.glyphflow.core.source;

import io.glyphflow.core.document.PageId;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where pages come from: files, folders, pictures in memory, or anything that can be listed lazily.
 * A source can be opened any number of times, each time for one pass; the pipeline takes pages from
 * it only as fast as it can use them.
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
   * Image files, one document each, read by the JDK: JPEG, PNG, BMP, GIF and TIFF, a page for each
   * frame of a TIFF. The content decides, not the extension. Files are opened when their turn
   * comes.
   *
   * @param files any number of files
   * @return the source
   */
  static DocumentSource of(Path... files) {
    return new ImageFiles(Arrays.asList(files));
  }

  /**
   * The regular files below a folder, by path in the order of their names, each as {@link
   * #of(Path...)} reads it. Files that are no images end as failed pages; hidden files are left
   * out.
   *
   * @param folder a folder
   * @return the source
   */
  static DocumentSource folder(Path folder) {
    return new ImageFolder(folder);
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
