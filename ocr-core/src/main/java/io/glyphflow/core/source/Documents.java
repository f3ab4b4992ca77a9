package io.glyphflow.core.source;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.image.ImageException;
import io.glyphflow.core.image.ImageFormat;
import io.glyphflow.core.image.ImageHeader;
import io.glyphflow.core.stage.PermanentOcrException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Documents of all kinds, one after the other. A document is opened when its turn comes; one that
 * cannot be read is one page whose calls throw, and the documents after it are still read.
 */
final class Documents implements DocumentSource {

  /** PDF readers look for the header within so many bytes. */
  private static final int HEAD_BYTES = 1024;

  private static final String PDF_MARK = "%PDF-";

  private final ReadOptions options;
  private final List<Input> inputs;

  Documents(ReadOptions options, List<? extends Input> inputs) {
    this.options = options;
    this.inputs = List.copyOf(inputs);
  }

  @Override
  public PageCursor open() {
    return new DocumentCursor(
        inputs.stream().map(input -> pages(input, options, Documents::unknown)).iterator());
  }

  /**
   * The pages of a document, which is not opened before the first of them is asked for.
   *
   * @param unknown what to say of a document that is of no known format
   */
  static PageCursor pages(
      Input input, ReadOptions options, Function<Input, PermanentOcrException> unknown) {
    return new Listing(input, options, unknown);
  }

  /** Somebody asked for this document: that it cannot be read is a failure. */
  static PermanentOcrException unknown(Input input) {
    return Troubles.unreadable(
        input.name(),
        "is neither an image nor a PDF; must be JPEG, PNG, TIFF, WebP, BMP, GIF or PDF");
  }

  private static PageCursor list(
      Input input, ReadOptions options, Function<Input, PermanentOcrException> unknown) {
    try {
      byte[] head = input.head(HEAD_BYTES);
      String text = new String(head, StandardCharsets.ISO_8859_1);
      if (text.startsWith(PDF_MARK)) {
        return new PdfListing(input, options);
      }
      ImageFormat format;
      try {
        format = ImageHeader.sniff(ByteBuffer.wrap(head));
      } catch (ImageException e) {
        if (text.contains(PDF_MARK)) {
          return new PdfListing(input, options);
        }
        throw unknown.apply(input);
      }
      if (format == ImageFormat.TIFF) {
        return FailedPage.listing(TiffPages.pages(input, options.pages()));
      }
      List<PageSource> only =
          options.pages().contains(1)
              ? List.of(new ImagePage(new PageId(input.name(), 1), input, format))
              : List.of();
      return FailedPage.listing(only.iterator());
    } catch (PermanentOcrException e) {
      return FailedPage.only(input.name(), e);
    } catch (IOException | RuntimeException e) {
      return FailedPage.only(input.name(), Troubles.unreadable(input.name(), e));
    }
  }

  /** Looks at the document when its first page is asked for. */
  private static final class Listing implements PageCursor {
    private final Input input;
    private final ReadOptions options;
    private final Function<Input, PermanentOcrException> unknown;
    private @Nullable PageCursor pages;

    Listing(Input input, ReadOptions options, Function<Input, PermanentOcrException> unknown) {
      this.input = input;
      this.options = options;
      this.unknown = unknown;
    }

    @Override
    public Optional<PageSource> next() throws InterruptedException {
      PageCursor known = pages;
      if (known == null) {
        known = list(input, options, unknown);
        pages = known;
      }
      return known.next();
    }

    @Override
    public void close() {
      if (pages != null) {
        pages.close();
      }
    }
  }
}
