package io.glyphflow.onnx.text;

import io.glyphflow.core.stage.OrientationDetector;
import io.glyphflow.testkit.contract.OrientationDetectorContract;

class PageOrientationClassifierContractTest extends OrientationDetectorContract {

  @Override
  protected OrientationDetector create() {
    return PageOrientationClassifier.builder(TextModels.darkTop()).build();
  }
}
