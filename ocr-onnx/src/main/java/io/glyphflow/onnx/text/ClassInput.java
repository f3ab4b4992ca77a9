package io.glyphflow.onnx.text;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.onnx.ModelInfo;
import io.glyphflow.onnx.Tensor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/** What classifiers of pictures have in common: the size they declare, and classes they answer. */
final class ClassInput {

  private ClassInput() {}

  /** The size of the first input, {@code [N, 3, height, width]}, where the file declares one. */
  static Size size(ModelInfo model, Size otherwise) {
    return fixed(model).orElse(otherwise);
  }

  /** That size if the file declares one; the runtime takes no other then. */
  static Optional<Size> fixed(ModelInfo model) {
    List<Long> shape = model.inputs().getFirst().shape();
    if (shape.size() != 4 || !isSide(shape.get(2)) || !isSide(shape.get(3))) {
      return Optional.empty();
    }
    return Optional.of(new Size(shape.get(3).intValue(), shape.get(2).intValue()));
  }

  private static boolean isSide(long side) {
    return side >= 1 && side <= 4096;
  }

  /**
   * The probabilities of one picture of a batch.
   *
   * @param scores {@code [N, classes]}, probabilities or what comes before the softmax
   */
  static double[] probabilities(Tensor scores, int index, int pictures, int classes, String model) {
    if (scores.count() != pictures * classes) {
      throw new PermanentOcrException(
          FailureCategory.MODEL,
          "model \""
              + model
              + "\": answered "
              + scores
              + ", must be ["
              + pictures
              + ", "
              + classes
              + "]");
    }
    FloatBuffer values = scores.floats();
    double[] row = new double[classes];
    double sum = 0;
    boolean isDistribution = true;
    for (int i = 0; i < classes; i++) {
      row[i] = values.get(index * classes + i);
      if (!Double.isFinite(row[i])) {
        throw new PermanentOcrException(
            FailureCategory.MODEL, "model \"" + model + "\": answered " + row[i]);
      }
      isDistribution &= row[i] >= 0 && row[i] <= 1.001;
      sum += row[i];
    }
    if (isDistribution && Math.abs(sum - 1) < 0.01) {
      for (int i = 0; i < classes; i++) {
        row[i] = Math.min(row[i], 1);
      }
      return row;
    }
    return softmax(row);
  }

  private static double[] softmax(double[] row) {
    double most = row[best(row)];
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      row[i] = Math.exp(row[i] - most);
      sum += row[i];
    }
    for (int i = 0; i < row.length; i++) {
      row[i] /= sum;
    }
    return row;
  }

  /** The class of the highest probability; of equal ones the first. */
  static int best(double[] row) {
    int best = 0;
    for (int i = 1; i < row.length; i++) {
      best = row[i] > row[best] ? i : best;
    }
    return best;
  }
}
