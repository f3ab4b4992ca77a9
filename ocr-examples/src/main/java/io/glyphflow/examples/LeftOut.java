package io.glyphflow.examples;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.PageResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Files of folders that are no pictures or PDFs, for one line at the end. Not thread-safe. */
final class LeftOut {

  private static final int MOST_NAMES = 5;

  private final List<String> names = new ArrayList<>();
  private long count;

  /** Takes note of a page that stands for such a file; does nothing with others. */
  void add(PageResult page) {
    if (page.outcome() instanceof PageOutcome.Failed failed
        && failed.failure().category() == FailureCategory.INPUT_FOREIGN) {
      count++;
      if (names.size() < MOST_NAMES) {
        names.add(page.id().document());
      }
    }
  }

  /** The line; empty if no file was left out. */
  Optional<String> line() {
    if (count == 0) {
      return Optional.empty();
    }
    return Optional.of(
        count
            + (count == 1 ? " file" : " files")
            + " left out (no picture or PDF): "
            + String.join(", ", names)
            + (count > names.size() ? ", ..." : ""));
  }
}
