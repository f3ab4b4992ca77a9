package io.glyphflow.core.document;

import java.util.Objects;
import java.util.Optional;

/**
 * One accepted page with its outcome. Immutable, safe for any thread. Two results are equal when
 * all but their timings are, as no two runs take the same time.
 *
 * @param id which page
 * @param outcome how it ended
 * @param timing where its time went
 */
public record PageResult(PageId id, PageOutcome outcome, PageTiming timing) {

  /** Checks that nothing is null. */
  public PageResult {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(timing, "timing");
  }

  /**
   * A result without a timing.
   *
   * @param id which page
   * @param outcome how it ended
   */
  public PageResult(PageId id, PageOutcome outcome) {
    this(id, outcome, PageTiming.none());
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

  @Override
  public boolean equals(Object other) {
    return other instanceof PageResult that && id.equals(that.id) && outcome.equals(that.outcome);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, outcome);
  }

  /** Without the timing, so that it is the same for equal results. */
  @Override
  public String toString() {
    return "PageResult[id=" + id + ", outcome=" + outcome + "]";
  }
}
