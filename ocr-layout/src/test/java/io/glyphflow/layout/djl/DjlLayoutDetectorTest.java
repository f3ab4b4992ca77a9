package io.glyphflow.layout.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.modality.cv.output.BoundingBox;
import ai.djl.modality.cv.output.DetectedObjects;
import ai.djl.modality.cv.output.Rectangle;
import ai.djl.repository.zoo.Criteria;
import ai.djl.translate.TranslateException;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.layout.LabelMap;
import io.glyphflow.layout.postprocess.PostprocessOptions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DjlLayoutDetectorTest {

  private static final LabelMap LABELS = LabelMap.of("title", "table");
  private static final PageInput PAGE =
      new PageInput(
          new PageId("page", 1), PageImage.allocate(new Size(200, 100), PageImage.Format.BGR24));

  @Test
  void detect_normalizedBoxes_areInPagePixels() throws InterruptedException {
    HandMade engine = new HandMade(image -> objects("table", 0.9, 0.25, 0.1, 0.5, 0.4));
    try (DjlLayoutDetector detector = DjlLayoutDetector.of(engine::predictor, LABELS)) {
      Region region = detector.detect(List.of(PAGE)).getFirst().regions().getFirst();
      assertThat(region.kind()).isEqualTo(RegionKind.TABLE);
      assertThat(region.label()).isEqualTo("table");
      assertThat(region.box())
          .isEqualTo(io.glyphflow.core.geometry.BoundingBox.of(50, 10, 150, 50));
      assertThat(region.confidence()).isEqualTo(0.9f);
    }
    assertThat(engine.open()).isZero();
  }

  @Test
  void detect_anyFormat_givesItsColors() throws InterruptedException {
    HandMade engine =
        new HandMade(
            image -> {
              int color = Colors.at(image, 3, 2);
              return objects(
                  "title",
                  0.9,
                  (color >> 16 & 0xff) / 255.0,
                  (color >> 8 & 0xff) / 255.0,
                  0.125,
                  (color & 0xff) / 255.0);
            });
    ByteBuffer pixels = ByteBuffer.allocateDirect(32 * 10); // two bytes after each row
    pixels.put(4 * 32 + 3 * 5, new byte[] {51, 102, (byte) 204});
    try (PageImage page =
            PageImage.wrap(pixels, new Size(10, 10), PageImage.Format.BGR24, 32, 0, () -> {});
        DjlLayoutDetector detector = DjlLayoutDetector.of(engine::predictor, LABELS)) {
      PageImage view = page.view(io.glyphflow.core.geometry.BoundingBox.of(2, 2, 10, 10));
      Region region =
          detector
              .detect(List.of(new PageInput(new PageId("view", 1), view)))
              .getFirst()
              .regions()
              .getFirst();
      assertThat(region.box().left()).isEqualTo(8 * 0.8f);
      assertThat(region.box().top()).isEqualTo(8 * 0.4f);
      assertThat(region.box().bottom()).isEqualTo((float) (8 * 0.6));
    }
  }

  @Test
  void detect_unknownClass_isAFailure() {
    HandMade engine = new HandMade(image -> objects("dog", 0.9, 0, 0, 1, 1));
    try (DjlLayoutDetector detector = DjlLayoutDetector.of(engine::predictor, LABELS)) {
      assertThatExceptionOfType(PermanentOcrException.class)
          .isThrownBy(() -> detector.detect(List.of(PAGE)))
          .matches(e -> e.category() == FailureCategory.LAYOUT)
          .withMessageContaining("\"dog\"");
    }
  }

  @Test
  void detect_predictorFails_isAFailureOfTheModel() {
    HandMade engine =
        new HandMade(
            image -> {
              throw new TranslateException("broken");
            });
    try (DjlLayoutDetector detector = DjlLayoutDetector.of(engine::predictor, LABELS)) {
      assertThatExceptionOfType(PermanentOcrException.class)
          .isThrownBy(() -> detector.detect(List.of(PAGE)))
          .matches(e -> e.category() == FailureCategory.MODEL)
          .withMessageContaining("broken");
      assertThat(engine.open()).as("a predictor that failed is closed").isZero();
    }
  }

  @Test
  void detect_severalPages_inBatches() throws InterruptedException {
    HandMade engine = new HandMade(image -> objects("table", 0.9, 0.25, 0.1, 0.5, 0.4));
    try (DjlLayoutDetector detector =
        DjlLayoutDetector.builder(engine::predictor, LABELS).maxBatch(2).concurrency(3).build()) {
      assertThat(detector.traits().maxBatch()).isEqualTo(2);
      assertThat(detector.traits().concurrency()).isEqualTo(3);
      assertThat(detector.detect(List.of(PAGE, PAGE, PAGE))).hasSize(3);
      assertThat(engine.batches()).containsExactly(2, 1);
    }
  }

  @Test
  void detect_closed_throws() {
    HandMade engine = new HandMade(image -> objects("table", 0.9, 0, 0, 1, 1));
    DjlLayoutDetector detector = DjlLayoutDetector.of(engine::predictor, LABELS);
    detector.close();
    detector.close();
    assertThatIllegalStateException().isThrownBy(() -> detector.detect(List.of(PAGE)));
  }

  @Test
  void options_badOrTwice_throw() {
    HandMade engine = new HandMade(image -> objects("table", 0.9, 0, 0, 1, 1));
    DjlLayoutDetector.Builder builder = DjlLayoutDetector.builder(engine::predictor, LABELS);
    assertThatIllegalArgumentException().isThrownBy(() -> builder.maxBatch(0));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.concurrency(0));
    builder.maxBatch(1).concurrency(1).postprocess(PostprocessOptions.defaults());
    assertThatIllegalStateException().isThrownBy(() -> builder.maxBatch(1));
    assertThatIllegalStateException().isThrownBy(() -> builder.concurrency(2));
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.postprocess(PostprocessOptions.defaults()));
  }

  @Test
  void of_criteriaThatFitNothing_saysSo() {
    Criteria<ai.djl.modality.cv.Image, DetectedObjects> criteria =
        Criteria.builder()
            .setTypes(ai.djl.modality.cv.Image.class, DetectedObjects.class)
            .optModelPath(Path.of("no", "such", "model.pt"))
            .build();
    assertThatExceptionOfType(PermanentOcrException.class)
        .isThrownBy(() -> DjlLayoutDetector.of(criteria, LABELS))
        .matches(e -> e.category() == FailureCategory.MODEL)
        .withMessageContaining("DJL model");
  }

  static DetectedObjects objects(
      String name, double confidence, double x, double y, double width, double height) {
    List<BoundingBox> boxes = List.of(new Rectangle(x, y, width, height));
    return new DetectedObjects(List.of(name), List.of(confidence), boxes);
  }
}
