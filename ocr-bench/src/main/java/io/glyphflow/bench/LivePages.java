package io.glyphflow.bench;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.source.PageCursor;
import io.glyphflow.core.source.PageSource;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Pages whose decoded bytes are counted by themselves, from just before the pixels are made to the
 * release of the image: evidence that does not depend on the engine's own account.
 */
final class LivePages {

  /** A4 at 300 dpi. */
  static final Size A4 = new Size(2480, 3508);

  private final Size size;
  private final PageImage.Format format = PageImage.Format.BGR24;
  private final boolean isAllocated;
  private final double decodeMillis;
  private final ByteBuffer shared;
  private final AtomicLong live = new AtomicLong();
  private final AtomicLong peak = new AtomicLong();
  private final AtomicLong decoded = new AtomicLong();

  /**
   * Counted pages.
   *
   * @param isAllocated whether each page has bytes of its own; otherwise all show the same ones
   */
  LivePages(Size size, boolean isAllocated, double decodeMillis) {
    this.size = size;
    this.isAllocated = isAllocated;
    this.decodeMillis = decodeMillis;
    this.shared = ByteBuffer.allocate(isAllocated ? 0 : Math.toIntExact(bytes()));
  }

  /** What one page owns. */
  long bytes() {
    return size.area() * format.bytesPerPixel();
  }

  /** Bytes alive now. */
  long live() {
    return live.get();
  }

  /** The most bytes that were ever alive; looked at whenever a page is decoded. */
  long peak() {
    return peak.get();
  }

  long decoded() {
    return decoded.get();
  }

  PageImage decode() throws InterruptedException {
    if (decodeMillis > 0) {
      Waits.millis(decodeMillis);
    }
    long bytes = bytes();
    peak.accumulateAndGet(live.addAndGet(bytes), Math::max);
    decoded.incrementAndGet();
    ByteBuffer pixels = isAllocated ? ByteBuffer.allocate(Math.toIntExact(bytes)) : shared;
    int row = size.width() * format.bytesPerPixel();
    return PageImage.wrap(pixels, size, format, row, 300, () -> live.addAndGet(-bytes));
  }

  DocumentSource source(int pages) {
    return () ->
        new PageCursor() {
          private int next = 1;

          @Override
          public Optional<PageSource> next() {
            return next > pages
                ? Optional.empty()
                : Optional.of(new LivePage(new PageId("scan", next++)));
          }
        };
  }

  private final class LivePage implements PageSource {
    private final PageId id;

    LivePage(PageId id) {
      this.id = id;
    }

    @Override
    public PageId id() {
      return id;
    }

    @Override
    public long decodedBytes() {
      return bytes();
    }

    @Override
    public PageImage decode() throws InterruptedException {
      return LivePages.this.decode();
    }
  }
}
