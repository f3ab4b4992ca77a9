package io.glyphflow.core.export;

/** Characters that no text format can carry. */
final class CleanText {

  private static final char REPLACEMENT = '\uFFFD';

  private CleanText() {}

  /** Unpaired surrogates become U+FFFD: they have no form in UTF-8. */
  static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return replaceUnpaired(text);
      }
    }
    return text;
  }

  private static String replaceUnpaired(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        clean.append(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        clean.append(c).append(text.charAt(++i));
      } else {
        clean.append(REPLACEMENT);
      }
    }
    return clean.toString();
  }

  /**
   * Text whose only line break is {@code \n} and whose only other control character is the tab:
   * other line breaks (carriage return, form feed, U+0085, U+2028, U+2029) become {@code \n}, other
   * control characters go. Unpaired surrogates become U+FFFD.
   */
  static String printable(String text) {
    String wellFormed = wellFormed(text);
    StringBuilder clean = new StringBuilder(wellFormed.length());
    for (int i = 0; i < wellFormed.length(); i++) {
      char c = wellFormed.charAt(i);
      if (c == '\r') {
        clean.append('\n');
        if (i + 1 < wellFormed.length() && wellFormed.charAt(i + 1) == '\n') {
          i++;
        }
      } else if (isLineBreak(c)) {
        clean.append('\n');
      } else if (c == '\t' || !Character.isISOControl(c)) {
        clean.append(c);
      }
    }
    return clean.toString();
  }

  /** Printable text on one line: each run of white space that holds a line break is one space. */
  static String oneLine(String text) {
    String printable = printable(text);
    StringBuilder line = new StringBuilder(printable.length());
    for (int i = 0; i < printable.length(); i++) {
      char c = printable.charAt(i);
      if (c == '\n' || c == '\t') {
        c = ' ';
      }
      if (c != ' ' || (line.length() > 0 && line.charAt(line.length() - 1) != ' ')) {
        line.append(c);
      }
    }
    return trim(line.toString());
  }

  /** Without white space at its ends, no-break spaces included. */
  static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static boolean isLineBreak(char c) {
    return c == '\n'
        || c == '\u000B'
        || c == '\f'
        || c == '\u0085'
        || c == '\u2028'
        || c == '\u2029';
  }
}
