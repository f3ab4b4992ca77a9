package io.glyphflow.testkit.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ErrorRatesTest {

  @Test
  void characterErrorRate_knownPairs_areCounted() {
    assertThat(ErrorRates.characterErrorRate("kitten", "sitting")).isEqualTo(3 / 6.0);
    assertThat(ErrorRates.characterErrorRate("flaw", "lawn")).isEqualTo(2 / 4.0);
    assertThat(ErrorRates.characterErrorRate("abc", "")).isEqualTo(1);
    assertThat(ErrorRates.characterErrorRate("ab", "abcdef")).isEqualTo(2);
  }

  @Test
  void characterErrorRate_nothingToRead_isZeroOrOne() {
    assertThat(ErrorRates.characterErrorRate(" \n", "")).isZero();
    assertThat(ErrorRates.characterErrorRate("", "x")).isEqualTo(1);
  }

  @Test
  void characterErrorRate_onlyWhiteSpaceAndCompositionDiffer_isZero() {
    assertThat(ErrorRates.characterErrorRate("cafe\u0301 noir\n\nfin", " caf\u00e9\tnoir \f fin\n"))
        .isZero();
  }

  @Test
  void characterErrorRate_charactersOutsideTheBasicPlane_countAsOne() {
    assertThat(ErrorRates.characterErrorRate("a\ud83d\ude00b", "ab")).isEqualTo(1 / 3.0);
  }

  @Test
  void wordErrorRate_oneWordWrongOneMissing_isTwoOverAll() {
    assertThat(ErrorRates.wordErrorRate("one two three four", "one too three")).isEqualTo(0.5);
  }

  @Test
  void wordRecall_otherOrder_isOneAndRepeatsCount() {
    assertThat(ErrorRates.wordRecall("a b b c", "c b a b")).isEqualTo(1);
    assertThat(ErrorRates.wordRecall("a b b c", "b a")).isEqualTo(0.5);
    assertThat(ErrorRates.wordRecall("", "x")).isEqualTo(1);
  }

  @Test
  void foldQuotesAndDashes_typographicOnes_becomePlain() {
    assertThat(
            ErrorRates.foldQuotesAndDashes("\u201cIt\u2019s 1\u20132\u201d \u2014 \u2018x\u2019"))
        .isEqualTo("\"It's 1-2\" - 'x'");
  }

  @Test
  void distance_randomTexts_equalsTheFullTable() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 500; round++) {
      int[] a = random.ints(random.nextInt(20), 0, 3).toArray();
      int[] b = random.ints(random.nextInt(20), 0, 3).toArray();
      assertThat(ErrorRates.distance(a, b)).isEqualTo(referenceDistance(a, b));
    }
  }

  private static int referenceDistance(int[] a, int[] b) {
    int[][] table = new int[a.length + 1][b.length + 1];
    for (int i = 0; i <= a.length; i++) {
      for (int j = 0; j <= b.length; j++) {
        if (i == 0 || j == 0) {
          table[i][j] = i + j;
        } else {
          int replaced = table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
          table[i][j] = Math.min(replaced, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
        }
      }
    }
    return table[a.length][b.length];
  }
}
