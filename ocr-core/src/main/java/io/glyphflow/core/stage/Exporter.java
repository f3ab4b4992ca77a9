package io.glyphflow.core.stage;

import io.glyphflow.core.document.DocumentResult;
import java.io.IOException;
import java.io.OutputStream;

/** Writes results in one format. Exporters are stateless and thread-safe. */
@FunctionalInterface
public interface Exporter {

  /**
   * Writes all pages of a result.
   *
   * @param result the pages
   * @param out where to; not closed
   * @throws IOException if {@code out} fails
   */
  void write(DocumentResult result, OutputStream out) throws IOException;
}
