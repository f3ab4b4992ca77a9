package io.glyphflow.core.export;

import java.util.Optional;

/**
 * What a list item begins with.
 *
 * @param kind which sort of marker
 * @param number the number of a {@link Kind#NUMBER}, else 0
 * @param sign the bullet, or the character after the number
 * @param length characters of the line that belong to it, the space after it included
 */
record ListMarker(Kind kind, int number, char sign, int length) {

  private static final String BULLETS =
      "\u2022\u2023\u25AA\u25CF\u25E6\u2219\u25A0\u25A1\u25B6\u2043";
  private static final String DASHES = "-*+\u2013\u2014\u00B7\u25CB";
  private static final int MOST_DIGITS = 4;

  enum Kind {
    /** Nothing else looks like it. */
    BULLET,
    /** A sign that running text has too. */
    DASH,
    /** {@code 3.} or {@code 3)} */
    NUMBER,
    /** {@code (3)}, {@code (b)}, {@code b)}: kept as text of the item. */
    ENUMERATOR
  }

  static Optional<ListMarker> of(String line) {
    char first = line.charAt(0);
    if (BULLETS.indexOf(first) >= 0) {
      return Optional.of(new ListMarker(Kind.BULLET, 0, first, contentStart(line, 1)));
    }
    if (DASHES.indexOf(first) >= 0) {
      return line.length() > 1 && line.charAt(1) == ' '
          ? Optional.of(new ListMarker(Kind.DASH, 0, first, contentStart(line, 1)))
          : Optional.empty();
    }
    boolean isBracketed = first == '(';
    int start = isBracketed ? 1 : 0;
    int end = start;
    while (end < line.length() && end - start <= MOST_DIGITS && isDigit(line.charAt(end))) {
      end++;
    }
    int digits = end - start;
    if (digits == 0 && end < line.length() && isLetter(line.charAt(end))) {
      end++;
    }
    if (end == start || digits > MOST_DIGITS || end + 1 >= line.length()) {
      return Optional.empty();
    }
    char sign = line.charAt(end);
    if (line.charAt(end + 1) != ' ' || (sign != ')' && (sign != '.' || isBracketed))) {
      return Optional.empty();
    }
    if (digits == 0 && sign == '.') {
      return Optional.empty(); // more often an initial
    }
    boolean isNumber = digits > 0 && !isBracketed && (digits == 1 || line.charAt(0) != '0');
    return Optional.of(
        isNumber
            ? new ListMarker(
                Kind.NUMBER,
                Integer.parseInt(line.substring(start, end)),
                sign,
                contentStart(line, end + 1))
            : new ListMarker(Kind.ENUMERATOR, 0, isBracketed ? '(' : sign, 0));
  }

  /** Whether two lines with these markers make a list out of what might be text. */
  boolean isSeriesWith(ListMarker later) {
    return kind == later.kind
        && sign == later.sign
        && (kind != Kind.NUMBER || later.number == number + 1);
  }

  private static int contentStart(String line, int from) {
    int start = from;
    while (start < line.length() && CleanText.isSpace(line.charAt(start))) {
      start++;
    }
    return start;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
