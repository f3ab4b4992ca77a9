package io.glyphflow.layout.postprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.layout.LabelMap;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LayoutPostprocessorTest {

  private static final Size PAGE = new Size(1000, 1400);
  private static final LayoutPostprocessor DEFAULT = of(PostprocessOptions.defaults());

  private static LayoutPostprocessor of(PostprocessOptions options) {
    return new LayoutPostprocessor(options, Labels25.map());
  }

  /** Detections one after the other. */
  private static final class Page {
    private final List<float[]> boxes = new ArrayList<>();
    private final List<Integer> classes = new ArrayList<>();
    private final List<Float> confidences = new ArrayList<>();
    private final List<Float> order = new ArrayList<>();

    Page add(int classId, double confidence, double left, double top, double right, double bottom) {
      boxes.add(new float[] {(float) left, (float) top, (float) right, (float) bottom});
      classes.add(classId);
      confidences.add((float) confidence);
      order.add((float) -boxes.size());
      return this;
    }

    Detections found() {
      return found(null, null);
    }

    Detections ordered() {
      float[] places = new float[order.size()];
      for (int i = 0; i < places.length; i++) {
        places[i] = order.get(i);
      }
      return found(places, null);
    }

    Detections found(float[] places, Detections.Masks masks) {
      int count = boxes.size();
      float[] all = new float[4 * count];
      float[] confidence = new float[count];
      for (int i = 0; i < count; i++) {
        System.arraycopy(boxes.get(i), 0, all, 4 * i, 4);
        confidence[i] = confidences.get(i);
      }
      int[] classIds = classes.stream().mapToInt(c -> c).toArray();
      return new Detections(count, all, classIds, confidence, places, masks);
    }
  }

  private static List<String> labels(PageLayout layout) {
    return layout.regions().stream().map(Region::label).toList();
  }

  @Test
  void apply_nothingFound_empty() {
    assertThat(DEFAULT.apply(new Page().found(), PAGE)).isEqualTo(new PageLayout(List.of(), 0));
  }

  @Test
  void apply_oneBox_asItIs() {
    Page page = new Page().add(Labels25.HEADER, 0.75, 10.25, 20.5, 300.75, 40);
    Region region = DEFAULT.apply(page.found(), PAGE).regions().getFirst();
    assertThat(region)
        .isEqualTo(
            Region.of(
                RegionKind.FURNITURE, "header", new BoundingBox(10.25, 20.5, 300.75, 40), 0.75));
  }

  @Test
  void apply_boxesInsideEachOther_higherConfidenceStays() {
    // The fault of the reference: IoU 0.94, and it drops both.
    Page page =
        new Page()
            .add(Labels25.TEXT, 0.6, 100, 100, 500, 200)
            .add(Labels25.PARAGRAPH_TITLE, 0.5, 103, 100, 500, 203);
    assertThat(labels(DEFAULT.apply(page.found(), PAGE))).containsExactly("text");
    assertThat(of(PostprocessOptions.compat()).apply(page.found(), PAGE).regions()).isEmpty();
    assertThat(DEFAULT.fates(page.found(), PAGE)).containsExactly(Fate.KEPT, Fate.MERGED);
  }

  @Test
  void apply_threeBoxesInACircle_contentStays() {
    // The first is inside the second only, the others inside each other in turn.
    Page page =
        new Page()
            .add(Labels25.TEXT, 0.9, 100, 100, 180, 200)
            .add(Labels25.TABLE, 0.7, 100, 100, 201, 200)
            .add(Labels25.PARAGRAPH_TITLE, 0.8, 100, 100, 190, 200);
    List<Region> regions = DEFAULT.apply(page.found(), PAGE).regions();
    assertThat(regions).hasSize(1);
    assertThat(regions.getFirst().label()).isEqualTo("table");
  }

  @Test
  void apply_sameConfidence_smallerIndexStays() {
    for (int i = 0; i < 3; i++) {
      Page page =
          new Page()
              .add(Labels25.TEXT, 0.5, 100, 100, 500, 200)
              .add(Labels25.TEXT, 0.5, 101, 100, 500, 200)
              .add(Labels25.TEXT, 0.5, 102, 100, 500, 200);
      assertThat(DEFAULT.fates(page.found(), PAGE))
          .containsExactly(Fate.KEPT, Fate.SUPPRESSED, Fate.SUPPRESSED);
    }
  }

  @Test
  void apply_textInsideOthers_goesUnlessToldToStay() {
    Page page =
        new Page()
            .add(Labels25.IMAGE, 0.9, 100, 100, 500, 500)
            .add(Labels25.TEXT, 0.8, 150, 150, 300, 200)
            .add(Labels25.TABLE, 0.9, 100, 600, 500, 900)
            .add(Labels25.TEXT, 0.8, 150, 650, 300, 700)
            .add(Labels25.CHART, 0.8, 150, 750, 300, 800);
    assertThat(labels(DEFAULT.apply(page.found(), PAGE)))
        .containsExactly("image", "table", "chart");
    PostprocessOptions kept = PostprocessOptions.builder().merge("image", MergeMode.NONE).build();
    assertThat(labels(of(kept).apply(page.found(), PAGE)))
        .containsExactly("image", "text", "table", "chart");
  }

  @Test
  void apply_small_whatHoldsIt_goes() {
    Page page =
        new Page()
            .add(Labels25.REFERENCE, 0.9, 100, 100, 500, 900)
            .add(Labels25.REFERENCE, 0.8, 110, 110, 490, 300);
    PostprocessOptions small =
        PostprocessOptions.builder()
            .merge(MergeMode.NONE)
            .merge("reference", MergeMode.SMALL)
            .build();
    assertThat(of(small).fates(page.found(), PAGE)).containsExactly(Fate.MERGED, Fate.KEPT);
  }

  @Test
  void apply_thresholdOfALabel_beforeThatOfAll() {
    Page page =
        new Page()
            .add(Labels25.TEXT, 0.3f, 0, 0, 10, 10)
            .add(Labels25.TEXT, 0.29, 20, 0, 30, 10)
            .add(Labels25.TABLE, 0.7f, 40, 0, 50, 10)
            .add(Labels25.TABLE, 0.69, 60, 0, 70, 10);
    PostprocessOptions options = PostprocessOptions.builder().threshold("table", 0.7).build();
    assertThat(of(options).fates(page.found(), PAGE))
        .containsExactly(Fate.KEPT, Fate.BELOW_THRESHOLD, Fate.KEPT, Fate.BELOW_THRESHOLD);
  }

  @Test
  void apply_pictureAsLargeAsThePage_goesIfThereIsMore() {
    Page page = new Page().add(Labels25.IMAGE, 0.9, -5, -5, 1005, 1390);
    assertThat(DEFAULT.apply(page.found(), PAGE).regions()).hasSize(1);
    page.add(Labels25.TEXT, 0.5, 100, 100, 400, 200);
    assertThat(labels(DEFAULT.apply(page.found(), PAGE))).containsExactly("text");
    assertThat(DEFAULT.fates(page.found(), PAGE)).containsExactly(Fate.LARGE_IMAGE, Fate.KEPT);
    PostprocessOptions all = PostprocessOptions.builder().largeImage(1, 1).build();
    assertThat(labels(of(all).apply(page.found(), PAGE))).containsExactly("image");
  }

  @Test
  void apply_orderOfTheModel_isTheOrderOfRegions() {
    Page page =
        new Page()
            .add(Labels25.TEXT, 0.5, 0, 0, 100, 20)
            .add(Labels25.TABLE, 0.9, 0, 100, 100, 120)
            .add(Labels25.HEADER, 0.7, 0, 200, 100, 220);
    assertThat(labels(DEFAULT.apply(page.found(), PAGE)))
        .containsExactly("text", "table", "header");
    assertThat(labels(DEFAULT.apply(page.ordered(), PAGE)))
        .containsExactly("header", "table", "text");
  }

  @Test
  void apply_unclip_growsAroundTheCentreWithinThePage() {
    Page page =
        new Page()
            .add(Labels25.TEXT, 0.5, 100, 100, 200, 120)
            .add(Labels25.TABLE, 0.9, 0, 1300, 1000, 1400);
    PostprocessOptions options =
        PostprocessOptions.builder().unclip(1.5, 2).unclip("table", 1, 1.5).build();
    List<Region> regions = of(options).apply(page.found(), PAGE).regions();
    assertThat(regions.get(0).box()).isEqualTo(new BoundingBox(75, 90, 225, 130));
    assertThat(regions.get(1).box()).isEqualTo(new BoundingBox(0, 1275, 1000, 1400));
  }

  @Test
  void apply_tooSmallOrDropped_noRegionButAFate() {
    Page page =
        new Page()
            .add(Labels25.TEXT, 0.5, 100, 100, 105.9, 120)
            .add(Labels25.TEXT, 0.5, 995, 200, 1100, 220)
            .add(Labels25.HEADER, 0.5, 100, 300, 200, 320)
            .add(Labels25.TEXT, 0.5, 100, 400, 106, 406);
    PostprocessOptions options =
        PostprocessOptions.builder().minimumSize(6, 6).dropped(Set.of("header")).build();
    assertThat(of(options).fates(page.found(), PAGE))
        .containsExactly(Fate.TOO_SMALL, Fate.TOO_SMALL, Fate.DROPPED, Fate.KEPT);
  }

  @Test
  void apply_kindOfALabel_asTold() {
    Page page = new Page().add(Labels25.CHART, 0.5, 100, 100, 200, 120);
    PostprocessOptions options =
        PostprocessOptions.builder().kind("chart", RegionKind.TABLE).build();
    assertThat(of(options).apply(page.found(), PAGE).regions().getFirst().kind())
        .isEqualTo(RegionKind.TABLE);
  }

  @Test
  void apply_garbageAmongBoxes_leftOutAndCounted() {
    Page page = new Page();
    for (int i = 0; i < 9; i++) {
      page.add(Labels25.TEXT, 0.9, 100, 100 * i, 500, 100 * i + 50);
    }
    page.add(Labels25.TEXT, Float.NaN, 600, 0, 700, 50)
        .add(Labels25.TEXT, 1.5, 600, 100, 700, 150)
        .add(25, 0.5, 600, 200, 700, 250)
        .add(-1, 0.5, 600, 300, 700, 350)
        .add(Labels25.TEXT, 0.5, Float.NaN, 400, 700, 450)
        .add(Labels25.TEXT, 0.5, 600, 500, Float.POSITIVE_INFINITY, 550)
        .add(Labels25.TEXT, 0.5, 700, 600, 600, 650)
        .add(Labels25.TEXT, 0.5, 600, 700, 600, 750)
        .add(Labels25.TEXT, 0.5, 1000, 800, 1100, 850);
    PageLayout layout = DEFAULT.apply(page.found(), PAGE);
    assertThat(layout.regions()).hasSize(9);
    assertThat(layout.droppedBoxes()).isEqualTo(9);
    page.add(Labels25.TEXT, 0.5, 600, 900, 700, 890);
    assertThatThrownBy(() -> DEFAULT.apply(page.found(), PAGE))
        .isInstanceOfSatisfying(
            PermanentOcrException.class,
            e -> assertThat(e.category()).isEqualTo(FailureCategory.LAYOUT))
        .hasMessageContaining("10 of 19");
  }

  @Test
  void apply_fewInvalidBoxes_noFailure() {
    Page page =
        new Page()
            .add(Labels25.TEXT, 0.5, 700, 600, 600, 650)
            .add(Labels25.TEXT, 0.5, 700, 600, 600, 650);
    assertThat(DEFAULT.apply(page.found(), PAGE)).isEqualTo(new PageLayout(List.of(), 2));
  }

  @Test
  void apply_garbageBelowTheThreshold_notCounted() {
    Page page = new Page();
    for (int i = 0; i < 9; i++) {
      page.add(99, 0.1, Float.NaN, 0, 0, 0);
    }
    assertThat(DEFAULT.apply(page.found(), PAGE)).isEqualTo(new PageLayout(List.of(), 0));
  }

  @Test
  void apply_confidenceRoundedAboveOne_isOne() {
    Page page = new Page().add(Labels25.TEXT, 1.0005, 100, 100, 200, 120);
    assertThat(DEFAULT.apply(page.found(), PAGE).regions().getFirst().confidence()).isEqualTo(1);
  }

  @Test
  void apply_masks_outlinesByIndexIfWanted() {
    Page page =
        new Page()
            .add(Labels25.TEXT, 0.5, 100, 100, 500, 500)
            .add(Labels25.TEXT, 0.9, 100, 700, 500, 1100);
    FloatBuffer values = FloatBuffer.allocate(2 * 100 * 140);
    for (int i = 0; i < 100 * 140; i++) {
      int x = i % 100;
      int y = i / 100;
      values.put(i, x < 30 || y < 30 ? 1 : 0); // the first one lacks a corner
      values.put(100 * 140 + i, 1);
    }
    Detections found = page.found(null, new Detections.Masks(values, 100, 140, 0.5f));
    List<Region> regions = DEFAULT.apply(found, PAGE).regions();
    assertThat(regions.get(0).polygon()).isPresent();
    assertThat(regions.get(1).polygon()).isEmpty();
    PostprocessOptions without = PostprocessOptions.builder().polygons(false).build();
    assertThat(of(without).apply(found, PAGE).regions().get(0).polygon()).isEmpty();
    PostprocessOptions unclipped = PostprocessOptions.compat().toBuilder().unclip(1.1, 1.1).build();
    assertThat(of(unclipped).apply(found, PAGE).regions().get(0).polygon()).isEmpty();
  }

  @Test
  void apply_manyBoxes_noneIsCapped() {
    Page page = new Page();
    for (int i = 0; i < 5_000; i++) {
      double left = i % 100 * 10;
      double top = i / 100 * 20;
      page.add(Labels25.TEXT, 0.5, left, top, left + 8, top + 18);
    }
    assertThat(DEFAULT.apply(page.found(), PAGE).regions()).hasSize(5_000);
  }

  @Test
  void constructor_labelThatTheModelLacks_namedInTheException() {
    PostprocessOptions options = PostprocessOptions.builder().threshold("tabel", 0.5).build();
    assertThatThrownBy(() -> of(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tabel");
  }

  @Test
  void constructor_presetsForOtherLabels_noException() {
    LabelMap two = LabelMap.of(List.of(new LabelMap.Entry("text", RegionKind.TEXT)));
    assertThat(new LayoutPostprocessor(PostprocessOptions.compat(), two)).isNotNull();
    assertThat(new LayoutPostprocessor(PostprocessOptions.paddleOcrVl(), two)).isNotNull();
  }
}
