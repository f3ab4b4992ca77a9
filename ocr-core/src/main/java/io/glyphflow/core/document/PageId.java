package io.glyphflow.core.document;

import java.util.Objects;

/**
 * Names one page of one document. Immutable, safe for any thread.
 *
 * @param document the document's name as its source gives it, usually a file path; not blank
 * @param pageNumber the page within the document, 1-based
 */
public record PageId(String document, int pageNumber) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if {@code document} is blank or {@code pageNumber} is below 1
   */
  public PageId {
    Objects.requireNonNull(document, "document");
    if (document.isBlank()) {
      throw new IllegalArgumentException("document: blank, must be a name");
    }
    if (pageNumber < 1) {
      throw new IllegalArgumentException("pageNumber: " + pageNumber + ", must be >= 1");
    }
  }

  @Override
  public String toString() {
    return document + "#" + pageNumber;
  }
}
