package io.glyphflow.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.layout.order.ReadingOrder;
import io.glyphflow.layout.postprocess.PostprocessOptions;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.onnx.OnnxSession;
import io.glyphflow.onnx.SessionOptions;
import io.glyphflow.testkit.onnx.OnnxGraph;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OnnxLayoutDetectorTest {

  private static final PageInput PAGE = Pages.of(128, 96, 204, 102, 51);

  // --- answers that are none ---

  @Test
  void detect_wrongCounts_isAFailureAndNoEmptyPage() {
    for (float factor : new float[] {0, 0.5f, 2, -1}) {
      try (OnnxLayoutDetector detector =
          OnnxLayoutDetector.builder(ContractGraphs.paddle(OnnxGraph.Type.FLOAT, 7, false, factor))
              .build()) {
        assertThatExceptionOfType(PermanentOcrException.class)
            .as("counts times %s", factor)
            .isThrownBy(() -> detector.detect(List.of(PAGE)))
            .matches(e -> e.category() == FailureCategory.LAYOUT)
            .withMessageContaining("count");
      }
    }
  }

  @Test
  void detect_otherShapeThanPromised_isAFailure() {
    // promises 84 cells and gives 83
    OnnxGraph graph =
        new OnnxGraph()
            .input("images", OnnxGraph.Type.FLOAT, 1, 3, 64, 64)
            .output("output", OnnxGraph.Type.FLOAT, 1, 84, "m")
            .constant("answer", new float[83 * 7], 1, 83, 7)
            .node("Identity", List.of("answer"), List.of("output"));
    try (OnnxLayoutDetector detector =
        OnnxLayoutDetector.builder(source(graph))
            .contract(DetectorContract.YOLOX)
            .labels(LabelMap.of("a", "b"))
            .build()) {
      assertThatExceptionOfType(PermanentOcrException.class)
          .isThrownBy(() -> detector.detect(List.of(PAGE)))
          .matches(e -> e.category() == FailureCategory.LAYOUT)
          .withMessageContaining("output[1, 83, 7], must be for 84 cells");
    }
  }

  @Test
  void detect_boxesThatAreNone_isAFailure() {
    float[] rows = new float[6 * 6];
    for (int i = 0; i < 6; i++) {
      rows[6 * i] = Float.NaN;
      rows[6 * i + 4] = 0.9f;
    }
    try (OnnxLayoutDetector detector = yolov10(rows)) {
      assertThatExceptionOfType(PermanentOcrException.class)
          .isThrownBy(() -> detector.detect(List.of(PAGE)))
          .matches(e -> e.category() == FailureCategory.LAYOUT);
    }
  }

  @Test
  void detect_aBoxThatIsNone_isCounted() throws InterruptedException {
    float[] rows = {
      0, 20, 10, 30, 0.9f, 0, Float.NaN, 0, 10, 10, 0.9f, 0, 20, 20, 40, 40, 0.8f, 99, 0, 0, 0, 0,
      0, 0, 30, 20, 60, 30, 0.9f, 1,
    };
    try (OnnxLayoutDetector detector = yolov10(rows)) {
      var layout = detector.detect(List.of(PAGE)).getFirst();
      assertThat(layout.regions()).extracting(Region::label).containsExactly("a", "b");
      assertThat(layout.droppedBoxes()).isEqualTo(2);
    }
  }

  private static OnnxLayoutDetector yolov10(float[] rows) {
    OnnxGraph graph =
        new OnnxGraph()
            .input("images", OnnxGraph.Type.FLOAT, 1, 3, 64, 64)
            .output("output0", OnnxGraph.Type.FLOAT, 1, rows.length / 6, 6)
            .constant("answer", rows, 1, rows.length / 6, 6)
            .node("Identity", List.of("answer"), List.of("output0"));
    return OnnxLayoutDetector.builder(source(graph)).labels(LabelMap.of("a", "b")).build();
  }

  private static ModelSource source(OnnxGraph graph) {
    return ModelSource.of("small.onnx", ByteBuffer.wrap(graph.toBytes()));
  }

  // --- models ---

  @Test
  void build_unknownFamily_saysSignatureAndFamilies() {
    OnnxGraph graph =
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT, 1, 3, 640, 640)
            .output("scores", OnnxGraph.Type.FLOAT, 1, 6400, 12)
            .output("boxes", OnnxGraph.Type.FLOAT, 1, 6400, 4)
            .constant("a", new float[6400 * 12], 1, 6400, 12)
            .constant("b", new float[6400 * 4], 1, 6400, 4)
            .node("Identity", List.of("a"), List.of("scores"))
            .node("Identity", List.of("b"), List.of("boxes"));
    long before = OnnxSession.liveHandles();
    assertThatExceptionOfType(PermanentOcrException.class)
        .isThrownBy(() -> OnnxLayoutDetector.builder(source(graph)).build())
        .matches(e -> e.category() == FailureCategory.MODEL)
        .withMessageContaining("small.onnx")
        .withMessageContaining("no known family")
        .withMessageContaining("inputs: x FLOAT32[1, 3, 640, 640]")
        .withMessageContaining("scores FLOAT32[1, 6400, 12]")
        .satisfies(
            e -> {
              for (DetectorContract contract : DetectorContract.values()) {
                assertThat(e).hasMessageContaining(contract.name() + ": ");
              }
            });
    assertThat(OnnxSession.liveHandles()).isEqualTo(before);
  }

  @Test
  void build_otherFamilyThanNamed_saysWhatIsLacking() {
    assertThatExceptionOfType(PermanentOcrException.class)
        .isThrownBy(
            () ->
                OnnxLayoutDetector.builder(ContractGraphs.yolov10(OnnxGraph.Type.FLOAT))
                    .contract(DetectorContract.RT_DETR)
                    .labels(LabelMap.of("a"))
                    .build())
        .matches(e -> e.category() == FailureCategory.MODEL)
        .withMessageContaining("needs an output \"logits\"");
  }

  @Test
  void build_labelsNowhere_saysSo() {
    assertThatExceptionOfType(PermanentOcrException.class)
        .isThrownBy(
            () -> OnnxLayoutDetector.builder(ContractGraphs.yolox(OnnxGraph.Type.FLOAT)).build())
        .matches(e -> e.category() == FailureCategory.MODEL)
        .withMessageContaining("no labels in its file for its 2 classes");
  }

  @Test
  void build_labelsOfAnotherNumber_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                OnnxLayoutDetector.builder(ContractGraphs.yolox(OnnxGraph.Type.FLOAT))
                    .labels(LabelMap.coco())
                    .build())
        .withMessageContaining("labels: 80, must be 2");
  }

  // --- options ---

  @Test
  void options_setTwice_throw() {
    OnnxLayoutDetector.Builder builder =
        OnnxLayoutDetector.builder(ContractGraphs.yolov8(OnnxGraph.Type.FLOAT))
            .contract(DetectorContract.YOLO_V8)
            .labels(LabelMap.of("a", "b"))
            .postprocess(PostprocessOptions.defaults())
            .session(SessionOptions.defaults())
            .inputSize(new Size(64, 64))
            .input(TensorSpec.builder(new Size(64, 64)).build())
            .readingOrder(ReadingOrder.MODEL)
            .maxBatch(2);
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.readingOrder(ReadingOrder.VERTICAL))
        .withMessageContaining("MODEL");
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.contract(DetectorContract.YOLOX))
        .withMessageContaining("YOLO_V8");
    assertThatIllegalStateException().isThrownBy(() -> builder.labels(LabelMap.of("c")));
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.postprocess(PostprocessOptions.defaults()));
    assertThatIllegalStateException().isThrownBy(() -> builder.session(SessionOptions.defaults()));
    assertThatIllegalStateException().isThrownBy(() -> builder.inputSize(new Size(1, 1)));
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.input(TensorSpec.builder(new Size(64, 64)).build()));
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.maxBatch(3))
        .withMessageContaining("maxBatch: is 2");
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageContaining("inputSize and input");
  }

  @Test
  void maxBatch_outOfBounds_throws() {
    OnnxLayoutDetector.Builder builder =
        OnnxLayoutDetector.builder(ContractGraphs.yolov8(OnnxGraph.Type.FLOAT));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.maxBatch(0));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.maxBatch(10_001));
    try (OnnxLayoutDetector detector = builder.build()) {
      assertThat(detector.traits().maxBatch()).isEqualTo(1);
      assertThat(detector.traits().concurrency()).isGreaterThan(1);
    }
  }

  @Test
  void inputSize_notAsDeclared_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                OnnxLayoutDetector.builder(ContractGraphs.yolov8(OnnxGraph.Type.FLOAT))
                    .inputSize(new Size(32, 64))
                    .build())
        .withMessageContaining("64");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                OnnxLayoutDetector.builder(ContractGraphs.yolov8(OnnxGraph.Type.FLOAT))
                    .input(
                        TensorSpec.builder(new Size(64, 64))
                            .layout(TensorSpec.Layout.HWC)
                            .build()));
  }

  @Test
  void input_ofOnesOwn_isWhatTheModelSees() throws InterruptedException {
    TensorSpec stretched = TensorSpec.builder(new Size(64, 64)).build();
    try (OnnxLayoutDetector detector =
        OnnxLayoutDetector.builder(ContractGraphs.yolov8(OnnxGraph.Type.FLOAT))
            .input(stretched)
            .build()) {
      // scaled by 1/2 and 2/3, and no padding at the corner
      Region region = Pages.detect(detector, Pages.of(128, 96, 102, 102, 0)).getFirst();
      assertThat(region.box().left()).isCloseTo(16, within(1e-3));
      assertThat(region.box().top()).isCloseTo(24, within(1e-3));
      assertThat(region.box().right()).isCloseTo(32, within(1e-3));
      assertThat(region.box().bottom()).isCloseTo(36, within(1e-3));
      assertThat(region.confidence()).isCloseTo(0.8, within(1e-5));
    }
  }

  @Test
  void builder_null_throws() {
    assertThatNullPointerException()
        .isThrownBy(() -> OnnxLayoutDetector.builder(nothing(ModelSource.class)));
    OnnxLayoutDetector.Builder builder =
        OnnxLayoutDetector.builder(ContractGraphs.yolov8(OnnxGraph.Type.FLOAT));
    assertThatNullPointerException()
        .isThrownBy(() -> builder.labels(nothing(LabelMap.class)))
        .withMessage("labels");
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing(Class<T> type) {
    return type.cast(null);
  }

  // --- calls ---

  @Test
  void detect_cancelled_isGivenUp() {
    try (OnnxLayoutDetector detector =
        OnnxLayoutDetector.builder(ContractGraphs.yolov8(OnnxGraph.Type.FLOAT)).build()) {
      assertThatExceptionOfType(InterruptedException.class)
          .isThrownBy(() -> detector.detect(List.of(PAGE), new Cancelled()));
    }
  }

  @Test
  void detect_closed_throws() throws InterruptedException {
    long before = OnnxSession.liveHandles();
    OnnxLayoutDetector detector =
        OnnxLayoutDetector.builder(ContractGraphs.yolov8(OnnxGraph.Type.FLOAT)).build();
    detector.warmUp();
    assertThat(Pages.detect(detector, PAGE)).hasSize(1);
    detector.close();
    detector.close();
    assertThatIllegalStateException().isThrownBy(() -> detector.detect(List.of(PAGE)));
    assertThat(OnnxSession.liveHandles()).isEqualTo(before);
  }

  /** Given up from the start. */
  private static final class Cancelled implements Attempt {
    @Override
    public Optional<Duration> remaining() {
      return Optional.of(Duration.ZERO);
    }

    @Override
    public boolean isCancelled() {
      return true;
    }

    @Override
    public void onCancel(Runnable action) {
      action.run();
    }

    @Override
    public Reservation reserve(long bytes) {
      return () -> {};
    }
  }
}
