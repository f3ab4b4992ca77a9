package io.glyphflow.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.testkit.page.OrderScore;
import io.glyphflow.testkit.page.RandomColumns;
import io.glyphflow.testkit.page.RandomColumns.Family;
import io.glyphflow.testkit.page.RandomColumns.Sample;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Random pages of two columns: titles over them, figures across the gutter, sidebars. */
class ColumnOrderTest {

  private static final int PAGES = 200;

  @Test
  void detect_randomTwoColumnPages_findsTheLinesAndTheirOrder() {
    Map<Family, Double> order = new EnumMap<>(Family.class);
    Map<Family, Integer> pages = new EnumMap<>(Family.class);
    double covered = 0;
    for (int seed = 0; seed < PAGES; seed++) {
      Sample sample = RandomColumns.page(seed);
      List<BoundingBox> boxes =
          Shared.detect(sample.page().picture()).stream()
              .filter(region -> region.kind() != RegionKind.FIGURE)
              .map(Region::box)
              .toList();
      OrderScore score = OrderScore.of(sample.page().bodyLines(), boxes);
      if (sample.family() == Family.PLAIN) {
        assertThat(score.pairsInOrder()).as("line pairs in order, seed %d", seed).isEqualTo(1);
      }
      order.merge(sample.family(), score.pairsInOrder(), Double::sum);
      pages.merge(sample.family(), 1, Integer::sum);
      covered += score.linesCovered() / PAGES;
    }
    double all = order.values().stream().mapToDouble(Double::doubleValue).sum() / PAGES;
    System.out.printf("line pairs in order %.4f, lines covered %.4f%n", all, covered);
    order.forEach(
        (family, sum) ->
            assertThat(sum / pages.get(family)).as("order of %s", family).isGreaterThan(0.97));
    assertThat(all).isGreaterThanOrEqualTo(0.97);
    assertThat(covered).isGreaterThanOrEqualTo(0.995);
  }
}
