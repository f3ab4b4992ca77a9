package io.glyphflow.core.document;

import java.util.Objects;

/**
 * The account of a run: what went in and how each page ended. Immutable, safe for any thread. It
 * balances by construction: {@code accepted = ok + partial + failed + skipped + cancelled +
 * inProgress}, and {@code inProgress} is 0 once the run has ended.
 *
 * @param accepted pages taken from the source
 * @param ok pages read, every region of them
 * @param partial pages read with some regions or translations missing
 * @param failed pages not read
 * @param skipped pages left out by a filter, and files of a folder that are no pictures or PDFs
 * @param cancelled pages that a cancelled run did not finish
 * @param inProgress pages on their way
 * @param isSourceExhausted whether every page of the source was accepted; false while the run goes
 *     on and after a run that ended early
 * @param regions the account of the regions
 */
public record Ledger(
    long accepted,
    long ok,
    long partial,
    long failed,
    long skipped,
    long cancelled,
    long inProgress,
    boolean isSourceExhausted,
    Regions regions) {

  /**
   * Checks that the account balances.
   *
   * @throws IllegalArgumentException if a count is negative or the counts do not add up
   */
  public Ledger {
    Objects.requireNonNull(regions, "regions");
    long sum = ok + partial + failed + skipped + cancelled + inProgress;
    if (Math.min(
            Math.min(Math.min(ok, partial), Math.min(failed, skipped)),
            Math.min(cancelled, inProgress))
        < 0) {
      throw new IllegalArgumentException("a count is negative, all must be >= 0");
    }
    if (accepted != sum) {
      throw new IllegalArgumentException("accepted: " + accepted + ", but the outcomes are " + sum);
    }
  }

  /**
   * The account of the regions of pages that were laid out: {@code found = read + failed + notRead
   * + inProgress}.
   *
   * @param found regions that detectors found, dropped boxes not counted
   * @param read regions read
   * @param failed regions that failed or were read only in part
   * @param notRead regions that were not to be read, figures by default
   * @param inProgress regions on their way
   * @param droppedBoxes boxes of detectors that were no boxes
   */
  public record Regions(
      long found, long read, long failed, long notRead, long inProgress, long droppedBoxes) {

    /**
     * Checks that the account balances.
     *
     * @throws IllegalArgumentException if a count is negative or the counts do not add up
     */
    public Regions {
      if (Math.min(Math.min(read, failed), Math.min(notRead, inProgress)) < 0 || droppedBoxes < 0) {
        throw new IllegalArgumentException("a count of regions is negative, all must be >= 0");
      }
      long sum = read + failed + notRead + inProgress;
      if (found != sum) {
        throw new IllegalArgumentException("found: " + found + ", but the regions are " + sum);
      }
    }
  }

  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder("accepted ").append(accepted).append(" = ok ").append(ok);
    append(text, partial, "partial");
    append(text, failed, "failed");
    append(text, skipped, "skipped");
    append(text, cancelled, "cancelled");
    append(text, inProgress, "in progress");
    if (!isSourceExhausted) {
      text.append("; the source was not read to its end");
    }
    return text.toString();
  }

  private static void append(StringBuilder text, long count, String name) {
    if (count > 0) {
      text.append(" + ").append(name).append(' ').append(count);
    }
  }
}
