package io.glyphflow.examples;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * What the command line talks to.
 *
 * @param in standard input
 * @param out results
 * @param err messages and progress
 * @param columns how wide the terminal behind {@code err} is; 0 if there is none
 * @param interrupts Ctrl-C
 */
record Console(
    InputStream in, PrintStream out, PrintStream err, int columns, Interrupts interrupts) {

  /** Narrower terminals get plain lines. */
  private static final int MIN_COLUMNS = 20;

  boolean isTerminal() {
    return columns >= MIN_COLUMNS;
  }
}
