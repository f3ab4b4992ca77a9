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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Detection transformers as Hugging Face exports them: {@code logits} of each query and class,
 * {@code pred_boxes} of each query as center and size, 0..1 of the picture.
 */
public final class DetrAdapter implements Adapter {

  static final String LOGITS = "logits";
  static final String BOXES = "pred_boxes";
  static final String ORDER = "order_logits";
  static final String MASKS = "out_masks";
  private static final String MASK = "pixel_mask";

  /** RT-DETR and what follows it have 300 queries or more, DETR 100 and table models fewer. */
  private static final int MANY_QUERIES = 300;

  private static final int SHORT_SIDE = 800;
  private static final int LONG_SIDE = 1333;

  private enum Family {
    /** PP-DocLayoutV3: a sigmoid for each class, an order, masks. */
    ORDERED,
    /** A sigmoid for each class. */
    SIGMOID,
    /** A softmax over the classes and one for no object. */
    SOFTMAX
  }

  private final Family family;

  private DetrAdapter(Family family) {
    this.family = family;
  }

  /**
   * PP-DocLayoutV3.
   *
   * @return the adapter
   */
  public static DetrAdapter ordered() {
    return new DetrAdapter(Family.ORDERED);
  }

  /**
   * RT-DETR and alike.
   *
   * @return the adapter
   */
  public static DetrAdapter sigmoid() {
    return new DetrAdapter(Family.SIGMOID);
  }

  /**
   * DETR and alike.
   *
   * @return the adapter
   */
  public static DetrAdapter softmax() {
    return new DetrAdapter(Family.SOFTMAX);
  }

  @Override
  public Optional<String> lacking(ModelInfo model) {
    return Signature.lackingPicture(model)
        .or(() -> Signature.missing(model, List.of(), List.of(LOGITS, BOXES)))
        .or(
            () ->
                family == Family.ORDERED
                    ? Signature.missing(model, List.of(), List.of(ORDER))
                    : Optional.empty())
        .or(() -> Signature.unknownInput(model, MASK));
  }

  @Override
  public Optional<String> misfit(ModelInfo model) {
    return lacking(model).or(() -> misfitOfOutputs(model));
  }

  private Optional<String> misfitOfOutputs(ModelInfo model) {
    if (family == Family.ORDERED) {
      return Optional.empty();
    }
    if (model.output(ORDER).isPresent()) {
      return Optional.of("has no output \"" + ORDER + "\"");
    }
    ValueInfo logits = model.output(LOGITS).orElseThrow();
    if (!Signature.mayHaveRank(logits, 3)) {
      return Optional.of("needs logits of [pages, queries, classes]");
    }
    return isSoftmax(model, logits) == (family == Family.SOFTMAX)
        ? Optional.empty()
        : Optional.of(
            family == Family.SOFTMAX
                ? "has fewer than 300 queries or an input \"pixel_mask\""
                : "has 300 queries or more, and no input \"pixel_mask\"");
  }

  private static boolean isSoftmax(ModelInfo model, ValueInfo logits) {
    long queries = Signature.dimension(logits, 1);
    return queries < 0 ? model.input(MASK).isPresent() : queries < MANY_QUERIES;
  }

  @Override
  public boolean isSizedByPage(ModelInfo model) {
    return family == Family.SOFTMAX && Signature.declaredSize(model).isEmpty();
  }

  @Override
  public Size size(ModelInfo model, Size page) {
    return Signature.declaredSize(model).orElseGet(() -> usual(page));
  }

  /** DETR sees pages in their shape: the short side is 800 unless the long one gets over 1333. */
  private Size usual(Size page) {
    if (family != Family.SOFTMAX) {
      return family == Family.ORDERED ? new Size(800, 800) : new Size(640, 640);
    }
    double scale =
        Math.min(
            (double) SHORT_SIDE / Math.min(page.width(), page.height()),
            (double) LONG_SIDE / Math.max(page.width(), page.height()));
    return new Size(side(page.width() * scale), side(page.height() * scale));
  }

  private static int side(double pixels) {
    return Math.max(1, (int) Math.rint(pixels));
  }

  @Override
  public TensorSpec spec(Size size) {
    TensorSpec.Builder builder = TensorSpec.builder(size);
    return switch (family) {
      case ORDERED -> builder.resampling(TensorSpec.Resampling.CUBIC).build();
      case SIGMOID -> builder.build();
      case SOFTMAX -> Colors.likeImageNet(builder).build();
    };
  }

  @Override
  public OptionalInt classes(ModelInfo model) {
    long classes = Signature.dimension(model.output(LOGITS).orElseThrow(), 2);
    int objects = (int) classes - (family == Family.SOFTMAX ? 1 : 0);
    return objects < 1 ? OptionalInt.empty() : OptionalInt.of(objects);
  }

  @Override
  public Optional<String> knownLabels(ModelInfo model) {
    return family == Family.ORDERED ? Optional.of("pp-doclayout-v3") : Optional.empty();
  }

  /** Every pixel is one of the page: none is padding. */
  @Override
  public void fill(SessionLease lease, ModelInfo model, Batch batch) {
    Optional<ValueInfo> mask = model.input(MASK);
    if (mask.isEmpty()) {
      return;
    }
    long height = Signature.dimension(mask.get(), 1);
    long width = Signature.dimension(mask.get(), 2);
    FloatBuffer ones =
        lease
            .input(
                MASK,
                batch.size(),
                height > 0 ? height : batch.tensor().height(),
                width > 0 ? width : batch.tensor().width())
            .floats();
    while (ones.hasRemaining()) {
      ones.put(1);
    }
  }

  @Override
  public List<Detections> decode(Answer answer, Batch batch) {
    Values logits = answer.batched(answer.named(LOGITS), 3, batch);
    Values boxes = answer.batched(answer.named(BOXES), 3, batch);
    int queries = logits.size(1);
    answer.check(
        boxes.size(1) == queries && boxes.size(2) == 4, boxes, "must be 4 for each of " + logits);
    int classes = batch.classes() + (family == Family.SOFTMAX ? 1 : 0);
    answer.check(logits.size(2) == classes, logits, "must be for " + classes + " classes");
    List<Detections> pages = new ArrayList<>();
    for (int i = 0; i < batch.pages().size(); i++) {
      float[] page = logits.copy(i * queries * classes, queries * classes);
      TopQueries top =
          family == Family.SOFTMAX
              ? TopQueries.softmax(page, queries, classes)
              : TopQueries.sigmoid(page, queries, classes);
      pages.add(page(answer, batch, i, top, boxes.copy(4 * i * queries, 4 * queries)));
    }
    return pages;
  }

  private Detections page(Answer answer, Batch batch, int index, TopQueries top, float[] boxes) {
    TensorPlacement page = batch.pages().get(index);
    Found found = new Found(page, top.count());
    for (int i = 0; i < top.count(); i++) {
      int box = 4 * top.query(i);
      double halfWidth = boxes[box + 2] / 2.0;
      double halfHeight = boxes[box + 3] / 2.0;
      found.addInTensor(
          (boxes[box] - halfWidth) * batch.tensor().width(),
          (boxes[box + 1] - halfHeight) * batch.tensor().height(),
          (boxes[box] + halfWidth) * batch.tensor().width(),
          (boxes[box + 1] + halfHeight) * batch.tensor().height(),
          top.classId(i),
          top.confidence(i));
    }
    if (family != Family.ORDERED) {
      return found.toDetections(null, null);
    }
    OrderVotes order = OrderVotes.of(answer, batch, index, boxes.length / 4);
    QueryMasks masks = QueryMasks.of(answer, batch, index, boxes.length / 4);
    return found.toDetections(order.of(top), masks.of(top));
  }
}
