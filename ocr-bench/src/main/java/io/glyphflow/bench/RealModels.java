package io.glyphflow.bench;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.core.image.TensorWriter;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.onnx.OnnxSession;
import io.glyphflow.onnx.SessionLease;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Text-line detectors in two precisions on a page of 640 x 640, where the folder of test data is:
 * {@code -Dglyphflow.shared=FOLDER}, by default {@code ../shared}.
 */
final class RealModels {

  static final Path MODELS =
      Path.of(System.getProperty("glyphflow.shared", "../shared"), "testdata", "models");

  private static final int SIDE = 640;
  private static final int REPEATS = 9;

  /** A text line is where a map says more. */
  private static final float THRESHOLD = 0.3f;

  private RealModels() {}

  static void measure(Report report) throws InterruptedException {
    pair(report, "INT8", "prototype/det_fp32.onnx", "prototype/det_int8_qdq.onnx");
    pair(
        report,
        "FP16",
        "ppocr/en_PP-OCRv3_det_infer.onnx",
        "ppocr/en_PP-OCRv3_det_infer_fp16_opt.onnx");
  }

  private static void pair(Report report, String precision, String exact, String other)
      throws InterruptedException {
    if (!Files.exists(MODELS.resolve(exact)) || !Files.exists(MODELS.resolve(other))) {
      report.note(exact, "is not there");
      return;
    }
    FloatBuffer page = page();
    Samples<String> nanos = new Samples<>();
    try (OnnxSession whole = OnnxSession.open(ModelSource.of(MODELS.resolve(exact)));
        OnnxSession narrow = OnnxSession.open(ModelSource.of(MODELS.resolve(other)))) {
      float[] expected = run(whole, page);
      float[] actual = run(narrow, page);
      for (int i = 0; i < REPEATS; i++) {
        long start = System.nanoTime();
        var unused = run(whole, page);
        long middle = System.nanoTime();
        var unusedToo = run(narrow, page);
        nanos.add(exact, middle - start);
        nanos.add(other, System.nanoTime() - middle);
      }
      report.note(exact, Report.millis(nanos.median(exact)));
      report.note(
          other,
          Report.millis(nanos.median(other))
              + ", "
              + Report.times(nanos.median(exact) / nanos.median(other)));
      report.note(
          "    text pixels of " + precision + " that FP32 has too, and the other way round",
          String.format(
              Locale.ROOT, "%.3f, %.3f", shared(actual, expected), shared(expected, actual)));
    }
  }

  private static double shared(float[] some, float[] others) {
    int both = 0;
    int all = 0;
    for (int i = 0; i < some.length; i++) {
      if (some[i] > THRESHOLD) {
        all++;
        both += others[i] > THRESHOLD ? 1 : 0;
      }
    }
    return (double) both / Math.max(1, all);
  }

  private static FloatBuffer page() {
    TensorSpec spec =
        TensorSpec.builder(new Size(SIDE, SIDE))
            .normalize(new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f})
            .build();
    FloatBuffer values =
        ByteBuffer.allocateDirect(Float.BYTES * spec.values())
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    try (PageImage page = ScannedPage.image();
        TensorWriter writer = new TensorWriter(spec)) {
      var unused = writer.write(page, values);
    }
    return values.flip();
  }

  private static float[] run(OnnxSession session, FloatBuffer page) throws InterruptedException {
    try (SessionLease lease = session.lease()) {
      String input = session.model().inputs().get(0).name();
      lease.input(input, 1, 3, SIDE, SIDE).floats().put(page.duplicate());
      lease.run(Attempt.unlimited());
      FloatBuffer map = lease.output(0).floats();
      float[] values = new float[map.remaining()];
      map.get(values);
      return values;
    }
  }
}
