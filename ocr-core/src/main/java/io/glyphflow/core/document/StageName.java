package io.glyphflow.core.document;

import java.util.Locale;

/** The stations of a page on its way through a pipeline, in order. */
public enum StageName {
  /** The source lists its pages. */
  SOURCE,
  /** A page is decoded. */
  LOAD,
  /** A page is turned upright. */
  ORIENT,
  /** A page filter decides whether the page is read. */
  FILTER,
  /** Regions are detected. */
  LAYOUT,
  /** Regions are put into reading order. */
  ORDER,
  /** A region is cut out of its page. */
  CROP,
  /** A region is read. */
  RECOGNIZE,
  /** A text is translated. */
  TRANSLATE,
  /** Regions become a page again and the page reaches its consumer. */
  ASSEMBLE;

  /**
   * The name in lower case, as messages and thread names show it.
   *
   * @return the name, for example {@code recognize}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
