package io.glyphflow.examples;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * How many characters of a text were read wrongly. Both texts are brought into NFC, and every run
 * of white space counts as one space.
 */
final class CharacterErrors {

  private static final Pattern SPACE = Pattern.compile("[\\s\\u00a0\\u2007\\u202f]+");

  private CharacterErrors() {}

  /**
   * The character error rate: the Levenshtein distance in code points over the length of the truth.
   *
   * @return 0 for an exact reading; 1 if the truth is empty and the reading is not
   */
  static double rate(String truth, String read) {
    int[] expected = codePoints(truth);
    int[] found = codePoints(read);
    if (expected.length == 0) {
      return found.length == 0 ? 0 : 1;
    }
    return (double) distance(expected, found) / expected.length;
  }

  private static int[] codePoints(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    return SPACE.matcher(composed).replaceAll(" ").strip().codePoints().toArray();
  }

  /** Row by row: the cell above, the one to the left, the one between. */
  private static int distance(int[] a, int[] b) {
    int[] row = new int[b.length + 1];
    for (int j = 0; j <= b.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length; i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length; j++) {
        int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length];
  }
}
