package io.glyphflow.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every bound of the options records. */
@Timeout(30)
class OptionsTest {

  private static final long MIB = 1 << 20;

  @Test
  void failurePolicy_bounds() {
    assertThat(FailurePolicy.keepGoing())
        .isEqualTo(new FailurePolicy(false, 3, Duration.ofMillis(200)));
    assertThat(FailurePolicy.failFast().isFailFast()).isTrue();
    assertThat(FailurePolicy.failFast().withMaxAttempts(1).maxAttempts()).isEqualTo(1);
    assertThat(FailurePolicy.failFast().withMaxAttempts(100).isFailFast()).isTrue();
    assertThat(FailurePolicy.keepGoing().withBackoff(Duration.ZERO).backoff()).isZero();
    assertThat(FailurePolicy.keepGoing().withBackoff(Duration.ofHours(1)).backoff()).isPositive();
    for (int wrong : new int[] {-1, 0, 101, Integer.MAX_VALUE}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> FailurePolicy.keepGoing().withMaxAttempts(wrong))
          .withMessage("maxAttempts: " + wrong + ", must be within 1..100");
    }
    for (Duration wrong : List.of(Duration.ofNanos(-1), Duration.ofHours(1).plusNanos(1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> FailurePolicy.keepGoing().withBackoff(wrong))
          .withMessageContaining("backoff: " + wrong);
    }
    assertThatNullPointerException().isThrownBy(() -> FailurePolicy.keepGoing().withBackoff(null));
  }

  @Test
  void timeBudgets_bounds() {
    TimeBudgets defaults = TimeBudgets.defaults();
    assertThat(defaults.job()).isEqualTo(TimeBudgets.UNLIMITED);
    assertThat(defaults.page()).isEqualTo(TimeBudgets.UNLIMITED);
    assertThat(defaults.region()).isEqualTo(TimeBudgets.UNLIMITED);
    assertThat(defaults.attempt()).isEqualTo(Duration.ofMinutes(5));
    Duration second = Duration.ofSeconds(1);
    assertThat(defaults.withJob(second).withPage(second).withRegion(second).withAttempt(second))
        .isEqualTo(new TimeBudgets(second, second, second, second));
    assertThat(defaults.withAttempt(Duration.ofNanos(1)).attempt()).isPositive();
    List<UnaryOperator<Duration>> setters =
        List.of(
            d -> defaults.withJob(d).job(),
            d -> defaults.withPage(d).page(),
            d -> defaults.withRegion(d).region(),
            d -> defaults.withAttempt(d).attempt());
    List<String> names = List.of("job", "page", "region", "attempt");
    for (int i = 0; i < 4; i++) {
      UnaryOperator<Duration> setter = setters.get(i);
      for (Duration wrong : List.of(Duration.ZERO, Duration.ofNanos(-1))) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> setter.apply(wrong))
            .withMessageStartingWith(names.get(i) + ": ");
      }
      assertThatNullPointerException().isThrownBy(() -> setter.apply(null));
    }
  }

  @Test
  void memoryBudget_bounds() {
    assertThat(MemoryBudget.ofMegabytes(1)).isEqualTo(new MemoryBudget(MIB, MIB));
    assertThat(MemoryBudget.ofMegabytes(1L << 40).bytes()).isEqualTo(1L << 60);
    assertThat(new MemoryBudget(MIB, 0).nativeBytes()).isZero();
    assertThat(MemoryBudget.defaults().bytes())
        .isEqualTo(Math.max(MIB, Runtime.getRuntime().maxMemory() / 4));
    assertThat(MemoryBudget.defaults().nativeBytes()).isLessThanOrEqualTo(2048 * MIB);
    for (long wrong : new long[] {Long.MIN_VALUE, -1, 0, MIB - 1}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new MemoryBudget(wrong, 0))
          .withMessage("bytes: " + wrong + ", must be >= " + MIB);
    }
    for (long wrong : new long[] {-1, MIB + 1}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new MemoryBudget(MIB, wrong))
          .withMessageContaining("nativeBytes: " + wrong);
    }
    for (long wrong : new long[] {Long.MIN_VALUE, 0, (1L << 40) + 1, Long.MAX_VALUE}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> MemoryBudget.ofMegabytes(wrong))
          .withMessageContaining("megabytes: " + wrong);
    }
  }

  @Test
  void runOptions_bounds() {
    RunOptions defaults = RunOptions.defaults();
    assertThat(defaults)
        .isEqualTo(
            new RunOptions(
                false, Order.INPUT, 128, FailurePolicy.keepGoing(), TimeBudgets.defaults()));
    assertThat(RunOptions.interactive().isInteractive()).isTrue();
    assertThat(RunOptions.interactive().order(Order.COMPLETION).window(1))
        .isEqualTo(
            new RunOptions(
                true, Order.COMPLETION, 1, FailurePolicy.keepGoing(), TimeBudgets.defaults()));
    assertThat(defaults.deadline(Duration.ofSeconds(3)).timeBudgets())
        .isEqualTo(TimeBudgets.defaults().withJob(Duration.ofSeconds(3)));
    assertThat(defaults.failurePolicy(FailurePolicy.failFast()).failurePolicy().isFailFast())
        .isTrue();
    assertThat(defaults.window(1_000_000).window()).isEqualTo(1_000_000);
    for (int wrong : new int[] {-1, 0, 1_000_001}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> defaults.window(wrong))
          .withMessage("window: " + wrong + ", must be within 1..1000000");
    }
    assertThatNullPointerException().isThrownBy(() -> defaults.order(null));
    assertThatNullPointerException().isThrownBy(() -> defaults.failurePolicy(null));
    assertThatNullPointerException().isThrownBy(() -> defaults.timeBudgets(null));
    assertThatNullPointerException().isThrownBy(() -> defaults.deadline(null));
    assertThatIllegalArgumentException().isThrownBy(() -> defaults.deadline(Duration.ZERO));
  }

  @Test
  void stallReport_toString_hasASectionForWhatIsThere() {
    StallReport report =
        new StallReport(Duration.ofMillis(60), List.of("w1", "w2"), List.of(), List.of("cpu"));
    assertThat(report.toString())
        .isEqualTo(
            "nothing has moved for 60 ms\n  threads:\n    w1\n    w2\n  resources:\n    cpu");
  }
}
