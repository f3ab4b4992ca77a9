package io.glyphflow.layout.postprocess;

import io.glyphflow.core.document.RegionKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How raw detections become regions: which are kept, and where their edges are. Labels are the
 * model's own names; what is said of a label goes before what is said of all.
 *
 * <p>{@link #defaults()} suits most models. {@link #compat()} gives what the GLM-OCR SDK 0.1.5
 * gives, its faults included. {@link #paddleOcrVl()} merges as PaddleOCR-VL 1.5 does. Immutable,
 * thread-safe.
 */
public final class PostprocessOptions {

  private static final PostprocessOptions DEFAULTS = builder().build();

  private final double threshold;
  private final Map<String, Double> thresholds;
  private final boolean isSuppressing;
  private final double sameClassIou;
  private final double crossClassIou;
  private final double landscapeImage;
  private final double portraitImage;
  private final MergeMode merge;
  private final Map<String, MergeMode> merges;
  private final double containment;
  private final Set<String> preserved;
  private final Ratio unclip;
  private final Map<String, Ratio> unclips;
  private final Ratio minimum;
  private final boolean isWithPolygons;
  private final Map<String, RegionKind> kinds;
  private final Set<String> dropped;
  private final boolean isCompat;
  private final Set<String> named;

  private PostprocessOptions(Builder builder) {
    this.threshold = builder.threshold;
    this.thresholds = Map.copyOf(builder.thresholds);
    this.isSuppressing = builder.isSuppressing;
    this.sameClassIou = builder.sameClassIou;
    this.crossClassIou = builder.crossClassIou;
    this.landscapeImage = builder.landscapeImage;
    this.portraitImage = builder.portraitImage;
    this.merge = builder.merge;
    this.merges = Map.copyOf(builder.merges);
    this.containment = builder.containment;
    this.preserved = Set.copyOf(builder.preserved);
    this.unclip = builder.unclip;
    this.unclips = Map.copyOf(builder.unclips);
    this.minimum = builder.minimum;
    this.isWithPolygons = builder.isWithPolygons;
    this.kinds = Map.copyOf(builder.kinds);
    this.dropped = Set.copyOf(builder.dropped);
    this.isCompat = builder.isCompat;
    this.named = Set.copyOf(builder.named);
  }

  /**
   * The defaults, as {@link #builder()} lists them.
   *
   * @return suppression, containment and clamping as most users want them
   */
  public static PostprocessOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Exactly what the GLM-OCR SDK 0.1.5 makes of its 25 labels, faults included: edges cut down to
   * whole pixels, boxes that contain each other all dropped, outlines lost where a box was
   * unclipped by more than a pixel, headers, footers, page numbers, footnotes, asides and
   * references dropped. For comparisons; {@link #defaults()} loses less.
   *
   * @return the options
   */
  public static PostprocessOptions compat() {
    return Presets.compat();
  }

  /**
   * The threshold, containment share and merge modes of PaddleOCR-VL 1.5 and 1.6, whose titles,
   * formulas and charts keep what is inside of them, while all other labels leave it alone. What is
   * a fault there is mended as in {@link #defaults()}.
   *
   * @return the options
   */
  public static PostprocessOptions paddleOcrVl() {
    return Presets.paddleOcrVl();
  }

  /**
   * Starts from the defaults: threshold 0.3, suppression at an IoU of 0.6 within a label and 0.98
   * across labels, pictures dropped that cover more than 0.82 of a landscape or 0.93 of a portrait
   * page beside something else, what lies by 0.8 inside another box dropped unless it is an {@code
   * image}, {@code seal} or {@code chart}, no unclipping, no minimum size, outlines where the model
   * has masks, no label dropped.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts from these options; each may be set anew, once.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    return new Builder(this);
  }

  double threshold(String label) {
    return thresholds.getOrDefault(label, threshold);
  }

  /** For what has no label that could have a threshold of its own. */
  double threshold() {
    return threshold;
  }

  boolean isSuppressing() {
    return isSuppressing;
  }

  double sameClassIou() {
    return sameClassIou;
  }

  double crossClassIou() {
    return crossClassIou;
  }

  /** The share of the page above which a picture is none. */
  double largeImage(boolean isLandscape) {
    return isLandscape ? landscapeImage : portraitImage;
  }

  MergeMode merge(String label) {
    return merges.getOrDefault(label, merge);
  }

  /** Whether one mode holds for all labels, which then are merged as if they were one. */
  boolean isMergedAsOne() {
    return merges.isEmpty();
  }

  double containment() {
    return containment;
  }

  boolean isPreserved(String label) {
    return preserved.contains(label);
  }

  Ratio unclip(String label) {
    return unclips.getOrDefault(label, unclip);
  }

  Ratio minimum() {
    return minimum;
  }

  /**
   * Whether masks become outlines, so that a model's masks are worth reading.
   *
   * @return what {@link Builder#polygons(boolean)} said
   */
  public boolean isWithPolygons() {
    return isWithPolygons;
  }

  RegionKind kind(String label, RegionKind otherwise) {
    return kinds.getOrDefault(label, otherwise);
  }

  boolean isDropped(String label) {
    return dropped.contains(label);
  }

  boolean isCompat() {
    return isCompat;
  }

  /** The labels that the caller wrote, and so should be right. */
  Set<String> named() {
    return named;
  }

  /** Something for the width and something for the height. */
  record Ratio(double width, double height) {
    static final Ratio ONE = new Ratio(1, 1);
    static final Ratio NONE = new Ratio(0, 0);
  }

  /**
   * Builds {@link PostprocessOptions}. Each option is set once, and once for each label; a second
   * call is an {@link IllegalStateException}. Not thread-safe; usable again after {@link #build()}.
   */
  public static final class Builder {

    private static final Set<String> PRESERVED =
        Set.of("image", "figure", "Figure", "picture", "Picture", "seal", "chart");

    private final Map<String, String> given = new LinkedHashMap<>();
    private final Set<String> named = new HashSet<>();
    private final Map<String, Double> thresholds = new HashMap<>();
    private final Map<String, MergeMode> merges = new HashMap<>();
    private final Map<String, Ratio> unclips = new HashMap<>();
    private final Map<String, RegionKind> kinds = new HashMap<>();
    private final Set<String> dropped = new HashSet<>();
    private double threshold = 0.3;
    private boolean isSuppressing = true;
    private double sameClassIou = 0.6;
    private double crossClassIou = 0.98;
    private double landscapeImage = 0.82;
    private double portraitImage = 0.93;
    private MergeMode merge = MergeMode.LARGE;
    private double containment = 0.8;
    private Set<String> preserved = PRESERVED;
    private Ratio unclip = Ratio.ONE;
    private Ratio minimum = Ratio.NONE;
    private boolean isWithPolygons = true;
    private boolean isCompat;

    private Builder() {}

    private Builder(PostprocessOptions options) {
      this.threshold = options.threshold;
      this.thresholds.putAll(options.thresholds);
      this.isSuppressing = options.isSuppressing;
      this.sameClassIou = options.sameClassIou;
      this.crossClassIou = options.crossClassIou;
      this.landscapeImage = options.landscapeImage;
      this.portraitImage = options.portraitImage;
      this.merge = options.merge;
      this.merges.putAll(options.merges);
      this.containment = options.containment;
      this.preserved = options.preserved;
      this.unclip = options.unclip;
      this.unclips.putAll(options.unclips);
      this.minimum = options.minimum;
      this.isWithPolygons = options.isWithPolygons;
      this.kinds.putAll(options.kinds);
      this.dropped.addAll(options.dropped);
      this.isCompat = options.isCompat;
      this.named.addAll(options.named);
    }

    /**
     * The confidence from which on a detection counts; by default 0.3.
     *
     * @param confidence 0..1
     * @return this
     * @throws IllegalArgumentException if it is not within 0..1
     */
    public Builder threshold(double confidence) {
      once("threshold", checkShare("threshold", confidence));
      threshold = confidence;
      return this;
    }

    /**
     * The confidence from which on a detection of one label counts; by default that of all.
     *
     * @param label the model's name of it
     * @param confidence 0..1
     * @return this
     * @throws IllegalArgumentException if it is not within 0..1
     */
    public Builder threshold(String label, double confidence) {
      named("threshold", label, checkShare("threshold", confidence));
      thresholds.put(label, confidence);
      return this;
    }

    /**
     * Whether of boxes that nearly coincide only the one of highest confidence is kept (non-maximum
     * suppression); by default so. Models that promise one box for each thing need it less, but
     * real ones break that promise.
     *
     * @param isOn whether to suppress
     * @return this
     */
    public Builder suppression(boolean isOn) {
      once("suppression", isOn);
      isSuppressing = isOn;
      return this;
    }

    /**
     * The intersection over union from which on two boxes of one label are the same; by default
     * 0.6. Edges count as pixels that are inside, as PaddleX counts them: a box from 0 to 9 is 10
     * wide here.
     *
     * @param iou above 0, up to 1
     * @return this
     * @throws IllegalArgumentException if it is not
     */
    public Builder sameClassIou(double iou) {
      once("sameClassIou", checkPositiveShare("sameClassIou", iou));
      sameClassIou = iou;
      return this;
    }

    /**
     * The intersection over union from which on two boxes of different labels are the same; by
     * default 0.98. Edges count as in {@link #sameClassIou}.
     *
     * @param iou above 0, up to 1
     * @return this
     * @throws IllegalArgumentException if it is not
     */
    public Builder crossClassIou(double iou) {
      once("crossClassIou", checkPositiveShare("crossClassIou", iou));
      crossClassIou = iou;
      return this;
    }

    /**
     * The share of the page above which a region labelled {@code image}, {@code figure} or {@code
     * picture} is taken for the paper itself and dropped, if anything else is on the page; by
     * default 0.82 of a page that is wider than high and 0.93 of any other. 1 for both drops none.
     *
     * @param landscape above 0, up to 1
     * @param portrait above 0, up to 1
     * @return this
     * @throws IllegalArgumentException if one is not
     */
    public Builder largeImage(double landscape, double portrait) {
      once(
          "largeImage",
          checkPositiveShare("landscape", landscape)
              + ", "
              + checkPositiveShare("portrait", portrait));
      landscapeImage = landscape;
      portraitImage = portrait;
      return this;
    }

    /**
     * What happens to boxes inside others, whatever their labels; by default {@link
     * MergeMode#LARGE}. It holds for all labels that have no mode of their own.
     *
     * @param mode the mode
     * @return this
     */
    public Builder merge(MergeMode mode) {
      once("merge", Objects.requireNonNull(mode, "mode"));
      merge = mode;
      return this;
    }

    /**
     * What happens to boxes inside those of one label ({@link MergeMode#LARGE}), or around those of
     * it ({@link MergeMode#SMALL}); by default what happens to all.
     *
     * @param label the model's name of it
     * @param mode the mode
     * @return this
     */
    public Builder merge(String label, MergeMode mode) {
      named("merge", label, Objects.requireNonNull(mode, "mode"));
      merges.put(label, mode);
      return this;
    }

    /**
     * The share of a box's own area from which on it lies inside another; by default 0.8.
     *
     * @param share above 0, up to 1
     * @return this
     * @throws IllegalArgumentException if it is not
     */
    public Builder containment(double share) {
      once("containment", checkPositiveShare("containment", share));
      containment = share;
      return this;
    }

    /**
     * The labels that are kept wherever they are found, also inside another box; by default {@code
     * image} and what other models call it ({@code figure}, {@code Picture}), {@code seal} and
     * {@code chart}. A model need not have them.
     *
     * @param labels the model's names of them; may be empty
     * @return this
     */
    public Builder preserved(Set<String> labels) {
      Set<String> copy = Set.copyOf(labels);
      once("preserved", copy);
      preserved = copy;
      return this;
    }

    /**
     * By how much boxes grow around their centre before they are clamped to the page; by default 1,
     * not at all.
     *
     * @param width factor of the width, above 0
     * @param height factor of the height, above 0
     * @return this
     * @throws IllegalArgumentException if one is not above 0 and finite
     */
    public Builder unclip(double width, double height) {
      once("unclip", checkFactor("width", width) + " x " + checkFactor("height", height));
      unclip = new Ratio(width, height);
      return this;
    }

    /**
     * By how much boxes of one label grow; by default as all do.
     *
     * @param label the model's name of it
     * @param width factor of the width, above 0
     * @param height factor of the height, above 0
     * @return this
     * @throws IllegalArgumentException if one is not above 0 and finite
     */
    public Builder unclip(String label, double width, double height) {
      named("unclip", label, checkFactor("width", width) + " x " + checkFactor("height", height));
      unclips.put(label, new Ratio(width, height));
      return this;
    }

    /**
     * How large a region has to be on the page; by default 0 x 0, any size. PaddleX drops what is
     * below 6 x 6.
     *
     * @param width pixels, 0 or more
     * @param height pixels, 0 or more
     * @return this
     * @throws IllegalArgumentException if one is negative or not finite
     */
    public Builder minimumSize(double width, double height) {
      once("minimumSize", checkExtent("width", width) + " x " + checkExtent("height", height));
      minimum = new Ratio(width, height);
      return this;
    }

    /**
     * Whether regions get an outline from the model's mask where that differs from their box; by
     * default they do. A region with an outline is copied out of its page, one without is a view.
     *
     * @param isOn whether to trace masks
     * @return this
     */
    public Builder polygons(boolean isOn) {
      once("polygons", isOn);
      isWithPolygons = isOn;
      return this;
    }

    /**
     * What to do with the regions of a label; by default what the {@link
     * io.glyphflow.layout.LabelMap} says.
     *
     * @param label the model's name of it
     * @param kind the kind
     * @return this
     */
    public Builder kind(String label, RegionKind kind) {
      named("kind", label, Objects.requireNonNull(kind, "kind"));
      kinds.put(label, kind);
      return this;
    }

    /**
     * Labels whose boxes are no regions; by default none. They take part in suppression and merging
     * all the same.
     *
     * @param labels the model's names of them; may be empty, which takes back a preset's
     * @return this
     */
    public Builder dropped(Set<String> labels) {
      Set<String> copy = Set.copyOf(labels);
      once("dropped", copy);
      dropped.clear();
      dropped.addAll(copy);
      named.addAll(copy);
      return this;
    }

    /**
     * Builds the options.
     *
     * @return the options
     */
    public PostprocessOptions build() {
      return new PostprocessOptions(this);
    }

    /** All the reference's faults; not an option, as it is of no use by itself. */
    Builder compat() {
      isCompat = true;
      return this;
    }

    /** What a preset sets may be set again, and its labels need not be in every model. */
    Builder asPreset() {
      given.clear();
      named.clear();
      return this;
    }

    private void named(String option, String label, Object value) {
      Objects.requireNonNull(label, "label");
      once(option + " of '" + label + "'", value);
      named.add(label);
    }

    private void once(String option, Object value) {
      String before = given.putIfAbsent(option, value.toString());
      if (before != null) {
        throw new IllegalStateException(option + ": was already set to " + before);
      }
    }

    private static String checkShare(String name, double value) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException(name + ": " + value + ", must be within 0..1");
      }
      return Double.toString(value);
    }

    private static String checkPositiveShare(String name, double value) {
      if (!(value > 0 && value <= 1)) {
        throw new IllegalArgumentException(name + ": " + value + ", must be above 0, up to 1");
      }
      return Double.toString(value);
    }

    private static String checkFactor(String name, double value) {
      if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(name + ": " + value + ", must be above 0 and finite");
      }
      return Double.toString(value);
    }

    private static String checkExtent(String name, double value) {
      if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(name + ": " + value + ", must be >= 0 and finite");
      }
      return Double.toString(value);
    }
  }
}
