package io.glyphflow.examples;

import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.source.TextLayerRecognizer;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.layout.ModelFreeLayoutDetector;
import io.glyphflow.layout.order.ReadingOrder;
import io.glyphflow.tesseract.TesseractOrientation;
import io.glyphflow.tesseract.TesseractRecognizer;

/** Pipelines of the model-free layout detector and Tesseract. */
final class TesseractPipelines implements PipelineFactory {

  /** A page is looked at much faster than it is read. */
  private static final int MAX_ORIENTERS = 4;

  @Override
  public Pipeline.Builder builder(ReadSettings settings) {
    int jobs = settings.jobs();
    Pipeline.Builder builder =
        Pipeline.builder()
            .layoutDetector(
                ModelFreeLayoutDetector.builder()
                    .readingOrder(
                        settings.isRightToLeft()
                            ? ReadingOrder.RIGHT_TO_LEFT
                            : ReadingOrder.LEFT_TO_RIGHT)
                    .build())
            .recognizer(Pool.of(jobs, () -> recognizer(settings)))
            .cpuThreads(jobs);
    if (settings.turnsPages()) {
      builder.orientationDetector(
          Pool.of(Math.min(jobs, MAX_ORIENTERS), TesseractOrientation::new));
    }
    return builder;
  }

  private static Recognizer recognizer(ReadSettings settings) {
    TesseractRecognizer tesseract = new TesseractRecognizer(settings.languages());
    return settings.usesTextLayer() ? TextLayerRecognizer.orElse(tesseract) : tesseract;
  }
}
