package io.glyphflow.layout.contract;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.TensorPlacement;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.layout.postprocess.Detections;
import io.glyphflow.onnx.ModelInfo;
import io.glyphflow.onnx.ValueInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The three shapes in which YOLO models answer. */
public final class YoloAdapter implements Adapter {

  /** Gray of the padding, in all of them. */
  private static final int PADDING = 114;

  private static final int[] STRIDES = {8, 16, 32};
  private static final int COCO = 80;

  private enum Family {
    /** {@code [pages, 4 + classes, cells]}: centers and sizes, a confidence for each class. */
    CHANNELS,
    /** {@code [pages, found, 6]}: edges, confidence, class; suppressed already. */
    ROWS,
    /** {@code [pages, cells, 5 + classes]}: offsets in the grid, objectness and classes. */
    GRID
  }

  private final Family family;

  private YoloAdapter(Family family) {
    this.family = family;
  }

  /**
   * YOLOv8 and those after it that need suppression.
   *
   * @return the adapter
   */
  public static YoloAdapter v8() {
    return new YoloAdapter(Family.CHANNELS);
  }

  /**
   * YOLOv10, DocLayout-YOLO, and exports with the suppression in the graph.
   *
   * @return the adapter
   */
  public static YoloAdapter v10() {
    return new YoloAdapter(Family.ROWS);
  }

  /**
   * YOLOX.
   *
   * @return the adapter
   */
  public static YoloAdapter x() {
    return new YoloAdapter(Family.GRID);
  }

  @Override
  public Optional<String> lacking(ModelInfo model) {
    return Signature.lackingPicture(model)
        .or(() -> Signature.unknownInput(model))
        .or(
            () ->
                model.outputs().isEmpty() || !Signature.mayHaveRank(model.outputs().get(0), 3)
                    ? Optional.of("needs a first output of 3 dimensions")
                    : Optional.empty());
  }

  @Override
  public Optional<String> misfit(ModelInfo model) {
    return lacking(model).or(() -> misfitOfOutput(model));
  }

  private Optional<String> misfitOfOutput(ModelInfo model) {
    if (model.outputs().size() > 1) {
      return Optional.of("needs one output");
    }
    ValueInfo output = model.outputs().get(0);
    long second = Signature.dimension(output, 1);
    long third = Signature.dimension(output, 2);
    long cells = Signature.toldSize(model).map(YoloAdapter::cells).orElse(-1);
    boolean isFit =
        switch (family) {
          case CHANNELS ->
              second > 4
                  && third != 6
                  && ((cells < 0 || third < 0) ? (second < third || third < 0) : third == cells);
          case ROWS -> third == 6 && second != cells;
          case GRID -> third > 5 && second > 0 && second == cells;
        };
    return isFit ? Optional.empty() : Optional.of("needs one output of " + shape(cells));
  }

  private String shape(long cells) {
    String grid = cells < 0 ? "cells" : Long.toString(cells);
    return switch (family) {
      case CHANNELS -> "[pages, 4 + classes, " + grid + "]";
      case ROWS -> "[pages, boxes, 6]";
      case GRID -> "[pages, " + grid + ", 5 + classes]";
    };
  }

  /** Cells of the grids of the three strides. */
  private static int cells(Size size) {
    int cells = 0;
    for (int stride : STRIDES) {
      cells += (size.width() / stride) * (size.height() / stride);
    }
    return cells;
  }

  @Override
  public Size size(ModelInfo model, Size page) {
    int usual = family == Family.ROWS ? 1024 : 640;
    return Signature.toldSize(model).orElse(new Size(usual, usual));
  }

  @Override
  public TensorSpec spec(Size size) {
    TensorSpec.Builder builder = TensorSpec.builder(size);
    if (family == Family.GRID) {
      return builder
          .fit(TensorSpec.Fit.LETTERBOX_TOP_LEFT, PADDING)
          .channels(TensorSpec.Channels.BGR)
          .scale(1)
          .build();
    }
    return builder.fit(TensorSpec.Fit.LETTERBOX_CENTER, PADDING).build();
  }

  @Override
  public OptionalInt classes(ModelInfo model) {
    ValueInfo output = model.outputs().get(0);
    long classes =
        switch (family) {
          case CHANNELS -> Signature.dimension(output, 1) - 4;
          case ROWS -> -1;
          case GRID -> Signature.dimension(output, 2) - 5;
        };
    return classes < 1 ? OptionalInt.empty() : OptionalInt.of((int) classes);
  }

  /** YOLOX files carry no labels; those of 80 classes are trained on COCO. */
  @Override
  public Optional<String> knownLabels(ModelInfo model) {
    boolean isCoco = classes(model).orElse(0) == COCO;
    return isCoco ? Optional.of("coco") : Optional.empty();
  }

  @Override
  public List<Detections> decode(Answer answer, Batch batch) {
    Values output = answer.batched(answer.at(0), 3, batch);
    int rows = output.size(1);
    int columns = output.size(2);
    checkShape(answer, output, batch);
    List<Detections> pages = new ArrayList<>();
    for (int i = 0; i < batch.pages().size(); i++) {
      float[] page = output.copy(i * rows * columns, rows * columns);
      TensorPlacement place = batch.pages().get(i);
      pages.add(
          switch (family) {
            case CHANNELS -> channels(page, rows, columns, place);
            case ROWS -> rows(page, rows, place);
            case GRID -> grid(page, columns, batch.tensor(), place);
          });
    }
    return pages;
  }

  private void checkShape(Answer answer, Values output, Batch batch) {
    switch (family) {
      case CHANNELS ->
          answer.check(
              output.size(1) == 4 + batch.classes(),
              output,
              "must be 4 + " + batch.classes() + " numbers for each cell");
      case ROWS -> answer.check(output.size(2) == 6, output, "must be rows of 6");
      case GRID -> {
        answer.check(
            output.size(2) == 5 + batch.classes(),
            output,
            "must be 5 + " + batch.classes() + " numbers for each cell");
        int cells = cells(batch.tensor());
        answer.check(output.size(1) == cells, output, "must be for " + cells + " cells");
      }
    }
  }

  /** The best class of each cell; a plane for each number. */
  private static Detections channels(float[] planes, int rows, int cells, TensorPlacement place) {
    float[] best = new float[cells];
    int[] classes = new int[cells];
    System.arraycopy(planes, 4 * cells, best, 0, cells);
    for (int row = 5; row < rows; row++) {
      for (int i = 0; i < cells; i++) {
        float confidence = planes[row * cells + i];
        if (confidence > best[i]) {
          classes[i] = row - 4;
        }
        best[i] = Math.max(best[i], confidence); // keeps what is no number
      }
    }
    Found found = new Found(place, 64);
    for (int i = 0; i < cells; i++) {
      if (Found.isHeard(best[i])) {
        double halfWidth = planes[2 * cells + i] / 2.0;
        double halfHeight = planes[3 * cells + i] / 2.0;
        double x = planes[i];
        double y = planes[cells + i];
        found.addInTensor(
            x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight, classes[i], best[i]);
      }
    }
    return found.toDetections(null, null);
  }

  private static Detections rows(float[] rows, int count, TensorPlacement place) {
    Found found = new Found(place, count);
    for (int i = 0; i < 6 * count; i += 6) {
      if (Found.isHeard(rows[i + 4])) {
        found.addInTensor(
            rows[i],
            rows[i + 1],
            rows[i + 2],
            rows[i + 3],
            Found.classOf(rows[i + 5]),
            rows[i + 4]);
      }
    }
    return found.toDetections(null, null);
  }

  /**
   * Cells row by row, grid by grid: center = (offset + cell) * stride, size = exp(size) * stride,
   * confidence = objectness * class. (YOLOX, {@code demo_postprocess}.)
   */
  private static Detections grid(float[] cells, int columns, Size tensor, TensorPlacement place) {
    Found found = new Found(place, 64);
    int at = 0;
    for (int stride : STRIDES) {
      int across = tensor.width() / stride;
      int down = tensor.height() / stride;
      for (int cell = 0; cell < across * down; cell++, at += columns) {
        int best = at + 5;
        for (int c = at + 6; c < at + columns; c++) {
          if (cells[c] > cells[best] || Float.isNaN(cells[c])) {
            best = c;
          }
        }
        float confidence = cells[at + 4] * cells[best];
        if (Found.isHeard(confidence)) {
          double x = (cells[at] + (double) (cell % across)) * stride;
          double y = (cells[at + 1] + Math.floor((double) cell / across)) * stride;
          double halfWidth = Math.exp(cells[at + 2]) * stride / 2;
          double halfHeight = Math.exp(cells[at + 3]) * stride / 2;
          found.addInTensor(
              x - halfWidth,
              y - halfHeight,
              x + halfWidth,
              y + halfHeight,
              best - at - 5,
              confidence);
        }
      }
    }
    return found.toDetections(null, null);
  }
}
