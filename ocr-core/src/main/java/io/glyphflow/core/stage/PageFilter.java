package io.glyphflow.core.stage;

import java.util.List;
import java.util.Objects;

/** Decides which pages are read, for example to leave out blank ones. */
@FunctionalInterface
public interface PageFilter extends Role {

  /**
   * Decides about a batch of pages.
   *
   * @param pages decoded pages, at most {@link Traits#maxBatch()}
   * @return one decision for each page, in the same order
   * @throws InterruptedException if the call is given up
   */
  List<Decision> filter(List<PageInput> pages) throws InterruptedException;

  /**
   * The same, for filters that look at the attempt. The pipeline calls this form.
   *
   * @param pages decoded pages
   * @param attempt the call
   * @return one decision for each page, in the same order
   * @throws InterruptedException if the call is given up
   */
  default List<Decision> filter(List<PageInput> pages, Attempt attempt)
      throws InterruptedException {
    return filter(pages);
  }

  /**
   * Whether a page is read.
   *
   * @param isKept true to read the page
   * @param reason why not; empty if it is kept
   */
  record Decision(boolean isKept, String reason) {

    /** Checks that nothing is null. */
    public Decision {
      Objects.requireNonNull(reason, "reason");
    }

    /**
     * Read the page.
     *
     * @return the decision
     */
    public static Decision keep() {
      return new Decision(true, "");
    }

    /**
     * Leave the page out.
     *
     * @param reason why, as the outcome will say
     * @return the decision
     */
    public static Decision skip(String reason) {
      return new Decision(false, reason);
    }
  }
}
