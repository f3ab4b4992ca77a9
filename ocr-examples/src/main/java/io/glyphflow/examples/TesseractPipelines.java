package io.glyphflow.examples;

import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.stage.LayoutDetector;

/** Pipelines of the model-free layout detector and Tesseract. */
final class TesseractPipelines implements PipelineFactory {

  @Override
  public Pipeline.Builder builder(ReadSettings settings) {
    return Pipeline.builder()
        .layoutDetector(LayoutDetector.wholePage())
        .recognizer(
            crops -> crops.stream().map(crop -> RegionContent.text(crop.toString())).toList());
  }
}
