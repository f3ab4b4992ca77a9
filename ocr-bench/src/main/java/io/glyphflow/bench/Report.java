package io.glyphflow.bench;

import java.io.PrintStream;
import java.util.Locale;

/** A table on the console: what was measured, what was asked for, and whether it holds. */
final class Report {

  private static final String ROW = "%-62s  %-30s  %-34s  %s%n";

  private final PrintStream out;
  private int passed;
  private int failed;

  Report(PrintStream out) {
    this.out = out;
  }

  void begin(String name, String title) {
    out.println();
    out.println(name + ": " + title);
    out.println(machine());
    out.printf(Locale.ROOT, ROW, "what", "measured", "target", "");
  }

  /** The JDK, the cores and the heap limit, and no name of any host. */
  static String machine() {
    Runtime runtime = Runtime.getRuntime();
    return "JDK "
        + Runtime.version()
        + ", "
        + runtime.availableProcessors()
        + " cores, heap limit "
        + (runtime.maxMemory() >> 20)
        + " MB, "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch");
  }

  /** Something to know that has no target. */
  void note(String what, String measured) {
    out.printf(Locale.ROOT, ROW, what, measured, "", "");
  }

  /** Something that must hold. */
  void check(String what, String measured, String target, boolean holds) {
    if (holds) {
      passed++;
    } else {
      failed++;
    }
    out.printf(Locale.ROOT, ROW, what, measured, target, holds ? "PASS" : "FAIL");
  }

  void line(String text) {
    out.println(text);
  }

  /** The last line: what passed and what failed. */
  boolean end() {
    out.println(passed + " passed, " + failed + " failed");
    return failed == 0;
  }

  static String millis(double nanos) {
    return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
  }

  static String micros(double nanos) {
    return String.format(Locale.ROOT, "%.2f us", nanos / 1e3);
  }

  static String ratio(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  static String times(double value) {
    return String.format(Locale.ROOT, "%.2fx", value);
  }

  static String count(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }
}
