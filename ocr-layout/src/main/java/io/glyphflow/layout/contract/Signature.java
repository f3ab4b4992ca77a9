package io.glyphflow.layout.contract;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.onnx.ModelInfo;
import io.glyphflow.onnx.ValueInfo;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the signature of a model. */
public final class Signature {

  private static final Pattern IMAGE_SIZE = Pattern.compile("\\[\\s*(\\d{1,5})\\s*,\\s*(\\d{1,5})");
  private static final long OPEN = -1;

  private Signature() {}

  /**
   * The input that takes the picture.
   *
   * @param model a signature
   * @return the one input of four dimensions; empty if there is none or more than one
   */
  public static Optional<ValueInfo> picture(ModelInfo model) {
    List<ValueInfo> pictures =
        model.inputs().stream().filter(input -> input.shape().size() == 4).toList();
    return pictures.size() == 1 ? Optional.of(pictures.getFirst()) : Optional.empty();
  }

  /**
   * A dimension that the file declares.
   *
   * @param value an input or output
   * @param axis which, outermost first
   * @return its size; -1 if it is open
   */
  public static long dimension(ValueInfo value, int axis) {
    return axis < value.shape().size() ? value.shape().get(axis) : OPEN;
  }

  /**
   * The size of pictures that the file declares.
   *
   * @param model a signature
   * @return the size; empty if it is open
   */
  public static Optional<Size> declaredSize(ModelInfo model) {
    return picture(model)
        .filter(picture -> dimension(picture, 2) > 0 && dimension(picture, 3) > 0)
        .map(
            picture ->
                new Size(
                    Math.toIntExact(dimension(picture, 3)),
                    Math.toIntExact(dimension(picture, 2))));
  }

  /** The size that the file declares, or that Ultralytics wrote beside: {@code imgsz}, h and w. */
  static Optional<Size> toldSize(ModelInfo model) {
    Optional<Size> declared = declaredSize(model);
    if (declared.isPresent()) {
      return declared;
    }
    Matcher size = IMAGE_SIZE.matcher(model.metadata().getOrDefault("imgsz", ""));
    if (size.find()) {
      int height = Integer.parseInt(size.group(1));
      int width = Integer.parseInt(size.group(2));
      return height > 0 && width > 0 ? Optional.of(new Size(width, height)) : Optional.empty();
    }
    return Optional.empty();
  }

  /** Why there is no picture to fill in; empty if there is one, of three planes. */
  static Optional<String> lackingPicture(ModelInfo model) {
    Optional<ValueInfo> picture = picture(model);
    if (picture.isEmpty()) {
      return Optional.of("needs one input of 4 dimensions");
    }
    long channels = dimension(picture.get(), 1);
    if (channels != OPEN && channels != 3) {
      return Optional.of("needs a picture of [pages, 3, height, width]");
    }
    return Optional.empty();
  }

  /** Why there is an input that nobody fills; empty if all are known. */
  static Optional<String> unknownInput(ModelInfo model, String... known) {
    Optional<ValueInfo> picture = picture(model);
    for (ValueInfo input : model.inputs()) {
      boolean isPicture = picture.isPresent() && picture.get().equals(input);
      if (!isPicture && !List.of(known).contains(input.name())) {
        return Optional.of("knows no input \"" + input.name() + "\"");
      }
    }
    return Optional.empty();
  }

  /** Why an input or output is missing; empty if all are there. */
  static Optional<String> missing(ModelInfo model, List<String> inputs, List<String> outputs) {
    for (String input : inputs) {
      if (model.input(input).isEmpty()) {
        return Optional.of("needs an input \"" + input + "\"");
      }
    }
    for (String output : outputs) {
      if (model.output(output).isEmpty()) {
        return Optional.of("needs an output \"" + output + "\"");
      }
    }
    return Optional.empty();
  }

  /** Whether a declared dimension is open or has a size. */
  static boolean mayBe(ValueInfo value, int axis, long size) {
    long declared = dimension(value, axis);
    return declared == OPEN || declared == size;
  }

  /** Whether a declared number of dimensions is open or as wanted; files leave it out at times. */
  static boolean mayHaveRank(ValueInfo value, int rank) {
    return value.shape().isEmpty() || value.shape().size() == rank;
  }
}
