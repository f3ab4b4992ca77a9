package io.glyphflow.core.document;

import java.util.Objects;
import java.util.Optional;

/**
 * One accepted page with its outcome. Immutable, safe for any thread.
 *
 * @param id which page
 * @param outcome how it ended
 */
public record PageResult(PageId id, PageOutcome outcome) {

  /** Checks that nothing is null. */
  public PageResult {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(outcome, "outcome");
  }

  /**
   * How the page ended, in one word.
   *
   * @return the status
   */
  public PageOutcome.Status status() {
    return outcome.status();
  }

  /**
   * The page that was read.
   *
   * @return the page; empty if the page failed, was skipped or was cancelled
   */
  public Optional<Page> page() {
    return outcome instanceof PageOutcome.Completed completed
        ? Optional.of(completed.page())
        : Optional.empty();
  }

  /**
   * The page's number within its document.
   *
   * @return 1-based number
   */
  public int pageNumber() {
    return id.pageNumber();
  }
}
