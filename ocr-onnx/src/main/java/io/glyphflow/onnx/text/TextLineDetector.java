package io.glyphflow.onnx.text;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.image.TensorPlacement;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.onnx.OnnxSession;
import io.glyphflow.onnx.SessionLease;
import io.glyphflow.onnx.SessionOptions;
import io.glyphflow.onnx.Tensor;
import io.glyphflow.onnx.ValueInfo;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Finds lines of text with a DBNet model, as PP-OCR's are: {@code [1, 3, height, width]} in, a map
 * of probabilities out, {@code [1, 1, height, width]}. Thread-safe: one instance takes any number
 * of calls at the same time.
 *
 * <p>A picture is looked at in its own size within the limits of {@link Builder#shortestSide(int)}
 * and {@link Builder#longestSide(int)}, or in that of the model where its file declares one. Each
 * shape of probable pixels becomes a rectangle, which may be turned, and grows by what models are
 * trained to leave out. Boxes end on the last stroke: a {@link TextLineCropper} grows them further.
 * The first corner is the top left one of the level line; whether a line is upside down is not seen
 * here, but by a {@link TextLineClassifier}. What is NaN or infinite in the model's answer is no
 * text; an answer of little else is a failure.
 *
 * <p>A call takes memory in proportion to the model's input, given back when it returns.
 *
 * @see <a href="https://arxiv.org/abs/1911.08947">Liao et al., Real-time Scene Text Detection with
 *     Differentiable Binarization</a>
 */
public final class TextLineDetector implements AutoCloseable {

  /** Boxes lower than this, pixels, are found better when they are enlarged. */
  private static final double SMALL = 24;

  /** Of more values that are no numbers the whole map is not to be trusted. */
  private static final double MOST_GARBAGE = 0.5;

  /** A place in the tensor may be off by this, pixels. */
  private static final double ROUNDING = 1e-6;

  private final OnnxSession session;
  private final PixelNormalization normalization;
  private final TensorSpec.Channels channels;
  private final InputScale scale;
  private final Optional<Size> fixed;
  private final LineOptions options;
  private final double tallRatio;
  private final LongAdder cut = new LongAdder();

  private TextLineDetector(Builder builder) {
    this.normalization = builder.normalization;
    this.channels = builder.channels;
    this.scale =
        new InputScale(
            builder.shortestSide, builder.longestSide, builder.enlargement, builder.multiple);
    this.options =
        new LineOptions(
            builder.threshold,
            builder.dilation,
            builder.boxThreshold,
            builder.unclipRatio,
            builder.maxCandidates);
    this.tallRatio = builder.tallRatio;
    this.session = OnnxSession.open(builder.model, builder.session);
    this.fixed = ClassInput.fixed(session.model());
  }

  /**
   * A detector with the default options.
   *
   * @param model an ONNX model
   * @return the detector
   * @throws PermanentOcrException if the model cannot be loaded
   */
  public static TextLineDetector of(Path model) {
    return builder(ModelSource.of(model)).build();
  }

  /**
   * A detector with options.
   *
   * @param model an ONNX model
   * @return a builder with nothing set
   */
  public static Builder builder(ModelSource model) {
    return new Builder(model);
  }

  /**
   * Finds the lines of a picture.
   *
   * @param picture an open image
   * @return in reading order
   * @throws InterruptedException if the thread is interrupted
   * @throws PermanentOcrException if the model does not run, or its answer is no map
   */
  public List<TextBox> detect(PageImage picture) throws InterruptedException {
    return detect(picture, Attempt.unlimited());
  }

  /**
   * Finds the lines of a picture.
   *
   * @param picture an open image
   * @param attempt the call
   * @return in reading order
   * @throws InterruptedException if the call is given up
   * @throws PermanentOcrException if the model does not run, or its answer is no map
   */
  public List<TextBox> detect(PageImage picture, Attempt attempt) throws InterruptedException {
    Size enlarged = fixed.orElseGet(() -> scale.of(picture.size()));
    Size size =
        isTiny(picture.size()) ? enlarged : fixed.orElseGet(() -> scale.least(picture.size()));
    List<TextBox> lines = detect(picture, size, attempt);
    if (enlarged.equals(size) || !areSmall(lines)) {
      return lines;
    }
    List<TextBox> seenLarger = detect(picture, enlarged, attempt);
    return seenLarger.isEmpty() ? lines : seenLarger;
  }

  private boolean isTiny(Size picture) {
    return Math.max(picture.width(), picture.height()) < scale.shortest();
  }

  /** Whether lines are too low for the model to see them well, or were not seen at all. */
  private static boolean areSmall(List<TextBox> lines) {
    double[] heights = lines.stream().mapToDouble(TextLineDetector::height).sorted().toArray();
    return heights.length == 0 || heights[heights.length / 2] < SMALL;
  }

  private static double height(TextBox line) {
    List<Point> corners = line.quad().vertices();
    return Math.hypot(
        corners.get(0).x() - corners.get(3).x(), corners.get(0).y() - corners.get(3).y());
  }

  private List<TextBox> detect(PageImage picture, Size size, Attempt attempt)
      throws InterruptedException {
    TensorSpec spec = spec(size);
    try (SessionLease lease = session.lease()) {
      ValueInfo declared = session.model().inputs().getFirst();
      Tensor input = lease.input(declared.name(), 1, 3, spec.size().height(), spec.size().width());
      TensorPlacement placement = PictureInput.write(picture, spec, input, 0);
      lease.run(attempt);
      return lines(lease.output(0), spec.size(), placement);
    }
  }

  private TensorSpec spec(Size size) {
    TensorSpec.Builder spec = TensorSpec.builder(size).channels(channels);
    normalization.applyTo(spec);
    return (fixed.isEmpty() ? spec : spec.fit(TensorSpec.Fit.LETTERBOX_TOP_LEFT, 0)).build();
  }

  private List<TextBox> lines(Tensor output, Size input, TensorPlacement placement) {
    long[] shape = output.shape();
    int rank = shape.length;
    if (rank < 2 || shape[rank - 1] * shape[rank - 2] != output.count() || output.count() == 0) {
      throw untrusted("answered " + Arrays.toString(shape) + ", must be one map");
    }
    int height = Math.toIntExact(shape[rank - 2]);
    int width = Math.toIntExact(shape[rank - 1]);
    if ((long) width * input.height() != (long) height * input.width()) {
      throw untrusted("answered a map of " + width + " x " + height + " for " + input);
    }
    double stride = (double) input.width() / width;
    BoundingBox seen = placement.toTensor(placement.picture().bounds());
    int seenWidth = (int) Math.min(width, Math.ceil(seen.right() / stride - ROUNDING));
    int seenHeight = (int) Math.min(height, Math.ceil(seen.bottom() / stride - ROUNDING));
    LineFinder finder =
        new LineFinder(options, output.floats(), width, height, seenWidth, seenHeight);
    List<LineFinder.Found> found = finder.find();
    long values = (long) seenWidth * seenHeight;
    if (finder.garbage() > MOST_GARBAGE * values) {
      throw untrusted(finder.garbage() + " of " + values + " values are no numbers");
    }
    cut.add(finder.cut());
    return ordered(found, stride, placement);
  }

  private List<TextBox> ordered(
      List<LineFinder.Found> found, double stride, TensorPlacement placement) {
    LineOrder order = new LineOrder(tallRatio);
    for (LineFinder.Found line : found) {
      double[] corners = line.box().corners();
      for (int i = 0; i < corners.length; i += 2) {
        // The map's first pixel has its middle at 0, the picture's at a half.
        Point corner =
            placement.toPicture(
                new Point((corners[i] + 0.5) * stride, (corners[i + 1] + 0.5) * stride));
        corners[i] = corner.x();
        corners[i + 1] = corner.y();
      }
      order.add(corners, line.confidence());
    }
    return order.boxes(placement.picture());
  }

  private PermanentOcrException untrusted(String what) {
    return new PermanentOcrException(
        FailureCategory.MODEL, "model \"" + session.model().name() + "\": " + what);
  }

  /**
   * How many shapes were not looked at, in all calls so far, as a picture had more than {@link
   * Builder#maxCandidates(int)}.
   *
   * @return 0 or more
   */
  public long droppedCandidates() {
    return cut.sum();
  }

  /**
   * Runs the model once, so that the first call is as fast as the second.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void warmUp() throws InterruptedException {
    try (PageImage blank =
        PageImage.allocateNative(new Size(320, 320), PageImage.Format.BGR24, 0)) {
      var unused = detect(blank);
    }
  }

  /** Waits for calls in flight, then frees the model. Closing twice does nothing. */
  @Override
  public void close() {
    session.close();
  }

  /** Options of a {@link TextLineDetector}. Not thread-safe. */
  public static final class Builder {
    private final ModelSource model;
    private final Given given = new Given();
    private SessionOptions session = SessionOptions.defaults();
    private PixelNormalization normalization = PixelNormalization.IMAGENET;
    private TensorSpec.Channels channels = TensorSpec.Channels.BGR;
    private int shortestSide = 480;
    private int longestSide = 1920;
    private double enlargement = 2;
    private int multiple = 32;
    private double threshold = 0.3;
    private boolean dilation;
    private double boxThreshold = 0.5;
    private double unclipRatio = 1.6;
    private int maxCandidates = 1_000;
    private double tallRatio = 1.5;

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
     * The order of channels; by default blue, green, red, as PP-OCR's models were trained.
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
     * Small pictures are enlarged until their shorter side is this long; by default 480, but not by
     * more than {@link #enlargement(double)}. A picture is small if both its sides are shorter than
     * this; if only one is, it is looked at as it is first, and enlarged once more if the lines in
     * it are lower than 24 pixels, or there are none.
     *
     * @param pixels 1..16,384
     * @return this
     * @throws IllegalArgumentException if {@code pixels} is out of range
     * @throws IllegalStateException if it was set before
     */
    public Builder shortestSide(int pixels) {
      given.once("shortestSide", pixels);
      shortestSide = Given.within("shortestSide", pixels, 1, 16_384);
      return this;
    }

    /**
     * Larger pictures are shrunk until their longer side is this long; by default 1,920. It wins
     * over {@link #shortestSide(int)}.
     *
     * @param pixels 32..16,384
     * @return this
     * @throws IllegalArgumentException if {@code pixels} is out of range
     * @throws IllegalStateException if it was set before
     */
    public Builder longestSide(int pixels) {
      given.once("longestSide", pixels);
      longestSide = Given.within("longestSide", pixels, 32, 16_384);
      return this;
    }

    /**
     * By how much small pictures are enlarged at most; by default twice. Letters that are enlarged
     * much more are taken apart by the models.
     *
     * @param factor 1..100
     * @return this
     * @throws IllegalArgumentException if {@code factor} is out of range
     * @throws IllegalStateException if it was set before
     */
    public Builder enlargement(double factor) {
      given.once("enlargement", factor);
      enlargement = Given.within("enlargement", factor, 1, 100);
      return this;
    }

    /**
     * What the sides of the model's input are multiples of; by default 32.
     *
     * @param pixels 1..256
     * @return this
     * @throws IllegalArgumentException if {@code pixels} is out of range
     * @throws IllegalStateException if it was set before
     */
    public Builder multiple(int pixels) {
      given.once("multiple", pixels);
      multiple = Given.within("multiple", pixels, 1, 256);
      return this;
    }

    /**
     * What the probability of a pixel of text is above; by default 0.3.
     *
     * @param probability 0..1
     * @return this
     * @throws IllegalArgumentException if {@code probability} is out of range
     * @throws IllegalStateException if it was set before
     */
    public Builder threshold(double probability) {
      given.once("threshold", probability);
      threshold = Given.within("threshold", probability, 0, 1);
      return this;
    }

    /**
     * Whether pixels of text mark their right and lower neighbours as well, which joins what is a
     * pixel apart; by default not.
     *
     * @param isOn true to do so
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder dilation(boolean isOn) {
      given.once("dilation", isOn);
      dilation = isOn;
      return this;
    }

    /**
     * The least confidence of a line: the mean probability in its rectangle before it grows; by
     * default 0.5.
     *
     * @param confidence 0..1
     * @return this
     * @throws IllegalArgumentException if {@code confidence} is out of range
     * @throws IllegalStateException if it was set before
     */
    public Builder boxThreshold(double confidence) {
      given.once("boxThreshold", confidence);
      boxThreshold = Given.within("boxThreshold", confidence, 0, 1);
      return this;
    }

    /**
     * By how much rectangles grow on all sides: area times ratio, divided by the perimeter; by
     * default 1.6.
     *
     * @param ratio 0..10
     * @return this
     * @throws IllegalArgumentException if {@code ratio} is out of range
     * @throws IllegalStateException if it was set before
     */
    public Builder unclipRatio(double ratio) {
      given.once("unclipRatio", ratio);
      unclipRatio = Given.within("unclipRatio", ratio, 0, 10);
      return this;
    }

    /**
     * How many shapes are looked at in a picture, the largest first; by default 1,000. The others
     * are counted by {@link TextLineDetector#droppedCandidates()}.
     *
     * @param count 1..1,000,000
     * @return this
     * @throws IllegalArgumentException if {@code count} is out of range
     * @throws IllegalStateException if it was set before
     */
    public Builder maxCandidates(int count) {
      given.once("maxCandidates", count);
      maxCandidates = Given.within("maxCandidates", count, 1, 1_000_000);
      return this;
    }

    /**
     * From which height to width on a box holds text that stands, to be read downwards; by default
     * 1.5. A single letter among lines is not taken for one.
     *
     * @param ratio 1..1,000
     * @return this
     * @throws IllegalArgumentException if {@code ratio} is out of range
     * @throws IllegalStateException if it was set before
     */
    public Builder tallRatio(double ratio) {
      given.once("tallRatio", ratio);
      tallRatio = Given.within("tallRatio", ratio, 1, 1_000);
      return this;
    }

    /**
     * Loads the model.
     *
     * @return the detector
     * @throws PermanentOcrException if it cannot be loaded
     */
    public TextLineDetector build() {
      return new TextLineDetector(this);
    }
  }
}
