package io.glyphflow.core.pipeline;

import io.glyphflow.core.internal.engine.Engine;
import io.glyphflow.core.internal.engine.Threads;

/** Opens what only tests of this module may use. */
public final class PipelineAccess {

  private PipelineAccess() {}

  public static Pipeline.Builder on(Threads threads, Pipeline.Builder builder) {
    return builder.threads(threads);
  }

  public static Engine engine(Pipeline pipeline) {
    return pipeline.engine();
  }
}
