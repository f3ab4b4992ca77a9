package io.glyphflow.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.Region;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.PageLayout;
import java.util.List;

/**
 * What a pipeline relies on in a layout detector. Besides what holds for every role: not more than
 * half of the boxes of a page may be no boxes, as the pipeline then trusts none (pages under 2
 * pixels aside, where none is possible), and there are at most 10,000.
 *
 * {@snippet :
 * class MyDetectorTest extends LayoutDetectorContract {
 *   @Override
 *   protected LayoutDetector create() {
 *     return new MyDetector(MODEL);
 *   }
 * }
 * }
 */
public abstract non-sealed class LayoutDetectorContract
    extends RoleContract<LayoutDetector, PageInput, PageLayout> {

  private static final int MAX_REGIONS = 10_000;
  private static final int MIN_SIDE = 2;

  /** For subclasses. */
  protected LayoutDetectorContract() {}

  /**
   * The pages that are tried. By default tiny and small ones, gray and color, views included.
   *
   * @return at least one page; asked again for each test
   */
  protected List<PageInput> samplePages() {
    return Samples.pages();
  }

  @Override
  final List<PageInput> samples() {
    return samplePages();
  }

  @Override
  final List<PageLayout> call(LayoutDetector role, List<PageInput> items)
      throws InterruptedException {
    return role.detect(items);
  }

  @Override
  final List<PageLayout> call(LayoutDetector role, List<PageInput> items, Attempt attempt)
      throws InterruptedException {
    return role.detect(items, attempt);
  }

  @Override
  final void checkAnswer(PageInput item, PageLayout answer) {
    List<Region> regions = answer.regions();
    assertThat(regions.size()).as("number of regions of %s", item).isLessThanOrEqualTo(MAX_REGIONS);
    Size page = item.image().size();
    if (page.width() < MIN_SIDE || page.height() < MIN_SIDE) {
      return; // no box could be one
    }
    long bad = regions.stream().filter(region -> !isBox(region, item)).count();
    assertThat(2 * bad)
        .as("twice the boxes of %s that are no boxes, among %s", item, regions)
        .isLessThanOrEqualTo(regions.size());
  }

  private static boolean isBox(Region region, PageInput page) {
    return region
        .box()
        .clamp(page.image().size())
        .filter(box -> box.width() >= MIN_SIDE && box.height() >= MIN_SIDE)
        .isPresent();
  }

  @Override
  final List<PageImage> images(PageInput item) {
    return List.of(item.image());
  }
}
