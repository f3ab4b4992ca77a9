package io.glyphflow.core.document;

/** The one check of a confidence: a number within 0..1. */
final class Confidence {

  private Confidence() {}

  static void check(double confidence) {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence: " + confidence + ", must be within 0..1");
    }
  }
}
