package io.glyphflow.onnx;

import io.glyphflow.core.stage.PermanentOcrException;
import java.util.List;
import java.util.Map;

/**
 * A loaded model, for any number of callers at once. Each call takes a {@link SessionLease}, which
 * brings memory from a pool of the session:
 *
 * {@snippet file="io/glyphflow/onnx/OnnxSnippets.java" region="run"}
 *
 * <p>Calls run on the threads of their callers; those of virtual threads on a few platform threads
 * of the session, named {@code glyphflow-onnx-}, that end with it. Thread-safe.
 */
public final class OnnxSession implements AutoCloseable {

  private final ModelInfo model;
  private final SessionOptions options;
  private final ExecutionProvider provider;
  private final EngineWork engines;
  private final SessionCalls calls;

  private OnnxSession(SessionLoader.Loaded loaded) {
    this.model = loaded.model();
    this.options = loaded.options();
    this.provider = loaded.provider();
    this.engines = loaded.engines();
    this.calls = new SessionCalls(loaded.runtime(), loaded.model(), loaded.options());
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
   * Takes memory for a call, at best that of an earlier one.
   *
   * @return to be closed after the call
   * @throws IllegalStateException if the session is closed
   */
  public SessionLease lease() {
    return new SessionLease(calls, calls.take());
  }

  /**
   * Runs the model once on zeros, so that the first real call does not pay for what the runtime
   * puts off. Sides that the model leaves open are those of an earlier run, or else guessed: 1 for
   * the first, and for the others 64, 48 or 32, the first that the model takes. A model that takes
   * none is left as it is.
   *
   * @throws PermanentOcrException if the model fails although nothing had to be guessed
   * @throws IllegalStateException if the session is closed
   */
  public void warmUp() {
    warmUp(Map.of());
  }

  /**
   * Runs the model once on zeros of given shapes.
   *
   * @param shapes by the name of an input; those that are not named get their shape as in {@link
   *     #warmUp()}
   * @throws IllegalArgumentException if the model has no such input, or the shape is impossible
   * @throws PermanentOcrException if the model fails although nothing had to be guessed
   * @throws IllegalStateException if the session is closed
   */
  public void warmUp(Map<String, List<Long>> shapes) {
    WarmUp.run(calls, shapes);
    engines.seal();
  }

  /**
   * How much all sessions of this process hold outside the heap: models, tensors, run options and
   * blocks of memory. As before once every lease and session that was opened since is closed; for
   * tests that look for leaks.
   *
   * @return a number of handles
   */
  public static long liveHandles() {
    return Handles.live();
  }

  SessionCalls calls() {
    return calls;
  }

  /**
   * Lets nobody in any more, waits for the runs in progress, then frees the model. From the moment
   * of the call, taking a lease or running one is an {@link IllegalStateException}. A lease that is
   * still open keeps its memory, so that its last outputs can be read; closing it frees that. To
   * end runs early, give up their attempts first. Returns when the model is free, also if another
   * thread closes it at the same time; an interrupt does not end the wait and is there afterwards.
   * Closing twice does nothing.
   */
  @Override
  public void close() {
    calls.close();
    engines.seal();
    engines.close();
  }
}
