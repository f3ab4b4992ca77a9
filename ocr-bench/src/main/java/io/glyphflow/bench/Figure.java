package io.glyphflow.bench;

import java.util.Set;

/** Something that is measured and held against a target. */
interface Figure {

  /** What it shows, in one line. */
  String title();

  /** The options it takes, without the dashes. */
  default Set<String> options() {
    return Set.of();
  }

  /**
   * Measures and reports.
   *
   * @throws Exception if it could not be measured at all
   */
  void measure(Options options, Report report) throws Exception;
}
