package io.glyphflow.examples;

import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.PageResult;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What the command line says about a run, each thing in one line. Thread-safe. */
final class Messages {

  private static final Pattern LINE_BREAKS = Pattern.compile("\\s*\\R\\s*");

  private final Consumer<String> out;
  private final boolean isQuiet;

  /**
   * Messages to somewhere.
   *
   * @param out takes a line
   * @param isQuiet whether only failures are said
   */
  Messages(Consumer<String> out, boolean isQuiet) {
    this.out = out;
    this.isQuiet = isQuiet;
  }

  static Messages on(PrintStream stream) {
    return new Messages(stream::println, false);
  }

  /** Something went wrong. */
  void problem(String line) {
    out.accept(LINE_BREAKS.matcher(line).replaceAll(" "));
  }

  /** Something worth knowing; not said if quiet. */
  void note(String line) {
    if (!isQuiet) {
      out.accept(LINE_BREAKS.matcher(line).replaceAll(" "));
    }
  }

  /** What is missing of a page; nothing if it was read. */
  void page(PageResult page) {
    switch (page.outcome()) {
      case PageOutcome.Failed failed -> {
        if (page.status() == PageOutcome.Status.FAILED) {
          problem(failure(page.id(), failed.failure()));
        }
      }
      case PageOutcome.Completed completed -> regions(page.id(), completed.failures());
    }
  }

  private void regions(PageId page, List<Failure> failures) {
    if (failures.isEmpty()) {
      return;
    }
    String more = failures.size() == 1 ? "" : " (and " + (failures.size() - 1) + " more like it)";
    problem(failure(page, failures.get(0)) + more);
  }

  private static String failure(PageId page, Failure failure) {
    StringBuilder line = new StringBuilder(page.document());
    boolean isFirst = page.pageNumber() == 1;
    if (!isFirst || failure.regionId().isPresent()) {
      line.append(" page ").append(page.pageNumber());
    }
    if (failure.regionId().isPresent()) {
      line.append(" region ").append(failure.regionId().getAsInt());
    }
    String message = failure.message();
    // Sources often begin with the name of the file.
    String repeated = page.document() + ": ";
    if (message.startsWith(repeated)) {
      message = message.substring(repeated.length());
    }
    return line.append(": ").append(failure.category()).append(": ").append(message).toString();
  }
}
