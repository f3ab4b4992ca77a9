package io.glyphflow.onnx;

/** What a provider builds while it runs. Thread-safe. */
interface EngineWork extends AutoCloseable {

  /** Nothing is built after loading. */
  EngineWork NONE =
      new EngineWork() {
        @Override
        public void seal() {
          // There is nothing to keep.
        }

        @Override
        public void close() {
          // There is nothing to free.
        }
      };

  /** Keeps what was built so far: after loading and after a warm-up. */
  void seal();

  /** Frees the working copy; after the session. */
  @Override
  void close();
}
