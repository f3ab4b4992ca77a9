package io.glyphflow.layout.contract;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.TensorPlacement;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.layout.postprocess.Detections;
import io.glyphflow.onnx.ModelInfo;
import io.glyphflow.onnx.SessionLease;
import io.glyphflow.onnx.ValueInfo;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Detectors of PaddleDetection, by way of paddle2onnx. The graph is told how the page was resized
 * and answers in page pixels: rows {@code class, confidence, left, top, right, bottom}, then none,
 * one or two keys of the reading order; how many rows each page has; maybe a mask for each row.
 */
public final class PaddleAdapter implements Adapter {

  private static final String PICTURE = "image";
  private static final String SHAPE = "im_shape";
  private static final String FACTOR = "scale_factor";
  private static final int BOX = 6;
  private static final int TWO_KEYS = 8;

  private final boolean isTransformer;

  private PaddleAdapter(boolean isTransformer) {
    this.isTransformer = isTransformer;
  }

  /**
   * Models over RT-DETR, with three inputs and plain colors.
   *
   * @return the adapter
   */
  public static PaddleAdapter transformer() {
    return new PaddleAdapter(true);
  }

  /**
   * Models over PicoDet and GFL, with two inputs and the colors of ImageNet.
   *
   * @return the adapter
   */
  public static PaddleAdapter convolutional() {
    return new PaddleAdapter(false);
  }

  @Override
  public Optional<String> lacking(ModelInfo model) {
    return Signature.lackingPicture(model)
        .or(() -> Signature.missing(model, List.of(PICTURE, FACTOR), List.of()))
        .or(() -> Signature.unknownInput(model, SHAPE, FACTOR))
        .or(
            () ->
                model.outputs().size() < 2
                    ? Optional.of("needs two outputs, rows and counts")
                    : Optional.empty());
  }

  @Override
  public Optional<String> misfit(ModelInfo model) {
    return lacking(model).or(() -> misfitOfInputs(model)).or(() -> misfitOfOutputs(model));
  }

  private Optional<String> misfitOfInputs(ModelInfo model) {
    boolean hasShape = model.input(SHAPE).isPresent();
    if (hasShape == isTransformer) {
      return Optional.empty();
    }
    return Optional.of((isTransformer ? "needs" : "has no") + " an input \"" + SHAPE + "\"");
  }

  private static Optional<String> misfitOfOutputs(ModelInfo model) {
    ValueInfo rows = model.outputs().get(0);
    long columns = Signature.dimension(rows, 1);
    if (!Signature.mayHaveRank(rows, 2) || (columns != -1 && !isRow(columns))) {
      return Optional.of("needs rows of 6, 7 or 8 as its first output");
    }
    if (!Signature.mayHaveRank(model.outputs().get(1), 1)) {
      return Optional.of("needs counts as its second output");
    }
    return Optional.empty();
  }

  private static boolean isRow(long columns) {
    return columns >= BOX && columns <= TWO_KEYS;
  }

  @Override
  public Size size(ModelInfo model, Size page) {
    int usual = isTransformer ? 800 : 640;
    return Signature.declaredSize(model).orElse(new Size(usual, usual));
  }

  @Override
  public TensorSpec spec(Size size) {
    TensorSpec.Builder builder = TensorSpec.builder(size).resampling(TensorSpec.Resampling.CUBIC);
    return isTransformer ? builder.build() : Colors.likeImageNet(builder).build();
  }

  /** Rows carry numbers of classes; how many there are is nowhere. */
  @Override
  public OptionalInt classes(ModelInfo model) {
    return OptionalInt.empty();
  }

  /** Only V2 and V3 tell an order or have masks; others have 20 or 23 classes. */
  @Override
  public Optional<String> knownLabels(ModelInfo model) {
    boolean isOrdered = Signature.dimension(model.outputs().get(0), 1) > BOX;
    return isOrdered || model.outputs().size() > 2
        ? Optional.of("pp-doclayout-v3")
        : Optional.empty();
  }

  @Override
  public void fill(SessionLease lease, ModelInfo model, Batch batch) {
    FloatBuffer factors = lease.input(FACTOR, batch.size(), 2).floats();
    for (int i = 0; i < batch.size(); i++) {
      TensorPlacement page = batch.pages().get(Math.min(i, batch.pages().size() - 1));
      factors.put(2 * i, (float) page.scaleY());
      factors.put(2 * i + 1, (float) page.scaleX());
    }
    if (model.input(SHAPE).isPresent()) {
      FloatBuffer shapes = lease.input(SHAPE, batch.size(), 2).floats();
      for (int i = 0; i < batch.size(); i++) {
        shapes.put(2 * i, batch.tensor().height());
        shapes.put(2 * i + 1, batch.tensor().width());
      }
    }
  }

  @Override
  public List<Detections> decode(Answer answer, Batch batch) {
    Values rows = answer.at(0);
    answer.check(rows.rank() == 2, rows, "must have 2 dimensions");
    int columns = rows.size(1);
    FloatBuffer values = rows.floats();
    int[] counts = counts(answer, rows, values, batch);
    answer.check(
        isRow(columns) || rows.size(0) == 0 || Arrays.stream(counts).allMatch(n -> n == 0),
        rows,
        "must have 6, 7 or 8 columns");
    List<Detections> pages = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < batch.pages().size(); i++) {
      float[] part = rows.copy(from * columns, counts[i] * columns);
      pages.add(
          page(part, columns, batch.pages().get(i), masks(answer, batch, rows, from, counts[i])));
      from += counts[i];
    }
    return pages;
  }

  /** A wrong count would give rows to other pages, or hide all rows of a page. */
  private static int[] counts(Answer answer, Values rows, FloatBuffer values, Batch batch) {
    Values said = answer.at(1);
    FloatBuffer numbers = said.floats();
    answer.check(
        numbers.limit() == batch.size(),
        said,
        "must be a count for each of the pages in the batch");
    int[] counts = new int[batch.size()];
    long sum = 0;
    for (int i = 0; i < counts.length; i++) {
      counts[i] = (int) numbers.get(i);
      if (counts[i] != numbers.get(i) || counts[i] < 0) {
        throw answer.broken("count of page " + i + " in the batch: " + numbers.get(i));
      }
      sum += counts[i];
    }
    // The way of Paddle's operators to say that there is nothing: one row of class -1.
    boolean isNothing = sum == 0 && rows.size(0) == 1 && values.limit() > 0 && values.get(0) == -1;
    if (sum != rows.size(0) && !isNothing) {
      throw answer.broken("output " + rows + ", must have as many rows as its counts say: " + sum);
    }
    return counts;
  }

  private static Detections page(
      float[] rows, int columns, TensorPlacement page, Detections.@Nullable Masks masks) {
    int count = columns == 0 ? 0 : rows.length / columns;
    // The graph divided by the scale only: where there is padding, it is still in the boxes.
    double paddingX = page.offsetX() / page.scaleX();
    double paddingY = page.offsetY() / page.scaleY();
    Found found = new Found(page, count);
    for (int i = 0; i < count; i++) {
      int row = i * columns;
      found.add(
          rows[row + 2] - paddingX,
          rows[row + 3] - paddingY,
          rows[row + 4] - paddingX,
          rows[row + 5] - paddingY,
          Found.classOf(rows[row]),
          rows[row + 1]);
    }
    return found.toDetections(columns > BOX ? order(rows, columns, count) : null, masks);
  }

  /** Ranks by the first key, smallest first, then by the second, largest first. */
  private static float[] order(float[] rows, int columns, int count) {
    Integer[] sorted = IntStream.range(0, count).boxed().toArray(Integer[]::new);
    Arrays.sort(
        sorted,
        (a, b) -> {
          int first = Float.compare(rows[a * columns + BOX], rows[b * columns + BOX]);
          return first != 0 || columns < TWO_KEYS
              ? first
              : Float.compare(rows[b * columns + BOX + 1], rows[a * columns + BOX + 1]);
        });
    float[] ranks = new float[count];
    for (int rank = 0; rank < count; rank++) {
      ranks[sorted[rank]] = rank;
    }
    return ranks;
  }

  /** Masks are ones and zeros already. */
  private static Detections.@Nullable Masks masks(
      Answer answer, Batch batch, Values rows, int from, int count) {
    if (!batch.hasMasks() || answer.count() < 3 || count == 0) {
      return null;
    }
    Values masks = answer.at(2);
    answer.check(
        masks.rank() == 3
            && masks.size(0) == rows.size(0)
            && masks.size(1) > 0
            && masks.size(2) > 0,
        masks,
        "must be a mask for each of " + rows);
    int area = Math.multiplyExact(masks.size(1), masks.size(2));
    FloatBuffer values = masks.floats().slice(from * area, count * area);
    return new Detections.Masks(values, masks.size(2), masks.size(1), 0.5f);
  }
}
