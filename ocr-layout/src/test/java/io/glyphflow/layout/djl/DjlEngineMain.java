package io.glyphflow.layout.djl;

import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.output.DetectedObjects;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.layout.LabelMap;
import io.glyphflow.layout.OnnxLayoutDetector;
import io.glyphflow.onnx.ModelSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs DJL's engine over ONNX Runtime, then this library's own over the same model, in a process of
 * its own: DJL has to be the first to create the runtime.
 */
final class DjlEngineMain {

  private DjlEngineMain() {}

  /** Writes what both found. */
  public static void main(String[] arguments) throws Exception {
    Path model = Path.of(arguments[0]);
    PageInput page =
        new PageInput(
            new PageId("page", 1), PageImage.allocate(new Size(64, 64), PageImage.Format.BGR24));
    LabelMap labels = LabelMap.of("title", "table");
    Criteria<Image, DetectedObjects> criteria =
        Criteria.builder()
            .setTypes(Image.class, DetectedObjects.class)
            .optEngine("OnnxRuntime")
            .optModelPath(model)
            .optTranslator(new Rows(labels.labels()))
            .build();
    try (DjlLayoutDetector djl = DjlLayoutDetector.of(criteria, labels);
        OnnxLayoutDetector own =
            OnnxLayoutDetector.builder(ModelSource.of(model)).labels(labels).build()) {
      PageLayout first = djl.detect(List.of(page)).getFirst();
      PageLayout second = own.detect(List.of(page)).getFirst();
      Files.writeString(Path.of(arguments[1]), first + "\n" + second, StandardCharsets.UTF_8);
    }
  }

  /** Boxes in rows of 6, in pixels of the picture. */
  private static final class Rows implements Translator<Image, DetectedObjects> {
    private final List<String> names;

    Rows(List<String> names) {
      this.names = names;
    }

    @Override
    public NDList processInput(TranslatorContext context, Image input) {
      int count = 3 * input.getWidth() * input.getHeight();
      return new NDList(
          context
              .getNDManager()
              .create(new float[count], new Shape(1, 3, input.getHeight(), input.getWidth())));
    }

    @Override
    public DetectedObjects processOutput(TranslatorContext context, NDList list) {
      float[] row = list.singletonOrThrow().toFloatArray();
      return DjlLayoutDetectorTest.objects(
          names.get((int) row[5]),
          row[4],
          row[0] / 64.0,
          row[1] / 64.0,
          (row[2] - row[0]) / 64.0,
          (row[3] - row[1]) / 64.0);
    }

    @Override
    public Batchifier getBatchifier() {
      return null;
    }
  }
}
