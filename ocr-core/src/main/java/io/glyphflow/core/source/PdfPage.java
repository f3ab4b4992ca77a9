package io.glyphflow.core.source;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.TextLayer;
import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.image.PageImage;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A page of a PDF: drawn when it is decoded, its text read when somebody asks. */
final class PdfPage implements PageSource {

  private final PageId id;
  private final PdfDocuments documents;
  private final TextLayer textLayer = new Text();

  PdfPage(PageId id, PdfDocuments documents) {
    this.id = id;
    this.documents = documents;
  }

  @Override
  public PageId id() {
    return id;
  }

  /** From the boxes of the page. An interrupt waits until they are read, as this cannot say so. */
  @Override
  public long decodedBytes() {
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          return documents.use(
              id.toString(),
              document -> PdfGeometry.of(id, document, documents.options()).decodedBytes());
        } catch (InterruptedException e) {
          isInterrupted = true;
        }
      }
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public PageImage decode() throws InterruptedException {
    return documents.use(
        id.toString(),
        document ->
            PdfPainter.paint(id, document, PdfGeometry.of(id, document, documents.options())));
  }

  @Override
  public TextLayer textLayer() {
    return textLayer;
  }

  /** Read once; regions of the page ask again and again. */
  private final class Text implements TextLayer {
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable List<TextLine> lines;

    @Override
    public List<TextLine> lines() throws InterruptedException {
      lock.lockInterruptibly();
      try {
        List<TextLine> known = lines;
        if (known == null) {
          known =
              documents.use(
                  id.toString(),
                  document ->
                      PdfText.read(
                          id, document, PdfGeometry.of(id, document, documents.options())));
          lines = known;
        }
        return known;
      } finally {
        lock.unlock();
      }
    }
  }
}
