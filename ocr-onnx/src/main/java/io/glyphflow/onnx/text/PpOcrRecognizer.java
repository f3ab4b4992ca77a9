package io.glyphflow.onnx.text;

import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.Placement;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.onnx.SessionOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads regions with the models of PP-OCR, or others with the same contracts, in process: DBNet
 * finds lines of text, skewed and rotated ones too, a classifier turns those that stand upside down
 * (if there is one), and a CTC model reads them. Answers have lines and words with boxes on the
 * ink, in page pixels, and confidences; boxes side by side on one row are one line.
 *
 * <p>Tables with rules, or words in clear columns, become tables, cell by cell; formulas and
 * figures are read as text. A small region in which no line is found, such as a page number, is
 * read as one line. By default every line is kept however unsure it is. Without a classifier text
 * upside down is misread; text on its side then is read as if it ran upwards or downwards, as the
 * cropper turns it.
 *
 * <p>All lines of all regions of a call are read together, in batches of like width. Thread-safe:
 * one instance serves all threads, and the models are loaded once. A call ends early when it is
 * given up. Regions without text have empty text.
 */
public final class PpOcrRecognizer implements Recognizer, AutoCloseable {

  private static final int CALLS = 1_000;
  private static final int BATCH = 16;

  private final TextLineDetector detector;
  private final @Nullable TextLineClassifier classifier;
  private final TextLineRecognizer recognizer;
  private final TextLineCropper cropper;
  private final double dropBelow;

  private PpOcrRecognizer(
      Builder builder,
      TextLineDetector detector,
      @Nullable TextLineClassifier classifier,
      TextLineRecognizer recognizer) {
    this.detector = detector;
    this.classifier = classifier;
    this.recognizer = recognizer;
    this.cropper = builder.cropper == null ? TextLineCropper.defaults() : builder.cropper;
    this.dropBelow = builder.dropBelow == null ? 0 : builder.dropBelow;
  }

  /**
   * Starts to describe a recognizer.
   *
   * @param detector a DBNet model that finds lines
   * @param recognizer a CTC model that reads them
   * @return a builder
   */
  public static Builder builder(ModelSource detector, ModelSource recognizer) {
    return new Builder(detector, recognizer);
  }

  /**
   * As many calls at once as there are threads, each of up to 16 regions.
   *
   * @return the traits
   */
  @Override
  public Traits traits() {
    return new Traits(Placement.CPU, CALLS, BATCH);
  }

  /** The time that reading takes grows with the area. */
  @Override
  public double estimatedCost(RegionCrop crop) {
    return crop.image().size().area() + 1.0;
  }

  @Override
  public List<RegionContent> recognize(List<RegionCrop> crops) throws InterruptedException {
    return recognize(crops, Attempt.unlimited());
  }

  /**
   * Reads crops.
   *
   * @param crops crops of any pages
   * @param attempt the call; once it is cancelled no further model is run and the one that runs
   *     ends early
   * @return one content for each crop: a table for tables with rules or clear columns, text for all
   *     else
   * @throws InterruptedException if the call is given up or its thread interrupted
   * @throws io.glyphflow.core.stage.PermanentOcrException if a model fails, or the dictionary does
   *     not fit
   * @throws IllegalStateException if this recognizer is closed
   */
  @Override
  public List<RegionContent> recognize(List<RegionCrop> crops, Attempt attempt)
      throws InterruptedException {
    List<RegionLines> regions = new ArrayList<>(crops.size());
    try {
      for (RegionCrop crop : crops) {
        checkWanted(attempt);
        regions.add(RegionLines.find(crop, detector, cropper, attempt));
      }
      if (classifier != null) {
        turn(classifier, regions, attempt);
      }
      List<List<PageImage>> pictures = regions.stream().map(RegionLines::pictures).toList();
      List<PageImage> all = pictures.stream().flatMap(List::stream).toList();
      List<ReadText> read = recognizer.read(all, attempt);
      List<RegionContent> contents = new ArrayList<>(crops.size());
      int from = 0;
      for (int i = 0; i < regions.size(); i++) {
        int to = from + pictures.get(i).size();
        contents.add(regions.get(i).content(read.subList(from, to), dropBelow));
        from = to;
      }
      return contents;
    } finally {
      regions.forEach(RegionLines::close);
    }
  }

  private static void checkWanted(Attempt attempt) throws InterruptedException {
    if (Thread.interrupted() || attempt.isCancelled()) {
      throw new InterruptedException("reading regions was given up");
    }
  }

  private static void turn(
      TextLineClassifier classifier, List<RegionLines> regions, Attempt attempt)
      throws InterruptedException {
    List<PageImage> pictures =
        regions.stream()
            .flatMap(region -> region.lines().stream())
            .map(FoundLine::picture)
            .toList();
    List<Boolean> isUpsideDown =
        classifier.classify(pictures, attempt).stream()
            .map(TextLineClassifier.Direction::isUpsideDown)
            .toList();
    int from = 0;
    for (RegionLines region : regions) {
      int to = from + region.lines().size();
      region.turn(isUpsideDown.subList(from, to));
      from = to;
    }
  }

  /**
   * How many lines were read so far, and how well they filled the model's input.
   *
   * @return the counts since this recognizer was made
   */
  public ReadingStats stats() {
    return recognizer.stats();
  }

  /**
   * Runs each model once, and checks that the dictionary fits.
   *
   * @throws InterruptedException if the thread is interrupted
   * @throws io.glyphflow.core.stage.PermanentOcrException if a model fails, or the dictionary does
   *     not fit
   */
  @Override
  public void warmUp() throws InterruptedException {
    detector.warmUp();
    if (classifier != null) {
      classifier.warmUp();
    }
    recognizer.warmUp();
  }

  /** Waits for calls in flight, then frees the models. Closing twice does nothing. */
  @Override
  public void close() {
    try {
      detector.close();
    } finally {
      try {
        recognizer.close();
      } finally {
        if (classifier != null) {
          classifier.close();
        }
      }
    }
  }

  /**
   * Describes a recognizer. Each option is set once; {@link #build()} can be called repeatedly. Not
   * thread-safe.
   */
  public static final class Builder {

    private final ModelSource detectorModel;
    private final ModelSource recognizerModel;
    private @Nullable CharacterDictionary dictionary;
    private @Nullable ModelSource classifier;
    private @Nullable SessionOptions session;
    private @Nullable TextLineCropper cropper;
    private @Nullable Double dropBelow;
    private @Nullable UnaryOperator<TextLineDetector.Builder> detection;
    private @Nullable UnaryOperator<TextLineRecognizer.Builder> reading;

    private Builder(ModelSource detector, ModelSource recognizer) {
      this.detectorModel = Objects.requireNonNull(detector, "detector");
      this.recognizerModel = Objects.requireNonNull(recognizer, "recognizer");
    }

    /**
     * What the classes of the recognizer's model stand for; by default what its metadata says.
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
     * A model that says which lines stand upside down; by default none, and no line is turned.
     *
     * @param model a classifier of lines of 0 and 180 degrees
     * @return this builder
     * @throws IllegalStateException if it was set already
     */
    public Builder classifier(ModelSource model) {
      Objects.requireNonNull(model, "classifier");
      requireUnset("classifier", classifier);
      classifier = model;
      return this;
    }

    /**
     * How all models are loaded and run. By default {@link SessionOptions#defaults()}.
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

    /**
     * What cuts lines out of pictures. By default {@link TextLineCropper#defaults()}.
     *
     * @param lines the cropper
     * @return this builder
     * @throws IllegalStateException if it was set already
     */
    public Builder cropper(TextLineCropper lines) {
      Objects.requireNonNull(lines, "cropper");
      requireUnset("cropper", cropper);
      cropper = lines;
      return this;
    }

    /**
     * The confidence below which the text of a box is dropped. By default 0: all is kept. PaddleOCR
     * drops below 0.5.
     *
     * @param confidence 0..1
     * @return this builder
     * @throws IllegalArgumentException if {@code confidence} is not within 0..1
     * @throws IllegalStateException if it was set already
     */
    public Builder dropBelow(double confidence) {
      if (!(confidence >= 0 && confidence <= 1)) {
        throw new IllegalArgumentException("dropBelow: " + confidence + ", must be within 0..1");
      }
      requireUnset("dropBelow", dropBelow);
      dropBelow = confidence;
      return this;
    }

    /**
     * Further options of the detector, such as its thresholds. By default its own.
     *
     * @param options takes its builder, whose session is set, and gives it back
     * @return this builder
     * @throws IllegalStateException if they were set already
     */
    public Builder detection(UnaryOperator<TextLineDetector.Builder> options) {
      Objects.requireNonNull(options, "detection");
      requireUnset("detection", detection);
      detection = options;
      return this;
    }

    /**
     * Further options of the recognizer of lines, such as its height. By default its own.
     *
     * @param options takes its builder, whose session and dictionary are set, and gives it back
     * @return this builder
     * @throws IllegalStateException if they were set already
     */
    public Builder reading(UnaryOperator<TextLineRecognizer.Builder> options) {
      Objects.requireNonNull(options, "reading");
      requireUnset("reading", reading);
      reading = options;
      return this;
    }

    private static void requireUnset(String name, @Nullable Object value) {
      if (value != null) {
        throw new IllegalStateException(name + " was set to " + value + " already");
      }
    }

    /**
     * Loads the models.
     *
     * @return a recognizer, to be closed
     * @throws io.glyphflow.core.stage.PermanentOcrException if a model cannot be loaded, or is not
     *     what it is given as
     * @throws IllegalStateException if there is no dictionary, neither set nor in the model
     */
    public PpOcrRecognizer build() {
      TextLineRecognizer lines = openRecognizer();
      try {
        TextLineDetector finder = openDetector();
        try {
          TextLineClassifier turner = classifier == null ? null : openClassifier(classifier);
          return new PpOcrRecognizer(this, finder, turner, lines);
        } catch (RuntimeException e) {
          finder.close();
          throw e;
        }
      } catch (RuntimeException e) {
        lines.close();
        throw e;
      }
    }

    private TextLineRecognizer openRecognizer() {
      TextLineRecognizer.Builder lines = TextLineRecognizer.builder(recognizerModel);
      if (dictionary != null) {
        lines = lines.dictionary(dictionary);
      }
      if (session != null) {
        lines = lines.session(session);
      }
      return (reading == null ? lines : reading.apply(lines)).build();
    }

    private TextLineDetector openDetector() {
      TextLineDetector.Builder finder = TextLineDetector.builder(detectorModel);
      if (session != null) {
        finder = finder.session(session);
      }
      return (detection == null ? finder : detection.apply(finder)).build();
    }

    private TextLineClassifier openClassifier(ModelSource model) {
      TextLineClassifier.Builder turner = TextLineClassifier.builder(model);
      return (session == null ? turner : turner.session(session)).build();
    }
  }
}
