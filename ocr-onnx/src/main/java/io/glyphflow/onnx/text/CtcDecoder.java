package io.glyphflow.onnx.text;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Greedy CTC (Graves et al. 2006): the most likely class of each step, runs of one class taken for
 * one, blanks dropped. The confidence of a class is the probability at the first step of its run,
 * as PaddleOCR counts it; logits go through a softmax for it. A NaN is never the most likely. Keeps
 * what it decoded last until the next call, in memory that is used again; for one thread.
 */
final class CtcDecoder {

  private static final int BLANK = 0;

  /** Half precision adds up thousands of classes to within this of 1. */
  private static final double ROUNDING = 0.05;

  private float[] row = new float[0];
  private int[] classes = new int[64];
  private int[] first = new int[64];
  private int[] last = new int[64];
  private double[] confidences = new double[64];
  private int count;

  /**
   * Decodes a line.
   *
   * @param values probabilities or logits, a row of all classes for each step
   * @param from where the first row begins
   * @param steps rows
   * @param width classes
   * @param isLogits whether they are not probabilities yet
   */
  void decode(FloatBuffer values, int from, int steps, int width, boolean isLogits) {
    if (row.length != width) {
      row = new float[width];
    }
    count = 0;
    int before = BLANK;
    for (int step = 0; step < steps; step++) {
      values.get(from + step * width, row, 0, width);
      int best = argmax(row, width);
      if (best == before && best != BLANK) {
        last[count - 1] = step;
      } else if (best != BLANK) {
        add(best, step, isLogits ? softmax(row, best) : row[best]);
      }
      before = best;
    }
  }

  /** Whether rows are not probabilities: some are negative or do not add up to 1. */
  boolean isLogits(FloatBuffer values, int from, int steps, int width) {
    if (row.length != width) {
      row = new float[width];
    }
    for (int step = 0; step < steps; step++) {
      values.get(from + step * width, row, 0, width);
      double sum = 0;
      for (float value : row) {
        if (value < 0) {
          return true;
        }
        sum += value;
      }
      if (Math.abs(sum - 1) > ROUNDING) {
        return true;
      }
    }
    return false;
  }

  /**
   * The place of the largest value, the first of equal ones; 0 if all are NaN. Four searches side
   * by side, as each comparison waits for the one before it.
   */
  static int argmax(float[] values, int length) {
    float max0 = Float.NEGATIVE_INFINITY;
    float max1 = max0;
    float max2 = max0;
    float max3 = max0;
    int i = 0;
    for (; i < length - 3; i += 4) {
      max0 = values[i] > max0 ? values[i] : max0;
      max1 = values[i + 1] > max1 ? values[i + 1] : max1;
      max2 = values[i + 2] > max2 ? values[i + 2] : max2;
      max3 = values[i + 3] > max3 ? values[i + 3] : max3;
    }
    for (; i < length; i++) {
      max0 = values[i] > max0 ? values[i] : max0;
    }
    float max = Math.max(Math.max(max0, max1), Math.max(max2, max3));
    for (int k = 0; k < length; k++) {
      if (values[k] == max) {
        return k;
      }
    }
    return 0;
  }

  private static double softmax(float[] values, int best) {
    double sum = 0;
    for (float value : values) {
      double part = Math.exp((double) value - values[best]);
      sum += part >= 0 ? part : 0; // a NaN is no part of it
    }
    return sum > 0 ? 1 / sum : 0;
  }

  private void add(int best, int step, double confidence) {
    if (count == classes.length) {
      int larger = 2 * count;
      classes = Arrays.copyOf(classes, larger);
      first = Arrays.copyOf(first, larger);
      last = Arrays.copyOf(last, larger);
      confidences = Arrays.copyOf(confidences, larger);
    }
    classes[count] = best;
    first[count] = step;
    last[count] = step;
    confidences[count] = Math.clamp(confidence, 0.0, 1.0);
    count++;
  }

  /** How many classes were kept. */
  int count() {
    return count;
  }

  int classAt(int i) {
    return classes[i];
  }

  double confidenceAt(int i) {
    return confidences[i];
  }

  /** The middle of the run, in steps: 0.5 is the middle of the first. */
  double middleAt(int i) {
    return (first[i] + last[i] + 1) / 2.0;
  }

  /** The mean of what was kept; 0 if nothing was. */
  double confidence() {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += confidences[i];
    }
    return count == 0 ? 0 : sum / count;
  }
}
