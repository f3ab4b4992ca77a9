package io.glyphflow.layout.postprocess;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.core.stage.PermanentOcrException;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever a model answers: no crop outside of the page, and no exception but the one. */
class GarbageProperties {

  private static final float[] ODD = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_VALUE,
    -0f,
    0,
    1
  };

  /** 100 tries of 10,000 answers are the million. */
  @Property(tries = 100)
  void apply_anyAnswer_boxesWithinThePageOrALayoutFailure(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    PostprocessOptions options =
        PostprocessOptions.builder()
            .threshold(random.nextDouble(0.5))
            .unclip(random.nextDouble(0.5, 2), random.nextDouble(0.5, 2))
            .merge(random.nextBoolean() ? MergeMode.LARGE : MergeMode.SMALL)
            .suppression(random.nextBoolean())
            .build();
    LayoutPostprocessor postprocessor = new LayoutPostprocessor(options, Labels25.map());
    int failures = 0;
    for (int i = 0; i < 10_000; i++) {
      Size page = new Size(random.nextInt(1, 3000), random.nextInt(1, 3000));
      Detections found = answer(page, random, random.nextInt(10));
      try {
        check(postprocessor.apply(found, page), found, page);
      } catch (PermanentOcrException e) {
        assertThat(e.category()).isEqualTo(FailureCategory.LAYOUT);
        failures++;
      }
    }
    assertThat(failures).isBetween(1, 9_999);
  }

  private static void check(PageLayout layout, Detections found, Size page) {
    for (Region region : layout.regions()) {
      BoundingBox box = region.box();
      boolean isOnPage =
          box.isValid()
              && box.left() >= 0
              && box.top() >= 0
              && box.right() <= page.width()
              && box.bottom() <= page.height();
      if (!isOnPage || !(region.confidence() >= 0 && region.confidence() <= 1)) {
        throw new AssertionError(region + " on " + page);
      }
    }
    assertThat(layout.regions().size() + layout.droppedBoxes()).isLessThanOrEqualTo(found.count());
  }

  @Property(tries = 300)
  void fates_anyAnswer_oneForEachAndAsManyKeptAsRegions(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Size page = new Size(random.nextInt(1, 3000), random.nextInt(1, 3000));
    Detections found = answer(page, random, 1);
    LayoutPostprocessor postprocessor =
        new LayoutPostprocessor(PostprocessOptions.defaults(), Labels25.map());
    try {
      PageLayout layout = postprocessor.apply(found, page);
      List<Fate> fates = postprocessor.fates(found, page);
      assertThat(fates).hasSize(found.count());
      assertThat(fates.stream().filter(fate -> fate == Fate.KEPT)).hasSameSizeAs(layout.regions());
      assertThat(fates.stream().filter(fate -> fate == Fate.INVALID))
          .hasSize(layout.droppedBoxes());
    } catch (PermanentOcrException e) {
      assertThat(e.category()).isEqualTo(FailureCategory.LAYOUT);
    }
  }

  /** Boxes about the page; so many in ten numbers are odd ones. */
  private static Detections answer(Size page, SplittableRandom random, int garbage) {
    int count = random.nextInt(12);
    float[] boxes = new float[4 * count];
    int[] classes = new int[count];
    float[] confidences = new float[count];
    float[] order = new float[count];
    for (int i = 0; i < count; i++) {
      boolean isOdd = random.nextInt(10) < garbage;
      float left = (float) random.nextDouble(-20, page.width());
      float top = (float) random.nextDouble(-20, page.height());
      boxes[4 * i] = left;
      boxes[4 * i + 1] = top;
      boxes[4 * i + 2] = left + (float) random.nextDouble(30, 500);
      boxes[4 * i + 3] = top + (float) random.nextDouble(30, 500);
      classes[i] = isOdd && random.nextInt(4) == 0 ? random.nextInt(-9, 99) : random.nextInt(25);
      confidences[i] = (float) random.nextDouble();
      order[i] = random.nextInt(5) == 0 ? ODD[random.nextInt(ODD.length)] : random.nextInt(9);
      if (isOdd) {
        int place = random.nextInt(6);
        if (place < 4) {
          boxes[4 * i + place] =
              random.nextBoolean() ? ODD[random.nextInt(ODD.length)] : -random.nextInt(9_000);
        } else if (place == 4) {
          confidences[i] =
              random.nextBoolean() ? ODD[random.nextInt(ODD.length)] : random.nextInt(100);
        }
      }
    }
    return new Detections(count, boxes, classes, confidences, order, null);
  }
}
