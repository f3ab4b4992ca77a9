package io.glyphflow.onnx.text;

import io.glyphflow.onnx.ModelInfo;
import io.glyphflow.onnx.ValueInfo;
import java.util.List;
import java.util.Optional;

/**
 * What a text model does, told from the inputs and outputs that its file declares. All of them take
 * one picture {@code [n, channels, height, width]} and answer one tensor.
 */
public enum TextContract {
  /** DBNet: {@code [n, 1, height, width]}, how much each pixel belongs to a line of text. */
  LINE_DETECTION("text-line detector (DBNet)", "--text-detector"),
  /** CTC: {@code [n, time, classes]}, which character stands where; the width is open. */
  LINE_RECOGNITION("text-line recognizer (CTC)", "--text-recognizer"),
  /** {@code [n, 2]}: upright or upside down. */
  LINE_DIRECTION("text-line direction classifier (0 or 180 degrees)", "--text-classifier"),
  /** {@code [n, 4]}: 0, 90, 180 or 270 degrees. */
  PAGE_ORIENTATION("page orientation classifier (0, 90, 180 or 270 degrees)", "");

  private static final int FEWEST_CLASSES = 3;

  private final String description;
  private final String option;

  TextContract(String description, String option) {
    this.description = description;
    this.option = option;
  }

  /**
   * What the model does, in words.
   *
   * @return for example {@code text-line detector (DBNet)}
   */
  public String description() {
    return description;
  }

  /**
   * The command line's option for such a model.
   *
   * @return for example {@code --text-detector}; empty if there is none
   */
  public Optional<String> option() {
    return option.isEmpty() ? Optional.empty() : Optional.of(option);
  }

  /**
   * Finds out what a model does.
   *
   * @param model what its file declares
   * @return the contract; empty if it is no text model of a known kind
   */
  public static Optional<TextContract> match(ModelInfo model) {
    if (model.inputs().size() != 1 || model.outputs().size() != 1) {
      return Optional.empty();
    }
    ValueInfo picture = model.inputs().getFirst();
    ValueInfo answer = model.outputs().getFirst();
    if (picture.shape().size() != 4 || !List.of(1L, 3L).contains(picture.shape().get(1))) {
      return Optional.empty();
    }
    List<Long> shape = answer.shape();
    return switch (shape.size()) {
      case 4 -> shape.get(1) == 1 ? Optional.of(LINE_DETECTION) : Optional.empty();
      case 3 -> isLineOfText(picture, shape) ? Optional.of(LINE_RECOGNITION) : Optional.empty();
      case 2 ->
          switch (shape.get(1).intValue()) {
            case 2 -> Optional.of(LINE_DIRECTION);
            case 4 -> Optional.of(PAGE_ORIENTATION);
            default -> Optional.empty();
          };
      default -> Optional.empty();
    };
  }

  /** Detectors of objects have answers of that rank, too, but pictures of one size. */
  private static boolean isLineOfText(ValueInfo picture, List<Long> shape) {
    long width = picture.shape().get(3);
    long height = picture.shape().get(2);
    boolean isWide = width < 0 || (height > 0 && width >= 2 * height);
    return isWide && (shape.get(2) < 0 || shape.get(2) >= FEWEST_CLASSES);
  }
}
