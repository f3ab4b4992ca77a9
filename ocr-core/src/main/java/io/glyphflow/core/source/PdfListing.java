package io.glyphflow.core.source;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.stage.PermanentOcrException;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;

/** Lists the pages of a PDF by their number; nothing but their number is looked at. */
final class PdfListing implements PageCursor {

  /** The pages of longer documents are not counted in one that stays open and keeps them all. */
  private static final int FEW_PAGES = 256;

  private final PdfDocuments documents;
  private @Nullable PageCount count;
  private int last;

  PdfListing(Input input, ReadOptions options) {
    documents = new PdfDocuments(input, options);
  }

  /**
   * How many pages there are.
   *
   * @param trouble why there may be more
   */
  private record PageCount(int pages, @Nullable PermanentOcrException trouble) {}

  @Override
  public Optional<PageSource> next() throws InterruptedException {
    PageCount known = count;
    if (known == null) {
      known = count();
      count = known;
    }
    PageRange range = documents.options().pages();
    int most = Math.min(known.pages(), range.last());
    while (last < most) {
      last++;
      if (range.contains(last)) {
        return Optional.of(new PdfPage(new PageId(documents.name(), last), documents));
      }
    }
    PermanentOcrException trouble = known.trouble();
    if (trouble != null && last <= known.pages()) {
      last = known.pages() + 1;
      return Optional.of(new FailedPage(new PageId(documents.name(), last), trouble));
    }
    documents.listed();
    return Optional.empty();
  }

  private PageCount count() throws InterruptedException {
    try {
      mend(documents.use(documents.name(), PDDocument::getNumberOfPages));
      return documents.use(documents.name(), this::count);
    } catch (PermanentOcrException e) {
      return new PageCount(0, e);
    }
  }

  /** Pages beyond a number that is too low would be missing without a word. */
  private void mend(int said) throws InterruptedException {
    try {
      PdfDocuments.Work<Boolean> isLow = PdfPageTree::isLow;
      if (said > FEW_PAGES
          ? documents.useOnce(documents.name(), isLow)
          : documents.use(documents.name(), isLow)) {
        documents.raisePageCounts();
      }
    } catch (PermanentOcrException e) {
      // What cannot be counted cannot be found either, and fails when its turn comes.
    }
  }

  /** The number is what the document says, but never more than it has objects. */
  private PageCount count(PDDocument document) {
    int said = document.getNumberOfPages();
    int objects = document.getDocument().getXrefTable().size();
    if (said < 1) {
      return new PageCount(
          0, Troubles.unreadable(documents.name(), "is a PDF without pages; check the file"));
    }
    if (said > objects) {
      return new PageCount(
          objects,
          Troubles.unreadable(
              documents.name(),
              said + " pages are said to be there, but there are only " + objects + " objects"));
    }
    return new PageCount(said, null);
  }

  @Override
  public void close() {
    documents.listed();
  }
}
