package io.glyphflow.core.source;

import java.util.Objects;
import java.util.Optional;

/**
 * How documents are opened and which of their pages are read. Immutable, safe for any thread.
 *
 * @param dpi dots per inch that PDF pages are drawn with; pictures have their own. By default 300
 * @param maxSide longest side of a drawn PDF page, pixels. A larger page is drawn with fewer dots
 *     per inch rather than refused; its page image says with how many. By default 10,000
 * @param pages pages of each PDF and TIFF to be read; the others do not appear in the result at
 *     all. By default all
 * @param password opens encrypted PDFs; never part of a message or of {@link #toString}. By default
 *     none, which opens those whose password is empty
 */
public record ReadOptions(double dpi, int maxSide, PageRange pages, Optional<String> password) {

  /** The most that PDF pages are drawn with. */
  private static final double MAX_DPI = 4_800;

  /** The longest side that JPEG codecs take. */
  private static final int MAX_SIDE = 65_500;

  private static final ReadOptions DEFAULTS =
      new ReadOptions(300, 10_000, PageRange.all(), Optional.empty());

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if {@code dpi} is not within 1..4,800, or {@code maxSide} not
   *     within 1..65,500
   */
  public ReadOptions {
    if (!(dpi >= 1 && dpi <= MAX_DPI)) {
      throw new IllegalArgumentException("dpi: " + dpi + ", must be within 1..4800");
    }
    if (maxSide < 1 || maxSide > MAX_SIDE) {
      throw new IllegalArgumentException("maxSide: " + maxSide + ", must be within 1..65500");
    }
    Objects.requireNonNull(pages, "pages");
    Objects.requireNonNull(password, "password");
  }

  /**
   * 300 dots per inch, sides up to 10,000 pixels, all pages, no password.
   *
   * @return the defaults
   */
  public static ReadOptions defaults() {
    return DEFAULTS;
  }

  /**
   * The same with another resolution.
   *
   * @param dotsPerInch for PDF pages, within 1..4,800
   * @return a copy
   */
  public ReadOptions withDpi(double dotsPerInch) {
    return new ReadOptions(dotsPerInch, maxSide, pages, password);
  }

  /**
   * The same with another limit for the sides of drawn pages.
   *
   * @param pixels for PDF pages, within 1..65,500
   * @return a copy
   */
  public ReadOptions withMaxSide(int pixels) {
    return new ReadOptions(dpi, pixels, pages, password);
  }

  /**
   * The same for other pages.
   *
   * @param range pages of each document
   * @return a copy
   */
  public ReadOptions withPages(PageRange range) {
    return new ReadOptions(dpi, maxSide, range, password);
  }

  /**
   * The same with a password.
   *
   * @param secret opens encrypted PDFs
   * @return a copy
   */
  public ReadOptions withPassword(String secret) {
    return new ReadOptions(dpi, maxSide, pages, Optional.of(secret));
  }

  /** Says whether there is a password, not which. */
  @Override
  public String toString() {
    return "ReadOptions[dpi="
        + dpi
        + ", maxSide="
        + maxSide
        + ", pages="
        + pages
        + ", password="
        + (password.isPresent() ? "***" : "none")
        + "]";
  }
}
