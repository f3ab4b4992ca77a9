package io.glyphflow.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.onnx.OnnxSession;
import io.glyphflow.onnx.SessionOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TextLineDetectorTest {

  /** Bars at these tops, 24 high, from 100 to 500. */
  private static final int[] TOPS = {60, 120, 180, 300};

  @Test
  void detect_bars_areLinesFromTopToBottom() throws InterruptedException {
    long before = OnnxSession.liveHandles();
    try (TextLineDetector detector = ink(TextModels.ink());
        PageImage page = bars(640, 480)) {
      detector.warmUp();
      check(detector.detect(page), 1e-6);
      assertThat(detector.droppedCandidates()).isZero();
    }
    assertThat(OnnxSession.liveHandles()).isEqualTo(before);
  }

  @Test
  void detect_halfPrecision_findsTheSame() throws InterruptedException {
    try (TextLineDetector detector = ink(TextModels.halfInk());
        PageImage page = bars(640, 480)) {
      check(detector.detect(page), 1e-6);
    }
  }

  @Test
  void detect_modelWithASizeAndASmallerMap_findsTheSame() throws InterruptedException {
    try (TextLineDetector detector = ink(TextModels.fixedInk(640, 640));
        PageImage page = bars(640, 480);
        PageImage larger = bars(1_280, 960)) {
      check(detector.detect(page), 8);
      List<TextBox> boxes = detector.detect(larger);
      assertThat(boxes).hasSize(TOPS.length);
      assertThat(boxes.getFirst().quad().bounds().center().y()).isCloseTo(144, within(1.0));
    }
  }

  @Test
  void detect_scaledPicture_boxesComeBackExactly() throws InterruptedException {
    // 1,000 x 900 is shrunk to 480 x 416: not the same factor on both sides
    try (TextLineDetector detector =
            TextLineDetector.builder(TextModels.ink())
                .normalization(PixelNormalization.UNIT)
                .longestSide(480)
                .unclipRatio(0)
                .build();
        PageImage page =
            Pictures.gray(
                1_000, 900, (x, y) -> x > 200 && x < 700 && y > 300 && y < 420 ? 0 : 255)) {
      BoundingBox box = detector.detect(page).getFirst().quad().bounds();

      // The rectangle goes through the middles of the outer pixels of the map
      assertThat(box.left()).isCloseTo(200 + 1_000 / 480.0 / 2, within(1.1));
      assertThat(box.right()).isCloseTo(700 - 1_000 / 480.0 / 2, within(1.1));
      assertThat(box.top()).isCloseTo(300 + 900 / 416.0 / 2, within(1.1));
      assertThat(box.bottom()).isCloseTo(420 - 900 / 416.0 / 2, within(1.1));
    }
  }

  @Test
  void detect_turnedPages_runAlongTheLines() throws InterruptedException {
    try (TextLineDetector detector = ink(TextModels.ink());
        PageImage page = bars(640, 480)) {
      for (Rotation turn : Rotation.values()) {
        try (PageImage turned = page.rotate(turn)) {
          List<TextBox> boxes = detector.detect(turned);
          assertThat(boxes).hasSize(TOPS.length);
          for (TextBox box : boxes) {
            var from = box.quad().vertices().get(0);
            var to = box.quad().vertices().get(1);
            assertThat(Math.hypot(to.x() - from.x(), to.y() - from.y())).isGreaterThan(390);
          }
        }
      }
    }
  }

  @Test
  void detect_blankPictures_haveNoLines() throws InterruptedException {
    try (TextLineDetector detector = ink(TextModels.ink())) {
      for (Size size : List.of(new Size(1, 1), new Size(2, 700), new Size(640, 480))) {
        try (PageImage page = Pictures.gray(size.width(), size.height(), (x, y) -> 255)) {
          assertThat(detector.detect(page)).isEmpty();
        }
      }
    }
  }

  @Test
  void detect_infiniteValues_areNoText() throws InterruptedException {
    // factor / light: black is infinite, white is 0.2, gray 0.6
    try (TextLineDetector detector = ink(TextModels.broken(0.2f));
        PageImage page =
            Pictures.gray(
                640,
                480,
                (x, y) ->
                    x > 100 && x < 500 && y > 60 && y < 84
                        ? 85
                        : x > 100 && x < 500 && y > 200 && y < 224 ? 0 : 255)) {
      assertThat(detector.detect(page))
          .singleElement()
          .satisfies(
              box -> assertThat(box.quad().bounds().center().y()).isCloseTo(72, within(1.0)));
    }
  }

  @Test
  void detect_littleElseThanNaN_isAModelFailure() {
    try (TextLineDetector detector = ink(TextModels.broken(0));
        PageImage page = Pictures.gray(640, 480, (x, y) -> y < 300 ? 0 : 255)) {
      assertThatThrownBy(() -> detector.detect(page))
          .isInstanceOfSatisfying(
              PermanentOcrException.class,
              e -> assertThat(e.category()).isEqualTo(FailureCategory.MODEL))
          .hasMessageContaining("192000 of 307200 values are no numbers");
    }
  }

  @Test
  void detect_answerThatIsNoMap_isAModelFailure() {
    try (TextLineDetector detector = ink(TextModels.echo());
        PageImage page = bars(640, 480)) {
      assertThatThrownBy(() -> detector.detect(page))
          .isInstanceOfSatisfying(
              PermanentOcrException.class,
              e -> assertThat(e.category()).isEqualTo(FailureCategory.MODEL))
          .hasMessageContaining("[1, 3, 480, 640]");
    }
  }

  @Test
  void detect_moreShapesThanWanted_keepsTheLargestAndCounts() throws InterruptedException {
    try (TextLineDetector detector =
            TextLineDetector.builder(TextModels.ink())
                .normalization(PixelNormalization.UNIT)
                .maxCandidates(2)
                .build();
        PageImage page =
            Pictures.gray(
                640, 480, (x, y) -> y % 100 > 50 && y % 100 < 75 && x < 100 + y ? 0 : 255)) {
      assertThat(detector.detect(page)).hasSize(2);
      assertThat(detector.droppedCandidates()).isEqualTo(3);
      var unused = detector.detect(page);
      assertThat(detector.droppedCandidates()).isEqualTo(6);
    }
  }

  @Test
  void detect_manyCallers_getTheSameAnswer() throws InterruptedException, ExecutionException {
    try (TextLineDetector detector = ink(TextModels.ink());
        PageImage page = bars(640, 480);
        ExecutorService callers = Executors.newFixedThreadPool(8)) {
      List<TextBox> expected = detector.detect(page);
      List<Future<List<TextBox>>> answers = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        answers.add(callers.submit(() -> detector.detect(page)));
      }
      for (Future<List<TextBox>> answer : answers) {
        assertThat(answer.get()).isEqualTo(expected);
      }
    }
  }

  @Test
  void detect_closedDetector_isTheCallersError() {
    TextLineDetector detector = ink(TextModels.ink());
    detector.close();
    detector.close();
    try (PageImage page = bars(640, 480)) {
      assertThatThrownBy(() -> detector.detect(page)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Property(tries = 500)
  void inputScale_anyPicture_keepsWithinItsLimits(
      @ForAll @IntRange(min = 1, max = 20_000) int width,
      @ForAll @IntRange(min = 1, max = 20_000) int height,
      @ForAll @IntRange(min = 32, max = 4_000) int longest,
      @ForAll @IntRange(min = 1, max = 4_000) int shortest) {
    Size size = new InputScale(shortest, longest, 2, 32).of(new Size(width, height));

    assertThat(size.width() % 32 + size.height() % 32).isZero();
    assertThat(Math.max(size.width(), size.height())).isLessThanOrEqualTo(longest + 16);
    assertThat(size.width()).isLessThanOrEqualTo(2 * width + 32);
  }

  @Test
  void inputScale_usualPictures() {
    InputScale scale = new InputScale(480, 1_920, 2, 32);

    assertThat(scale.of(new Size(2_488, 3_507))).isEqualTo(new Size(1_376, 1_920));
    assertThat(scale.of(new Size(640, 480))).isEqualTo(new Size(640, 480));
    assertThat(scale.of(new Size(323, 430))).isEqualTo(new Size(480, 640));
    assertThat(scale.of(new Size(136, 48))).isEqualTo(new Size(288, 96));
    assertThat(scale.of(new Size(65, 11))).isEqualTo(new Size(128, 32));
    assertThat(scale.of(new Size(1_672, 122))).isEqualTo(new Size(1_920, 128));
    assertThat(scale.of(new Size(1, 20_000))).isEqualTo(new Size(32, 1_920));
  }

  @Test
  void options_outOfRangeOrTwice_areRefused() {
    List<UnaryOperator<TextLineDetector.Builder>> wrong =
        List.of(
            b -> b.shortestSide(0),
            b -> b.longestSide(31),
            b -> b.enlargement(0.9),
            b -> b.multiple(0),
            b -> b.threshold(-0.1),
            b -> b.boxThreshold(Double.NaN),
            b -> b.unclipRatio(10.1),
            b -> b.maxCandidates(0),
            b -> b.tallRatio(0.9),
            b -> b.channels(TensorSpec.Channels.GRAY));
    for (UnaryOperator<TextLineDetector.Builder> option : wrong) {
      assertThatThrownBy(() -> option.apply(TextLineDetector.builder(TextModels.ink())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be");
    }
    List<UnaryOperator<TextLineDetector.Builder>> smallest =
        List.of(
            b -> b.shortestSide(1),
            b -> b.longestSide(32),
            b -> b.enlargement(1),
            b -> b.multiple(1),
            b -> b.threshold(0),
            b -> b.boxThreshold(0),
            b -> b.unclipRatio(0),
            b -> b.maxCandidates(1),
            b -> b.tallRatio(1),
            b -> b.dilation(true),
            b -> b.channels(TensorSpec.Channels.RGB),
            b -> b.normalization(PixelNormalization.HALF),
            b -> b.session(SessionOptions.defaults()));
    for (UnaryOperator<TextLineDetector.Builder> option : smallest) {
      TextLineDetector.Builder builder = option.apply(TextLineDetector.builder(TextModels.ink()));
      assertThatThrownBy(() -> option.apply(builder))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("already");
    }
  }

  @Test
  void options_null_areRefused() {
    assertThatThrownBy(() -> TextLineDetector.builder(null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> TextLineDetector.builder(TextModels.ink()).normalization(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("normalization");
  }

  private static TextLineDetector ink(ModelSource model) {
    return TextLineDetector.builder(model).normalization(PixelNormalization.UNIT).build();
  }

  /** Of 640 pixels, or scaled. */
  private static PageImage bars(int width, int height) {
    double scale = width / 640.0;
    return Pictures.gray(width, height, (x, y) -> isBar(x / scale, y / scale) ? 0 : 255);
  }

  private static boolean isBar(double x, double y) {
    boolean isBar = false;
    for (int top : TOPS) {
      isBar |= y > top && y < top + 24 && x > 100 && x < 500;
    }
    return isBar;
  }

  /** Grown from the middles of the outer pixels by area * 1.6 / perimeter. */
  private static void check(List<TextBox> boxes, double tolerance) {
    double grown = 399 * 23 * 1.6 / (2 * (399 + 23));
    assertThat(boxes).hasSize(TOPS.length);
    for (int i = 0; i < TOPS.length; i++) {
      BoundingBox box = boxes.get(i).quad().bounds();
      assertThat(boxes.get(i).confidence()).isCloseTo(1, within(1e-6));
      assertThat(box.left()).isCloseTo(100.5 - grown, within(tolerance));
      assertThat(box.right()).isCloseTo(499.5 + grown, within(tolerance));
      assertThat(box.top()).isCloseTo(TOPS[i] + 0.5 - grown, within(tolerance));
      assertThat(box.bottom()).isCloseTo(TOPS[i] + 23.5 + grown, within(tolerance));
    }
  }
}
