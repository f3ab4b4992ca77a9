package io.glyphflow.examples;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options for model files; any ONNX model that fits a contract runs. */
final class ModelOptions {

  private static final String PAGE = "page";

  @Option(
      names = "--layout",
      paramLabel = "MODEL",
      description = {
        "an ONNX model that finds the regions of a page, or page: each page is one region;",
        "by default they are found without a model. ./ocr inspect MODEL says whether one fits"
      })
  private @Nullable String layout;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "the classes of the layout model, one a line, where its file does not name them")
  private @Nullable String labels;

  @Option(
      names = "--threshold",
      paramLabel = "N",
      description =
          "confidence of 0..1 from which a region counts; by default what suits the model")
  private @Nullable Double threshold;

  @Option(
      names = "--text-detector",
      paramLabel = "MODEL",
      description = "an ONNX model that finds lines of text (DBNet), with --text-recognizer")
  private @Nullable String textDetector;

  @Option(
      names = "--text-recognizer",
      paramLabel = "MODEL",
      description = "an ONNX model that reads lines of text (CTC), instead of Tesseract")
  private @Nullable String textRecognizer;

  @Option(
      names = "--dictionary",
      paramLabel = "FILE",
      description = "the characters of the text recognizer, where its file does not name them")
  private @Nullable String dictionary;

  @Option(
      names = "--text-classifier",
      paramLabel = "MODEL",
      description = "an ONNX model that tells lines that are upside down")
  private @Nullable String textClassifier;

  /**
   * What was asked for.
   *
   * @param bad makes the exception for a wrong argument
   * @throws ParameterException if a file is not there, or one option needs another
   */
  ModelSettings settings(Function<String, ParameterException> bad) {
    boolean isWholePage = PAGE.equals(layout);
    String model = isWholePage ? null : layout;
    Optional<Path> layoutModel = file("--layout", model, bad);
    needs("--labels", labels, "--layout MODEL", model, bad);
    needs("--text-detector", textDetector, "--text-recognizer", textRecognizer, bad);
    needs("--text-recognizer", textRecognizer, "--text-detector", textDetector, bad);
    needs("--dictionary", dictionary, "--text-recognizer", textRecognizer, bad);
    needs("--text-classifier", textClassifier, "--text-recognizer", textRecognizer, bad);
    Double least = threshold;
    if (least != null && model == null) {
      throw bad.apply("--threshold: needs --layout MODEL");
    }
    if (least != null && !(least >= 0 && least <= 1)) {
      throw bad.apply("--threshold: " + least + ", must be within 0..1");
    }
    return new ModelSettings(
        layoutModel,
        isWholePage,
        file("--labels", labels, bad),
        least == null ? OptionalDouble.empty() : OptionalDouble.of(least),
        file("--text-detector", textDetector, bad),
        file("--text-recognizer", textRecognizer, bad),
        file("--dictionary", dictionary, bad),
        file("--text-classifier", textClassifier, bad));
  }

  private static void needs(
      String name,
      @Nullable String value,
      String other,
      @Nullable String otherValue,
      Function<String, ParameterException> bad) {
    if (value != null && otherValue == null) {
      throw bad.apply(name + ": needs " + other);
    }
  }

  private static Optional<Path> file(
      String name, @Nullable String text, Function<String, ParameterException> bad) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      Path file = Path.of(text);
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    } catch (InvalidPathException e) {
      throw bad.apply(name + ": \"" + text + "\" is no path: " + e.getReason());
    }
    throw bad.apply(name + ": \"" + text + "\", there is no such file");
  }
}
