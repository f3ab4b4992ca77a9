package io.glyphflow.onnx.text;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.internal.opencv.OpenCv;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.onnx.OnnxSession;
import io.glyphflow.onnx.SessionLease;
import io.glyphflow.onnx.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Runs a text model on batches of lines that have the same padded width. Thread-safe. */
final class LineModel {

  /** Heights that models are trained for; what most take is first. */
  private static final int[] HEIGHTS = {48, 32};

  /** A wrong height costs 0.05 or more. */
  private static final double CLEARLY = 0.02;

  private static final String SAMPLE = "2026 0123456789";
  private static final int SAMPLE_WIDTH = 330;
  private static final int SAMPLE_HEIGHT = 48;
  private static final int[] STROKES = {1, 2, 3};

  private final OnnxSession session;
  private final LineContract contract;
  private final LineNormalization normalization;
  private final LineOutput output;

  private LineModel(
      OnnxSession session,
      LineContract contract,
      LineNormalization normalization,
      CharacterDictionary dictionary) {
    this.session = session;
    this.contract = contract;
    this.normalization = normalization;
    this.output = new LineOutput(session.model(), dictionary);
  }

  /**
   * A model as its contract says; one that leaves its height open is tried on drawn lines.
   *
   * @throws io.glyphflow.core.stage.PermanentOcrException if it is tried and fails, or the
   *     dictionary does not fit
   */
  static LineModel of(
      OnnxSession session,
      LineContract contract,
      LineNormalization normalization,
      CharacterDictionary dictionary) {
    if (contract.height() > 0) {
      return new LineModel(session, contract, normalization, dictionary);
    }
    LineModel best = null;
    double most = 0;
    for (int height : HEIGHTS) {
      LineModel model =
          new LineModel(session, contract.withHeight(height), normalization, dictionary);
      double confidence = model.sampleConfidence();
      if (best == null || confidence > most + CLEARLY) {
        best = model;
        most = confidence;
      }
    }
    return Objects.requireNonNull(best);
  }

  /** How surely digits are read that are drawn with pens of different width. */
  private double sampleConfidence() {
    double sum = 0;
    for (int stroke : STROKES) {
      sum += read(stroke).confidence();
    }
    return sum / STROKES.length;
  }

  private ReadText read(int stroke) {
    OpenCv.load();
    Size size = new Size(SAMPLE_WIDTH, SAMPLE_HEIGHT);
    try (Scalar paper = new Scalar(255);
        Scalar ink = new Scalar(0);
        Mat picture = new Mat(SAMPLE_HEIGHT, SAMPLE_WIDTH, opencv_core.CV_8UC1, paper);
        Point at = new Point(14, 36);
        LineTensor tensor = tensor()) {
      int face = opencv_imgproc.FONT_HERSHEY_SIMPLEX;
      int smooth = opencv_imgproc.LINE_AA;
      opencv_imgproc.putText(picture, SAMPLE, at, face, 1.1, ink, stroke, smooth, false);
      PageImage line =
          PageImage.wrap(
              picture.createBuffer(), size, PageImage.Format.GRAY8, SAMPLE_WIDTH, 0, () -> {});
      int width = LineWidths.natural(contract.height(), SAMPLE_WIDTH, SAMPLE_HEIGHT);
      int padded = contract.fixedWidth().orElse(LineWidths.padded(width, width, 2 * width));
      return run(
              List.of(line),
              new int[] {Math.min(width, padded)},
              padded,
              tensor,
              Attempt.unlimited())
          .getFirst();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("trying the model was interrupted", e);
    }
  }

  LineContract contract() {
    return contract;
  }

  /** Scratch memory for a call. */
  LineTensor tensor() {
    return new LineTensor(contract.channels(), contract.height(), normalization);
  }

  /**
   * Reads a batch.
   *
   * @param lines one line or more
   * @param widths of the lines in the model's height
   * @param padded width of all of them
   * @throws io.glyphflow.core.stage.PermanentOcrException if the model fails, its answer is none of
   *     a text recognizer, or the dictionary does not fit
   */
  List<ReadText> run(
      List<PageImage> lines, int[] widths, int padded, LineTensor tensor, Attempt attempt)
      throws InterruptedException {
    int rows = rows(lines.size());
    int channels = contract.channels().count();
    try (SessionLease lease = session.lease()) {
      Tensor input = lease.input(contract.input(), rows, channels, contract.height(), padded);
      for (int i = 0; i < lines.size(); i++) {
        tensor.write(lines.get(i), widths[i], padded, input.floats(), i);
      }
      lease.run(attempt);
      LineOutput.Answer answer = output.open(lease, rows);
      List<ReadText> read = new ArrayList<>(lines.size());
      for (int i = 0; i < lines.size(); i++) {
        read.add(answer.text(i, (double) widths[i] / padded));
      }
      return read;
    }
  }

  /** Lines of a run, those that only fill it up included. */
  int rows(int lines) {
    return contract.fixedBatch().orElse(lines);
  }
}
