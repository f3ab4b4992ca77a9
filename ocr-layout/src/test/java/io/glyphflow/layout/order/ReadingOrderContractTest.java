package io.glyphflow.layout.order;

import io.glyphflow.core.stage.ReadingOrderer;
import io.glyphflow.testkit.contract.ReadingOrdererContract;

class ReadingOrderContractTest extends ReadingOrdererContract {

  @Override
  protected ReadingOrderer create() {
    return ReadingOrder.LEFT_TO_RIGHT;
  }
}
