package io.glyphflow.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.PageFilter;
import io.glyphflow.core.stage.PageInput;
import java.util.List;

/**
 * What a pipeline relies on in a page filter. Besides what holds for every role: a page that is
 * left out has a reason, one that is kept has none.
 *
 * {@snippet :
 * class MyFilterTest extends PageFilterContract {
 *   @Override
 *   protected PageFilter create() {
 *     return new MyFilter();
 *   }
 * }
 * }
 */
public abstract non-sealed class PageFilterContract
    extends RoleContract<PageFilter, PageInput, PageFilter.Decision> {

  /** For subclasses. */
  protected PageFilterContract() {}

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
  final List<PageFilter.Decision> call(PageFilter role, List<PageInput> items)
      throws InterruptedException {
    return role.filter(items);
  }

  @Override
  final List<PageFilter.Decision> call(PageFilter role, List<PageInput> items, Attempt attempt)
      throws InterruptedException {
    return role.filter(items, attempt);
  }

  @Override
  final void checkAnswer(PageInput item, PageFilter.Decision answer) {
    if (answer.isKept()) {
      assertThat(answer.reason()).as("reason for keeping %s", item).isEmpty();
    } else {
      assertThat(answer.reason()).as("reason for leaving out %s", item).isNotBlank();
    }
  }

  @Override
  final List<PageImage> images(PageInput item) {
    return List.of(item.image());
  }
}
