package io.glyphflow.tesseract;

import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * Tesseract 5 in process: reads text into lines and words with boxes and confidences, and tables
 * into cells. English works without any installation; other languages need their data in a
 * directory.
 *
 * <p>Regions with a skewed outline are straightened before they are read; their boxes are those of
 * the page nevertheless. Text that is poorly read is looked at again: enlarged if it is small, and
 * turned if it may lie on its side or upside down. Formulas and figures are read as text, as
 * Tesseract knows neither. Every word that Tesseract gives is kept, however unsure it is.
 *
 * <p>An instance holds one Tesseract with its model, about 20 MB, and is not thread-safe: use
 * {@code Pool.of(4, TesseractRecognizer::new)} to read on several threads. Tesseract reads on one
 * thread in this build, so a pool is not slowed down by threads of its own. A clean line takes some
 * 25 ms, a page about a second. A call ends early when it is given up, at the next word.
 */
public final class TesseractRecognizer implements Recognizer, AutoCloseable {

  private static final String ENGLISH = "eng";

  private final TesseractEngine engine;
  private final CropReader reader;
  private final TableReader tables;

  /**
   * A recognizer for English, with the data of the system if it has any and else with the data that
   * comes along.
   *
   * @throws io.glyphflow.core.stage.PermanentOcrException if there is no usable data
   */
  public TesseractRecognizer() {
    this(ENGLISH);
  }

  /**
   * A recognizer for some languages, with the data of the system.
   *
   * @param languages Tesseract's names joined by +, the most frequent first, for example {@code
   *     "deu+eng"}
   * @throws IllegalArgumentException if {@code languages} is no such list
   * @throws io.glyphflow.core.stage.PermanentOcrException if there is no usable data; the message
   *     says where it was looked for and how to get it
   */
  public TesseractRecognizer(String languages) {
    this(new Builder().languages(languages));
  }

  private TesseractRecognizer(Builder builder) {
    String languages = builder.languages == null ? ENGLISH : builder.languages;
    boolean isTurning = builder.orientation == null || builder.orientation;
    this.engine = TesseractEngine.forText(LanguageModel.find(languages, builder.tessdata));
    this.reader = new CropReader(engine, isTurning);
    this.tables = new TableReader(engine, reader);
  }

  /**
   * Starts to describe a recognizer. All options have defaults.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public List<RegionContent> recognize(List<RegionCrop> crops) throws InterruptedException {
    return recognize(crops, Attempt.unlimited());
  }

  /**
   * Reads crops one by one.
   *
   * @param crops crops of any pages
   * @param attempt the call; once it is cancelled, Tesseract ends at the next word
   * @return one content for each crop: a table for tables with rules or clear columns, text for all
   *     else
   * @throws InterruptedException if the call is given up or its thread interrupted
   * @throws io.glyphflow.core.stage.PermanentOcrException if a side of a crop is longer than 32,747
   *     pixels
   * @throws IllegalStateException if this recognizer is closed
   */
  @Override
  public List<RegionContent> recognize(List<RegionCrop> crops, Attempt attempt)
      throws InterruptedException {
    List<RegionContent> contents = new ArrayList<>(crops.size());
    for (RegionCrop crop : crops) {
      contents.add(read(crop, attempt));
    }
    return contents;
  }

  private RegionContent read(RegionCrop crop, Attempt attempt) throws InterruptedException {
    engine.checkOpen();
    try (TextPicture picture =
        TextPicture.of(crop.image(), crop.region().box(), crop.region().polygon())) {
      return crop.kind() == RegionKind.TABLE
          ? tables.read(picture, attempt)
          : reader.read(picture, segmentation(crop), attempt).content();
    }
  }

  private static Segmentation segmentation(RegionCrop crop) {
    if (crop.kind() == RegionKind.FIGURE) {
      return Segmentation.SPARSE;
    }
    return switch (crop.region().label()) {
      case "page" -> Segmentation.PAGE;
      case "number" -> Segmentation.LINE;
      default -> Segmentation.BLOCK;
    };
  }

  /** The time that reading takes grows with the area. */
  @Override
  public double estimatedCost(RegionCrop crop) {
    Size size = crop.image().size();
    return size.area() + 1.0;
  }

  /** Reads a small picture. */
  @Override
  public void warmUp() throws InterruptedException {
    try (Scalar white = new Scalar(255);
        Mat picture = new Mat(60, 300, opencv_core.CV_8UC1, white);
        Point at = new Point(20, 40);
        Scalar black = new Scalar(0)) {
      opencv_imgproc.putText(
          picture, "Glyphflow", at, opencv_imgproc.FONT_HERSHEY_SIMPLEX, 1, black);
      engine.read(picture, Segmentation.BLOCK, Attempt.unlimited());
    }
  }

  /** Ends Tesseract; waits for a call in flight. Closing twice does nothing. */
  @Override
  public void close() {
    engine.close();
  }

  /**
   * Describes a recognizer. Each option may be set once; {@link #build()} can be called repeatedly,
   * so that {@code Pool.of(4, builder::build)} works. Not thread-safe while options are set.
   */
  public static final class Builder {

    private @Nullable String languages;
    private @Nullable Path tessdata;
    private @Nullable Boolean orientation;

    private Builder() {}

    /**
     * What languages the text is in; by default {@code "eng"}.
     *
     * @param names Tesseract's names joined by +, the most frequent first
     * @return this builder
     * @throws IllegalArgumentException if {@code names} is no such list
     * @throws IllegalStateException if languages were set already
     */
    public Builder languages(String names) {
      Objects.requireNonNull(names, "languages");
      requireUnset("languages", languages);
      LanguageModel.check(names);
      languages = names;
      return this;
    }

    /**
     * The directory with the {@code .traineddata} files, the only one to be looked in. By default
     * {@code TESSDATA_PREFIX}, then where the system's installers put the files, then, for English,
     * the data that comes along.
     *
     * @param directory an existing directory
     * @return this builder
     * @throws IllegalStateException if a directory was set already
     */
    public Builder tessdata(Path directory) {
      Objects.requireNonNull(directory, "tessdata");
      requireUnset("tessdata", tessdata);
      tessdata = directory;
      return this;
    }

    /**
     * Whether regions that are poorly read as they are, are also tried turned by 90, 180 and 270
     * degrees. By default they are; text that is read well takes no longer for it.
     *
     * @param isTried false for never
     * @return this builder
     * @throws IllegalStateException if it was set already
     */
    public Builder orientation(boolean isTried) {
      requireUnset("orientation", orientation);
      orientation = isTried;
      return this;
    }

    private static void requireUnset(String name, @Nullable Object value) {
      if (value != null) {
        throw new IllegalStateException(name + " was set to " + value + " already");
      }
    }

    /**
     * Makes a recognizer and loads its model.
     *
     * @return a new recognizer, to be closed
     * @throws io.glyphflow.core.stage.PermanentOcrException if there is no usable data
     */
    public TesseractRecognizer build() {
      return new TesseractRecognizer(this);
    }
  }
}
