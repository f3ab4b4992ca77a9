package io.glyphflow.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.onnx.ElementType;
import io.glyphflow.onnx.ModelInfo;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.onnx.OnnxSession;
import io.glyphflow.onnx.ValueInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Families are told by signatures, as known exporters write them. */
class ContractMatchTest {

  private static final ValueInfo OPEN = value("pixel_values", -1, -1, -1, -1);

  @Test
  void match_paddleExports_areToldByTheirInputs() {
    ValueInfo image = value("image", -1, 3, 800, 800);
    ValueInfo shape = value("im_shape", -1, 2);
    ValueInfo factor = value("scale_factor", -1, 2);
    ValueInfo counts = value("fetch_name_1", -1);
    check(
        DetectorContract.PP_DOC_LAYOUT,
        model(List.of(shape, image, factor), value("fetch_name_0", -1, 7), counts, masks()));
    check(
        DetectorContract.PP_DOC_LAYOUT,
        model(List.of(shape, image, factor), value("fetch_name_0", -1, 6), counts));
    check(
        DetectorContract.PP_DOC_LAYOUT, // paddle2onnx leaves shapes out at times
        model(List.of(shape, image, factor), value("fetch_name_0"), value("fetch_name_1")));
    check(
        DetectorContract.PP_DOC_LAYOUT_SMALL,
        model(List.of(image, factor), value("multiclass_nms3_0.tmp_0", -1, 6), counts));
  }

  private static ValueInfo masks() {
    return value("fetch_name_2", -1, 200, 200);
  }

  @Test
  void match_transformers_areToldByQueriesOrMask() {
    ValueInfo boxes = value("pred_boxes", -1, -1, 4);
    check(
        DetectorContract.PP_DOC_LAYOUT_V3_TRANSFORMERS,
        model(
            List.of(OPEN),
            value("logits", -1, 300, 25),
            boxes,
            value("order_logits", -1, 300, 300)));
    check(DetectorContract.RT_DETR, model(List.of(OPEN), value("logits", -1, 300, 80), boxes));
    check(DetectorContract.RT_DETR, model(List.of(OPEN), value("logits", -1, -1, 80), boxes));
    check(DetectorContract.DETR, model(List.of(OPEN), value("logits", -1, 100, 92), boxes));
    check(
        DetectorContract.DETR,
        model(List.of(OPEN, value("pixel_mask", -1, -1, -1)), value("logits", -1, -1, 92), boxes));
  }

  @Test
  void match_yoloExports_areToldByTheirCells() {
    ValueInfo images = value("images", 1, 3, 640, 640);
    check(DetectorContract.YOLO_V8, model(List.of(images), value("output0", 1, 14, 8400)));
    check(DetectorContract.YOLO_V8, model(List.of(images), value("output0", 1, 6, 8400)));
    check(
        DetectorContract.YOLO_V8,
        model(List.of(value("images", -1, 3, -1, -1)), value("output0", -1, 84, -1)));
    check(DetectorContract.YOLO_V10, model(List.of(images), value("output0", 1, 300, 6)));
    check(
        DetectorContract.YOLO_V10,
        model(List.of(value("images", -1, 3, -1, -1)), value("output0", -1, 300, 6)));
    check(DetectorContract.YOLOX, model(List.of(images), value("output", 1, 8400, 85)));
    check(DetectorContract.YOLOX, model(List.of(images), value("output", 1, 8400, 6)));
  }

  @Test
  void match_otherModels_fitNothing() {
    ValueInfo images = value("images", 1, 3, 640, 640);
    for (ModelInfo model :
        List.of(
            model(List.of(images), value("output0", 1, 25200, 85)), // YOLOv5: three anchors a cell
            model(List.of(value("x", -1, 3, -1, -1)), value("prob", -1, 1, -1, -1)), // DBNet
            model(List.of(value("x", -1, 1, 32, -1)), value("probs", -1, -1, 348)),
            model(List.of(images, value("more", 1, 2)), value("output0", 1, 300, 6)),
            model(List.of(value("ids", -1, -1)), value("logits", -1, -1, 50)),
            model(List.of(images)))) {
      ContractMatch match = DetectorContract.match(model);
      assertThat(match.contract()).as(model.toString()).isEmpty();
      assertThat(match.fitting()).as(model.toString()).isEmpty();
      assertThat(match.reasons()).hasSize(DetectorContract.values().length);
      assertThat(match.describe()).contains("contract: none fits", "YOLOX: ", "inputs: ");
    }
  }

  @Test
  void describe_modelWithLabels_saysAll() {
    ModelInfo model =
        new ModelInfo(
            "m",
            List.of(value("images", -1, 3, -1, -1)),
            List.of(value("output0", -1, 300, 6)),
            Map.of("names", "{0: 'title'}", "imgsz", "[1024, 1024]"));
    ContractMatch match = DetectorContract.match(model);
    assertThat(match.inputSize()).isEmpty();
    assertThat(match.labels()).contains(LabelMap.of("title"));
    assertThat(match.describe())
        .isEqualTo(
            """
            inputs: images FLOAT32[?, 3, ?, ?]
            outputs: output0 FLOAT32[?, 300, 6]
            contract: YOLO_V10
            input size: open
            labels: 1 classes: title (metadata)""");
    assertThat(DetectorContract.YOLO_V10.adapter().size(model, new Size(1, 1)))
        .isEqualTo(new Size(1024, 1024));
  }

  @Test
  @EnabledIf("io.glyphflow.layout.Shared#isThere")
  void match_realModels_areTold() {
    assertThat(real("models/yolox/yolox_nano.onnx").describe())
        .contains("contract: YOLOX", "input size: 416 x 416", "80 classes", "(of the known model)");
    assertThat(real("models/prototype/layout_int8_not_for_shipping.onnx").describe())
        .contains("none fits", "scores FLOAT32[1, 6400, 12]");
    assertThat(real("models/ppocr/en_PP-OCRv3_det_infer.onnx").contract()).isEmpty();
  }

  private static ContractMatch real(String name) {
    try (OnnxSession session = OnnxSession.open(ModelSource.of(Shared.path(name)))) {
      return DetectorContract.match(session.model());
    }
  }

  private static void check(DetectorContract expected, ModelInfo model) {
    ContractMatch match = DetectorContract.match(model);
    assertThat(match.fitting()).as("%s: %s", model, match.reasons()).containsExactly(expected);
  }

  private static ModelInfo model(List<ValueInfo> inputs, ValueInfo... outputs) {
    return new ModelInfo("m", inputs, List.of(outputs), Map.of());
  }

  private static ValueInfo value(String name, long... shape) {
    return new ValueInfo(name, ElementType.FLOAT32, Arrays.stream(shape).boxed().toList());
  }
}
