package io.glyphflow.testkit.fake;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.source.PageCursor;
import io.glyphflow.core.source.PageSource;
import io.glyphflow.testkit.check.OpenImages;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A source of synthetic pages, 1 to n of one document. The pixels of a page follow from its number:
 * they count up in pairs of bytes, beginning with the number itself, so that any crop tells where
 * it is from ({@link #byteAt}, {@link #numberOf}).
 *
 * <p>By default pages are gray, 210 x 297 pixels, own pixels on the heap and take no time to
 * decode. Each {@code with} method gives a copy with counters of its own. Thread-safe; passes are
 * independent.
 */
public final class FakePages implements DocumentSource {

  /** Where the pixels of decoded pages are. */
  public enum Pixels {
    /** Each page has bytes of its own on the heap. */
    HEAP,
    /** Each page has bytes of its own outside the heap. */
    DIRECT,
    /**
     * Pages are windows into one buffer: they announce and own as many bytes as others, but cost
     * nothing. For large pages in large numbers.
     */
    SHARED
  }

  /** Does something when a page is decoded, for example throws. */
  @FunctionalInterface
  public interface DecodeHook {

    /**
     * The page is about to be decoded.
     *
     * @param page which
     * @throws InterruptedException if the decoding is given up
     */
    void decoding(PageId page) throws InterruptedException;
  }

  private static final Size A4_25_DPI = new Size(210, 297);

  private final String document;
  private final int pages;
  private final Size size;
  private final PageImage.Format format;
  private final Pixels where;
  private final ServiceTime decodeTime;
  private final DecodeHook hook;
  private final FakePixels pixels;
  private final OpenImages images = new OpenImages();
  private final AtomicLong decodes = new AtomicLong();
  private final AtomicLong listed = new AtomicLong();
  private final AtomicInteger openCursors = new AtomicInteger();

  private FakePages(
      String document,
      int pages,
      Size size,
      PageImage.Format format,
      Pixels where,
      ServiceTime decodeTime,
      DecodeHook hook) {
    this.document = document;
    this.pages = pages;
    this.size = Objects.requireNonNull(size, "size");
    this.format = Objects.requireNonNull(format, "format");
    this.where = Objects.requireNonNull(where, "where");
    this.decodeTime = Objects.requireNonNull(decodeTime, "decodeTime");
    this.hook = Objects.requireNonNull(hook, "hook");
    this.pixels = new FakePixels(size, format, where);
  }

  /**
   * Pages of one document.
   *
   * @param document its name
   * @param pages 0 or more
   * @return the source
   * @throws IllegalArgumentException if {@code document} is blank or {@code pages} is negative
   */
  public static FakePages of(String document, int pages) {
    var unused = new PageId(document, 1);
    if (pages < 0) {
      throw new IllegalArgumentException("pages: " + pages + ", must be >= 0");
    }
    return new FakePages(
        document,
        pages,
        A4_25_DPI,
        PageImage.Format.GRAY8,
        Pixels.HEAP,
        ServiceTime.none(),
        page -> {});
  }

  /**
   * The same with pages of another size.
   *
   * @param other pixels
   * @return a copy
   */
  public FakePages withSize(Size other) {
    return new FakePages(document, pages, other, format, where, decodeTime, hook);
  }

  /**
   * The same with other pixels.
   *
   * @param other how a pixel is stored
   * @return a copy
   */
  public FakePages withFormat(PageImage.Format other) {
    return new FakePages(document, pages, size, other, where, decodeTime, hook);
  }

  /**
   * The same with pixels elsewhere.
   *
   * @param other where
   * @return a copy
   */
  public FakePages withPixels(Pixels other) {
    return new FakePages(document, pages, size, format, other, decodeTime, hook);
  }

  /**
   * The same, slower to decode.
   *
   * @param other for each page, by its {@link ItemKey}
   * @return a copy
   */
  public FakePages withDecodeTime(ServiceTime other) {
    return new FakePages(document, pages, size, format, where, other, hook);
  }

  /**
   * The same with something that happens whenever a page is decoded.
   *
   * @param other the hook
   * @return a copy
   */
  public FakePages withDecodeHook(DecodeHook other) {
    return new FakePages(document, pages, size, format, where, decodeTime, other);
  }

  @Override
  public PageCursor open() {
    openCursors.incrementAndGet();
    return new Cursor();
  }

  /**
   * One page, apart from any pass.
   *
   * @param pageNumber 1-based number
   * @return the page
   */
  public PageSource page(int pageNumber) {
    return new FakePage(id(pageNumber));
  }

  /**
   * The id of a page.
   *
   * @param pageNumber 1-based number
   * @return the id
   */
  public PageId id(int pageNumber) {
    return new PageId(document, pageNumber);
  }

  /**
   * How many pages a pass has.
   *
   * @return 0 or more
   */
  public int count() {
    return pages;
  }

  /**
   * The size of each page.
   *
   * @return pixels
   */
  public Size size() {
    return size;
  }

  /**
   * How the pixels of each page are stored.
   *
   * @return the format
   */
  public PageImage.Format format() {
    return format;
  }

  /**
   * How often a page was decoded, repeated and failed decodes included.
   *
   * @return the count
   */
  public long decodes() {
    return decodes.get();
  }

  /**
   * How many pages all passes gave out so far.
   *
   * @return the count
   */
  public long listed() {
    return listed.get();
  }

  /**
   * Passes that were begun and not closed.
   *
   * @return the count
   */
  public int openCursors() {
    return openCursors.get();
  }

  /**
   * The decoded pages that are open.
   *
   * @return the registry
   */
  public OpenImages images() {
    return images;
  }

  /**
   * A byte of a page: the high or low half of a number that begins with the page's and counts up.
   *
   * @param pageNumber 1-based number
   * @param index from the first byte of the first row, rows without gaps
   * @return the byte
   */
  public static byte byteAt(int pageNumber, long index) {
    return FakePixels.byteAt(pageNumber, index);
  }

  /**
   * Which page an image is, from its pixels.
   *
   * @param page a whole page, not a crop
   * @return the page's number up to 65,535, of higher ones the lower 16 bits; 0 if the image is
   *     smaller than two bytes
   * @throws IllegalStateException if the image is closed
   */
  public static int numberOf(PageImage page) {
    return FakePixels.numberOf(page);
  }

  private final class Cursor implements PageCursor {
    private int next = 1;
    private boolean isClosed;

    @Override
    public Optional<PageSource> next() throws InterruptedException {
      if (isClosed) {
        throw new IllegalStateException("the cursor is closed");
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (next > pages) {
        return Optional.empty();
      }
      listed.incrementAndGet();
      return Optional.of(page(next++));
    }

    @Override
    public void close() {
      if (!isClosed) {
        isClosed = true;
        openCursors.decrementAndGet();
      }
    }
  }

  private final class FakePage implements PageSource {
    private final PageId id;

    FakePage(PageId id) {
      this.id = id;
    }

    @Override
    public PageId id() {
      return id;
    }

    @Override
    public long decodedBytes() {
      return pixels.bytes();
    }

    @Override
    public PageImage decode() throws InterruptedException {
      decodes.incrementAndGet();
      hook.decoding(id);
      decodeTime.serve(ItemKey.of(id));
      return images.wrap(
          id.toString(), pixels.of(id.pageNumber()), size, format, pixels.rowStride(), 25.4);
    }

    @Override
    public boolean isNative() {
      return where == Pixels.DIRECT;
    }

    @Override
    public String toString() {
      return id.toString();
    }
  }
}
