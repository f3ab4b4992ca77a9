package io.glyphflow.onnx;

/** What runs a model: the processor, or a device by way of its maker's library. */
public sealed interface ExecutionProvider {

  /**
   * The processor, always there.
   *
   * @return the provider
   */
  static ExecutionProvider cpu() {
    return new Cpu();
  }

  /** The processor, always there. Immutable, thread-safe. */
  record Cpu() implements ExecutionProvider {}
}
