package io.glyphflow.examples;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Model files that take the place of what is built in.
 *
 * @param layout finds the regions of a page; empty to find them without a model
 * @param isWholePage whether each page is one region instead
 * @param labels the classes of the layout model, where its file does not name them
 * @param threshold confidence from which a region counts; empty for what suits the model
 * @param textDetector finds lines of text
 * @param textRecognizer reads lines of text; there if and only if the detector is
 * @param dictionary the characters of the recognizer, where its file does not name them
 * @param textClassifier tells lines that are upside down
 */
record ModelSettings(
    Optional<Path> layout,
    boolean isWholePage,
    Optional<Path> labels,
    OptionalDouble threshold,
    Optional<Path> textDetector,
    Optional<Path> textRecognizer,
    Optional<Path> dictionary,
    Optional<Path> textClassifier) {

  /** No model files. */
  static ModelSettings none() {
    return new ModelSettings(
        Optional.empty(),
        false,
        Optional.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Whether lines are found and read by models rather than Tesseract. */
  boolean readsText() {
    return textDetector.isPresent();
  }
}
