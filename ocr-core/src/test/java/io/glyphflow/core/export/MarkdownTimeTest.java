package io.glyphflow.core.export;

import static io.glyphflow.core.export.ExportPages.page;
import static io.glyphflow.core.export.ExportPages.region;
import static io.glyphflow.core.export.ExportPages.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.Page;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.RegionResult;
import java.util.Arrays;
import java.util.Collections;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Four times the text takes about four times as long; what is quadratic takes sixteen times. */
class MarkdownTimeTest {

  private static final int ROUNDS = 5;
  private static final double MOST = 8;
  private static final long WARM_NANOS = 300_000_000;

  @ParameterizedTest
  @ValueSource(
      strings = {"$a ", "&a", "`", "[a](", "*_~<", "- ", "x-\ny", "1.", "1. a\n", "\u65E5", "a"})
  void time_hostileText_isLinear(String hostile) {
    assertLinear(
        40_000,
        n -> {
          String line = hostile.repeat(n / hostile.length());
          return page(1, text(line), text("list", line), text("figure_title", line));
        });
  }

  @Test
  void time_manyRegions_isLinear() {
    RegionResult part = text("goes on, and on, over an exam-\nple of well-\nknown words");
    assertLinear(400, n -> page(1, Collections.nCopies(n, part).toArray(RegionResult[]::new)));
  }

  @Test
  void time_manyLinesWithBoxes_isLinear() {
    assertLinear(
        1_000,
        n -> {
          Object[] lines = new Object[2 * n];
          for (int i = 0; i < n; i++) {
            lines[2 * i] = 100 + i % 3 * 40;
            lines[2 * i + 1] = i % 5 == 0 ? "Short." : "A line of words - as long as it gets";
          }
          return page(1, region(RegionKind.TEXT, "text", ExportPages.lines(lines)));
        });
  }

  /** Median of the ratios, each of the best of three tries: a busy machine only ever adds time. */
  private static void assertLinear(int n, IntFunction<Page> ofSize) {
    Page small = ofSize.apply(n);
    Page large = ofSize.apply(4 * n);
    double[] ratios = new double[ROUNDS];
    long warm = System.nanoTime() + WARM_NANOS;
    while (System.nanoTime() < warm) {
      assertThat(nanos(large) + nanos(small)).isPositive();
    }
    for (int i = 0; i < ROUNDS; i++) {
      ratios[i] = (double) nanos(large) / nanos(small);
    }
    Arrays.sort(ratios);
    assertThat(ratios[ROUNDS / 2]).as("time of 4n over time of n").isLessThan(MOST);
  }

  private static long nanos(Page page) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      assertThat(Markdown.of(page)).isNotEmpty();
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }
}
