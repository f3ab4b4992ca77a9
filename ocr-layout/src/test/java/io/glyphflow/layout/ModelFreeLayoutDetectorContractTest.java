package io.glyphflow.layout;

import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.testkit.contract.LayoutDetectorContract;

class ModelFreeLayoutDetectorContractTest extends LayoutDetectorContract {

  @Override
  protected LayoutDetector create() {
    return ModelFreeLayoutDetector.defaults();
  }
}
