package io.glyphflow.core.image;

import io.glyphflow.core.geometry.Size;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What a model wants to see: the size, channels and numbers of its input. A value is {@code (pixel
 * * scale - mean) / std}, with pixels of 0..255 and mean and std for each channel, in the order in
 * which the model has its channels. Immutable, safe for any thread.
 *
 * <p>By default pictures are stretched to the size, by linear interpolation, as red, green, blue in
 * planes, scaled to 0..1.
 */
public final class TensorSpec {

  /** How a picture gets the size of the model. */
  public enum Fit {
    /** Each side is scaled on its own. */
    STRETCH,
    /** Both sides are scaled alike; what remains is padding, on the right and at the bottom. */
    LETTERBOX_TOP_LEFT,
    /** Both sides are scaled alike; what remains is padding, half on either side. */
    LETTERBOX_CENTER,
    /**
     * For lines of text: scaled to the height, the width alike and rounded up; what remains on the
     * right is padding. A line that would be too wide is squeezed to the width.
     */
    LINE,
    /**
     * Both sides are scaled alike, until the shorter is {@link TensorSpec#shortSide()}; what sticks
     * out of the middle is cut off. Pictures 16 times as long as the model's sides are squeezed.
     */
    CROP_CENTER
  }

  /** The channels of the model, in its order. */
  public enum Channels {
    /** Red, green, blue. */
    RGB(3),
    /** Blue, green, red. */
    BGR(3),
    /** Luminance. */
    GRAY(1);

    private final int count;

    Channels(int count) {
      this.count = count;
    }

    /**
     * How many there are.
     *
     * @return 1 or 3
     */
    public int count() {
      return count;
    }
  }

  /** What lies next to each other. */
  public enum Layout {
    /** A plane for each channel: channels, height, width. */
    CHW,
    /** The channels of each pixel: height, width, channels. */
    HWC
  }

  /** How pixels are computed that fall between others. */
  public enum Resampling {
    /** From the nearest four; what most models were trained with. */
    LINEAR,
    /** From the nearest sixteen. */
    CUBIC,
    /** The mean of what falls together; keeps thin strokes when shrinking a lot, but is slower. */
    AREA
  }

  private final Size size;
  private final Fit fit;
  private final int padding;
  private final int shortSide;
  private final Channels channels;
  private final Layout layout;
  private final Resampling resampling;
  private final float[] factors;
  private final float[] offsets;
  private final float[] paddings;

  private TensorSpec(Builder builder) {
    this.size = builder.size;
    this.fit = builder.fit;
    this.padding = builder.padding;
    this.shortSide = builder.shortSide;
    this.channels = builder.channels;
    this.layout = builder.layout;
    this.resampling = builder.resampling;
    this.factors = new float[channels.count()];
    this.offsets = new float[channels.count()];
    this.paddings = new float[channels.count()];
    for (int i = 0; i < channels.count(); i++) {
      double std = at(builder.std, i);
      factors[i] = (float) (builder.scale / std);
      offsets[i] = (float) (-at(builder.mean, i) / std);
      paddings[i] =
          Float.isNaN(builder.paddingValue)
              ? Math.fma(padding, factors[i], offsets[i])
              : builder.paddingValue;
    }
  }

  private TensorSpec(TensorSpec other, Size size) {
    this.size = size;
    this.fit = other.fit;
    this.padding = other.padding;
    this.shortSide = other.shortSide;
    this.channels = other.channels;
    this.layout = other.layout;
    this.resampling = other.resampling;
    this.factors = other.factors;
    this.offsets = other.offsets;
    this.paddings = other.paddings;
  }

  private static double at(float[] values, int channel) {
    return values[values.length == 1 ? 0 : channel];
  }

  /**
   * The defaults for a size.
   *
   * @param size of the model's input, pixels
   * @return a builder
   */
  public static Builder builder(Size size) {
    return new Builder(size);
  }

  /**
   * The size of the model's input.
   *
   * @return width and height, pixels
   */
  public Size size() {
    return size;
  }

  /**
   * How pictures get that size.
   *
   * @return the fit
   */
  public Fit fit() {
    return fit;
  }

  /**
   * The level of what a letterbox leaves empty, before scale, mean and std.
   *
   * @return 0..255
   */
  public int padding() {
    return padding;
  }

  /**
   * What a letterbox leaves empty, as the model sees it.
   *
   * @param channel from 0
   * @return the value after scale, mean and std
   */
  public float paddingValue(int channel) {
    return paddings[channel];
  }

  /**
   * What the shorter side of a picture becomes before its middle is cut out.
   *
   * @return pixels; of use to {@link Fit#CROP_CENTER} only
   */
  public int shortSide() {
    return shortSide > 0 ? shortSide : Math.max(size.width(), size.height());
  }

  /**
   * The same for another size, for models that take any.
   *
   * @param other width and height, pixels
   * @return a copy
   * @throws IllegalArgumentException if it takes 2 GiB or more as numbers, or is larger than what
   *     it would be cut out of
   */
  public TensorSpec withSize(Size other) {
    checkSize(other);
    checkCrop(other, fit, shortSide);
    return other.equals(size) ? this : new TensorSpec(this, other);
  }

  /**
   * Where a picture comes to lie.
   *
   * @param picture its size, pixels
   * @return its place in the tensor
   */
  public TensorPlacement placement(Size picture) {
    return TensorPlacement.of(picture, this);
  }

  private static void checkSize(Size size) {
    if (size.area() > Integer.MAX_VALUE / 3 / Float.BYTES) {
      throw new IllegalArgumentException(
          "size: " + size + ", must take less than 2 GiB as numbers");
    }
  }

  private static void checkCrop(Size size, Fit fit, int shortSide) {
    if (fit == Fit.CROP_CENTER
        && shortSide > 0
        && shortSide < Math.max(size.width(), size.height())) {
      throw new IllegalArgumentException(
          "crop: " + shortSide + ", must be >= both sides of " + size);
    }
  }

  /**
   * The channels of the model.
   *
   * @return the channels, in its order
   */
  public Channels channels() {
    return channels;
  }

  /**
   * The order of values.
   *
   * @return the layout
   */
  public Layout layout() {
    return layout;
  }

  /**
   * How pictures are resized.
   *
   * @return the resampling
   */
  public Resampling resampling() {
    return resampling;
  }

  /**
   * How many numbers a picture becomes.
   *
   * @return width times height times channels
   */
  public int values() {
    return (int) (size.area() * channels.count());
  }

  /** A value is {@code pixel * factor + offset}. */
  float factor(int channel) {
    return factors[channel];
  }

  float offset(int channel) {
    return offsets[channel];
  }

  /** Builds a {@link TensorSpec}. Each option is set once. Not thread-safe. */
  public static final class Builder {
    private final Size size;
    private Fit fit = Fit.STRETCH;
    private int padding;
    private int shortSide;
    private float paddingValue = Float.NaN;
    private Channels channels = Channels.RGB;
    private Layout layout = Layout.CHW;
    private Resampling resampling = Resampling.LINEAR;
    private double scale = 1 / 255.0;
    private float[] mean = {0};
    private float[] std = {1};
    private final Map<String, Object> given = new HashMap<>();

    private Builder(Size size) {
      checkSize(size);
      this.size = size;
    }

    /**
     * Keeps the shape of pictures and pads what remains. By default pictures are stretched.
     *
     * @param fit how pictures get the size
     * @param level of the padding, before scale, mean and std, 0..255
     * @return this
     * @throws IllegalArgumentException if {@code level} is not 0..255
     * @throws IllegalStateException if it was set before
     */
    public Builder fit(Fit fit, int level) {
      if (level < 0 || level > 255) {
        throw new IllegalArgumentException("padding: " + level + ", must be 0..255");
      }
      once("fit", fit);
      this.fit = fit;
      this.padding = level;
      return this;
    }

    /**
     * Scales the shorter side of pictures to a length and cuts the middle out: {@link
     * Fit#CROP_CENTER}. By default pictures are stretched; {@code fit(Fit.CROP_CENTER, 0)} scales
     * the shorter side to the longer one of the model.
     *
     * @param length of the shorter side, pixels, at least both sides of the model
     * @return this
     * @throws IllegalArgumentException if {@code length} is below a side of the model
     * @throws IllegalStateException if a fit was set before
     */
    public Builder crop(int length) {
      checkCrop(size, Fit.CROP_CENTER, Math.max(1, length));
      once("fit", Fit.CROP_CENTER);
      this.fit = Fit.CROP_CENTER;
      this.shortSide = length;
      return this;
    }

    /**
     * What padding is for the model, in place of a level that is scaled and normalized as pixels
     * are. By default it is the level of {@link #fit}.
     *
     * @param value after scale, mean and std, for example 0
     * @return this
     * @throws IllegalArgumentException if {@code value} is not finite
     * @throws IllegalStateException if it was set before
     */
    public Builder paddingValue(float value) {
      checkFinite("paddingValue", value);
      once("paddingValue", value);
      this.paddingValue = value;
      return this;
    }

    /**
     * The channels of the model. By default red, green, blue.
     *
     * @param order the channels, in its order
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder channels(Channels order) {
      once("channels", order);
      this.channels = order;
      return this;
    }

    /**
     * The order of values. By default planes.
     *
     * @param order the layout
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder layout(Layout order) {
      once("layout", order);
      this.layout = order;
      return this;
    }

    /**
     * How pictures are resized. By default by linear interpolation.
     *
     * @param method the resampling
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder resampling(Resampling method) {
      once("resampling", method);
      this.resampling = method;
      return this;
    }

    /**
     * What a level of 0..255 is multiplied with first. By default 1/255.
     *
     * @param factor finite and not 0
     * @return this
     * @throws IllegalArgumentException if {@code factor} is 0 or not finite
     * @throws IllegalStateException if it was set before
     */
    public Builder scale(double factor) {
      if (factor == 0 || !Double.isFinite(factor)) {
        throw new IllegalArgumentException("scale: " + factor + ", must be finite and not 0");
      }
      once("scale", factor);
      this.scale = factor;
      return this;
    }

    /**
     * What is taken off after scaling, and what the rest is divided by. By default 0 and 1.
     *
     * @param mean one for all channels or one for each, in the model's order
     * @param std the same, none of them 0
     * @return this
     * @throws IllegalArgumentException if a value is not finite or a {@code std} is 0
     * @throws IllegalStateException if it was set before
     */
    public Builder normalize(float[] mean, float[] std) {
      for (float value : mean) {
        checkFinite("mean", value);
      }
      for (float value : std) {
        checkFinite("std", value);
        if (value == 0) {
          throw new IllegalArgumentException("std: 0.0, must not be 0");
        }
      }
      once("normalize", Arrays.toString(mean));
      this.mean = mean.clone();
      this.std = std.clone();
      return this;
    }

    private void once(String name, Object value) {
      Object first = given.putIfAbsent(name, value);
      if (first != null) {
        throw new IllegalStateException(name + ": is " + first + " already, set it once");
      }
    }

    private static void checkFinite(String name, float value) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(name + ": " + value + ", must be finite");
      }
    }

    /**
     * Builds the specification.
     *
     * @return what the model wants
     * @throws IllegalArgumentException if there are neither one mean and std nor one for each
     *     channel
     */
    public TensorSpec build() {
      checkCount("mean", mean);
      checkCount("std", std);
      return new TensorSpec(this);
    }

    private void checkCount(String name, float[] values) {
      if (values.length != 1 && values.length != channels.count()) {
        throw new IllegalArgumentException(
            name + ": " + Arrays.toString(values) + ", must be 1 or " + channels.count());
      }
    }
  }
}
