package io.glyphflow.testkit.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where English words may be broken, roughly: between two consonants that stand between vowels, and
 * before a lone consonant between vowels; pairs that spell one sound stay together, and at least
 * three letters stay on each side. Good enough to look right, which is all that a test page needs.
 */
final class Hyphenation {

  private static final int KEPT = 3;
  private static final String VOWELS = "aeiouy";
  private static final Set<String> ONE_SOUND =
      Set.of(
          "ch", "sh", "th", "ph", "wh", "ck", "gh", "qu", "bl", "br", "cl", "cr", "dr", "fl", "fr",
          "gl", "gr", "pl", "pr", "tr", "st");

  private Hyphenation() {}

  /** The indices before which a hyphen may go, ascending; none for words of other than letters. */
  static List<Integer> points(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    List<Integer> points = new ArrayList<>();
    int letters = 0;
    while (letters < lower.length()
        && lower.charAt(letters) >= 'a'
        && lower.charAt(letters) <= 'z') {
      letters++;
    }
    if (letters < lower.length() - 1) {
      return points; // compounds, numbers, addresses; a final comma or full stop is fine
    }
    for (int i = KEPT; i <= letters - KEPT; i++) {
      if (isPoint(lower, i)) {
        points.add(i);
      }
    }
    return points;
  }

  private static boolean isPoint(String word, int i) {
    boolean consonants = !isVowel(word, i - 1) && !isVowel(word, i);
    if (consonants) {
      return isVowel(word, i - 2)
          && isVowel(word, i + 1)
          && !ONE_SOUND.contains(word.substring(i - 1, i + 1));
    }
    return isVowel(word, i - 1)
        && !isVowel(word, i)
        && isVowel(word, i + 1)
        && !(i + 2 == word.length());
  }

  private static boolean isVowel(String word, int i) {
    return VOWELS.indexOf(word.charAt(i)) >= 0;
  }
}
