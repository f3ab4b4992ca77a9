package io.glyphflow.layout.djl;

import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.layout.LabelMap;
import io.glyphflow.testkit.contract.LayoutDetectorContract;

class DjlLayoutDetectorContractTest extends LayoutDetectorContract {

  @Override
  protected LayoutDetector create() {
    HandMade engine =
        new HandMade(image -> DjlLayoutDetectorTest.objects("text", 0.9, 0.1, 0.2, 0.5, 0.25));
    return DjlLayoutDetector.builder(engine::predictor, LabelMap.of("text")).maxBatch(4).build();
  }
}
