package io.glyphflow.examples;

import io.glyphflow.core.source.ReadOptions;
import io.glyphflow.layout.order.ReadingOrder;
import java.util.Optional;

/**
 * How pages are read.
 *
 * @param options which pages, how many dots per inch, with which password
 * @param jobs regions that are read at the same time
 * @param languages Tesseract's names of them, joined by {@code +}
 * @param usesTextLayer whether the text that a PDF page carries is taken instead of reading it
 * @param turnsPages whether pages are turned upright
 * @param readingOrder the order of regions; empty for what the layout detector says
 * @param models model files
 */
record ReadSettings(
    ReadOptions options,
    int jobs,
    String languages,
    boolean usesTextLayer,
    boolean turnsPages,
    Optional<ReadingOrder> readingOrder,
    ModelSettings models) {

  static ReadSettings defaults() {
    return new ReadSettings(
        ReadOptions.defaults(),
        Runtime.getRuntime().availableProcessors(),
        "eng",
        false,
        true,
        Optional.empty(),
        ModelSettings.none());
  }
}
