package io.glyphflow.core.export;

/**
 * Escapes text so that a CommonMark reader, with or without GitHub's tables, strikethrough and
 * dollar formulas, shows the same text. Nothing is escaped that reads the same without: underscores
 * inside words, single brackets, lone stars, {@code a < b}, {@code AT&T} and a single dollar stay
 * as they are. Every loop looks a bounded number of characters ahead, so the time is linear.
 */
final class MarkdownText {

  /** The longest name of an HTML entity has 31 letters. */
  private static final int LONGEST_ENTITY = 34;

  /** What the text stands in: what comes before and after it, and what it may not hold. */
  private enum Place {
    LINE(' '),
    EMPHASIS('*'),
    BRACKETS('['),
    CELL(' ');

    private final char neighbour;

    Place(char neighbour) {
      this.neighbour = neighbour;
    }
  }

  private final String text;
  private final boolean isInlineMath;
  private final Place place;

  private MarkdownText(String text, boolean isInlineMath, Place place) {
    this.text = text;
    this.isInlineMath = isInlineMath;
    this.place = place;
  }

  /**
   * Text that is a block: what would open a heading, list, quote or rule is escaped too. A line
   * break in it becomes a hard one.
   */
  static String block(String line, boolean isInlineMath) {
    int end = line.indexOf('\n');
    String first = end < 0 ? line : line.substring(0, end);
    return new MarkdownText(line, isInlineMath, Place.LINE).escape(blockMarker(first));
  }

  /** What follows {@code #} signs: a closing run of them is escaped too. */
  static String heading(String line, boolean isInlineMath) {
    int end = line.length();
    int run = end;
    while (run > 0 && line.charAt(run - 1) == '#') {
      run--;
    }
    boolean closes = run < end && run > 0 && isSpaceOrEnd(line, run - 1);
    MarkdownText text = new MarkdownText(line, isInlineMath, Place.LINE);
    return closes
        ? block(line.substring(0, run), isInlineMath) + "\\" + line.substring(run)
        : text.escape(blockMarker(line));
  }

  /** Text inside a line. */
  static String inline(String line, boolean isInlineMath) {
    return new MarkdownText(line, isInlineMath, Place.LINE).escape(-1);
  }

  /** Text between single stars. */
  static String emphasis(String line, boolean isInlineMath) {
    return "*" + new MarkdownText(line, isInlineMath, Place.EMPHASIS).escape(-1) + "*";
  }

  /** Text between the brackets of a picture. */
  static String alternative(String line) {
    return new MarkdownText(line, false, Place.BRACKETS).escape(-1);
  }

  /** Text in a cell of a pipe table. */
  static String cell(String line, boolean isInlineMath) {
    return new MarkdownText(line, isInlineMath, Place.CELL).escape(-1);
  }

  /** The place of the character that makes the line more than text, -1 if there is none. */
  private static int blockMarker(String line) {
    if (line.isEmpty()) {
      return -1;
    }
    char first = line.charAt(0);
    return switch (first) {
      case '>' -> 0;
      case '#' -> {
        int end = run(line, '#');
        yield end <= 6 && isSpaceOrEnd(line, end) ? 0 : -1;
      }
      case '-', '+', '*' -> isSpaceOrEnd(line, 1) || isRule(line) ? 0 : -1;
      case '[' -> isTask(line) ? 0 : -1;
      default -> {
        int digits = 0;
        while (digits < line.length() && digits < 10 && isDigit(line.charAt(digits))) {
          digits++;
        }
        boolean isNumber =
            digits >= 1
                && digits <= 9
                && digits < line.length()
                && (line.charAt(digits) == '.' || line.charAt(digits) == ')')
                && isSpaceOrEnd(line, digits + 1);
        yield isNumber ? digits : -1;
      }
    };
  }

  private static int run(String line, char c) {
    int end = 0;
    while (end < line.length() && line.charAt(end) == c) {
      end++;
    }
    return end;
  }

  private static boolean isSpaceOrEnd(String line, int index) {
    return index >= line.length() || line.charAt(index) == ' ' || line.charAt(index) == '\t';
  }

  private static boolean isRule(String line) {
    int marks = 0;
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == line.charAt(0)) {
        marks++;
      } else if (line.charAt(i) != ' ' && line.charAt(i) != '\t') {
        return false;
      }
    }
    return marks >= 3;
  }

  private static boolean isTask(String line) {
    return line.length() >= 3 && line.charAt(2) == ']' && " xX".indexOf(line.charAt(1)) >= 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private String escape(int marker) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    int dollar = text.indexOf('$');
    boolean hasDollars = dollar >= 0 && text.indexOf('$', dollar + 1) >= 0;
    MathSpans spans = isInlineMath && hasDollars ? MathSpans.of(text) : MathSpans.none();
    int next = marker;
    for (int i = 0; i < text.length(); i++) {
      int end = spans.end(i);
      if (end > i) {
        escaped.append(text, i, end);
        i = end - 1;
        continue;
      }
      char c = text.charAt(i);
      if (c == '\n') {
        next = markerBelow(i + 1);
        escaped.append("\\\n");
        continue;
      }
      if (i == next || (c == '$' ? hasDollars && !isInlineMath : isSpecial(i, c))) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }

  /** The marker of a line below another, where dashes, colons and bars make headings and tables. */
  private int markerBelow(int start) {
    int end = text.indexOf('\n', start);
    String line = text.substring(start, end < 0 ? text.length() : end);
    int marker = line.chars().allMatch(c -> "=-:| \t".indexOf(c) >= 0) ? 0 : blockMarker(line);
    return marker < 0 ? -1 : start + marker;
  }

  private boolean isSpecial(int i, char c) {
    return switch (c) {
      case '`' -> true;
      case '\\' ->
          i + 1 == text.length() || isPunctuation(text.charAt(i + 1)) || text.charAt(i + 1) == '\n';
      case '*' -> !(isSpaceAt(i - 1) && isSpaceAt(i + 1));
      case '_' -> !(isSpaceAt(i - 1) && isSpaceAt(i + 1)) && !(isWordAt(i - 1) && isWordAt(i + 1));
      case '~' -> at(i - 1) == '~' || at(i + 1) == '~' || closesStrikethrough(i);
      case '<' -> Character.isLetter(at(i + 1)) || "/!?".indexOf(at(i + 1)) >= 0;
      case '&' -> isEntity(i + 1);
      case '[' -> place == Place.BRACKETS;
      case ']' -> place == Place.BRACKETS || at(i + 1) == '(' || at(i + 1) == ':';
      case '|' -> place == Place.CELL;
      default -> false;
    };
  }

  private boolean closesStrikethrough(int i) {
    boolean afterMark = !isWordAt(i - 1);
    return !isSpaceAt(i - 1) && (!afterMark || !isWordAt(i + 1));
  }

  private boolean isEntity(int from) {
    int limit = Math.min(text.length(), from + LONGEST_ENTITY);
    for (int i = from; i < limit; i++) {
      char c = text.charAt(i);
      if (c == ';') {
        return i > from;
      }
      if (!(c < 128 && Character.isLetterOrDigit(c)) && !(c == '#' && i == from)) {
        return false;
      }
    }
    return false;
  }

  private char at(int i) {
    return i >= 0 && i < text.length() ? text.charAt(i) : place.neighbour;
  }

  private boolean isSpaceAt(int i) {
    return CleanText.isSpace(at(i));
  }

  private boolean isWordAt(int i) {
    return Character.isLetterOrDigit(at(i));
  }

  private static boolean isPunctuation(char c) {
    return c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
  }

  /**
   * Where formulas between single or double dollars stand, by Pandoc's rule: no space inside the
   * dollars, no digit after the closing one.
   */
  private static final class MathSpans {

    private static final MathSpans NONE = new MathSpans(new int[0]);

    private final int[] ends;

    private MathSpans(int[] ends) {
      this.ends = ends;
    }

    static MathSpans none() {
      return NONE;
    }

    static MathSpans of(String text) {
      int n = text.length();
      int[] ends = new int[n];
      int closer = -1; // the nearest closing dollar to the right of i
      for (int i = n - 1; i >= 0; i--) {
        if (text.charAt(i) == '\n') {
          closer = -1;
        }
        if (text.charAt(i) != '$') {
          continue;
        }
        boolean isEscaped = i > 0 && text.charAt(i - 1) == '\\';
        boolean opens = i + 1 < n && !CleanText.isSpace(text.charAt(i + 1));
        if (opens && !isEscaped && closer > i + 1) {
          ends[i] = closer + 1;
        }
        boolean closes =
            i > 0
                && !CleanText.isSpace(text.charAt(i - 1))
                && !(i + 1 < n && isDigit(text.charAt(i + 1)));
        if (closes && !isEscaped) {
          closer = i;
        }
      }
      return new MathSpans(ends);
    }

    int end(int i) {
      return ends.length == 0 ? 0 : ends[i];
    }
  }
}
