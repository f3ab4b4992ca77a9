package io.glyphflow.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.OrientationDetector;
import io.glyphflow.core.stage.PageInput;
import java.util.List;

/**
 * What a pipeline relies on in an orientation detector. Besides what holds for every role: blank
 * pages and pages of a single pixel have an answer, and it is that they stay as they are.
 *
 * {@snippet :
 * class MyOrientationTest extends OrientationDetectorContract {
 *   @Override
 *   protected OrientationDetector create() {
 *     return new MyOrientation(MODEL);
 *   }
 * }
 * }
 */
public abstract non-sealed class OrientationDetectorContract
    extends RoleContract<OrientationDetector, PageInput, Rotation> {

  /** For subclasses. */
  protected OrientationDetectorContract() {}

  /**
   * The pages that are tried. By default tiny and small ones without text, gray and color, views
   * included.
   *
   * @return at least one page; asked again for each test
   */
  protected List<PageInput> samplePages() {
    return Samples.pages();
  }

  /**
   * The right answer for a page that is tried. By default {@link Rotation#NONE}, as it is for pages
   * without text.
   *
   * @param page one of {@link #samplePages()}
   * @return the turn that makes it upright
   */
  protected Rotation expected(PageInput page) {
    return Rotation.NONE;
  }

  @Override
  final List<PageInput> samples() {
    return samplePages();
  }

  @Override
  final List<Rotation> call(OrientationDetector role, List<PageInput> items)
      throws InterruptedException {
    return role.detect(items);
  }

  @Override
  final List<Rotation> call(OrientationDetector role, List<PageInput> items, Attempt attempt)
      throws InterruptedException {
    return role.detect(items, attempt);
  }

  @Override
  final void checkAnswer(PageInput item, Rotation answer) {
    assertThat(answer).as("turn that makes %s upright", item).isEqualTo(expected(item));
  }

  @Override
  final List<PageImage> images(PageInput item) {
    return List.of(item.image());
  }
}
