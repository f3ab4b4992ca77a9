package io.glyphflow.testkit.fault;

import java.util.Locale;

/** Where a fault can happen. */
public enum FaultPoint {
  /** {@code DocumentSource.open()}; the key is {@code "source"}. */
  OPEN,
  /** {@code PageCursor.next()}; the key is that of the page it would return, or {@code "end"}. */
  NEXT,
  /** {@code PageSource.decodedBytes()}; the key is that of the page. */
  HEADER,
  /** {@code PageSource.decode()}; the key is that of the page. */
  DECODE,
  /** A page filter; the key is that of the page. */
  FILTER,
  /** A layout detector; the key is that of the page. */
  LAYOUT,
  /** A reading orderer; the key is that of the page. */
  ORDER,
  /** A cropper; the key is that of the region, without the document's name. */
  CROP,
  /** A recognizer; the key is that of the region. */
  RECOGNIZE,
  /** A translator; the key is that of the region. */
  TRANSLATE;

  /**
   * The name in lower case, as orders write it.
   *
   * @return for example {@code recognize}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isOfSource() {
    return compareTo(DECODE) <= 0;
  }
}
