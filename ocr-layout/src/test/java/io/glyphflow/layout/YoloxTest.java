package io.glyphflow.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.PageInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** A real model of the YOLOX family on a real photograph. */
@EnabledIf("io.glyphflow.layout.Shared#isThere")
class YoloxTest {

  private static final Map<String, BoundingBox> TRUTH =
      Map.of(
          "dog", BoundingBox.of(133, 207, 326, 543),
          "bicycle", BoundingBox.of(57, 137, 572, 423),
          "car", BoundingBox.of(467, 78, 690, 170));

  @Test
  void detect_dogBikeCar_findsEachOnce() throws IOException, InterruptedException {
    try (PageImage image =
            PageImage.decode(
                ByteBuffer.wrap(Files.readAllBytes(Shared.path("models/yolox/dog_bike_car.jpg"))));
        OnnxLayoutDetector detector =
            OnnxLayoutDetector.of(Shared.path("models/yolox/yolox_nano.onnx"))) {
      assertThat(detector.contract()).isEqualTo(DetectorContract.YOLOX);
      detector.warmUp();

      List<Region> regions =
          Pages.detect(detector, new PageInput(new PageId("dog_bike_car", 1), image));

      assertThat(regions)
          .extracting(Region::label)
          .containsExactlyInAnyOrder("dog", "bicycle", "car");
      for (Region region : regions) {
        assertThat(region.box().iou(TRUTH.get(region.label())))
            .as("IoU of %s", region)
            .isGreaterThanOrEqualTo(0.9);
      }
    }
  }
}
