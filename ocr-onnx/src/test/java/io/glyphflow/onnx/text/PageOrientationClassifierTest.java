package io.glyphflow.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.onnx.OnnxSession;
import io.glyphflow.onnx.SessionOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PageOrientationClassifierTest {

  @ParameterizedTest
  @EnumSource(Rotation.class)
  void detect_turnedPage_isTurnedBackByTheAnswer(Rotation lies) throws InterruptedException {
    long before = OnnxSession.liveHandles();
    try (PageOrientationClassifier classifier =
            PageOrientationClassifier.builder(TextModels.darkTop()).build();
        PageImage upright = Pictures.gray(400, 300, (x, y) -> y < 150 ? 0 : 255);
        PageImage page = upright.rotate(lies)) {
      classifier.warmUp();

      Rotation turn = classifier.detect(List.of(input(page))).getFirst();

      assertThat(turn).isEqualTo(lies.inverse());
      try (PageImage back = page.rotate(turn)) {
        assertThat(back.size()).isEqualTo(upright.size());
        assertThat(Pictures.level(back, 200, 20)).isZero();
        assertThat(Pictures.level(back, 200, 280)).isEqualTo(255);
      }
    }
    assertThat(OnnxSession.liveHandles()).isEqualTo(before);
  }

  @Test
  void detect_nobodyCanTell_isNone() throws InterruptedException {
    try (PageOrientationClassifier classifier =
            PageOrientationClassifier.builder(TextModels.darkTop()).build();
        PageImage blank = Pictures.gray(200, 300, (x, y) -> 255);
        PageImage faint = Pictures.gray(200, 300, (x, y) -> y < 150 ? 255 : 220)) {
      assertThat(classifier.detect(List.of(input(blank), input(faint))))
          .containsExactly(Rotation.NONE, Rotation.NONE);
    }
    try (PageOrientationClassifier sure =
            PageOrientationClassifier.builder(TextModels.darkTop()).threshold(0.5).build();
        PageImage faint = Pictures.gray(200, 300, (x, y) -> y < 150 ? 255 : 220)) {
      assertThat(sure.detect(List.of(input(faint)))).containsExactly(Rotation.HALF);
    }
  }

  @Test
  void detect_border_isNotLookedAt() throws InterruptedException {
    // The shorter side is scaled to 256, the middle 224 are seen: 15.6 of 250 are cut on each side
    try (PageOrientationClassifier classifier =
            PageOrientationClassifier.builder(TextModels.darkTop()).threshold(0.3).build();
        PageImage page = Pictures.gray(250, 250, (x, y) -> y < 14 ? 0 : y < 125 ? 150 : 140);
        PageImage wider = Pictures.gray(250, 250, (x, y) -> y < 40 ? 0 : y < 125 ? 150 : 140)) {
      assertThat(classifier.detect(List.of(input(page), input(wider))))
          .containsExactly(Rotation.HALF, Rotation.NONE);
    }
  }

  @Test
  void detect_manyPages_isTheSameInAnyBatch() throws InterruptedException {
    List<PageInput> pages = new ArrayList<>();
    List<Rotation> expected = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      Rotation lies = Rotation.ofDegrees(90 * i);
      pages.add(input(Pictures.gray(90 + 10 * i, 80, (x, y) -> y < 40 ? 0 : 255).rotate(lies)));
      expected.add(lies.inverse());
    }
    try (PageOrientationClassifier classifier =
        PageOrientationClassifier.builder(TextModels.darkTop()).maxBatch(3).build()) {
      assertThat(classifier.traits().maxBatch()).isEqualTo(3);
      assertThat(classifier.detect(pages)).isEqualTo(expected);
    }
  }

  @Test
  void detect_anotherModel_isAModelFailure() {
    try (PageOrientationClassifier classifier =
            PageOrientationClassifier.builder(TextModels.echo()).build();
        PageImage page = Pictures.gray(90, 80, (x, y) -> 255)) {
      assertThatThrownBy(() -> classifier.detect(List.of(input(page))))
          .isInstanceOfSatisfying(
              PermanentOcrException.class,
              e -> assertThat(e.category()).isEqualTo(FailureCategory.MODEL));
    }
  }

  @Test
  void options_outOfRangeOrTwice_areRefused() {
    ModelSource model = TextModels.darkTop();
    assertThatThrownBy(() -> PageOrientationClassifier.builder(model).threshold(-0.1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PageOrientationClassifier.builder(model).maxBatch(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> PageOrientationClassifier.builder(model).channels(TensorSpec.Channels.GRAY))
        .isInstanceOf(IllegalArgumentException.class);
    PageOrientationClassifier.Builder given =
        PageOrientationClassifier.builder(model)
            .threshold(0)
            .maxBatch(1)
            .channels(TensorSpec.Channels.BGR)
            .normalization(PixelNormalization.HALF)
            .session(SessionOptions.defaults());
    assertThatThrownBy(() -> given.threshold(0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> given.maxBatch(1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> given.channels(TensorSpec.Channels.BGR))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> given.normalization(PixelNormalization.HALF))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> given.session(SessionOptions.defaults()))
        .isInstanceOf(IllegalStateException.class);
  }

  private static PageInput input(PageImage page) {
    return new PageInput(new PageId("test", 1), page);
  }
}
