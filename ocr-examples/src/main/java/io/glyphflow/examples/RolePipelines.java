package io.glyphflow.examples;

import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.source.TextLayerRecognizer;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.layout.LabelMap;
import io.glyphflow.layout.ModelFreeLayoutDetector;
import io.glyphflow.layout.OnnxLayoutDetector;
import io.glyphflow.layout.order.ReadingOrder;
import io.glyphflow.layout.postprocess.PostprocessOptions;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.onnx.text.CharacterDictionary;
import io.glyphflow.onnx.text.PpOcrRecognizer;
import io.glyphflow.tesseract.TesseractOrientation;
import io.glyphflow.tesseract.TesseractRecognizer;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Pipelines as the options say: regions found without a model or by a layout model, read by
 * Tesseract or by text models.
 */
final class RolePipelines implements PipelineFactory {

  /** A page is looked at much faster than it is read. */
  private static final int MAX_ORIENTERS = 4;

  @Override
  public Pipeline.Builder builder(ReadSettings settings) {
    int jobs = settings.jobs();
    ModelSettings models = settings.models();
    // What a pool makes, the pipeline closes.
    Pipeline.Builder builder =
        Pipeline.builder()
            .layoutDetector(Pool.of(1, () -> layout(settings)))
            .recognizer(Pool.of(models.readsText() ? 1 : jobs, () -> recognizer(settings)))
            .cpuThreads(jobs);
    if (settings.turnsPages()) {
      builder.orientationDetector(
          Pool.of(Math.min(jobs, MAX_ORIENTERS), TesseractOrientation::new));
    }
    return builder;
  }

  private static LayoutDetector layout(ReadSettings settings) {
    ModelSettings models = settings.models();
    if (models.isWholePage()) {
      return LayoutDetector.wholePage();
    }
    if (models.layout().isEmpty()) {
      return ModelFreeLayoutDetector.builder()
          .readingOrder(settings.readingOrder().orElse(ReadingOrder.LEFT_TO_RIGHT))
          .build();
    }
    OnnxLayoutDetector.Builder builder =
        OnnxLayoutDetector.builder(ModelSource.of(models.layout().get()));
    models.labels().map(RolePipelines::labels).ifPresent(builder::labels);
    models
        .threshold()
        .ifPresent(
            least -> builder.postprocess(PostprocessOptions.builder().threshold(least).build()));
    settings.readingOrder().ifPresent(builder::readingOrder);
    return builder.build();
  }

  private static LabelMap labels(Path file) {
    try {
      return LabelMap.read(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("--labels: cannot read " + file + ": " + e, e);
    }
  }

  private static Recognizer recognizer(ReadSettings settings) {
    Recognizer reader =
        settings.models().readsText()
            ? reader(settings.models())
            : new TesseractRecognizer(settings.languages());
    return settings.usesTextLayer() ? TextLayerRecognizer.orElse(reader) : reader;
  }

  private static Recognizer reader(ModelSettings models) {
    PpOcrRecognizer.Builder builder =
        PpOcrRecognizer.builder(
            ModelSource.of(models.textDetector().orElseThrow()),
            ModelSource.of(models.textRecognizer().orElseThrow()));
    models.dictionary().map(CharacterDictionary::of).ifPresent(builder::dictionary);
    models.textClassifier().map((Path file) -> ModelSource.of(file)).ifPresent(builder::classifier);
    return builder.build();
  }
}
