package io.glyphflow.examples;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.Ledger;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.RegionResult;
import java.util.Comparator;
import java.util.List;

/**
 * A document as far as it was read.
 *
 * @param name as its source gives it
 * @param pages what was read, by page number
 * @param isComplete whether these are all of its pages
 */
record OpenDocument(String name, List<PageResult> pages, boolean isComplete) {

  OpenDocument {
    pages = pages.stream().sorted(Comparator.comparingInt(PageResult::pageNumber)).toList();
  }

  /** Whether there is anything to write: a page that was read. */
  boolean hasText() {
    return pages.stream().anyMatch(page -> page.page().isPresent());
  }

  DocumentResult result() {
    return new DocumentResult(pages, ledger());
  }

  private Ledger ledger() {
    return new Ledger(
        pages.size(),
        count(PageOutcome.Status.OK),
        count(PageOutcome.Status.PARTIAL),
        count(PageOutcome.Status.FAILED),
        count(PageOutcome.Status.SKIPPED),
        count(PageOutcome.Status.CANCELLED),
        0,
        isComplete,
        regions());
  }

  private long count(PageOutcome.Status status) {
    return pages.stream().filter(page -> page.status() == status).count();
  }

  private Ledger.Regions regions() {
    long found = 0;
    long read = 0;
    long failed = 0;
    long dropped = 0;
    for (PageResult result : pages) {
      if (result.outcome() instanceof PageOutcome.Completed completed) {
        dropped += completed.page().droppedBoxes();
        for (RegionResult region : completed.page().regions()) {
          found++;
          if (region.failure().isPresent()) {
            failed++;
          } else if (region.content().isPresent()) {
            read++;
          }
        }
      }
    }
    return new Ledger.Regions(found, read, failed, found - read - failed, 0, dropped);
  }
}
