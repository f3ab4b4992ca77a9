package io.glyphflow.testkit.check;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How far a reading is from the truth: error rates by edit distance, and recall. Both texts are
 * brought into NFC, and every run of white space, line breaks and form feeds included, counts as
 * one space; the ends are stripped. Case and punctuation count; {@link #foldQuotesAndDashes} makes
 * kinds of quotes and dashes alike where they should not matter. Distances take O(n * m) time and
 * O(m) memory. Stateless, safe for any thread.
 */
public final class ErrorRates {

  private static final Pattern SPACE = Pattern.compile("[\\s\\u00a0\\u2007\\u202f]+");
  private static final Pattern DOUBLE_QUOTES =
      Pattern.compile("[\\u201c\\u201d\\u201e\\u201f\\u00ab\\u00bb\\u2033]");
  private static final Pattern SINGLE_QUOTES =
      Pattern.compile("[\\u2018\\u2019\\u201a\\u201b\\u2032\\u00b4`]");
  private static final Pattern DASHES = Pattern.compile("[\\u2010-\\u2015\\u2212]");

  private ErrorRates() {}

  /**
   * Gives the character error rate: the Levenshtein distance in code points over the length of the
   * truth.
   *
   * @param truth what stands there
   * @param read what was read
   * @return 0 for an exact reading; above 1 is possible; 1 if the truth is empty and the reading is
   *     not
   */
  public static double characterErrorRate(String truth, String read) {
    return rate(normalize(truth).codePoints().toArray(), normalize(read).codePoints().toArray());
  }

  /**
   * Gives the word error rate: the Levenshtein distance in words over the number of true words.
   * Words are what stands between spaces, punctuation included.
   *
   * @param truth what stands there
   * @param read what was read
   * @return 0 for an exact reading; above 1 is possible; 1 if the truth is empty and the reading is
   *     not
   */
  public static double wordErrorRate(String truth, String read) {
    Map<String, Integer> numbers = new HashMap<>();
    return rate(numbered(words(truth), numbers), numbered(words(read), numbers));
  }

  /**
   * Gives the share of true words that were read, in whatever order: a word that occurs twice has
   * to be read twice. Words are what stands between spaces, punctuation included.
   *
   * @param truth what stands there
   * @param read what was read
   * @return 0..1; 1 if the truth is empty
   */
  public static double wordRecall(String truth, String read) {
    List<String> wanted = words(truth);
    if (wanted.isEmpty()) {
      return 1;
    }
    Map<String, Integer> left = new HashMap<>();
    words(read).forEach(word -> left.merge(word, 1, Integer::sum));
    int found = 0;
    for (String word : wanted) {
      int count = left.getOrDefault(word, 0);
      if (count > 0) {
        found++;
        left.put(word, count - 1);
      }
    }
    return (double) found / wanted.size();
  }

  /**
   * Gives a text as the rates compare it.
   *
   * @param text any text
   * @return NFC, one space for each run of white space, none at the ends
   */
  public static String normalize(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    return SPACE.matcher(composed).replaceAll(" ").strip();
  }

  /**
   * Makes typographic quotes straight and all dashes hyphens, so that their kind does not count. Do
   * it to both texts.
   *
   * @param text any text
   * @return the text with {@code "}, {@code '} and {@code -} only
   */
  public static String foldQuotesAndDashes(String text) {
    String quoted = DOUBLE_QUOTES.matcher(text).replaceAll("\"");
    String straight = SINGLE_QUOTES.matcher(quoted).replaceAll("'");
    return DASHES.matcher(straight).replaceAll("-");
  }

  private static List<String> words(String text) {
    String normal = normalize(text);
    return normal.isEmpty() ? List.of() : Arrays.asList(SPACE.split(normal, -1));
  }

  private static int[] numbered(List<String> words, Map<String, Integer> numbers) {
    return words.stream()
        .mapToInt(word -> numbers.computeIfAbsent(word, unseen -> numbers.size()))
        .toArray();
  }

  private static double rate(int[] truth, int[] read) {
    if (truth.length == 0) {
      return read.length == 0 ? 0 : 1;
    }
    return (double) distance(truth, read) / truth.length;
  }

  /** Levenshtein distance (1965) by two rows, without what both have in common at their ends. */
  static int distance(int[] a, int[] b) {
    int from = 0;
    int endA = a.length;
    int endB = b.length;
    while (from < endA && from < endB && a[from] == b[from]) {
      from++;
    }
    while (endA > from && endB > from && a[endA - 1] == b[endB - 1]) {
      endA--;
      endB--;
    }
    int columns = endB - from;
    int[] above = new int[columns + 1];
    int[] row = new int[columns + 1];
    for (int j = 0; j <= columns; j++) {
      above[j] = j;
    }
    for (int i = from; i < endA; i++) {
      row[0] = i - from + 1;
      for (int j = 1; j <= columns; j++) {
        int replaced = above[j - 1] + (a[i] == b[from + j - 1] ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      int[] swap = above;
      above = row;
      row = swap;
    }
    return above[columns];
  }
}
