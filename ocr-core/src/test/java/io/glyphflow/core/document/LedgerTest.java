package io.glyphflow.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LedgerTest {

  private static final Ledger.Regions NONE = new Ledger.Regions(0, 0, 0, 0, 0, 0);

  @Test
  void ledger_balanced_isTaken() {
    Ledger ledger = new Ledger(21, 1, 2, 3, 4, 5, 6, true, NONE);
    assertThat(ledger.toString())
        .isEqualTo(
            "accepted 21 = ok 1 + partial 2 + failed 3 + skipped 4 + cancelled 5 + in progress 6");
    assertThat(new Ledger(0, 0, 0, 0, 0, 0, 0, true, NONE).toString())
        .isEqualTo("accepted 0 = ok 0");
    assertThat(new Ledger(2, 0, 0, 2, 0, 0, 0, false, NONE).toString())
        .isEqualTo("accepted 2 = ok 0 + failed 2; the source was not read to its end");
  }

  @Test
  void ledger_unbalanced_isRefused() {
    for (int field = 0; field < 7; field++) {
      for (int by : new int[] {-1, 1}) {
        long[] n = {21, 1, 2, 3, 4, 5, 6};
        n[field] += by;
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new Ledger(n[0], n[1], n[2], n[3], n[4], n[5], n[6], true, NONE))
            .withMessageContaining("accepted: " + n[0]);
      }
    }
  }

  @Test
  void ledger_negative_isRefused() {
    for (int field = 1; field < 7; field++) {
      long[] n = {0, 0, 0, 0, 0, 0, 0};
      n[field] = -1;
      n[field % 6 + 1] += 1;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Ledger(n[0], n[1], n[2], n[3], n[4], n[5], n[6], true, NONE))
          .withMessageContaining("negative");
    }
    assertThatNullPointerException()
        .isThrownBy(() -> new Ledger(0, 0, 0, 0, 0, 0, 0, true, null))
        .withMessage("regions");
  }

  @Test
  void regions_unbalancedOrNegative_areRefused() {
    assertThat(new Ledger.Regions(10, 1, 2, 3, 4, 5).droppedBoxes()).isEqualTo(5);
    for (int field = 0; field < 5; field++) {
      long[] n = {10, 1, 2, 3, 4};
      n[field]++;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Ledger.Regions(n[0], n[1], n[2], n[3], n[4], 0))
          .withMessageContaining("found: " + n[0]);
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new Ledger.Regions(0, 1, -1, 0, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Ledger.Regions(0, 0, 0, 0, 0, -1));
  }
}
