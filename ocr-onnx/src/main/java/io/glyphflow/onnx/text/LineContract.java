package io.glyphflow.onnx.text;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.onnx.ModelInfo;
import io.glyphflow.onnx.ValueInfo;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a text model wants for input. Sides that its file fixes are those of the model, as ONNX
 * Runtime insists on them; what the file leaves open is what the caller says, if he does.
 *
 * @param input its name
 * @param channels of the picture
 * @param height of all lines, pixels; 0 if neither the file nor the caller says it
 * @param fixedWidth of all lines, if the model takes no other
 * @param fixedBatch lines of a run, if the model takes no other number
 */
record LineContract(
    String input,
    TensorSpec.Channels channels,
    int height,
    OptionalInt fixedWidth,
    OptionalInt fixedBatch) {

  /** What a model wants; {@code null} stands for what the caller did not say. */
  static LineContract of(
      ModelInfo model, TensorSpec.@Nullable Channels channels, @Nullable Integer height) {
    if (model.inputs().size() != 1 || model.inputs().getFirst().shape().size() != 4) {
      throw new PermanentOcrException(
          FailureCategory.MODEL,
          "model \""
              + model.name()
              + "\": inputs "
              + model.inputs()
              + ", a text recognizer has one: lines, channels, height, width");
    }
    ValueInfo input = model.inputs().getFirst();
    List<Long> shape = input.shape();
    int wantedHeight = agree(model, "height", shape.get(2), height == null ? -1 : height, 0);
    int asked = channels == null ? -1 : channels.count();
    int count = agree(model, "channels", shape.get(1), asked, 3);
    TensorSpec.Channels planes = channels;
    if (planes == null) {
      planes =
          switch (count) {
            case 1 -> TensorSpec.Channels.GRAY;
            case 3 -> TensorSpec.Channels.BGR;
            default ->
                throw new PermanentOcrException(
                    FailureCategory.MODEL,
                    "model \"" + model.name() + "\": " + count + " channels, must be 1 or 3");
          };
    }
    return new LineContract(
        input.name(), planes, wantedHeight, fixed(shape.get(3)), fixed(shape.get(0)));
  }

  LineContract withHeight(int pixels) {
    return new LineContract(input, channels, pixels, fixedWidth, fixedBatch);
  }

  private static OptionalInt fixed(long side) {
    return side > 0 ? OptionalInt.of(Math.toIntExact(side)) : OptionalInt.empty();
  }

  private static int agree(ModelInfo model, String what, long declared, int asked, int otherwise) {
    if (declared <= 0) {
      return asked > 0 ? asked : otherwise;
    }
    if (asked > 0 && asked != declared) {
      throw new PermanentOcrException(
          FailureCategory.MODEL,
          "model \"" + model.name() + "\": " + what + " " + asked + ", it takes only " + declared);
    }
    return Math.toIntExact(declared);
  }
}
