package io.glyphflow.onnx.text;

import java.util.ArrayList;
import java.util.List;

/** Greedy CTC as it is written down: the oracle of {@link CtcDecoder}. */
record ReferenceCtc(List<Integer> classes, double confidence) {

  static ReferenceCtc decode(float[][] rows) {
    List<Integer> classes = new ArrayList<>();
    double sum = 0;
    int before = -1;
    for (float[] row : rows) {
      int best = argmax(row);
      if (best != before && best != 0) {
        classes.add(best);
        sum += row[best];
      }
      before = best;
    }
    return new ReferenceCtc(classes, classes.isEmpty() ? 0 : sum / classes.size());
  }

  static int argmax(float[] row) {
    int best = -1;
    for (int i = 0; i < row.length; i++) {
      if (!Float.isNaN(row[i]) && (best < 0 || row[i] > row[best])) {
        best = i;
      }
    }
    return Math.max(best, 0);
  }
}
