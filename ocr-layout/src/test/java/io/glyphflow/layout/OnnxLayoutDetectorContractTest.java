package io.glyphflow.layout;

import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.testkit.contract.LayoutDetectorContract;
import io.glyphflow.testkit.onnx.OnnxGraph;

class OnnxLayoutDetectorContractTest extends LayoutDetectorContract {

  @Override
  protected LayoutDetector create() {
    return OnnxLayoutDetector.builder(ContractGraphs.ordered(OnnxGraph.Type.FLOAT16, true))
        .maxBatch(4)
        .build();
  }
}
