package io.glyphflow.examples;

import io.glyphflow.core.document.Ledger;

/** How the command line ends. The numbers are stable. */
final class ExitCode {

  /** Every page was read; files of folders that are no documents do not count. */
  static final int OK = 0;

  /** A defect, or something that could not be started. */
  static final int INTERNAL = 1;

  /** Bad arguments; nothing was read. */
  static final int USAGE = 2;

  /** Some pages or regions were not read. */
  static final int PARTIAL = 3;

  /** No page was read. */
  static final int UNREADABLE = 4;

  /** An output could not be written. */
  static final int OUTPUT = 5;

  /** Ended by Ctrl-C. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}

  /** The code of a run that came to its end. */
  static int of(Ledger ledger) {
    if (ledger.ok() + ledger.partial() == 0) {
      return UNREADABLE;
    }
    return ledger.accepted() == ledger.ok() + ledger.skipped() ? OK : PARTIAL;
  }
}
