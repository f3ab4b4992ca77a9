package io.glyphflow.onnx.text;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.PermanentOcrException;
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
 * Says of pictures of single lines whether they are upside down, with a model as PP-OCR's are:
 * {@code [N, 3, 48, 192]} or {@code [N, 3, 80, 160]} in, {@code [N, 2]} out. Of a line that is
 * longer than that only the left end is looked at: squeezed letters mislead the models.
 * Thread-safe: one instance takes any number of calls at the same time.
 */
public final class TextLineClassifier implements AutoCloseable {

  /**
   * How a line stands.
   *
   * @param isUpsideDown true if it is, and surely enough
   * @param confidence 0..1, of the more probable of both
   */
  public record Direction(boolean isUpsideDown, double confidence) {

    /**
     * Checks the confidence.
     *
     * @throws IllegalArgumentException if {@code confidence} is not within 0..1
     */
    public Direction {
      confidence = Given.within("confidence", confidence, 0, 1);
    }
  }

  private final OnnxSession session;
  private final PixelNormalization normalization;
  private final TensorSpec.Channels channels;
  private final Size size;
  private final double threshold;
  private final int maxBatch;

  private TextLineClassifier(Builder builder) {
    this.normalization = builder.normalization;
    this.channels = builder.channels;
    this.threshold = builder.threshold;
    this.maxBatch = builder.maxBatch;
    this.session = OnnxSession.open(builder.model, builder.session);
    this.size = ClassInput.size(session.model(), builder.inputSize);
  }

  /**
   * A classifier with the default options.
   *
   * @param model an ONNX model
   * @return the classifier
   * @throws PermanentOcrException if the model cannot be loaded
   */
  public static TextLineClassifier of(Path model) {
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

  /**
   * Looks at lines.
   *
   * @param lines level pictures of single lines, open
   * @param attempt the call
   * @return one direction for each, in the same order
   * @throws InterruptedException if the call is given up
   * @throws PermanentOcrException if the model does not run or does not answer two classes
   */
  public List<Direction> classify(List<PageImage> lines, Attempt attempt)
      throws InterruptedException {
    List<Direction> directions = new ArrayList<>(lines.size());
    for (int from = 0; from < lines.size(); from += maxBatch) {
      List<PageImage> batch = lines.subList(from, Math.min(lines.size(), from + maxBatch));
      try (SessionLease lease = session.lease()) {
        String name = session.model().inputs().getFirst().name();
        Tensor input = lease.input(name, batch.size(), 3, size.height(), size.width());
        for (int i = 0; i < batch.size(); i++) {
          write(batch.get(i), input, i);
        }
        lease.run(attempt);
        Tensor scores = lease.output(0);
        for (int i = 0; i < batch.size(); i++) {
          double[] row =
              ClassInput.probabilities(scores, i, batch.size(), 2, session.model().name());
          int best = ClassInput.best(row);
          directions.add(new Direction(best == 1 && row[1] >= threshold, row[best]));
        }
      }
    }
    return directions;
  }

  /** Letters keep their shape. */
  private void write(PageImage line, Tensor input, int index) {
    PageImage seen = line.view(beginning(line.size()));
    Size given = seen.size();
    int width = size.width();
    if ((long) given.width() * size.height() < (long) given.height() * size.width()) {
      width = (int) Math.ceil((double) size.height() * given.width() / given.height());
    }
    TensorSpec.Builder spec = TensorSpec.builder(new Size(width, size.height())).channels(channels);
    normalization.applyTo(spec);
    if (width < size.width()) {
      PictureInput.write(seen, spec.build(), input, index, size.width());
    } else {
      var unused = PictureInput.write(seen, spec.build(), input, index);
    }
  }

  private BoundingBox beginning(Size line) {
    double longest = Math.ceil((double) line.height() * size.width() / size.height());
    return new BoundingBox(0, 0, Math.min(line.width(), longest), line.height());
  }

  /**
   * Runs the model once, so that the first call is as fast as the second.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void warmUp() throws InterruptedException {
    try (PageImage blank = PageImage.allocateNative(size, PageImage.Format.BGR24, 0)) {
      var unused = classify(List.of(blank), Attempt.unlimited());
    }
  }

  /** Waits for calls in flight, then frees the model. Closing twice does nothing. */
  @Override
  public void close() {
    session.close();
  }

  /** Options of a {@link TextLineClassifier}. Not thread-safe. */
  public static final class Builder {
    private final ModelSource model;
    private final Given given = new Given();
    private SessionOptions session = SessionOptions.defaults();
    private PixelNormalization normalization = PixelNormalization.HALF;
    private TensorSpec.Channels channels = TensorSpec.Channels.BGR;
    private Size inputSize = new Size(192, 48);
    private double threshold = 0.9;
    private int maxBatch = 8;

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
     * What levels are turned into; by default {@link PixelNormalization#HALF}.
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
     * The order of channels; by default blue, green, red.
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
     * The size of the model's input where its file leaves it open; by default 192 x 48.
     *
     * @param size width and height, at most 4,096
     * @return this
     * @throws IllegalArgumentException if a side is too long
     * @throws IllegalStateException if it was set before
     */
    public Builder inputSize(Size size) {
      given.once("inputSize", size);
      var unusedWidth = Given.within("inputSize.width", size.width(), 1, 4096);
      var unusedHeight = Given.within("inputSize.height", size.height(), 1, 4096);
      inputSize = size;
      return this;
    }

    /**
     * How sure the model has to be for a line to count as upside down; by default 0.9.
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
     * How many lines the model looks at in one run; by default 8.
     *
     * @param lines 1..1,024
     * @return this
     * @throws IllegalArgumentException if {@code lines} is out of range
     * @throws IllegalStateException if it was set before
     */
    public Builder maxBatch(int lines) {
      given.once("maxBatch", lines);
      maxBatch = Given.within("maxBatch", lines, 1, 1024);
      return this;
    }

    /**
     * Loads the model.
     *
     * @return the classifier
     * @throws PermanentOcrException if it cannot be loaded
     */
    public TextLineClassifier build() {
      return new TextLineClassifier(this);
    }
  }
}
