package io.glyphflow.bench;

import java.util.SplittableRandom;

/**
 * Boxes as a layout model finds them on a page of 2480 x 3508: columns of blocks that are mostly
 * apart, one in twelve found twice, one in sixteen a small one inside another, some across columns.
 * No two edges and no two confidences are equal, so that strict and other comparisons agree.
 */
final class PageBoxes {

  static final int WIDTH = 2480;
  static final int HEIGHT = 3508;
  static final int CLASSES = 25;
  static final int TEXT = 22;

  final int count;
  final double[] boxes;
  final int[] classes;
  final float[] confidences;

  private PageBoxes(int count, SplittableRandom random) {
    this.count = count;
    this.boxes = new double[4 * count];
    this.classes = new int[count];
    this.confidences = new float[count];
    int columns = Math.clamp(Math.round(Math.sqrt(count / 17.0)), 1, 12);
    int rows = (count + columns - 1) / columns;
    for (int i = 0; i < count; i++) {
      confidences[i] = (float) random.nextDouble(0.3, 0.999);
      classes[i] = random.nextInt(4) == 0 ? random.nextInt(CLASSES) : TEXT;
      int kind = i < 4 ? 47 : random.nextInt(48);
      int other = i == 0 ? 0 : random.nextInt(i);
      if (kind < 4) {
        twice(i, other, random);
      } else if (kind < 7) {
        inside(i, other, random);
      } else {
        block(i, columns, rows, kind == 7 ? 2 : 1, random);
      }
    }
  }

  static PageBoxes of(int count, long seed) {
    return new PageBoxes(count, new SplittableRandom(seed));
  }

  private void block(int i, int columns, int rows, int span, SplittableRandom random) {
    double columnWidth = (double) WIDTH / columns;
    double rowHeight = (double) HEIGHT / rows;
    double left = i % columns * columnWidth + random.nextDouble(0.02, 0.05) * columnWidth;
    double top = Math.floorDiv(i, columns) * rowHeight + random.nextDouble(0.02, 0.1) * rowHeight;
    double width = random.nextDouble(0.85, 0.92) * columnWidth * span;
    double height = random.nextDouble(0.7, 0.9) * rowHeight;
    set(i, left, top, left + width, top + height);
  }

  private void twice(int i, int other, SplittableRandom random) {
    double width = boxes[4 * other + 2] - boxes[4 * other];
    double height = boxes[4 * other + 3] - boxes[4 * other + 1];
    set(
        i,
        boxes[4 * other] + random.nextDouble(-0.03, 0.03) * width,
        boxes[4 * other + 1] + random.nextDouble(-0.05, 0.05) * height,
        boxes[4 * other + 2] + random.nextDouble(-0.03, 0.03) * width,
        boxes[4 * other + 3] + random.nextDouble(-0.05, 0.05) * height);
    classes[i] = random.nextInt(3) == 0 ? classes[i] : classes[other];
  }

  private void inside(int i, int other, SplittableRandom random) {
    double width = boxes[4 * other + 2] - boxes[4 * other];
    double height = boxes[4 * other + 3] - boxes[4 * other + 1];
    double left = boxes[4 * other] + random.nextDouble(0.1, 0.5) * width;
    double top = boxes[4 * other + 1] + random.nextDouble(0.1, 0.4) * height;
    set(i, left, top, left + 0.2 * width, top + 0.5 * height);
  }

  private void set(int i, double left, double top, double right, double bottom) {
    // What a model gives are floats.
    boxes[4 * i] = (float) left;
    boxes[4 * i + 1] = (float) top;
    boxes[4 * i + 2] = (float) right;
    boxes[4 * i + 3] = (float) bottom;
  }

  /** The boxes as a model gives them. */
  float[] floats() {
    float[] floats = new float[boxes.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) boxes[i];
    }
    return floats;
  }
}
