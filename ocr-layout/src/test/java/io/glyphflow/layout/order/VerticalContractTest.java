package io.glyphflow.layout.order;

import io.glyphflow.core.stage.ReadingOrderer;
import io.glyphflow.testkit.contract.ReadingOrdererContract;

class VerticalContractTest extends ReadingOrdererContract {

  @Override
  protected ReadingOrderer create() {
    return ReadingOrder.VERTICAL;
  }
}
