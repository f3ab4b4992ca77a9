package io.glyphflow.examples;

import io.glyphflow.core.document.Ledger;
import java.time.Duration;
import java.util.Locale;

/** The account of a run in one line. */
final class Summary {

  private Summary() {}

  static String of(Ledger ledger, Duration time) {
    StringBuilder line = new StringBuilder(80);
    line.append(ledger.accepted()).append(ledger.accepted() == 1 ? " page" : " pages");
    line.append(": ").append(ledger.ok()).append(" ok");
    append(line, ledger.partial(), "partial");
    append(line, ledger.failed(), "failed");
    append(line, ledger.skipped(), "skipped");
    append(line, ledger.cancelled(), "cancelled");
    line.append("; ").append(ledger.regions().found()).append(" regions");
    if (ledger.cancelled() == 0) {
      append(line, ledger.regions().failed(), "of them failed");
    }
    return line.append(String.format(Locale.ROOT, "; %.1f s", time.toMillis() / 1000.0)).toString();
  }

  private static void append(StringBuilder line, long count, String what) {
    if (count > 0) {
      line.append(", ").append(count).append(' ').append(what);
    }
  }
}
