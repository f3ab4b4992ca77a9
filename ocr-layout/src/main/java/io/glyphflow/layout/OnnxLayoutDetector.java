package io.glyphflow.layout;

import io.glyphflow.core.document.Region;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.image.TensorPlacement;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.core.stage.Traits;
import io.glyphflow.layout.contract.Adapter;
import io.glyphflow.layout.contract.Answer;
import io.glyphflow.layout.order.ReadingOrder;
import io.glyphflow.layout.postprocess.Detections;
import io.glyphflow.layout.postprocess.LayoutPostprocessor;
import io.glyphflow.layout.postprocess.PostprocessOptions;
import io.glyphflow.onnx.ModelInfo;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.onnx.OnnxSession;
import io.glyphflow.onnx.SessionLease;
import io.glyphflow.onnx.SessionOptions;
import io.glyphflow.onnx.Tensor;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Finds the regions of pages with a layout model over ONNX Runtime, of any family that {@link
 * DetectorContract} names. Regions come in the model's reading order if it tells one.
 *
 * {@snippet :
 * try (OnnxLayoutDetector detector = OnnxLayoutDetector.of(Path.of("pp_doc_layoutv3.onnx"))) {
 *   List<PageLayout> layouts = detector.detect(pages);
 * }
 * }
 *
 * <p>An answer that cannot be trusted (numbers of another shape than the family's, counts that do
 * not add up, boxes of which too many are no boxes) is a {@code LAYOUT} failure and never an empty
 * page. Half-precision inputs and outputs are narrowed and widened.
 *
 * <p>Thread-safe: one instance takes any number of calls at the same time. {@link #close()} waits
 * for calls in flight.
 */
public final class OnnxLayoutDetector implements LayoutDetector, AutoCloseable {

  private static final int CALLS = 1_000;
  private static final Size BLANK = new Size(64, 64);

  private final OnnxSession session;
  private final DetectorContract contract;
  private final LabelMap labels;
  private final LayoutPostprocessor postprocessor;
  private final boolean readsMasks;
  private final Preparation preparation;
  private final int maxBatch;
  private final @Nullable ReadingOrder readingOrder;
  private final AtomicBoolean isWarm = new AtomicBoolean();

  OnnxLayoutDetector(
      OnnxSession session,
      DetectorContract contract,
      LabelMap labels,
      PostprocessOptions options,
      Preparation preparation,
      int maxBatch,
      @Nullable ReadingOrder readingOrder) {
    this.session = session;
    this.contract = contract;
    this.labels = labels;
    this.postprocessor = new LayoutPostprocessor(options, labels);
    this.readsMasks = options.isWithPolygons();
    this.preparation = preparation;
    this.maxBatch = maxBatch;
    this.readingOrder = readingOrder;
  }

  /**
   * Loads a model whose signature tells its family, and whose file or family tells its labels.
   *
   * @param model an ONNX file
   * @return the detector
   * @throws io.glyphflow.core.stage.PermanentOcrException with {@code MODEL} if it cannot be
   *     loaded, is of no known family, or its labels are nowhere
   */
  public static OnnxLayoutDetector of(Path model) {
    return builder(ModelSource.of(model)).build();
  }

  /**
   * A detector with options.
   *
   * @param model where the model is
   * @return a builder with nothing set
   */
  public static Builder builder(ModelSource model) {
    return new Builder(model);
  }

  /**
   * The family of the model.
   *
   * @return the family
   */
  public DetectorContract contract() {
    return contract;
  }

  /**
   * The classes of the model.
   *
   * @return its labels
   */
  public LabelMap labels() {
    return labels;
  }

  /**
   * What the model says of itself.
   *
   * @return its signature and metadata
   */
  public ModelInfo model() {
    return session.model();
  }

  @Override
  public Traits traits() {
    return Traits.defaults().withConcurrency(CALLS).withMaxBatch(maxBatch);
  }

  @Override
  public List<PageLayout> detect(List<PageInput> pages) throws InterruptedException {
    return detect(pages, Attempt.unlimited());
  }

  @Override
  public List<PageLayout> detect(List<PageInput> pages, Attempt attempt)
      throws InterruptedException {
    List<PageImage> images = pages.stream().map(PageInput::image).toList();
    List<PageLayout> layouts = new ArrayList<>(pages.size());
    int step = preparation.batchOf(maxBatch);
    for (int from = 0; from < images.size(); from += step) {
      layouts.addAll(run(images.subList(from, Math.min(images.size(), from + step)), attempt));
    }
    return layouts;
  }

  private List<PageLayout> run(List<PageImage> images, Attempt attempt)
      throws InterruptedException {
    try (SessionLease lease = session.lease()) {
      Adapter.Batch batch = fill(lease, images, attempt);
      lease.run(attempt);
      List<Detections> found = contract.adapter().decode(Answer.of(lease, session.model()), batch);
      List<PageLayout> layouts = new ArrayList<>(images.size());
      for (int i = 0; i < images.size(); i++) {
        Size page = images.get(i).size();
        layouts.add(ordered(postprocessor.apply(found.get(i), page), found.get(i), page));
      }
      return layouts;
    }
  }

  private PageLayout ordered(PageLayout layout, Detections found, Size page) {
    ReadingOrder order = readingOrder;
    if (order == null) {
      order = found.order() == null ? ReadingOrder.LEFT_TO_RIGHT : ReadingOrder.MODEL;
    }
    if (order == ReadingOrder.MODEL) {
      return layout;
    }
    List<Region> numbered = new ArrayList<>(layout.regions().size());
    for (Region region : layout.regions()) {
      numbered.add(
          new Region(
              numbered.size(),
              region.kind(),
              region.label(),
              region.box(),
              region.polygon(),
              region.confidence()));
    }
    List<Region> regions = order.order(numbered, page).stream().map(numbered::get).toList();
    return new PageLayout(regions, layout.droppedBoxes());
  }

  private Adapter.Batch fill(SessionLease lease, List<PageImage> images, Attempt attempt)
      throws InterruptedException {
    TensorSpec spec = preparation.spec(images.getFirst().size());
    int size = preparation.sizeOf(images.size());
    Tensor tensor =
        lease.input(
            preparation.input(),
            size,
            spec.channels().count(),
            spec.size().height(),
            spec.size().width());
    List<TensorPlacement> places = new ArrayList<>(images.size());
    FloatBuffer target = tensor.floats();
    try (Preparation.Loan loan = preparation.lend(spec)) {
      for (PageImage image : images) {
        checkWanted(attempt);
        places.add(loan.writer().write(image, target));
      }
    }
    while (target.hasRemaining()) {
      target.put(0); // a batch of a fixed size: what is left of it shows nothing
    }
    Adapter.Batch batch = new Adapter.Batch(places, size, spec.size(), readsMasks, labels.size());
    contract.adapter().fill(lease, session.model(), batch);
    return batch;
  }

  private static void checkWanted(Attempt attempt) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before the page was prepared");
    }
    if (attempt.isCancelled()) {
      throw new InterruptedException("cancelled before the page was prepared");
    }
  }

  /** Runs the model once on a blank page; again does nothing. */
  @Override
  public void warmUp() throws InterruptedException {
    if (isWarm.get()) {
      return;
    }
    Attempt attempt = Attempt.unlimited();
    try (PageImage blank = PageImage.allocate(BLANK, PageImage.Format.GRAY8);
        SessionLease lease = session.lease()) {
      var unused = fill(lease, List.of(blank), attempt);
      lease.run(attempt);
    }
    isWarm.set(true);
  }

  /** Waits for calls in flight, then frees the model. Closing twice does nothing. */
  @Override
  public void close() {
    session.close();
    preparation.close();
  }

  /** Options of an {@link OnnxLayoutDetector}. Each is set once. Not thread-safe. */
  public static final class Builder {

    private final ModelSource model;
    private final Map<String, Object> given = new HashMap<>();
    private @Nullable DetectorContract contract;
    private @Nullable LabelMap labels;
    private @Nullable PostprocessOptions postprocess;
    private @Nullable SessionOptions session;
    private @Nullable Size inputSize;
    private @Nullable TensorSpec input;
    private @Nullable ReadingOrder readingOrder;
    private int maxBatch = 1;

    private Builder(ModelSource model) {
      this.model = Objects.requireNonNull(model, "model");
    }

    /**
     * The family of the model. By default that which the signature tells.
     *
     * @param family the family
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder contract(DetectorContract family) {
      contract = once("contract", family);
      return this;
    }

    /**
     * The classes of the model. By default those of the file's metadata, or else of the known model
     * that it must be by its signature.
     *
     * @param classes as many as the model has
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder labels(LabelMap classes) {
      labels = once("labels", classes);
      return this;
    }

    /**
     * How what was found becomes regions. By default {@link DetectorContract#postprocess()} of the
     * family.
     *
     * @param options the options
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder postprocess(PostprocessOptions options) {
      postprocess = once("postprocess", options);
      return this;
    }

    /**
     * How the model is loaded and run. By default {@link SessionOptions#defaults()}.
     *
     * @param options the options
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder session(SessionOptions options) {
      session = once("session", options);
      return this;
    }

    /**
     * The order in which regions are answered. By default the model's own if it tells one, and else
     * {@link ReadingOrder#LEFT_TO_RIGHT}.
     *
     * @param order the order
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder readingOrder(ReadingOrder order) {
      readingOrder = once("readingOrder", order);
      return this;
    }

    /**
     * The size of pictures, where the file leaves it open. By default the usual one of the family.
     *
     * @param size width and height, pixels
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder inputSize(Size size) {
      inputSize = once("inputSize", size);
      return this;
    }

    /**
     * How pages are prepared, size included, for models that were trained otherwise than their
     * family. By default as {@link DetectorContract} says. Boxes are mapped back accordingly.
     *
     * @param spec in planes of 3 channels
     * @return this
     * @throws IllegalArgumentException if it is not in planes of 3 channels
     * @throws IllegalStateException if it was set before
     */
    public Builder input(TensorSpec spec) {
      if (spec.layout() != TensorSpec.Layout.CHW || spec.channels().count() != 3) {
        throw new IllegalArgumentException(
            "input: " + spec.layout() + " of " + spec.channels() + ", must be CHW of 3 channels");
      }
      input = once("input", spec);
      return this;
    }

    /**
     * Pages that one run takes at most, where the file leaves it open; other models get them one by
     * one, or as many as the file fixes. By default 1: on a CPU, pages at the same time are faster
     * than pages in a batch; on a GPU 4 to 16 are worth a trial.
     *
     * @param pages 1 or more
     * @return this
     * @throws IllegalArgumentException if it is not within 1..10000
     * @throws IllegalStateException if it was set before
     */
    public Builder maxBatch(int pages) {
      if (pages < 1 || pages > 10_000) {
        throw new IllegalArgumentException("maxBatch: " + pages + ", must be within 1..10000");
      }
      maxBatch = once("maxBatch", pages);
      return this;
    }

    private <T> T once(String name, T value) {
      Objects.requireNonNull(value, name);
      Object first = given.putIfAbsent(name, value);
      if (first != null) {
        throw new IllegalStateException(name + ": is " + first + " already, set it once");
      }
      return value;
    }

    /**
     * Loads the model.
     *
     * @return the detector, to be closed
     * @throws io.glyphflow.core.stage.PermanentOcrException with {@code MODEL} if the model cannot
     *     be loaded, is of no known family or not of the one named, its labels are nowhere, or
     *     their number is not that of its classes
     * @throws IllegalArgumentException if the options do not go with the model or each other: other
     *     sizes than the file declares, {@code labels} of another number than its classes
     */
    public OnnxLayoutDetector build() {
      if (inputSize != null && input != null) {
        throw new IllegalArgumentException("inputSize and input: both set, must be one of them");
      }
      OnnxSession opened =
          OnnxSession.open(model, session == null ? SessionOptions.defaults() : session);
      try {
        return open(opened);
      } catch (RuntimeException e) {
        opened.close();
        throw e;
      }
    }

    private OnnxLayoutDetector open(OnnxSession opened) {
      ModelInfo info = opened.model();
      DetectorContract family = Opening.family(info, contract);
      Opening.checkSize(info, input == null ? inputSize : input.size());
      return new OnnxLayoutDetector(
          opened,
          family,
          Opening.labels(info, family, labels),
          postprocess == null ? family.postprocess() : postprocess,
          new Preparation(
              info, family.adapter(), Optional.ofNullable(inputSize), Optional.ofNullable(input)),
          maxBatch,
          readingOrder);
    }
  }
}
