package io.glyphflow.examples;

import io.glyphflow.core.pipeline.Pipeline;

/** Makes pipelines for the command line; tests have factories of their own. */
@FunctionalInterface
interface PipelineFactory {

  /**
   * Describes a pipeline with its roles; the caller adds listeners and builds it.
   *
   * @throws io.glyphflow.core.stage.OcrException if something it needs is not there, language data
   *     for example
   */
  Pipeline.Builder builder(ReadSettings settings);
}
