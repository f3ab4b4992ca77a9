package io.glyphflow.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.onnx.OnnxSession;
import io.glyphflow.onnx.SessionOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextLineClassifierTest {

  @Test
  void classify_lightEnd_saysWhichOneItIs() throws InterruptedException {
    long before = OnnxSession.liveHandles();
    try (TextLineClassifier classifier =
            TextLineClassifier.builder(TextModels.lightLeft(true)).build();
        PageImage line = Pictures.gray(192, 48, (x, y) -> x < 96 ? 255 : 0);
        PageImage turned = line.rotate(Rotation.HALF)) {
      List<TextLineClassifier.Direction> found =
          classifier.classify(List.of(line, turned), Attempt.unlimited());

      assertThat(found.get(0).isUpsideDown()).isFalse();
      assertThat(found.get(1).isUpsideDown()).isTrue();
      // The sums are 8 and -8
      assertThat(found.get(0).confidence()).isCloseTo(1 / (1 + Math.exp(-16)), within(1e-6));
      assertThat(found.get(1).confidence()).isCloseTo(1 / (1 + Math.exp(-16)), within(1e-6));
    }
    assertThat(OnnxSession.liveHandles()).isEqualTo(before);
  }

  @Test
  void classify_sumsInsteadOfProbabilities_areTheSame() throws InterruptedException {
    try (TextLineClassifier sums = TextLineClassifier.builder(TextModels.lightLeft(false)).build();
        TextLineClassifier softmax =
            TextLineClassifier.builder(TextModels.lightLeft(true)).build();
        PageImage line = Pictures.gray(192, 48, (x, y) -> 128 + (x < 96 ? -3 : 3))) {
      double expected =
          softmax.classify(List.of(line), Attempt.unlimited()).getFirst().confidence();

      assertThat(sums.classify(List.of(line), Attempt.unlimited()).getFirst().confidence())
          .isCloseTo(expected, within(1e-6));
    }
  }

  @Test
  void classify_shortLine_isPaddedWithZeros() throws InterruptedException {
    try (TextLineClassifier classifier =
            TextLineClassifier.builder(TextModels.lightLeft(false)).build();
        PageImage white = Pictures.gray(96, 48, (x, y) -> 255);
        PageImage whole = Pictures.gray(192, 48, (x, y) -> x < 96 ? 255 : 127.5)) {
      // A longer one first: its pixels are not what the shorter is padded with
      var unused = classifier.classify(List.of(whole), Attempt.unlimited());

      assertThat(classifier.classify(List.of(white), Attempt.unlimited()).getFirst().confidence())
          .isCloseTo(1 / (1 + Math.exp(-8)), within(1e-6));
    }
  }

  @Test
  void classify_longLine_looksAtItsLeftEnd() throws InterruptedException {
    try (TextLineClassifier classifier =
            TextLineClassifier.builder(TextModels.lightLeft(true)).build();
        PageImage line = Pictures.gray(2_000, 48, (x, y) -> x < 96 ? 255 : x < 192 ? 0 : 255)) {
      assertThat(classifier.classify(List.of(line), Attempt.unlimited()).getFirst().confidence())
          .isCloseTo(1 / (1 + Math.exp(-16)), within(1e-4));
    }
  }

  @Test
  void classify_manyLines_isTheSameInAnyBatch() throws InterruptedException {
    List<PageImage> lines = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      int level = 40 * (i % 5) - 80;
      int width = 20 + 31 * i;
      lines.add(Pictures.gray(width, 48, (x, y) -> 128 + (x < 96 ? level : -level)));
    }
    try (TextLineClassifier one =
            TextLineClassifier.builder(TextModels.lightLeft(true)).maxBatch(1).build();
        TextLineClassifier seven =
            TextLineClassifier.builder(TextModels.lightLeft(true)).maxBatch(7).build()) {
      List<TextLineClassifier.Direction> single = one.classify(lines, Attempt.unlimited());
      List<TextLineClassifier.Direction> batched = seven.classify(lines, Attempt.unlimited());
      assertThat(batched).hasSize(23);
      for (int i = 0; i < 23; i++) {
        assertThat(batched.get(i).isUpsideDown()).isEqualTo(single.get(i).isUpsideDown());
        assertThat(batched.get(i).confidence())
            .isCloseTo(single.get(i).confidence(), within(1e-5)); // sums in another order
      }
      assertThat(single.stream().map(TextLineClassifier.Direction::isUpsideDown))
          .contains(true, false);
      assertThat(seven.classify(List.of(), Attempt.unlimited())).isEmpty();
    }
  }

  @Test
  void threshold_lessSure_isNotUpsideDown() throws InterruptedException {
    try (TextLineClassifier half =
            TextLineClassifier.builder(TextModels.lightLeft(true)).threshold(0.5).build();
        TextLineClassifier usual = TextLineClassifier.builder(TextModels.lightLeft(true)).build();
        PageImage line = Pictures.gray(192, 48, (x, y) -> x < 96 ? 120 : 128)) {
      TextLineClassifier.Direction unsure =
          half.classify(List.of(line), Attempt.unlimited()).getFirst();

      assertThat(unsure.confidence()).isBetween(0.55, 0.89);
      assertThat(unsure.isUpsideDown()).isTrue();
      assertThat(usual.classify(List.of(line), Attempt.unlimited()).getFirst())
          .isEqualTo(new TextLineClassifier.Direction(false, unsure.confidence()));
    }
  }

  @Test
  void classify_anotherModel_isAModelFailure() {
    try (TextLineClassifier classifier = TextLineClassifier.builder(TextModels.echo()).build();
        PageImage line = Pictures.gray(192, 48, (x, y) -> 255)) {
      assertThatThrownBy(() -> classifier.classify(List.of(line), Attempt.unlimited()))
          .isInstanceOfSatisfying(
              PermanentOcrException.class,
              e -> assertThat(e.category()).isEqualTo(FailureCategory.MODEL))
          .hasMessageContaining("echo");
    }
  }

  @Test
  void textCls_isUpsideDown() throws IOException, InterruptedException {
    if (!SharedPages.areThere()) {
      return;
    }
    Path model = SharedPages.path("models/ppocr/ch_ppocr_mobile_v2.0_cls_infer.onnx");
    try (TextLineClassifier classifier = TextLineClassifier.of(model);
        PageImage line = SharedPages.picture("pages/rapidocr-tests/text_cls.jpg");
        PageImage turned = line.rotate(Rotation.HALF)) {
      classifier.warmUp();

      List<TextLineClassifier.Direction> found =
          classifier.classify(List.of(line, turned), Attempt.unlimited());

      assertThat(found.get(0).isUpsideDown()).isTrue();
      assertThat(found.get(0).confidence()).isCloseTo(0.99999964, within(1e-7));
      assertThat(found.get(1).isUpsideDown()).isFalse();
    }
  }

  @Test
  void options_outOfRangeOrTwice_areRefused() {
    ModelSource model = TextModels.lightLeft(true);
    assertThatThrownBy(() -> TextLineClassifier.builder(model).threshold(1.1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TextLineClassifier.builder(model).threshold(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TextLineClassifier.builder(model).maxBatch(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TextLineClassifier.builder(model).channels(TensorSpec.Channels.GRAY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TextLineClassifier.builder(model).inputSize(new Size(5_000, 48)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TextLineClassifier.builder(model).threshold(0).threshold(1))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> TextLineClassifier.builder(model).maxBatch(1).maxBatch(1))
        .isInstanceOf(IllegalStateException.class);
    TextLineClassifier.Builder given =
        TextLineClassifier.builder(model)
            .channels(TensorSpec.Channels.RGB)
            .normalization(PixelNormalization.UNIT)
            .inputSize(new Size(160, 80))
            .session(SessionOptions.defaults());
    assertThatThrownBy(() -> given.channels(TensorSpec.Channels.RGB))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> given.normalization(PixelNormalization.HALF))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> given.inputSize(new Size(160, 80)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> given.session(SessionOptions.defaults()))
        .isInstanceOf(IllegalStateException.class);
  }
}
