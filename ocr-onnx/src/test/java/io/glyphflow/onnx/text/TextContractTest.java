package io.glyphflow.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.onnx.ElementType;
import io.glyphflow.onnx.ModelInfo;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.onnx.OnnxSession;
import io.glyphflow.onnx.ValueInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TextContractTest {

  /** Real models, wherever they are. */
  static Stream<Arguments> realModels() {
    Path models = Path.of(System.getProperty("glyphflow.shared", "../shared"), "testdata/models");
    Map<String, Optional<TextContract>> known =
        Map.of(
            "ppocr/ch_ppocr_mobile_v2.0_cls_infer.onnx", Optional.of(TextContract.LINE_DIRECTION),
            "ppocr/ch_ppocr_mobile_v2.0_det_infer.onnx", Optional.of(TextContract.LINE_DETECTION),
            "ppocr/en_PP-OCRv3_det_infer_fp16_opt.onnx", Optional.of(TextContract.LINE_DETECTION),
            "ppocr/en_number_mobile_v2.0_rec_infer.onnx",
                Optional.of(TextContract.LINE_RECOGNITION),
            "ppocr/japan_rec_crnn.onnx", Optional.of(TextContract.LINE_RECOGNITION),
            "prototype/rec_w16.onnx", Optional.of(TextContract.LINE_RECOGNITION),
            "prototype/layout_int8_not_for_shipping.onnx", Optional.empty(),
            "yolox/yolox_nano.onnx", Optional.empty());
    return known.entrySet().stream()
        .filter(entry -> Files.exists(models.resolve(entry.getKey())))
        .map(entry -> Arguments.of(models.resolve(entry.getKey()), entry.getValue()));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("realModels")
  void match_realModel_isToldFromItsSignature(Path model, Optional<TextContract> expected) {
    try (OnnxSession session = OnnxSession.open(ModelSource.of(model))) {
      assertThat(TextContract.match(session.model())).isEqualTo(expected);
    }
  }

  @Test
  void match_signatures_areToldApart() {
    assertThat(match(List.of("n", 3, "h", "w"), List.of("n", 1, "h", "w")))
        .contains(TextContract.LINE_DETECTION);
    assertThat(match(List.of("n", 3, 48, "w"), List.of("n", "t", 6625)))
        .contains(TextContract.LINE_RECOGNITION);
    assertThat(match(List.of("n", 3, 48, 320), List.of("n", 40, 97)))
        .contains(TextContract.LINE_RECOGNITION);
    assertThat(match(List.of("n", 3, 80, 160), List.of("n", 2)))
        .contains(TextContract.LINE_DIRECTION);
    assertThat(match(List.of("n", 3, 224, 224), List.of("n", 4)))
        .contains(TextContract.PAGE_ORIENTATION);
  }

  @Test
  void match_otherModels_areNone() {
    assertThat(match(List.of("n", 3, 224, 224), List.of("n", 1000))).isEmpty();
    assertThat(match(List.of(1, 3, 1024, 1024), List.of(1, 300, 6))).isEmpty();
    assertThat(match(List.of("n", 3, "h", "w"), List.of("n", 21, "h", "w"))).isEmpty();
    assertThat(match(List.of("n", 3), List.of("n", 2))).isEmpty();
    assertThat(match(List.of("n", 5, "h", "w"), List.of("n", 1, "h", "w"))).isEmpty();
  }

  private static Optional<TextContract> match(List<Object> input, List<Object> output) {
    List<Long> in = dimensions(input);
    List<Long> out = dimensions(output);
    return TextContract.match(
        new ModelInfo(
            "test",
            List.of(new ValueInfo("x", ElementType.FLOAT32, in)),
            List.of(new ValueInfo("y", ElementType.FLOAT32, out)),
            Map.of()));
  }

  private static List<Long> dimensions(List<Object> shape) {
    return Arrays.stream(shape.toArray())
        .map(side -> side instanceof Number number ? number.longValue() : -1L)
        .toList();
  }
}
