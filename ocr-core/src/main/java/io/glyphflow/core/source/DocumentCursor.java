package io.glyphflow.core.source;

import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pages of documents, one document after the other. */
final class DocumentCursor implements PageCursor {

  private final Iterator<PageCursor> documents;
  private @Nullable PageCursor current;

  DocumentCursor(Iterator<PageCursor> documents) {
    this.documents = documents;
  }

  @Override
  public Optional<PageSource> next() throws InterruptedException {
    while (current != null || documents.hasNext()) {
      PageCursor document = current == null ? documents.next() : current;
      current = document;
      Optional<PageSource> page = document.next();
      if (page.isPresent()) {
        return page;
      }
      document.close();
      current = null;
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    if (current != null) {
      current.close();
      current = null;
    }
  }
}
