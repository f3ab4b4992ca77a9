package io.glyphflow.core.export;

import io.glyphflow.core.export.TextStructure.Paragraph;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Joins lines into paragraphs. A hyphen at the end of a line is either part of a compound or there
 * because the line was full. A soft hyphen always goes. For a plain hyphen between a letter and a
 * lower-case letter, in this order:
 *
 * <ol>
 *   <li>of the joined and the hyphenated word, the one that stands elsewhere in the document wins;
 *       the more frequent one if both do;
 *   <li>the hyphen stays before "and" or "or" and a second compound ("short- and long-term"), then
 *       with a space;
 *   <li>it stays after a single letter (e-mail), a fragment in capitals, a fragment with a digit or
 *       with a hyphen of its own (state-of-the-art), inside addresses, before one that has another
 *       hyphen (mother-in-law) or is a single letter, and after self-, well-, non-, all-, cross-,
 *       half-, quasi- and pseudo-, unless only an ending follows (self- ish);
 *   <li>else it goes: breaks inside words are far more frequent than broken compounds.
 * </ol>
 *
 * Before a capital or a digit the hyphen stays and nothing comes between (Jean-Luc, COVID-19).
 * Other lines are joined with a space, Chinese and Japanese ones with nothing. Not thread-safe
 * while it learns.
 */
final class LineJoiner {

  private static final char SOFT_HYPHEN = '\u00AD';
  private static final int LONGEST_WORD = 300;

  private static final Set<String> COMPOUND_PREFIXES =
      Set.of("self", "well", "non", "all", "cross", "half", "quasi", "pseudo");

  private static final Set<String> ENDINGS =
      Set.of("ing", "ings", "ish", "er", "ers", "est", "ness", "ly", "ed", "es", "ism");

  private static final Set<String> CONJUNCTIONS =
      Set.of("and", "or", "to", "und", "oder", "bis", "bzw", "et", "ou", "y", "o", "e");

  /** How often a word stands in the document; only words that some line end asks about. */
  private final Map<String, Integer> counts = new HashMap<>();

  /**
   * One that knows a document.
   *
   * @param lines gives all its lines, each time anew: first to ask which words are in doubt, then
   *     to count only these
   */
  static LineJoiner of(Supplier<Stream<String>> lines) {
    LineJoiner joiner = new LineJoiner();
    String[] previous = {""};
    lines
        .get()
        .forEach(
            line -> {
              joiner.ask(previous[0], line);
              previous[0] = line;
            });
    if (!joiner.counts.isEmpty()) {
      lines.get().forEach(joiner::learn);
    }
    return joiner;
  }

  /** The forms that a pair of lines asks about. Nothing to learn without a hyphen at the end. */
  void ask(String left, String right) {
    if (hasHyphenBreak(left, right)) {
      String fragment = lastWord(left, left.length() - 1);
      String rest = firstWord(right);
      counts.putIfAbsent(lower(fragment + rest), 0);
      counts.putIfAbsent(lower(fragment + "-" + rest), 0);
    }
  }

  /** Counts the words of a line; a word that its hyphen breaks at the end does not count. */
  void learn(String line) {
    int i = 0;
    int n = line.length();
    while (i < n) {
      while (i < n && !isWordPart(line.charAt(i))) {
        i++;
      }
      int start = i;
      while (i < n && isWordPart(line.charAt(i))) {
        i++;
      }
      int end = i;
      while (end > start && isHyphen(line.charAt(end - 1))) {
        end--;
      }
      if (end > start && !(end < i && i == n)) {
        counts.computeIfPresent(lower(line.substring(start, end)), (word, count) -> count + 1);
      }
    }
  }

  /** A paragraph, with a line break between the lines that it keeps. */
  String join(Paragraph paragraph) {
    return String.join("\n", paragraph.lines().stream().map(this::join).toList());
  }

  /** All lines as one. */
  String join(List<ReadLine> lines) {
    StringBuilder text = new StringBuilder();
    for (ReadLine line : lines) {
      append(text, line.text());
    }
    return text.toString();
  }

  /** Appends a line to a text that goes on in it. */
  void append(StringBuilder text, String line) {
    if (text.isEmpty()) {
      text.append(line);
      return;
    }
    int last = text.length() - 1;
    if (text.charAt(last) == SOFT_HYPHEN) {
      text.setLength(last);
      text.append(line);
      return;
    }
    switch (between(lastPart(text), line)) {
      case DROP_HYPHEN -> text.setLength(last);
      case NOTHING -> {}
      case SPACE -> text.append(' ');
    }
    text.append(line);
  }

  /** From the last space on, or what a long word is judged by. */
  private static String lastPart(StringBuilder text) {
    int start = text.length();
    int limit = Math.max(0, start - LONGEST_WORD);
    while (start > limit && text.charAt(start - 1) != ' ') {
      start--;
    }
    return text.substring(start);
  }

  private enum Glue {
    DROP_HYPHEN,
    NOTHING,
    SPACE
  }

  private Glue between(String left, String right) {
    char end = left.charAt(left.length() - 1);
    if (isCjk(end) && isCjk(right.charAt(0))) {
      return Glue.NOTHING;
    }
    if (!isHyphen(end) || left.length() < 2) {
      return Glue.SPACE;
    }
    char before = left.charAt(left.length() - 2);
    if (!Character.isLetterOrDigit(before)) {
      return Glue.SPACE; // a dash
    }
    if (isAddress(left)) {
      return Glue.NOTHING;
    }
    if (hasHyphenBreak(left, right)) {
      return afterHyphen(left, right);
    }
    return Character.isLetterOrDigit(right.charAt(0)) ? Glue.NOTHING : Glue.SPACE;
  }

  private Glue afterHyphen(String left, String right) {
    String fragment = lastWord(left, left.length() - 1);
    String rest = firstWord(right);
    int joined = counts.getOrDefault(lower(fragment + rest), 0);
    int hyphenated = counts.getOrDefault(lower(fragment + "-" + rest), 0);
    if (joined != hyphenated) {
      return joined > hyphenated ? Glue.DROP_HYPHEN : Glue.NOTHING;
    }
    if (CONJUNCTIONS.contains(rest) && isCompoundNext(right, rest.length())) {
      return Glue.SPACE;
    }
    return isCompound(fragment, rest) ? Glue.NOTHING : Glue.DROP_HYPHEN;
  }

  private static boolean isCompound(String fragment, String rest) {
    return fragment.length() == 1
        || rest.length() == 1
        || fragment.indexOf('-') >= 0
        || rest.indexOf('-') >= 0
        || fragment.chars().anyMatch(Character::isDigit)
        || fragment.chars().noneMatch(Character::isLowerCase)
        || (COMPOUND_PREFIXES.contains(lower(fragment)) && !ENDINGS.contains(rest));
  }

  /** Whether the word after this one is a compound: "short- and long-term". */
  private static boolean isCompoundNext(String right, int from) {
    int start = from;
    while (start < right.length() && right.charAt(start) == ' ') {
      start++;
    }
    int end = start;
    while (end < right.length() && isWordPart(right.charAt(end))) {
      end++;
    }
    return start > from && right.substring(start, end).indexOf('-') > 0;
  }

  private static boolean hasHyphenBreak(String left, String right) {
    int n = left.length();
    return n >= 2
        && !right.isEmpty()
        && isHyphen(left.charAt(n - 1))
        && Character.isLetter(left.charAt(n - 2))
        && Character.isLowerCase(right.charAt(0));
  }

  private static boolean isAddress(String left) {
    return left.contains("://") || left.contains("www.") || left.indexOf('@') >= 0;
  }

  private static String lastWord(String text, int end) {
    int start = end;
    while (start > 0 && isWordPart(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start, end).replace('\u2010', '-');
  }

  private static String firstWord(String text) {
    int end = 0;
    while (end < text.length() && isWordPart(text.charAt(end))) {
      end++;
    }
    while (end > 0 && isHyphen(text.charAt(end - 1))) {
      end--; // this one breaks at the next line end
    }
    return text.substring(0, end).replace('\u2010', '-');
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || isHyphen(c) || c == '\'' || c == '\u2019';
  }

  private static boolean isHyphen(char c) {
    return c == '-' || c == '\u2010';
  }

  /** Scripts without spaces between words, and their marks. */
  private static boolean isCjk(char c) {
    Character.UnicodeScript script = Character.UnicodeScript.of(c);
    return script == Character.UnicodeScript.HAN
        || script == Character.UnicodeScript.HIRAGANA
        || script == Character.UnicodeScript.KATAKANA
        || (c >= '\u3000' && c <= '\u303F')
        || (c >= '\uFF01' && c <= '\uFF0F');
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT).replace('\u2010', '-');
  }
}
