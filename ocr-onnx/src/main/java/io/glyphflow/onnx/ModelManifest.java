package io.glyphflow.onnx;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.core.stage.PermanentOcrException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of a model beside its graph, so that nobody feeds it wrongly: JSON in a file
 * {@code NAME.manifest.json} beside {@code NAME.onnx}, as {@linkplain #schema() the published
 * schema} describes it. Unknown keys are errors. The model's SHA-256 is checked whenever it is
 * opened, and the {@linkplain #selfTest self-test} shows that it answers as it should on this
 * machine.
 *
 * {@snippet file="io/glyphflow/onnx/ManifestSnippets.java" region="manifest"}
 *
 * <p>Immutable, thread-safe.
 */
public final class ModelManifest {

  private static final Pattern FILE_NAME = Pattern.compile("[\\w][\\w. -]{0,254}");
  private static final int LONGEST = 1 << 24;

  private final Beside files;
  private final Builder fields;

  private ModelManifest(Beside files, Builder fields) {
    this.files = files;
    this.fields = fields;
  }

  /** Reads what lies beside a manifest. */
  private interface Beside {
    ModelSource source(String file);
  }

  /**
   * How pictures become the model's input. Immutable, thread-safe.
   *
   * @param width pixels; 0 where the model takes any
   * @param height pixels; 0 where the model takes any
   * @param fit how pictures get the size
   * @param padding level of what remains, 0..255
   * @param channels the channels, in its order
   * @param layout what lies next to each other
   * @param resampling how pictures are resized
   * @param scale what a level of 0..255 is multiplied with first
   * @param mean what is taken off then; one for all channels or one for each
   * @param std what the rest is divided by; one for all channels or one for each
   */
  public record Input(
      int width,
      int height,
      TensorSpec.Fit fit,
      int padding,
      TensorSpec.Channels channels,
      TensorSpec.Layout layout,
      TensorSpec.Resampling resampling,
      double scale,
      List<Double> mean,
      List<Double> std) {

    /**
     * Copies the lists and checks the rest as {@link TensorSpec} does.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public Input {
      mean = List.copyOf(mean);
      std = List.copyOf(std);
      if (width < 0 || height < 0) {
        throw new IllegalArgumentException(
            "size: " + width + "x" + height + ", must be >= 0 each, 0 for any");
      }
      var unused =
          build(
              new Size(Math.max(1, width), Math.max(1, height)),
              fit,
              padding,
              channels,
              layout,
              resampling,
              scale,
              mean,
              std);
    }

    private static TensorSpec build(
        Size size,
        TensorSpec.Fit fit,
        int padding,
        TensorSpec.Channels channels,
        TensorSpec.Layout layout,
        TensorSpec.Resampling resampling,
        double scale,
        List<Double> mean,
        List<Double> std) {
      return TensorSpec.builder(size)
          .fit(fit, padding)
          .channels(channels)
          .layout(layout)
          .resampling(resampling)
          .scale(scale)
          .normalize(floats(mean), floats(std))
          .build();
    }

    private static float[] floats(List<Double> values) {
      float[] floats = new float[values.size()];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = values.get(i).floatValue();
      }
      return floats;
    }

    /**
     * For a model that takes any size.
     *
     * @param size of the tensor
     * @return what {@link io.glyphflow.core.image.TensorWriter} wants
     * @throws IllegalArgumentException if a side that the model fixes is another
     */
    public TensorSpec spec(Size size) {
      if ((width != 0 && width != size.width()) || (height != 0 && height != size.height())) {
        throw new IllegalArgumentException(
            "size: " + size + ", must be " + width + "x" + height + " (0 for any)");
      }
      return build(size, fit, padding, channels, layout, resampling, scale, mean, std);
    }
  }

  /**
   * A picture and what the model makes of it. Immutable, thread-safe.
   *
   * @param image a picture beside the manifest
   * @param width of the tensor, pixels
   * @param height of the tensor, pixels
   * @param inputs values for inputs other than the picture, each as a tensor {@code [1, n]}
   * @param expected what the outputs must be
   */
  public record SelfTest(
      String image,
      int width,
      int height,
      Map<String, List<Double>> inputs,
      List<Expected> expected) {

    /**
     * Copies the inputs and outputs.
     *
     * @throws IllegalArgumentException if the picture is not the name of a file, a side is below 1,
     *     or nothing is expected
     */
    public SelfTest {
      requireFile("self_test.image", image);
      inputs = Map.copyOf(inputs);
      expected = List.copyOf(expected);
      if (width < 1 || height < 1) {
        throw new IllegalArgumentException(
            "self_test: " + width + "x" + height + ", must be >= 1 each");
      }
      if (expected.isEmpty()) {
        throw new IllegalArgumentException("self_test: expects nothing, must expect an output");
      }
    }
  }

  /**
   * What an output must be. Immutable, thread-safe.
   *
   * @param output its name
   * @param shape its dimensions, outermost first
   * @param minimum its least value
   * @param maximum its greatest value
   * @param mean of its values
   * @param tolerance how far these three may be off
   * @param label the label of its greatest value, by the place in its last dimension; empty if that
   *     is not checked
   */
  public record Expected(
      String output,
      List<Long> shape,
      double minimum,
      double maximum,
      double mean,
      double tolerance,
      String label) {

    /**
     * Copies the shape.
     *
     * @throws IllegalArgumentException if the tolerance is negative or a number is not finite
     */
    public Expected {
      Objects.requireNonNull(output, "output");
      Objects.requireNonNull(label, "label");
      shape = List.copyOf(shape);
      if (!(tolerance >= 0) || !Double.isFinite(minimum + maximum + mean + tolerance)) {
        throw new IllegalArgumentException(
            "expected \"" + output + "\": tolerance " + tolerance + ", must be >= 0, all finite");
      }
    }
  }

  /**
   * Where the manifest of a model is.
   *
   * @param model an ONNX model
   * @return {@code NAME.manifest.json} beside {@code NAME.onnx}, whether or not it is there
   */
  public static Path beside(Path model) {
    String name = String.valueOf(model.getFileName());
    String stem = name.endsWith(".onnx") ? name.substring(0, name.length() - 5) : name;
    return model.resolveSibling(stem + ".manifest.json");
  }

  /**
   * Reads a manifest.
   *
   * @param manifest a file; the others that it names are beside it
   * @return the manifest
   * @throws PermanentOcrException if it cannot be read or is not valid; the message names the key
   */
  public static ModelManifest read(Path manifest) {
    return read(
        manifest.toString(),
        () -> {
          if (Files.size(manifest) > LONGEST) {
            throw new IOException("it is longer than " + LONGEST + " bytes");
          }
          return Files.readAllBytes(manifest);
        },
        file -> ModelSource.of(manifest.resolveSibling(file)));
  }

  /**
   * Reads a manifest of the class path or of a module.
   *
   * @param anchor a class beside which, or in whose module, it is
   * @param resource its name; the other files that it names are beside it
   * @return the manifest
   * @throws PermanentOcrException if it cannot be read or is not valid; the message names the key
   */
  public static ModelManifest resource(Class<?> anchor, String resource) {
    String folder = resource.substring(0, resource.lastIndexOf('/') + 1);
    return read(
        resource,
        () -> bytes(ModelSource.resource(anchor, resource)),
        file -> ModelSource.resource(anchor, folder + file));
  }

  private interface Reading {
    byte[] read() throws IOException;
  }

  private static ModelManifest read(String name, Reading reading, Beside files) {
    try {
      return new ModelManifest(files, ManifestJson.read(reading.read()));
    } catch (NoSuchFileException e) {
      throw failure(name, "there is no such file: check the path", e);
    } catch (IOException | IllegalArgumentException e) {
      throw failure(name, String.valueOf(e.getMessage()), e);
    }
  }

  private static PermanentOcrException failure(
      String name, String what, @Nullable Exception cause) {
    return new PermanentOcrException(
        FailureCategory.MODEL, "manifest \"" + name + "\": " + what, cause);
  }

  private static byte[] bytes(ModelSource source) {
    ByteBuffer content = source.read();
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    return bytes;
  }

  /**
   * A manifest that is made by a program. Files that it names are taken from a folder.
   *
   * @param folder where the model lies
   * @param name what the model is called
   * @param file the file of the model, in that folder
   * @param sha256 its SHA-256, 64 hexadecimal digits
   * @param licence the licence of its weights, by its SPDX name where it has one
   * @return a builder with these set
   */
  public static Builder builder(
      Path folder, String name, String file, String sha256, String licence) {
    Builder builder = new Builder(name, file, sha256, licence);
    builder.files = beside -> ModelSource.of(folder.resolve(beside));
    return builder;
  }

  /**
   * The schema of the format.
   *
   * @return JSON Schema, to be closed
   */
  public static InputStream schema() {
    return Objects.requireNonNull(
        ModelManifest.class.getResourceAsStream("manifest.schema.json"), "schema");
  }

  /**
   * What the model is called.
   *
   * @return the name
   */
  public String name() {
    return fields.name;
  }

  /**
   * The model, to be refused if its SHA-256 is another.
   *
   * @return the source
   */
  public ModelSource model() {
    return files.source(fields.file).withSha256(fields.sha256);
  }

  /**
   * Its SHA-256.
   *
   * @return 64 hexadecimal digits
   */
  public String sha256() {
    return fields.sha256;
  }

  /**
   * The licence of its weights.
   *
   * @return the licence
   */
  public String licence() {
    return fields.licence;
  }

  /**
   * Where it is from.
   *
   * @return an address or a description; empty if it does not say
   */
  public Optional<String> source() {
    return Optional.ofNullable(fields.source);
  }

  /**
   * What its inputs and outputs mean, by the name of a contract.
   *
   * @return the contract; empty if it is to be told from the graph
   */
  public Optional<String> contract() {
    return Optional.ofNullable(fields.contract);
  }

  /**
   * How pictures become its input.
   *
   * @return the input; empty if it takes no pictures, or as its contract says
   */
  public Optional<Input> input() {
    return Optional.ofNullable(fields.input);
  }

  /**
   * The names of its classes, in their order.
   *
   * @return the labels; empty if it has none
   */
  public List<String> labels() {
    return fields.labels == null ? List.of() : fields.labels;
  }

  /**
   * The lines of its dictionary, untrimmed: a line may be a single space.
   *
   * @return the lines; empty if it has no dictionary
   * @throws PermanentOcrException if the file cannot be read
   */
  public List<String> dictionary() {
    if (fields.dictionary == null) {
      return List.of();
    }
    String text = new String(bytes(files.source(fields.dictionary)), StandardCharsets.UTF_8);
    return text.lines().toList();
  }

  /**
   * The self-test.
   *
   * @return the picture and the answer; empty if there is none
   */
  public Optional<SelfTest> selfTest() {
    return Optional.ofNullable(fields.selfTest);
  }

  /**
   * Loads the model if it is the right one.
   *
   * @param options how it is loaded and run
   * @return the session
   * @throws PermanentOcrException if its SHA-256 is another, or it cannot be loaded
   */
  public OnnxSession open(SessionOptions options) {
    return OnnxSession.open(model(), options);
  }

  /**
   * Runs the self-test, if there is one: a picture through the model as it is loaded here.
   *
   * @param session of this model
   * @throws PermanentOcrException if an output is not as expected; the message says which and how
   *     far off
   * @throws InterruptedException if the thread is interrupted
   */
  public void selfTest(OnnxSession session) throws InterruptedException {
    if (fields.selfTest != null) {
      new SelfTestRun(this, fields.selfTest, image(fields.selfTest)).check(session);
    }
  }

  private ModelSource image(SelfTest test) {
    return files.source(test.image());
  }

  /**
   * The same manifest with a self-test that expects what the model answers now; for tools.
   *
   * @param session of this model
   * @param test the picture, size and other inputs; what it expects is not looked at but for the
   *     tolerance, which all outputs get, and whether there is a label
   * @return the manifest
   * @throws InterruptedException if the thread is interrupted
   */
  public ModelManifest withMeasured(OnnxSession session, SelfTest test)
      throws InterruptedException {
    Builder copy = fields.copy();
    copy.selfTest = new SelfTestRun(this, test, image(test)).measure(session);
    return new ModelManifest(files, copy);
  }

  /**
   * As JSON that {@link #read(Path)} reads.
   *
   * @return the JSON
   */
  public String toJson() {
    return ManifestJson.write(fields);
  }

  @Override
  public String toString() {
    return "ModelManifest[" + fields.name + "]";
  }

  static void requireFile(String key, String name) {
    if (!FILE_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          key + ": \"" + name + "\", must be the name of a file beside the manifest");
    }
  }

  /** Builds a {@link ModelManifest}. Each option is set once. Not thread-safe. */
  public static final class Builder {
    final String name;
    final String file;
    final String sha256;
    final String licence;
    @Nullable String source;
    @Nullable String contract;
    @Nullable Input input;
    @Nullable List<String> labels;
    @Nullable String dictionary;
    @Nullable SelfTest selfTest;
    private Beside files = beside -> ModelSource.of(Path.of(beside));

    Builder(String name, String file, String sha256, String licence) {
      if (name.isBlank() || licence.isBlank()) {
        throw new IllegalArgumentException(
            "name: \"" + name + "\", licence: \"" + licence + "\", must not be blank");
      }
      requireFile("model", file);
      this.name = name;
      this.file = file;
      this.sha256 = ModelSource.of(Path.of(file)).withSha256(sha256).sha256().orElseThrow();
      this.licence = licence;
    }

    private Builder copy() {
      Builder copy = new Builder(name, file, sha256, licence);
      copy.source = source;
      copy.contract = contract;
      copy.input = input;
      copy.labels = labels;
      copy.dictionary = dictionary;
      copy.selfTest = selfTest;
      copy.files = files;
      return copy;
    }

    /**
     * Where it is from; by default not said.
     *
     * @param origin an address or a description
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public Builder source(String origin) {
      source = once("source", source, origin);
      return this;
    }

    /**
     * What its inputs and outputs mean; by default told from the graph.
     *
     * @param meaning the name of a contract
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public Builder contract(String meaning) {
      contract = once("contract", contract, meaning);
      return this;
    }

    /**
     * How pictures become its input; by default as its contract says.
     *
     * @param pictures the input
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public Builder input(Input pictures) {
      input = once("input", input, pictures);
      return this;
    }

    /**
     * The names of its classes; by default none.
     *
     * @param classes in their order
     * @return this
     * @throws IllegalStateException if they are set already
     */
    public Builder labels(List<String> classes) {
      labels = once("labels", labels, List.copyOf(classes));
      return this;
    }

    /**
     * Its dictionary; by default none.
     *
     * @param lines the name of a file beside the manifest
     * @return this
     * @throws IllegalArgumentException if it is not the name of a file
     * @throws IllegalStateException if it is set already
     */
    public Builder dictionary(String lines) {
      requireFile("dictionary", lines);
      dictionary = once("dictionary", dictionary, lines);
      return this;
    }

    /**
     * A picture and what the model makes of it; by default none.
     *
     * @param test the self-test
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public Builder selfTest(SelfTest test) {
      selfTest = once("selfTest", selfTest, test);
      return this;
    }

    /**
     * Builds the manifest. The builder stays usable.
     *
     * @return the manifest
     * @throws IllegalStateException if there is a self-test but no input to prepare its picture for
     */
    public ModelManifest build() {
      if (selfTest != null && input == null) {
        throw new IllegalStateException("selfTest: set, needs input");
      }
      return new ModelManifest(files, copy());
    }

    private static <T> T once(String key, @Nullable T before, T value) {
      Objects.requireNonNull(value, key);
      if (before != null) {
        throw new IllegalStateException(key + ": already set to " + before);
      }
      return value;
    }
  }
}
