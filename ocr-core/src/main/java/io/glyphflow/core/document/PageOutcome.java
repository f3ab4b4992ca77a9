package io.glyphflow.core.document;

import java.util.List;
import java.util.Objects;

/**
 * How a page ended. Every page that a run accepts ends in exactly one outcome: either there is a
 * page ({@link Completed}), perhaps with some regions missing, or there is none and a failure says
 * why ({@link Failed}). Immutable, safe for any thread.
 */
public sealed interface PageOutcome {

  /**
   * The line of the {@link Ledger} that counts this outcome.
   *
   * @return the status
   */
  Status status();

  /** The five ways a page can end; a {@link Ledger} counts each. */
  enum Status {
    /** Read, every region of it. A blank page is this, with no regions. */
    OK,
    /** Read, but some regions or translations failed; they are listed. */
    PARTIAL,
    /** Not read. */
    FAILED,
    /** Left out: by a page filter, or as a file of a folder that is not a picture or PDF. */
    SKIPPED,
    /** The run was cancelled before the page was done. */
    CANCELLED
  }

  /**
   * The page was read.
   *
   * @param page what was read
   * @param failures what is missing, by region id; empty if nothing is
   */
  record Completed(Page page, List<Failure> failures) implements PageOutcome {
    /** Checks and copies the components. */
    public Completed {
      Objects.requireNonNull(page, "page");
      failures = List.copyOf(failures);
    }

    @Override
    public Status status() {
      return failures.isEmpty() ? Status.OK : Status.PARTIAL;
    }
  }

  /**
   * There is no page: it failed, was skipped or was cancelled.
   *
   * @param failure why
   */
  record Failed(Failure failure) implements PageOutcome {
    /** Checks that nothing is null. */
    public Failed {
      Objects.requireNonNull(failure, "failure");
    }

    @Override
    public Status status() {
      return switch (failure.category()) {
        case SKIPPED_BY_FILTER, INPUT_FOREIGN -> Status.SKIPPED;
        case CANCELLED -> Status.CANCELLED;
        default -> Status.FAILED;
      };
    }
  }
}
