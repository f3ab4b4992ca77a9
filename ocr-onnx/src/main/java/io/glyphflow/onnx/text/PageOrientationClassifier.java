package io.glyphflow.onnx.text;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.OrientationDetector;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.core.stage.Traits;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.onnx.OnnxSession;
import io.glyphflow.onnx.SessionLease;
import io.glyphflow.onnx.SessionOptions;
import io.glyphflow.onnx.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Says how pages lie, with a model as PP-LCNet's for documents: {@code [N, 3, 224, 224]} in, {@code
 * [N, 4]} out. Class 0 is an upright page, and class 1, 2 and 3 is one that was turned by 90, 180
 * and 270 degrees clockwise; the answer is the turn that undoes it. The model sees the middle of
 * the page: its shorter side is scaled to 256, and 224 x 224 are cut out. Thread-safe: one instance
 * takes any number of calls at the same time.
 */
public final class PageOrientationClassifier implements OrientationDetector, AutoCloseable {

  private static final int CALLS = 1_000;

  /** Part of the shorter side that the model sees. */
  private static final double SEEN = 224.0 / 256;

  private final OnnxSession session;
  private final TensorSpec spec;
  private final double threshold;
  private final int maxBatch;

  private PageOrientationClassifier(Builder builder) {
    this.threshold = builder.threshold;
    this.maxBatch = builder.maxBatch;
    this.session = OnnxSession.open(builder.model, builder.session);
    Size size = ClassInput.size(session.model(), new Size(224, 224));
    TensorSpec.Builder input = TensorSpec.builder(size).channels(builder.channels);
    builder.normalization.applyTo(input);
    this.spec = input.build();
  }

  /**
   * A classifier with the default options.
   *
   * @param model an ONNX model
   * @return the classifier
   * @throws PermanentOcrException if the model cannot be loaded
   */
  public static PageOrientationClassifier of(Path model) {
    return builder(ModelSource.of(model)).build();
  }

  /**
   * A classifier with options.
   *
   * @param model an ONNX model
   * @return a builder with nothing set
   */
  public static Builder builder(ModelSource model) {
    return new Builder(model);
  }

  @Override
  public List<Rotation> detect(List<PageInput> pages) throws InterruptedException {
    return detect(pages, Attempt.unlimited());
  }

  @Override
  public List<Rotation> detect(List<PageInput> pages, Attempt attempt) throws InterruptedException {
    List<Rotation> turns = new ArrayList<>(pages.size());
    for (int from = 0; from < pages.size(); from += maxBatch) {
      List<PageInput> batch = pages.subList(from, Math.min(pages.size(), from + maxBatch));
      classify(batch, attempt, turns);
    }
    return turns;
  }

  private void classify(List<PageInput> batch, Attempt attempt, List<Rotation> turns)
      throws InterruptedException {
    try (SessionLease lease = session.lease()) {
      String name = session.model().inputs().getFirst().name();
      Tensor input = lease.input(name, batch.size(), 3, spec.size().height(), spec.size().width());
      for (int i = 0; i < batch.size(); i++) {
        PageImage page = batch.get(i).image();
        var unused = PictureInput.write(page.view(middle(page.size())), spec, input, i);
      }
      lease.run(attempt);
      Tensor scores = lease.output(0);
      for (int i = 0; i < batch.size(); i++) {
        double[] row = ClassInput.probabilities(scores, i, batch.size(), 4, session.model().name());
        int best = ClassInput.best(row);
        turns.add(row[best] < threshold ? Rotation.NONE : Rotation.ofDegrees(-90 * best));
      }
    }
  }

  private static BoundingBox middle(Size page) {
    double side = SEEN * Math.min(page.width(), page.height());
    return BoundingBox.ofSize((page.width() - side) / 2, (page.height() - side) / 2, side, side);
  }

  @Override
  public Traits traits() {
    return Traits.defaults().withConcurrency(CALLS).withMaxBatch(maxBatch);
  }

  @Override
  public void warmUp() throws InterruptedException {
    try (SessionLease lease = session.lease()) {
      String name = session.model().inputs().getFirst().name();
      var unused = lease.input(name, 1, 3, spec.size().height(), spec.size().width());
      lease.run(Attempt.unlimited());
    }
  }

  /** Waits for calls in flight, then frees the model. Closing twice does nothing. */
  @Override
  public void close() {
    session.close();
  }

  /** Options of a {@link PageOrientationClassifier}. Not thread-safe. */
  public static final class Builder {
    private final ModelSource model;
    private final Given given = new Given();
    private SessionOptions session = SessionOptions.defaults();
    private PixelNormalization normalization = PixelNormalization.IMAGENET;
    private TensorSpec.Channels channels = TensorSpec.Channels.RGB;
    private double threshold = 0.9;
    private int maxBatch = 4;

    private Builder(ModelSource model) {
      this.model = Objects.requireNonNull(model, "model");
    }

    /**
     * How the model is loaded and run; by default {@link SessionOptions#defaults()}.
     *
     * @param options the options
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder session(SessionOptions options) {
      given.once("session", options);
      session = options;
      return this;
    }

    /**
     * What levels are turned into; by default {@link PixelNormalization#IMAGENET}.
     *
     * @param wanted what the model was trained with
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder normalization(PixelNormalization wanted) {
      given.once("normalization", wanted);
      normalization = wanted;
      return this;
    }

    /**
     * The order of channels; by default red, green, blue.
     *
     * @param order RGB or BGR
     * @return this
     * @throws IllegalArgumentException if {@code order} is gray
     * @throws IllegalStateException if it was set before
     */
    public Builder channels(TensorSpec.Channels order) {
      given.once("channels", order);
      channels = Given.color(order);
      return this;
    }

    /**
     * How sure the model has to be for a page to be turned; by default 0.9.
     *
     * @param confidence 0..1
     * @return this
     * @throws IllegalArgumentException if {@code confidence} is out of range
     * @throws IllegalStateException if it was set before
     */
    public Builder threshold(double confidence) {
      given.once("threshold", confidence);
      threshold = Given.within("threshold", confidence, 0, 1);
      return this;
    }

    /**
     * How many pages the model looks at in one run; by default 4.
     *
     * @param pages 1..256
     * @return this
     * @throws IllegalArgumentException if {@code pages} is out of range
     * @throws IllegalStateException if it was set before
     */
    public Builder maxBatch(int pages) {
      given.once("maxBatch", pages);
      maxBatch = Given.within("maxBatch", pages, 1, 256);
      return this;
    }

    /**
     * Loads the model.
     *
     * @return the classifier
     * @throws PermanentOcrException if it cannot be loaded
     */
    public PageOrientationClassifier build() {
      return new PageOrientationClassifier(this);
    }
  }
}
