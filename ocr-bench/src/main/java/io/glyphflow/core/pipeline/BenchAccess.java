package io.glyphflow.core.pipeline;

import io.glyphflow.core.internal.engine.Engine;

/** Opens the engine of a pipeline for figures that count what it holds. */
public final class BenchAccess {

  private BenchAccess() {}

  /**
   * The engine behind a pipeline.
   *
   * @param pipeline any pipeline
   * @return its engine
   */
  public static Engine engine(Pipeline pipeline) {
    return pipeline.engine();
  }
}
