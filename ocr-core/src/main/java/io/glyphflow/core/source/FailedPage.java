package io.glyphflow.core.source;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.PermanentOcrException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** A page that is known to be unreadable when it is listed: both calls throw. */
record FailedPage(PageId id, PermanentOcrException trouble) implements PageSource {

  /** The only page of a document that cannot be opened. */
  static PageCursor only(String document, PermanentOcrException trouble) {
    return listing(
        List.<PageSource>of(new FailedPage(new PageId(document, 1), trouble)).iterator());
  }

  /** A document whose pages hold nothing open. */
  static PageCursor listing(Iterator<? extends PageSource> pages) {
    return () -> pages.hasNext() ? Optional.of(pages.next()) : Optional.empty();
  }

  @Override
  public long decodedBytes() {
    throw trouble;
  }

  @Override
  public PageImage decode() {
    throw trouble;
  }
}
