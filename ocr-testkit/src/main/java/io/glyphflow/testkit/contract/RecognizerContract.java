package io.glyphflow.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a pipeline relies on in a recognizer. Besides what holds for every role: crops of every kind
 * and of a single pixel have an answer, which may be {@code unread}, and estimated costs are
 * numbers above 0.
 *
 * {@snippet :
 * class MyRecognizerTest extends RecognizerContract {
 *   @Override
 *   protected Recognizer create() {
 *     return new MyRecognizer(MODEL);
 *   }
 * }
 * }
 */
public abstract non-sealed class RecognizerContract
    extends RoleContract<Recognizer, RegionCrop, RegionContent> {

  /** For subclasses. */
  protected RecognizerContract() {}

  /**
   * The crops that are tried. By default tiny and small ones, gray and color, views included, of
   * all kinds.
   *
   * @return at least one crop; asked again for each test
   */
  protected List<RegionCrop> sampleCrops() {
    RegionKind[] kinds = RegionKind.values();
    List<RegionCrop> crops = new ArrayList<>();
    for (PageInput page : Samples.pages()) {
      RegionKind kind = kinds[crops.size() % kinds.length];
      crops.add(
          new RegionCrop(
              page.id(), Samples.region(crops.size(), kind, page.image().size()), page.image()));
    }
    return crops;
  }

  /** The estimated cost of a crop is a number above 0. */
  @Test
  public void estimatedCost_everyCrop_isAboveZero() throws Exception {
    Recognizer role = create();
    try {
      for (RegionCrop crop : sampleCrops()) {
        assertThat(role.estimatedCost(crop))
            .as("estimated cost of %s", crop)
            .isPositive()
            .isFinite();
      }
    } finally {
      if (role instanceof AutoCloseable closeable) {
        closeable.close();
      }
    }
  }

  @Override
  final List<RegionCrop> samples() {
    return sampleCrops();
  }

  @Override
  final List<RegionContent> call(Recognizer role, List<RegionCrop> items)
      throws InterruptedException {
    return role.recognize(items);
  }

  @Override
  final List<RegionContent> call(Recognizer role, List<RegionCrop> items, Attempt attempt)
      throws InterruptedException {
    return role.recognize(items, attempt);
  }

  /** The types of the contents check themselves. */
  @Override
  final void checkAnswer(RegionCrop item, RegionContent answer) {}

  @Override
  final List<PageImage> images(RegionCrop item) {
    return List.of(item.image());
  }
}
