package io.glyphflow.core.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which pages of each document are read, by their numbers from 1. Immutable, safe for any thread.
 */
public final class PageRange {

  private static final PageRange ALL = new PageRange(List.of(new Span(1, Integer.MAX_VALUE)));

  /** Pages from the first to the last, both included. */
  private record Span(int first, int last) {

    @Override
    public String toString() {
      if (last == Integer.MAX_VALUE) {
        return first + "-";
      }
      return first == last ? Integer.toString(first) : first + "-" + last;
    }
  }

  /** Ascending; neither overlapping nor touching. */
  private final List<Span> spans;

  private PageRange(List<Span> spans) {
    this.spans = spans;
  }

  /**
   * All pages.
   *
   * @return the range "1-"
   */
  public static PageRange all() {
    return ALL;
  }

  /**
   * Reads a range as people write it: page numbers and spans, separated by commas. {@code
   * "1-3,7,10-"} is pages 1, 2, 3, 7 and all from 10 on. Order, repetition and spaces do not
   * matter.
   *
   * @param text the range
   * @return the pages it names
   * @throws IllegalArgumentException if it is blank, a part is neither a number nor a span, a
   *     number is below 1 or above 2,147,483,647, or a span ends before it begins; the message
   *     names the part
   */
  public static PageRange parse(String text) {
    List<Span> spans = new ArrayList<>();
    int from = 0;
    while (from <= text.length()) {
      int comma = text.indexOf(',', from);
      int to = comma < 0 ? text.length() : comma;
      spans.add(span(text, text.substring(from, to).strip()));
      from = to + 1;
    }
    return new PageRange(merge(spans));
  }

  private static Span span(String text, String part) {
    int dash = part.indexOf('-');
    if (dash < 0) {
      int page = number(text, part, part);
      return new Span(page, page);
    }
    int first = number(text, part, part.substring(0, dash).strip());
    String end = part.substring(dash + 1).strip();
    int last = end.isEmpty() ? Integer.MAX_VALUE : number(text, part, end);
    if (last < first) {
      throw wrong(text, part, "ends before it begins");
    }
    return new Span(first, last);
  }

  private static int number(String text, String part, String digits) {
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw wrong(text, part, "is neither a page number nor a span of them");
    }
    int page;
    try {
      page = Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw wrong(text, part, "must be <= " + Integer.MAX_VALUE);
    }
    if (page < 1) {
      throw wrong(text, part, "pages are counted from 1");
    }
    return page;
  }

  private static IllegalArgumentException wrong(String text, String part, String trouble) {
    return new IllegalArgumentException(
        "pages: \""
            + text
            + "\", \""
            + part
            + "\" "
            + trouble
            + "; write numbers and spans like 1-3,7,10-");
  }

  private static List<Span> merge(List<Span> spans) {
    spans.sort(Comparator.comparingInt(Span::first));
    List<Span> merged = new ArrayList<>();
    for (Span span : spans) {
      Span before = merged.isEmpty() ? null : merged.getLast();
      if (before != null && span.first() - 1 <= before.last()) {
        merged.removeLast();
        merged.add(new Span(before.first(), Math.max(before.last(), span.last())));
      } else {
        merged.add(span);
      }
    }
    return List.copyOf(merged);
  }

  /**
   * Whether a page is read.
   *
   * @param pageNumber from 1
   * @return true if the range names it
   */
  public boolean contains(int pageNumber) {
    for (Span span : spans) {
      if (pageNumber >= span.first() && pageNumber <= span.last()) {
        return true;
      }
    }
    return false;
  }

  /**
   * The highest page of the range, after which a document need not be looked at.
   *
   * @return from 1; {@link Integer#MAX_VALUE} if the range is open
   */
  public int last() {
    return spans.getLast().last();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PageRange that && spans.equals(that.spans);
  }

  @Override
  public int hashCode() {
    return spans.hashCode();
  }

  /** The range in the form that {@link #parse} reads, sorted and merged. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Span span : spans) {
      text.append(text.isEmpty() ? "" : ",").append(span);
    }
    return text.toString();
  }
}
