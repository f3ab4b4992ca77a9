package io.glyphflow.onnx.text;

/**
 * What a recognizer has read so far. Immutable, thread-safe.
 *
 * @param lines pictures of lines
 * @param runs runs of the model
 * @param columns columns of all inputs of the model, padding included
 * @param padding columns that were padding
 * @param cuts lines too long for the model that were cut at gaps between words
 * @param squeezed lines, or parts of them, too long for the model that were squeezed, as they have
 *     no gap
 */
public record ReadingStats(
    long lines, long runs, long columns, long padding, long cuts, long squeezed) {

  /**
   * The part of the model's work that was spent on padding.
   *
   * @return 0..1; 0 before the first line
   */
  public double paddingWaste() {
    return columns == 0 ? 0 : (double) padding / columns;
  }

  /**
   * Lines that were read by one run.
   *
   * @return the mean; 0 before the first line
   */
  public double meanBatch() {
    return runs == 0 ? 0 : (double) lines / runs;
  }
}
