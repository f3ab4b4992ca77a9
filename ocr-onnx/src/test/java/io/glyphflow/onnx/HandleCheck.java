package io.glyphflow.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** After each test, everything that it took outside the heap is given back. */
final class HandleCheck implements BeforeEachCallback, AfterEachCallback {

  private long before;

  @Override
  public void beforeEach(ExtensionContext context) {
    before = OnnxSession.liveHandles();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    assertThat(OnnxSession.liveHandles()).as("live handles").isEqualTo(before);
  }
}
