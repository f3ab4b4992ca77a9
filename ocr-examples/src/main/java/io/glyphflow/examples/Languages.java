package io.glyphflow.examples;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.stage.OcrException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What somebody at the command line can do about a language that Tesseract has no data for. */
final class Languages {

  private static final Pattern PLUS = Pattern.compile("\\+");

  private Languages() {}

  /**
   * The advice in one line.
   *
   * @param languages as the user gave them, joined by {@code +}
   * @param cause why no recognizer could be made
   * @return empty if the cause is another
   */
  static Optional<String> advice(String languages, RuntimeException cause) {
    if (!(cause instanceof OcrException known) || known.category() != FailureCategory.RECOGNITION) {
      return Optional.empty();
    }
    String packages =
        Arrays.stream(PLUS.split(languages))
            .map(language -> "tesseract-ocr-" + language.replace('_', '-'))
            .collect(Collectors.joining(" "));
    return Optional.of(
        "Wanted by --lang "
            + languages
            + ". On Debian and Ubuntu: apt install "
            + packages
            + "; elsewhere put the .traineddata files into one folder and let the environment"
            + " variable TESSDATA_PREFIX name it.");
  }
}
