package io.glyphflow.core.document;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * All pages of one run, in input order, and the account of them. Immutable, safe for any thread.
 *
 * @param pages one result for each accepted page, in input order
 * @param ledger the account; its counts equal the pages'
 */
public record DocumentResult(List<PageResult> pages, Ledger ledger) {

  /** Copies the pages. */
  public DocumentResult {
    pages = List.copyOf(pages);
    Objects.requireNonNull(ledger, "ledger");
  }

  /**
   * The first page with the given number.
   *
   * @param pageNumber 1-based number
   * @return its result
   * @throws NoSuchElementException if no page has that number
   */
  public PageResult page(int pageNumber) {
    return pages.stream()
        .filter(page -> page.pageNumber() == pageNumber)
        .findFirst()
        .orElseThrow(
            () ->
                new NoSuchElementException(
                    "pageNumber: " + pageNumber + ", there are " + pages.size() + " pages"));
  }

  /**
   * The text of all pages that were read, a form feed between pages.
   *
   * @return the text
   */
  public String text() {
    return pages.stream()
        .flatMap(page -> page.page().stream())
        .map(Page::text)
        .collect(Collectors.joining("\n\f\n"));
  }
}
