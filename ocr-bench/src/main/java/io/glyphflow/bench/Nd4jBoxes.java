package io.glyphflow.bench;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Pairs of boxes by ND4J: matrices of what each two share, by operations that broadcast a column
 * against a row, as the matrices of numpy do. What is greedy about it stays a loop: its own
 * operator for that keeps other boxes than everybody else's. Not thread-safe.
 */
final class Nd4jBoxes {

  private final int count;
  private final INDArray[] columns = new INDArray[4];
  private final INDArray[] rows = new INDArray[4];

  /**
   * Loads ND4J and copies the boxes.
   *
   * @throws LinkageError or an exception of ND4J's if it does not run on this platform
   */
  Nd4jBoxes(double[] boxes, int count) {
    this.count = count;
    for (int edge = 0; edge < 4; edge++) {
      float[] edges = new float[count];
      for (int i = 0; i < count; i++) {
        edges[i] = (float) boxes[4 * i + edge];
      }
      columns[edge] = Nd4j.createFromArray(edges).reshape(count, 1);
      rows[edge] = Nd4j.createFromArray(edges).reshape(1, count);
    }
  }

  /** The intersection over union of each two, row by row. */
  float[] iou(double margin) {
    INDArray shared = shared(margin);
    INDArray areas = areas(margin);
    INDArray union = areas.reshape(count, 1).add(areas.reshape(1, count)).subi(shared);
    return shared.divi(union).data().asFloat();
  }

  /** The share of the row's box that is in the column's. */
  float[] share() {
    return shared(0).diviColumnVector(areas(0)).data().asFloat();
  }

  private INDArray shared(double margin) {
    return extent(0, margin).muli(extent(1, margin));
  }

  private INDArray extent(int axis, double margin) {
    INDArray low = Nd4j.math().max(columns[axis], rows[axis]);
    INDArray high = Nd4j.math().min(columns[axis + 2], rows[axis + 2]);
    high.subi(low);
    if (margin != 0) {
      high.addi(margin);
    }
    return Nd4j.nn().relu(high, 0);
  }

  private INDArray areas(double margin) {
    INDArray widths = columns[2].sub(columns[0]).addi(margin);
    return widths.muli(columns[3].sub(columns[1]).addi(margin));
  }
}
