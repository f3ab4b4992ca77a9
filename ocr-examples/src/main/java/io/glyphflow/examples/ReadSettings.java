package io.glyphflow.examples;

import io.glyphflow.core.source.ReadOptions;

/**
 * How pages are read.
 *
 * @param options which pages, how many dots per inch, with which password
 * @param jobs regions that are read at the same time
 * @param languages Tesseract's names of them, joined by {@code +}
 * @param usesTextLayer whether the text that a PDF page carries is taken instead of reading it
 * @param turnsPages whether pages are turned upright
 * @param isRightToLeft whether the columns of a page follow each other from right to left
 */
record ReadSettings(
    ReadOptions options,
    int jobs,
    String languages,
    boolean usesTextLayer,
    boolean turnsPages,
    boolean isRightToLeft) {

  static ReadSettings defaults() {
    return new ReadSettings(
        ReadOptions.defaults(),
        Runtime.getRuntime().availableProcessors(),
        "eng",
        false,
        true,
        false);
  }
}
