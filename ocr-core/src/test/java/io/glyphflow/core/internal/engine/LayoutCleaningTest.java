package io.glyphflow.core.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.core.stage.PermanentOcrException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LayoutCleaningTest {

  private static final double[] STRANGE = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    -0.0,
    0,
    -1,
    1,
    2,
    1.999999,
    1e300,
    -1e300,
    Double.MIN_VALUE,
    Float.MAX_VALUE
  };

  private static Region region(BoundingBox box, double confidence) {
    return Region.of(RegionKind.TEXT, "text", box, confidence);
  }

  private static double edge(Random random, Size page) {
    return random.nextInt(6) == 0
        ? STRANGE[random.nextInt(STRANGE.length)]
        : random.nextDouble() * page.width() * 1.5 - page.width() * 0.25;
  }

  /** 10^5 boxes: what is left lies inside, can be cut out, and is counted right. */
  @Test
  void of_anyBoxes_leavesOnlyRegionsInsideThePage() {
    Random random = new Random(7);
    int boxes = 0;
    int refused = 0;
    while (boxes < 100_000) {
      Size page = new Size(1 + random.nextInt(200), 1 + random.nextInt(200));
      int n = random.nextInt(20);
      List<Region> answered = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        BoundingBox box =
            random.nextInt(3) == 0
                ? new BoundingBox(
                    edge(random, page), edge(random, page), edge(random, page), edge(random, page))
                : BoundingBox.ofSize(
                    random.nextDouble() * page.width(),
                    random.nextDouble() * page.height(),
                    random.nextDouble() * page.width(),
                    random.nextDouble() * page.height());
        double confidence =
            random.nextBoolean() ? random.nextDouble() : STRANGE[random.nextInt(STRANGE.length)];
        answered.add(region(box, confidence));
      }
      boxes += n;
      try {
        check(LayoutCleaning.of(new PageLayout(answered), page), answered, page);
      } catch (PermanentOcrException e) {
        refused++;
        assertThat(e.category()).isEqualTo(FailureCategory.LAYOUT);
      }
    }
    assertThat(refused).isPositive();
  }

  private static void check(LayoutCleaning clean, List<Region> answered, Size page) {
    assertThat(clean.regions().size() + clean.dropped()).isEqualTo(answered.size());
    assertThat(clean.dropped() * 2).isLessThanOrEqualTo(answered.size());
    if (clean.regions().isEmpty()) {
      return;
    }
    try (PageImage image = PageImage.allocate(page, PageImage.Format.GRAY8)) {
      for (int i = 0; i < clean.regions().size(); i++) {
        Region region = clean.regions().get(i);
        assertThat(region.id()).isEqualTo(i);
        BoundingBox box = region.box();
        assertThat(box.isValid()).isTrue();
        assertThat(box.left()).isGreaterThanOrEqualTo(0);
        assertThat(box.top()).isGreaterThanOrEqualTo(0);
        assertThat(box.right()).isLessThanOrEqualTo(page.width());
        assertThat(box.bottom()).isLessThanOrEqualTo(page.height());
        assertThat(box.width()).isGreaterThanOrEqualTo(2);
        assertThat(box.height()).isGreaterThanOrEqualTo(2);
        assertThat(region.confidence() >= 0 && region.confidence() <= 1).isTrue();
        Size crop = image.view(box).size();
        assertThat(crop.width()).isBetween(2, page.width());
        assertThat(crop.height()).isBetween(2, page.height());
      }
    }
  }

  @Test
  void of_moreThanHalfGarbage_isLayoutFailure() {
    Size page = new Size(100, 100);
    Region good = region(BoundingBox.ofSize(10, 10, 20, 20), 1);
    Region bad = region(new BoundingBox(Double.NaN, 0, 10, 10), 1);

    assertThat(LayoutCleaning.of(new PageLayout(List.of(good, bad)), page).dropped()).isEqualTo(1);
    assertThat(LayoutCleaning.of(new PageLayout(List.of()), page).regions()).isEmpty();
    assertThat(LayoutCleaning.of(new PageLayout(List.of(good, bad), 3), page).dropped())
        .isEqualTo(4);
    assertThatThrownBy(() -> LayoutCleaning.of(new PageLayout(List.of(good, bad, bad)), page))
        .isInstanceOfSatisfying(
            PermanentOcrException.class,
            e -> {
              assertThat(e.category()).isEqualTo(FailureCategory.LAYOUT);
              assertThat(e).hasMessageContaining("2 of 3").hasMessageContaining("100x100");
            });
    assertThatThrownBy(() -> LayoutCleaning.of(new PageLayout(List.of(bad)), page))
        .isInstanceOf(PermanentOcrException.class);
  }

  @Test
  void of_tooManyRegions_isLayoutFailure() {
    Size page = new Size(100, 100);
    Region good = region(BoundingBox.ofSize(10, 10, 20, 20), 1);
    int max = LayoutCleaning.MAX_REGIONS;
    assertThat(LayoutCleaning.of(new PageLayout(Collections.nCopies(max, good)), page).regions())
        .hasSize(max);
    assertThatThrownBy(
            () -> LayoutCleaning.of(new PageLayout(Collections.nCopies(max + 1, good)), page))
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContaining("10001")
        .hasMessageContaining("10000");
  }

  @Test
  void of_edgeCases_areKeptOrDropped() {
    Size page = new Size(100, 100);
    assertThat(kept(page, BoundingBox.ofSize(98, 98, 50, 50))).isTrue();
    assertThat(kept(page, BoundingBox.ofSize(98.5, 98, 50, 50))).isFalse();
    assertThat(kept(page, BoundingBox.ofSize(-50, -50, 52, 52))).isTrue();
    assertThat(kept(page, BoundingBox.ofSize(100, 0, 50, 50))).isFalse();
    assertThat(kept(page, new BoundingBox(20, 20, 10, 30))).isFalse();
    assertThat(kept(page, new BoundingBox(-0.0, -0.0, 2, 2))).isTrue();
    assertThat(kept(page, new BoundingBox(0, 0, Double.POSITIVE_INFINITY, 50))).isFalse();
  }

  private static boolean kept(Size page, BoundingBox box) {
    Region good = region(BoundingBox.ofSize(10, 10, 20, 20), 1);
    return LayoutCleaning.of(new PageLayout(List.of(good, region(box, 1))), page).dropped() == 0;
  }

  @Test
  void isPermutation_listsOfIds() {
    assertThat(LayoutCleaning.isPermutation(List.of(), 0)).isTrue();
    assertThat(LayoutCleaning.isPermutation(List.of(2, 0, 1), 3)).isTrue();
    assertThat(LayoutCleaning.isPermutation(List.of(0, 1), 3)).isFalse();
    assertThat(LayoutCleaning.isPermutation(List.of(0, 1, 1), 3)).isFalse();
    assertThat(LayoutCleaning.isPermutation(List.of(0, 1, 3), 3)).isFalse();
    assertThat(LayoutCleaning.isPermutation(List.of(0, 1, -1), 3)).isFalse();
    assertThat(LayoutCleaning.isPermutation(List.of(0), 0)).isFalse();
    assertThat(LayoutCleaning.isPermutation(Arrays.asList(0, null, 1), 3)).isFalse();
  }
}
