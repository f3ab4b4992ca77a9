package io.glyphflow.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.layout.order.ReadingOrder;
import io.glyphflow.layout.postprocess.MergeMode;
import io.glyphflow.layout.postprocess.PostprocessOptions;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.testkit.onnx.OnnxGraph;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each family has its pages as it wants them, and its answers are understood. */
class DetectorContractTest {

  /** 0.8, 0.4 and 0.2. */
  private static final PageInput PAGE = Pages.of(128, 96, 204, 102, 51);

  private static final PageInput TALL = Pages.of(192, 256, 204, 102, 51);

  private static final PostprocessOptions ALL =
      PostprocessOptions.builder().merge(MergeMode.NONE).suppression(false).build();

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "FLOAT16"})
  void yolov10_letterboxed_answersInPagePixels(OnnxGraph.Type type) throws InterruptedException {
    try (OnnxLayoutDetector detector =
        OnnxLayoutDetector.builder(ContractGraphs.yolov10(type))
            .labels(LabelMap.docStructBench())
            .build()) {
      assertThat(detector.contract()).isEqualTo(DetectorContract.YOLO_V10);

      List<Region> regions = Pages.detect(detector, PAGE);

      assertThat(regions).hasSize(1);
      check(regions.getFirst(), "figure", 16, 8, 80, 48, 2 * 114 / 255.0, type);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "FLOAT16"})
  void yolov8_letterboxed_answersInPagePixels(OnnxGraph.Type type) throws InterruptedException {
    try (OnnxLayoutDetector detector =
        OnnxLayoutDetector.builder(ContractGraphs.yolov8(type)).build()) {
      assertThat(detector.contract()).isEqualTo(DetectorContract.YOLO_V8);

      List<Region> regions = Pages.detect(detector, PAGE);

      assertThat(regions).hasSize(1);
      check(regions.getFirst(), "table", 32, 16, 64, 32, 2 * 114 / 255.0, type);
      assertThat(regions.getFirst().kind()).isEqualTo(RegionKind.TABLE);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "FLOAT16"})
  void yolox_gridOfOffsets_answersInPagePixels(OnnxGraph.Type type) throws InterruptedException {
    try (OnnxLayoutDetector detector =
        OnnxLayoutDetector.builder(ContractGraphs.yolox(type))
            .labels(LabelMap.of("text", "figure"))
            .build()) {
      assertThat(detector.contract()).isEqualTo(DetectorContract.YOLOX);

      List<Region> regions = Pages.detect(detector, PAGE);

      assertThat(regions).hasSize(1);
      check(regions.getFirst(), "figure", 48, 48, 112, 80, 0.9, type);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "FLOAT16"})
  void ppDocLayoutV3_paddle_isToldHowThePageWasResized(OnnxGraph.Type type)
      throws InterruptedException {
    try (OnnxLayoutDetector detector =
        OnnxLayoutDetector.builder(ContractGraphs.paddle(type, 7, true, 1)).build()) {
      assertThat(detector.contract()).isEqualTo(DetectorContract.PP_DOC_LAYOUT);

      List<Region> regions = Pages.detect(detector, TALL);

      assertThat(regions).hasSize(2);
      check(regions.get(0), "table", 96, 128, 192, 256, 0.5, type);
      assertThat(regions.get(0).polygon()).isPresent();
      check(regions.get(1), "aside_text", 32, 32, 96, 96, 0.75, type);
    }
  }

  @Test
  void readingOrder_set_winsOverTheModels() throws InterruptedException {
    try (OnnxLayoutDetector detector =
        OnnxLayoutDetector.builder(ContractGraphs.paddle(OnnxGraph.Type.FLOAT, 7, true, 1))
            .readingOrder(ReadingOrder.LEFT_TO_RIGHT)
            .build()) {
      assertThat(Pages.detect(detector, TALL))
          .extracting(Region::label)
          .containsExactly("aside_text", "table");
    }
  }

  @Test
  void readingOrder_modelWithoutOne_isFromTheTop() throws InterruptedException {
    try (OnnxLayoutDetector detector =
        OnnxLayoutDetector.builder(ContractGraphs.rtDetr(OnnxGraph.Type.FLOAT))
            .contract(DetectorContract.RT_DETR)
            .labels(LabelMap.of("a", "b", "c"))
            .postprocess(ALL)
            .build()) {
      assertThat(Pages.detect(detector, TALL))
          .extracting(Region::label)
          .containsExactly("b", "c", "b", "a"); // "b" is surer than "c", but further down
    }
  }

  @Test
  void polygons_off_leaveBoxes() throws InterruptedException {
    PostprocessOptions options = PostprocessOptions.builder().polygons(false).build();
    try (OnnxLayoutDetector detector =
        OnnxLayoutDetector.builder(ContractGraphs.paddle(OnnxGraph.Type.FLOAT, 7, true, 1))
            .postprocess(options)
            .build()) {
      List<Region> regions = Pages.detect(detector, TALL);
      assertThat(regions).hasSize(2).allMatch(region -> region.polygon().isEmpty());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "FLOAT16"})
  void ppDocLayoutV2_twoKeys_sortsTheSecondDownwards(OnnxGraph.Type type)
      throws InterruptedException {
    try (OnnxLayoutDetector detector =
        OnnxLayoutDetector.builder(ContractGraphs.paddle(type, 8, false, 1)).build()) {
      List<Region> regions = Pages.detect(detector, TALL);

      assertThat(regions).extracting(Region::label).containsExactly("table", "aside_text");
      assertThat(detector.labels()).isEqualTo(LabelMap.ppDocLayoutV3());
    }
  }

  @Test
  void ppDocLayoutPlus_rowsOfSix_haveNoOrder() throws InterruptedException {
    try (OnnxLayoutDetector detector =
        OnnxLayoutDetector.builder(ContractGraphs.paddle(OnnxGraph.Type.FLOAT, 6, false, 1))
            .labels(LabelMap.ppDocLayout())
            .build()) {
      List<Region> regions = Pages.detect(detector, TALL);

      assertThat(regions).extracting(Region::label).containsExactly("text", "footer_image");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "FLOAT16"})
  void ppDocLayoutSmall_twoInputs_seesTheColorsOfImageNet(OnnxGraph.Type type)
      throws InterruptedException {
    try (OnnxLayoutDetector detector =
        OnnxLayoutDetector.builder(ContractGraphs.paddleSmall(type))
            .labels(LabelMap.ppDocLayoutPlus())
            .build()) {
      assertThat(detector.contract()).isEqualTo(DetectorContract.PP_DOC_LAYOUT_SMALL);

      List<Region> regions = Pages.detect(detector, PAGE);

      double right = 10 + 20 * (0.8 - 0.485) / 0.229;
      double bottom = 20 + 20 * (0.4 - 0.456) / 0.224;
      assertThat(regions).hasSize(1);
      check(regions.getFirst(), "table", 2, 3, 2 * right, 1.5 * bottom, 0.75, type);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "FLOAT16"})
  void ppDocLayoutV3_transformers_votesOnTheOrder(OnnxGraph.Type type) throws InterruptedException {
    try (OnnxLayoutDetector detector =
        OnnxLayoutDetector.builder(ContractGraphs.ordered(type, true)).postprocess(ALL).build()) {
      assertThat(detector.contract()).isEqualTo(DetectorContract.PP_DOC_LAYOUT_V3_TRANSFORMERS);

      List<Region> regions = Pages.detect(detector, TALL);

      assertThat(regions)
          .extracting(Region::label)
          .containsExactly("doc_title", "text", "table", "abstract");
      check(regions.get(0), "doc_title", 0, 0, 48, 64, sigmoid(4), type);
      check(regions.get(1), "text", 57.6, 38.4, 96, 64, sigmoid(2), type);
      check(regions.get(2), "table", 96, 128, 192, 256, sigmoid(3), type);
      assertThat(regions.get(2).polygon()).isPresent();
      check(regions.get(3), "abstract", 96, 128, 192, 256, sigmoid(1), type);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "FLOAT16"})
  void rtDetr_sigmoid_givesAQueryTwoClasses(OnnxGraph.Type type) throws InterruptedException {
    try (OnnxLayoutDetector detector =
        OnnxLayoutDetector.builder(ContractGraphs.rtDetr(type))
            .contract(DetectorContract.RT_DETR) // four queries would be DETR
            .labels(LabelMap.of("a", "b", "c"))
            .postprocess(ALL)
            .readingOrder(ReadingOrder.MODEL)
            .build()) {

      List<Region> regions = Pages.detect(detector, TALL);

      assertThat(regions).extracting(Region::label).containsExactly("b", "b", "c", "a");
      check(regions.get(0), "b", 0, 0, 48, 64, sigmoid(4), type);
      check(regions.get(2), "c", 57.6, 38.4, 96, 64, sigmoid(2), type);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "FLOAT16"})
  void detr_softmax_leavesOutNoObject(OnnxGraph.Type type) throws InterruptedException {
    try (OnnxLayoutDetector detector =
        OnnxLayoutDetector.builder(ContractGraphs.detr(type))
            .labels(LabelMap.of("a", "b", "c"))
            .postprocess(ALL)
            .build()) {
      assertThat(detector.contract()).isEqualTo(DetectorContract.DETR);

      List<Region> regions = Pages.detect(detector, TALL);

      double red = (0.8 - 0.485) / 0.229;
      double green = (0.4 - 0.456) / 0.224; // below zero: no size, no box
      assertThat(green).isNegative();
      assertThat(red).isPositive();
      assertThat(regions).extracting(Region::label).containsExactly("b");
      double sum = Math.exp(4) + Math.exp(1) + 2;
      check(regions.getFirst(), "b", 96, 128, 192, 256, Math.exp(4) / sum, type);
    }
  }

  @Test
  void detr_openSize_keepsTheShapeOfThePage() throws InterruptedException {
    OnnxGraph graph =
        new OnnxGraph()
            .input("pixel_values", OnnxGraph.Type.FLOAT, "n", 3, "h", "w")
            .input("pixel_mask", OnnxGraph.Type.INT64, "n", "h", "w")
            .output("logits", OnnxGraph.Type.FLOAT, 1, 1, 2)
            .output("pred_boxes", OnnxGraph.Type.FLOAT, 1, 1, 4)
            .constant("classes", new float[] {5, 0}, 1, 1, 2)
            .node("Identity", List.of("classes"), List.of("logits"))
            .node("Shape", List.of("pixel_mask"), List.of("shape"))
            .node("Cast", List.of("shape"), List.of("sides"), OnnxGraph.integer("to", 1))
            .constant(
                "picks", new float[] {0, 0, 0, 0, 0, 0, 0, 1 / 1600f, 0, 0, 1 / 1600f, 0}, 3, 4)
            .constant("center", new float[] {0.5f, 0.5f, 0, 0}, 4)
            .constant("four", new long[] {1, 1, 4}, 3)
            .node("MatMul", List.of("sides", "picks"), List.of("sizes"))
            .node("Add", List.of("sizes", "center"), List.of("box"))
            .node("Reshape", List.of("box", "four"), List.of("pred_boxes"));
    try (OnnxLayoutDetector detector =
        OnnxLayoutDetector.builder(ModelSource.of("detr.onnx", ByteBuffer.wrap(graph.toBytes())))
            .labels(LabelMap.of("table"))
            .build()) {
      // 400 x 600 becomes 800 x 1200: the box is a half by three quarters of the page
      check(
          Pages.detect(detector, Pages.of(400, 600, 9, 9, 9)).getFirst(),
          "table",
          100,
          75,
          300,
          525,
          Math.exp(5) / (Math.exp(5) + 1),
          OnnxGraph.Type.FLOAT);
      // 300 x 1000 would be 800 x 2667, which is too long: 400 x 1333
      Region region = Pages.detect(detector, Pages.of(300, 1000, 9, 9, 9)).getFirst();
      assertThat(region.box().width()).isCloseTo(300 * 400 / 1600.0, within(1e-3));
      assertThat(region.box().height()).isCloseTo(1000 * 1333 / 1600.0, within(1e-3));
    }
  }

  @Test
  void batch_openInTheFile_isAnsweredAsPagesAlone() throws InterruptedException {
    List<PageInput> pages =
        List.of(PAGE, TALL, Pages.of(50, 60, 250, 120, 10), Pages.of(100, 100, 180, 90, 3), TALL);
    List<ModelSource> models =
        List.of(
            ContractGraphs.paddle(OnnxGraph.Type.FLOAT, 7, false, 1),
            ContractGraphs.ordered(OnnxGraph.Type.FLOAT, true),
            ContractGraphs.yolov8(OnnxGraph.Type.FLOAT)); // fixed at 1
    for (ModelSource model : models) {
      try (OnnxLayoutDetector alone = OnnxLayoutDetector.builder(model).build();
          OnnxLayoutDetector batched = OnnxLayoutDetector.builder(model).maxBatch(3).build()) {
        assertThat(batched.traits().maxBatch()).isEqualTo(3);
        List<PageLayout> expected = alone.detect(pages);
        assertThat(batched.detect(pages)).isEqualTo(expected);
        assertThat(expected.getFirst().regions()).isNotEqualTo(expected.get(1).regions());
      }
    }
  }

  @Test
  void batch_fixedInTheFile_isFilledUp() throws InterruptedException {
    List<PageInput> pages =
        List.of(PAGE, Pages.of(64, 48, 250, 120, 10), Pages.of(96, 64, 180, 90, 3));
    try (OnnxLayoutDetector open = yolov10("n");
        OnnxLayoutDetector fixed = yolov10(2)) {
      List<PageLayout> layouts = fixed.detect(pages);
      assertThat(layouts).isEqualTo(open.detect(pages));
      assertThat(layouts).allMatch(layout -> layout.regions().size() == 1);
    }
  }

  private static OnnxLayoutDetector yolov10(Object batch) {
    return OnnxLayoutDetector.builder(ContractGraphs.yolov10(OnnxGraph.Type.FLOAT, batch))
        .labels(LabelMap.docStructBench())
        .build();
  }

  private static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  private static void check(
      Region region,
      String label,
      double left,
      double top,
      double right,
      double bottom,
      double confidence,
      OnnxGraph.Type type) {
    double pixels = type == OnnxGraph.Type.FLOAT ? 1e-3 : 0.3;
    BoundingBox box = region.box();
    assertThat(region.label()).isEqualTo(label);
    assertThat(box.left()).as("left of %s", region).isCloseTo(left, within(pixels));
    assertThat(box.top()).as("top of %s", region).isCloseTo(top, within(pixels));
    assertThat(box.right()).as("right of %s", region).isCloseTo(right, within(pixels));
    assertThat(box.bottom()).as("bottom of %s", region).isCloseTo(bottom, within(pixels));
    assertThat(region.confidence())
        .isCloseTo(confidence, within(type == OnnxGraph.Type.FLOAT ? 1e-5 : 2e-3));
  }
}
