package io.glyphflow.bench;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.source.PageCursor;
import io.glyphflow.core.source.PageSource;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Pages that cost nothing: they all show the same few pixels. */
final class FreePages {

  /** What decoding a page does besides. */
  interface Decoding {
    void run() throws InterruptedException;
  }

  /** Wide and high enough for a column of many regions. */
  static final Size SIZE = new Size(64, 1024);

  private static final ByteBuffer PIXELS = ByteBuffer.allocate(64 * 1024);

  private FreePages() {}

  static DocumentSource of(int pages) {
    return of("bench", pages, () -> {});
  }

  static DocumentSource of(String document, int pages, Decoding decoding) {
    return () ->
        new PageCursor() {
          private int next = 1;

          @Override
          public Optional<PageSource> next() {
            return next > pages
                ? Optional.empty()
                : Optional.of(new FreePage(new PageId(document, next++), decoding));
          }
        };
  }

  static PageImage image() {
    return PageImage.wrap(PIXELS, SIZE, PageImage.Format.GRAY8, SIZE.width(), 0, () -> {});
  }

  private record FreePage(PageId id, Decoding decoding) implements PageSource {

    @Override
    public long decodedBytes() {
      return SIZE.area();
    }

    @Override
    public PageImage decode() throws InterruptedException {
      decoding.run();
      return image();
    }
  }
}
