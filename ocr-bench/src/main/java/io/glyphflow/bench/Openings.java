package io.glyphflow.bench;

import io.glyphflow.onnx.EngineCache;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.onnx.OnnxSession;
import io.glyphflow.onnx.SessionOptions;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SRV-1 on the processor: a model opened from its file, and from what an engine cache kept. */
final class Openings {

  private static final List<String> MODELS =
      List.of(
          "ppocr/ch_ppocr_mobile_v2.0_cls_infer.onnx",
          "ppocr/en_number_mobile_v2.0_rec_infer.onnx",
          "ppocr/en_PP-OCRv3_det_infer.onnx",
          "yolox/yolox_nano.onnx",
          "genai/tiny-random-gpt2-fp32/past.onnx");

  private Openings() {}

  static void measure(Report report, int repeats) throws IOException {
    Path folder = Files.createTempDirectory("engines");
    try {
      SessionOptions cached = SessionOptions.builder().engineCache(EngineCache.at(folder)).build();
      for (String name : MODELS) {
        Path file = RealModels.MODELS.resolve(name);
        if (!Files.exists(file)) {
          report.note(name, "is not there");
          continue;
        }
        Samples<Boolean> nanos = new Samples<>();
        for (int i = 0; i <= repeats; i++) {
          for (boolean isCached : new boolean[] {false, true}) {
            long start = System.nanoTime();
            open(file, isCached ? cached : SessionOptions.defaults());
            if (i > 0) { // the first one builds
              nanos.add(isCached, System.nanoTime() - start);
            }
          }
        }
        report.note(
            "opening " + name + ", from the engine cache",
            Report.millis(nanos.median(false)) + ", " + Report.millis(nanos.median(true)));
      }
    } finally {
      delete(folder);
    }
  }

  private static void open(Path file, SessionOptions options) {
    OnnxSession.open(ModelSource.of(file), options).close();
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path done, @Nullable IOException trouble)
              throws IOException {
            Files.delete(done);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
