package io.glyphflow.layout.order;

import io.glyphflow.core.stage.ReadingOrderer;
import io.glyphflow.testkit.contract.ReadingOrdererContract;

class RightToLeftContractTest extends ReadingOrdererContract {

  @Override
  protected ReadingOrderer create() {
    return ReadingOrder.RIGHT_TO_LEFT;
  }
}
