package io.glyphflow.testkit.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RandomColumnsTest {

  @ParameterizedTest
  @EnumSource(RandomColumns.Family.class)
  void page_anyFamily_isOnThePaperWithoutOverlaps(RandomColumns.Family family) {
    for (int seed = 0; seed < 12; seed++) {
      ComposedPage page = RandomColumns.page(seed, family).page();
      Size size = new Size(page.picture().getWidth(), page.picture().getHeight());
      List<BoundingBox> boxes = page.regions().stream().map(TrueRegion::box).toList();
      for (int i = 0; i < boxes.size(); i++) {
        assertThat(boxes.get(i).clamp(size)).contains(boxes.get(i));
        for (int j = 0; j < i; j++) {
          assertThat(boxes.get(i).containment(boxes.get(j)))
              .as(
                  "%s seed %s: %s and %s",
                  family, seed, page.regions().get(i), page.regions().get(j))
              .isLessThan(0.1);
        }
      }
      assertThat(page.bodyLines()).hasSizeGreaterThan(30);
    }
  }

  @ParameterizedTest
  @EnumSource(RandomColumns.Family.class)
  void page_trueRegions_scoreInFull(RandomColumns.Family family) {
    for (int seed = 100; seed < 106; seed++) {
      ComposedPage page = RandomColumns.page(seed, family).page();
      List<BoundingBox> boxes = page.regions().stream().map(TrueRegion::box).toList();
      assertThat(OrderScore.of(page.bodyLines(), boxes)).isEqualTo(new OrderScore(1, 1));
    }
  }

  @Test
  void page_figureFamily_hasAFigureAcrossTheMiddle() {
    ComposedPage page = RandomColumns.page(5, RandomColumns.Family.FIGURE).page();
    double middle = page.picture().getWidth() / 2.0;
    assertThat(page.regions())
        .filteredOn(region -> region.kind() == RegionKind.FIGURE)
        .singleElement()
        .satisfies(
            figure -> {
              assertThat(figure.box().left()).isLessThan(middle);
              assertThat(figure.box().right()).isGreaterThan(middle);
            });
  }

  @Test
  void page_sameSeed_isTheSame() {
    assertThat(RandomColumns.page(42).page().regions())
        .isEqualTo(RandomColumns.page(42).page().regions());
    assertThat(RandomColumns.page(42).family()).isEqualTo(RandomColumns.Family.FIGURE);
  }

  @Test
  void score_columnsReadAcross_losesPairs() {
    List<TrueLine> lines =
        List.of(line(0, 0), line(0, 20), line(0, 40), line(100, 0), line(100, 20), line(100, 40));
    BoundingBox left = BoundingBox.of(0, 0, 90, 60);
    BoundingBox right = BoundingBox.of(100, 0, 190, 60);

    assertThat(OrderScore.of(lines, List.of(left, right))).isEqualTo(new OrderScore(1, 1));
    // 3 x 3 pairs across the columns, all of them wrong, 6 within them
    assertThat(OrderScore.of(lines, List.of(right, left)).pairsInOrder()).isEqualTo(6 / 15.0);
    // one box for both: the right line of a row comes before the left line of each row below
    assertThat(OrderScore.of(lines, List.of(left.union(right))).pairsInOrder())
        .isEqualTo(12 / 15.0);
    assertThat(OrderScore.of(lines, List.of(right))).isEqualTo(new OrderScore(1, 0.5));
    assertThat(OrderScore.of(List.of(), List.of())).isEqualTo(new OrderScore(1, 1));
  }

  private static TrueLine line(double x, double y) {
    return new TrueLine("x", BoundingBox.ofSize(x, y, 80, 10));
  }
}
