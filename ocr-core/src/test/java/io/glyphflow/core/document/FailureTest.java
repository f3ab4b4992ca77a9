package io.glyphflow.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.glyphflow.core.geometry.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Failures, outcomes and results. */
@Timeout(30)
class FailureTest {

  private static final Failure PLAIN =
      Failure.of(FailureCategory.LAYOUT, StageName.LAYOUT, "no layout");
  private static final PageId ID = new PageId("d", 1);

  private static Failure with(Throwable cause) {
    return new Failure(
        FailureCategory.LAYOUT,
        StageName.LAYOUT,
        OptionalInt.of(3),
        2,
        "m",
        Optional.ofNullable(cause));
  }

  @Test
  void failure_causesDiffer_isEqual() {
    Failure one = with(new IllegalStateException("a"));
    Failure two = with(null);
    assertThat(one).isEqualTo(two).hasSameHashCodeAs(two);
    assertThat(one).isNotEqualTo(two.withAttempts(3)).isNotEqualTo(two.ofRegion(4));
    assertThat(one).isNotEqualTo(PLAIN).isNotEqualTo("m").isNotEqualTo(null);
    assertThat(one.withAttempts(7).cause()).isEqualTo(one.cause());
    assertThat(one.ofRegion(7).cause()).isEqualTo(one.cause());
  }

  @Test
  void failure_toString_saysWhatWhereAndHowOften() {
    assertThat(PLAIN).hasToString("LAYOUT in layout: no layout");
    assertThat(PLAIN.withAttempts(1)).hasToString("LAYOUT in layout: no layout");
    assertThat(with(null)).hasToString("LAYOUT in layout of region 3 after 2 attempts: m");
  }

  @Test
  void failure_wrongValues_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PLAIN.withAttempts(-1))
        .withMessage("attempts: -1, must be >= 0");
    assertThatNullPointerException()
        .isThrownBy(() -> Failure.of(null, StageName.LOAD, "m"))
        .withMessage("category");
    assertThatNullPointerException()
        .isThrownBy(() -> Failure.of(FailureCategory.LAYOUT, StageName.LOAD, null))
        .withMessage("message");
  }

  @ParameterizedTest
  @EnumSource
  void outcome_failed_statusFollowsTheCategory(FailureCategory category) {
    PageOutcome outcome = new PageOutcome.Failed(Failure.of(category, StageName.LOAD, "why"));
    PageOutcome.Status expected =
        switch (category) {
          case SKIPPED_BY_FILTER, INPUT_FOREIGN -> PageOutcome.Status.SKIPPED;
          case CANCELLED -> PageOutcome.Status.CANCELLED;
          default -> PageOutcome.Status.FAILED;
        };
    assertThat(outcome.status()).isEqualTo(expected);
    assertThat(new PageResult(ID, outcome).page()).isEmpty();
  }

  @Test
  void outcome_completed_statusFollowsTheFailures() {
    Page page = new Page(ID, new Size(10, 10), 0, List.of(), 0);
    List<Failure> failures = new ArrayList<>();
    PageOutcome.Completed ok = new PageOutcome.Completed(page, failures);
    failures.add(PLAIN);
    assertThat(ok.status()).isEqualTo(PageOutcome.Status.OK);
    assertThat(new PageOutcome.Completed(page, failures).status())
        .isEqualTo(PageOutcome.Status.PARTIAL);
    assertThat(new PageResult(ID, ok).page()).hasValue(page);
    assertThat(new PageResult(ID, ok).pageNumber()).isEqualTo(1);
  }

  @Test
  void page_wrongValues_areRefused() {
    Size size = new Size(1, 1);
    for (double wrong : new double[] {-1, Double.NaN, Double.NEGATIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Page(ID, size, wrong, List.of(), 0))
          .withMessageContaining("dpi");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new Page(ID, size, 0, List.of(), -1));
    assertThatIllegalArgumentException().isThrownBy(() -> new PageId("d", 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new PageId(" ", 1));
    assertThatNullPointerException().isThrownBy(() -> new PageId(null, 1));
    assertThat(ID).hasToString("d#1");
  }

  @Test
  void result_page_isFoundByItsNumber() {
    PageOutcome failed = new PageOutcome.Failed(PLAIN);
    PageResult first = new PageResult(new PageId("a", 2), failed);
    PageResult second = new PageResult(new PageId("b", 2), failed);
    DocumentResult result =
        new DocumentResult(
            List.of(first, second),
            new Ledger(2, 0, 0, 2, 0, 0, 0, true, new Ledger.Regions(0, 0, 0, 0, 0, 0)));
    assertThat(result.page(2)).isSameAs(first);
    assertThat(result.text()).isEmpty();
    Assertions.assertThatThrownBy(() -> result.page(1))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("pageNumber: 1, there are 2 pages");
  }

  @Test
  void stageName_label_isLowerCase() {
    assertThat(StageName.RECOGNIZE.label()).isEqualTo("recognize");
    assertThat(StageName.values()).hasSize(10);
  }
}
