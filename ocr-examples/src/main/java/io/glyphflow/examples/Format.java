package io.glyphflow.examples;

import java.util.Locale;

/** What to write. */
enum Format {
  /** Markdown, with the crops of figures beside it. */
  MD,
  /** JSON with boxes, confidences and failures. */
  JSON,
  /** Plain text. */
  TXT,
  /** One picture for each page, with the regions drawn in. */
  PNG;

  /** The ending of the files. */
  String extension() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether there is one file for each document rather than for each page. */
  boolean isText() {
    return this != PNG;
  }
}
