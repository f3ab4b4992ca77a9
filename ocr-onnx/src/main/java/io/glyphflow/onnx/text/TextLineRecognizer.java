package io.glyphflow.onnx.text;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.onnx.ModelInfo;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.onnx.OnnxSession;
import io.glyphflow.onnx.SessionOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pictures of single lines with a CTC model: CRNN, SVTR and the recognizers of PP-OCR.
 * Lines are scaled to the model's height, padded on the right and read in batches of the same
 * padded width; greedy CTC (Graves et al. 2006) makes text of the answer. The padded width depends
 * on the line alone, so a line has the same answer in every batch, but for the rounding of sums: of
 * confidences the sixth decimal.
 *
 * <p>By default the model's file says what it wants (height, channels, dictionary in its metadata).
 * Where it does not, lines are in blue, green, red, as numbers of -1..1, and 48 or 32 pixels high,
 * whichever the model reads drawn digits better at: it is tried once, some 50 ms. Lines whose width
 * would be over 3,200 are cut at the widest gap near their middle, again and again; those without a
 * gap are squeezed. {@link #stats()} counts both, and how much of the model's work was padding.
 *
 * <p>Whether the model's answer is probabilities or logits, and whether the dictionary fits, is
 * seen at the first run: call {@link #warmUp()} to see it early. Shapes that the file declares for
 * its output are not believed. Thread-safe.
 */
public final class TextLineRecognizer implements AutoCloseable {

  private static final Size WARM_UP = new Size(320, 48);

  private final OnnxSession session;
  private final LineModel model;
  private final int widest;
  private final int narrowest;
  private final int batch;
  private final ReadingCounters counters = new ReadingCounters();

  private TextLineRecognizer(Builder builder, OnnxSession session) {
    this.session = session;
    LineContract contract = LineContract.of(session.model(), builder.channels, builder.height);
    LineNormalization normalization =
        builder.normalization == null ? LineNormalization.CENTERED : builder.normalization;
    CharacterDictionary dictionary =
        builder.dictionary == null ? carried(session.model()) : builder.dictionary;
    this.model = LineModel.of(session, contract, normalization, dictionary);
    int most = builder.maxWidth == null ? Builder.MAX_WIDTH : builder.maxWidth;
    this.widest = contract.fixedWidth().orElse(most);
    this.narrowest = contract.fixedWidth().orElse(Builder.MIN_WIDTH);
    int lines = builder.maxBatch == null ? Builder.BATCH : builder.maxBatch;
    this.batch = contract.fixedBatch().orElse(lines);
  }

  private static CharacterDictionary carried(ModelInfo model) {
    return CharacterDictionary.from(model)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "dictionary: is not set, and the metadata of model \""
                        + model.name()
                        + "\" has none under \"character\""));
  }

  /**
   * Loads a model that carries its dictionary.
   *
   * @param model an ONNX file
   * @return a recognizer with the default options, to be closed
   * @throws io.glyphflow.core.stage.PermanentOcrException if it cannot be loaded or is no text
   *     recognizer
   * @throws IllegalStateException if it carries no dictionary
   */
  public static TextLineRecognizer of(Path model) {
    return builder(ModelSource.of(model)).build();
  }

  /**
   * Starts to describe a recognizer. All options have defaults.
   *
   * @param model a CTC model: lines, channels, height, width in; lines, steps, classes out
   * @return a builder
   */
  public static Builder builder(ModelSource model) {
    return new Builder(model);
  }

  /**
   * What the model says of itself.
   *
   * @return its inputs, outputs and metadata
   */
  public ModelInfo model() {
    return session.model();
  }

  /**
   * Reads lines.
   *
   * @param lines pictures of one line each, level, of any size; they stay the caller's
   * @return what was read, in the same order
   * @throws InterruptedException if the thread is interrupted
   * @throws io.glyphflow.core.stage.PermanentOcrException if the model fails, its answer is none of
   *     a text recognizer, or the dictionary does not fit
   * @throws IllegalStateException if this recognizer is closed
   */
  public List<ReadText> read(List<PageImage> lines) throws InterruptedException {
    return read(lines, Attempt.unlimited());
  }

  /**
   * Reads lines.
   *
   * @param lines pictures of one line each, level, of any size; they stay the caller's
   * @param attempt the call; once it is cancelled, no further batch is read and the one that is
   *     being read ends early
   * @return what was read, in the same order
   * @throws InterruptedException if the call is given up or its thread interrupted
   * @throws io.glyphflow.core.stage.PermanentOcrException if the model fails, its answer is none of
   *     a text recognizer, or the dictionary does not fit
   * @throws IllegalStateException if this recognizer is closed
   */
  public List<ReadText> read(List<PageImage> lines, Attempt attempt) throws InterruptedException {
    List<LinePiece> pieces = new ArrayList<>(lines.size());
    int height = height();
    for (int i = 0; i < lines.size(); i++) {
      LinePiece.cut(lines.get(i), i, height, widest, pieces);
    }
    int[] widths = new int[pieces.size()];
    int[] padded = new int[pieces.size()];
    for (int i = 0; i < padded.length; i++) {
      Size size = pieces.get(i).picture().size();
      int natural = LineWidths.natural(height, size.width(), size.height());
      widths[i] = Math.min(natural, widest);
      padded[i] = LineWidths.padded(widths[i], narrowest, widest);
      counters.squeezed.add(natural > widest ? 1 : 0);
    }
    counters.lines.add(lines.size());
    counters.cuts.add(pieces.size() - lines.size());
    Map<Integer, ReadText> read = HashMap.newHashMap(pieces.size());
    try (LineTensor tensor = model.tensor()) {
      for (int[] numbers : LineWidths.batches(padded, batch)) {
        checkWanted(attempt);
        List<PageImage> pictures =
            Arrays.stream(numbers).mapToObj(i -> pieces.get(i).picture()).toList();
        int[] inside = Arrays.stream(numbers).map(i -> widths[i]).toArray();
        int width = padded[numbers[0]];
        List<ReadText> texts = model.run(pictures, inside, width, tensor, attempt);
        count(inside, width);
        for (int i = 0; i < numbers.length; i++) {
          read.put(numbers[i], texts.get(i));
        }
      }
    }
    return LinePiece.join(pieces, read, lines.size());
  }

  private void count(int[] widths, int padded) {
    long columns = (long) model.rows(widths.length) * padded;
    counters.runs.increment();
    counters.columns.add(columns);
    counters.padding.add(columns - Arrays.stream(widths).asLongStream().sum());
  }

  private static void checkWanted(Attempt attempt) throws InterruptedException {
    if (Thread.interrupted() || attempt.isCancelled()) {
      throw new InterruptedException("reading lines was given up");
    }
  }

  /**
   * The height that lines are scaled to: that of the option, of the model's file, or the one of 48
   * and 32 at which the model reads drawn digits better.
   *
   * @return pixels
   */
  public int height() {
    return model.contract().height();
  }

  /**
   * What was read so far, and how well it filled the model's input.
   *
   * @return the counts since this recognizer was made
   */
  public ReadingStats stats() {
    return counters.stats();
  }

  /**
   * Runs the model once, and checks that the dictionary fits.
   *
   * @throws InterruptedException if the thread is interrupted
   * @throws io.glyphflow.core.stage.PermanentOcrException if the model fails, its answer is none of
   *     a text recognizer, or the dictionary does not fit
   */
  public void warmUp() throws InterruptedException {
    try (PageImage blank = PageImage.allocate(WARM_UP, PageImage.Format.GRAY8)) {
      var unused = read(List.of(blank), Attempt.unlimited());
    }
  }

  /** Waits for calls in flight, then frees the model. Closing twice does nothing. */
  @Override
  public void close() {
    session.close();
  }

  /** Describes a recognizer. Each option is set once. Not thread-safe. */
  public static final class Builder {

    static final int BATCH = 4;
    static final int MAX_WIDTH = 3200;
    static final int MIN_WIDTH = 64;

    private static final int MOST_BATCH = 1024;
    private static final int MOST_HEIGHT = 1024;
    private static final int MOST_WIDTH = 100_000;

    private final ModelSource model;
    private @Nullable CharacterDictionary dictionary;
    private TensorSpec.@Nullable Channels channels;
    private @Nullable Integer height;
    private @Nullable LineNormalization normalization;
    private @Nullable Integer maxWidth;
    private @Nullable Integer maxBatch;
    private @Nullable SessionOptions session;

    private Builder(ModelSource model) {
      this.model = Objects.requireNonNull(model, "model");
    }

    /**
     * What the classes of the model stand for; by default what its metadata says.
     *
     * @param characters the dictionary that the model was trained with
     * @return this builder
     * @throws IllegalStateException if it was set already
     */
    public Builder dictionary(CharacterDictionary characters) {
      Objects.requireNonNull(characters, "dictionary");
      requireUnset("dictionary", dictionary);
      dictionary = characters;
      return this;
    }

    /**
     * The channels of the model's input. By default blue, green, red, or gray if the model's file
     * says that it takes one channel.
     *
     * @param order the channels, in the model's order
     * @return this builder
     * @throws IllegalStateException if they were set already
     */
    public Builder channels(TensorSpec.Channels order) {
      Objects.requireNonNull(order, "channels");
      requireUnset("channels", channels);
      channels = order;
      return this;
    }

    /**
     * The height of the model's input. By default what the model's file says, and where it leaves
     * it open 48 or 32, whichever the model reads drawn digits better at.
     *
     * @param pixels 8..1,024
     * @return this builder
     * @throws IllegalArgumentException if {@code pixels} is not 8..1,024
     * @throws IllegalStateException if it was set already
     */
    public Builder height(int pixels) {
      checkWithin("height", pixels, 8, MOST_HEIGHT);
      requireUnset("height", height);
      height = pixels;
      return this;
    }

    /**
     * Which numbers the model wants. By default {@link LineNormalization#CENTERED}.
     *
     * @param numbers the normalization
     * @return this builder
     * @throws IllegalStateException if it was set already
     */
    public Builder normalization(LineNormalization numbers) {
      Objects.requireNonNull(numbers, "normalization");
      requireUnset("normalization", normalization);
      normalization = numbers;
      return this;
    }

    /**
     * The width, in the model's height, over which lines are cut at a gap, or squeezed where they
     * have none. By default 3,200.
     *
     * @param columns 64..100,000
     * @return this builder
     * @throws IllegalArgumentException if {@code columns} is not 64..100,000
     * @throws IllegalStateException if it was set already
     */
    public Builder maxWidth(int columns) {
      checkWithin("maxWidth", columns, MIN_WIDTH, MOST_WIDTH);
      requireUnset("maxWidth", maxWidth);
      maxWidth = columns;
      return this;
    }

    /**
     * Lines that are read by one run of the model at most. By default 4, right for processors; an
     * accelerator wants more.
     *
     * @param lines 1..1,024
     * @return this builder
     * @throws IllegalArgumentException if {@code lines} is not 1..1,024
     * @throws IllegalStateException if it was set already
     */
    public Builder maxBatch(int lines) {
      checkWithin("maxBatch", lines, 1, MOST_BATCH);
      requireUnset("maxBatch", maxBatch);
      maxBatch = lines;
      return this;
    }

    /**
     * How the model is loaded and run. By default {@link SessionOptions#defaults()}.
     *
     * @param options the options
     * @return this builder
     * @throws IllegalStateException if they were set already
     */
    public Builder session(SessionOptions options) {
      Objects.requireNonNull(options, "session");
      requireUnset("session", session);
      session = options;
      return this;
    }

    private static void checkWithin(String name, int value, int least, int most) {
      if (value < least || value > most) {
        throw new IllegalArgumentException(
            name + ": " + value + ", must be within " + least + ".." + most);
      }
    }

    private static void requireUnset(String name, @Nullable Object value) {
      if (value != null) {
        throw new IllegalStateException(name + " was set to " + value + " already");
      }
    }

    /**
     * Loads the model.
     *
     * @return a recognizer, to be closed
     * @throws io.glyphflow.core.stage.PermanentOcrException if it cannot be loaded or is no text
     *     recognizer, or, if it is tried, the dictionary does not fit
     * @throws IllegalStateException if there is no dictionary, neither set nor in the model
     */
    public TextLineRecognizer build() {
      OnnxSession loaded =
          OnnxSession.open(model, session == null ? SessionOptions.defaults() : session);
      try {
        return new TextLineRecognizer(this, loaded);
      } catch (RuntimeException e) {
        loaded.close();
        throw e;
      }
    }
  }
}
