package io.glyphflow.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.stage.PermanentOcrException;

/** A loaded model, for any number of callers at once. Thread-safe. */
public final class OnnxSession implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final ModelInfo model;
  private final SessionOptions options;
  private final ExecutionProvider provider;

  private OnnxSession(SessionLoader.Loaded loaded) {
    this.session = loaded.runtime();
    this.model = loaded.model();
    this.options = loaded.options();
    this.provider = loaded.provider();
  }

  /**
   * Loads a model with the default options.
   *
   * @param source where it is
   * @return the session
   * @throws PermanentOcrException if it cannot be loaded
   */
  public static OnnxSession open(ModelSource source) {
    return open(source, SessionOptions.defaults());
  }

  /**
   * Loads a model.
   *
   * @param source where it is
   * @param options how it is loaded and run
   * @return the session
   * @throws PermanentOcrException if it cannot be loaded
   */
  public static OnnxSession open(ModelSource source, SessionOptions options) {
    return new OnnxSession(SessionLoader.load(source, options));
  }

  /**
   * What the model says of itself.
   *
   * @return its inputs, outputs and metadata
   */
  public ModelInfo model() {
    return model;
  }

  /**
   * What it was opened with.
   *
   * @return the options
   */
  public SessionOptions options() {
    return options;
  }

  /**
   * What really runs the model: the one asked for, or the processor where the options allow it and
   * the other is not there.
   *
   * @return the provider
   */
  public ExecutionProvider provider() {
    return provider;
  }

  /**
   * Takes memory for a call.
   *
   * @return to be closed after the call
   * @throws IllegalStateException if the session is closed
   */
  public SessionLease lease() {
    return new SessionLease(this);
  }

  OrtEnvironment environment() {
    return environment;
  }

  OrtSession runtime() {
    return session;
  }

  /** Waits for calls in flight, then frees the model. Closing twice does nothing. */
  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new PermanentOcrException(FailureCategory.INTERNAL, "session: " + e.getMessage(), e);
    }
  }
}
