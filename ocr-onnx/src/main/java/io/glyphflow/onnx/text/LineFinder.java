package io.glyphflow.onnx.text;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * From a map of probabilities to rectangles around lines: pixels above a threshold, shapes of those
 * that touch, the smallest rectangle around each, the mean probability inside of it, and the
 * rectangle grown by {@code area * ratio / perimeter}, as models are trained on lines that are
 * shrunk by as much (Liao et al., Real-time Scene Text Detection with Differentiable Binarization,
 * 2020). What is no number in the map is no text. For one thread.
 */
final class LineFinder {

  /** A rectangle in pixels of the map, whose first pixel has its middle at 0, 0. */
  record Found(RotatedBox box, double confidence) {}

  private static final double EDGE = 1e-6;

  /** Thinner shapes are noise, map pixels. */
  private static final double SHORTEST = 3;

  /** Lower lines cannot be read, map pixels after growing. */
  private static final double SHORTEST_GROWN = 5;

  private final LineOptions options;
  private final FloatBuffer map;
  private final int width;
  private final int height;
  private final int seenWidth;
  private final int seenHeight;
  private final float[] values;
  private final LineShapes shapes = new LineShapes();
  private long garbage;

  /**
   * A finder.
   *
   * @param map rows of the map
   */
  LineFinder(LineOptions options, FloatBuffer map, int width, int height) {
    this(options, map, width, height, width, height);
  }

  /**
   * A finder in the upper left part of a map, what is beyond being padding.
   *
   * @param map rows of the map
   */
  LineFinder(
      LineOptions options, FloatBuffer map, int width, int height, int seenWidth, int seenHeight) {
    this.options = options;
    this.map = map;
    this.width = width;
    this.height = height;
    this.seenWidth = Math.min(width, seenWidth);
    this.seenHeight = Math.min(height, seenHeight);
    this.values = new float[width];
  }

  /** All lines, in no order. */
  List<Found> find() {
    if (options.isDilated()) {
      markDilated();
    } else {
      mark();
    }
    int count = shapes.gather((int) SHORTEST + 1, options.maxCandidates());
    List<Found> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RotatedBox box = shapes.box(i);
      if (box.shortSide() < SHORTEST) {
        continue;
      }
      double confidence = confidence(box);
      if (confidence < options.boxThreshold()) {
        continue;
      }
      RotatedBox grown = box.grown(box.area() * options.unclipRatio() / box.perimeter());
      if (grown.shortSide() >= SHORTEST_GROWN) {
        lines.add(new Found(grown, confidence));
      }
    }
    return lines;
  }

  /** How many values of the part that is looked at are NaN or infinite. */
  long garbage() {
    return garbage;
  }

  /** How many shapes were left out as there were too many. */
  int cut() {
    return shapes.cut();
  }

  private void mark() {
    float threshold = (float) options.threshold();
    for (int y = 0; y < seenHeight; y++) {
      read(y);
      shapes.nextRow();
      int x = 0;
      while (x < seenWidth) {
        while (x < seenWidth && !isText(values[x], threshold)) {
          x++;
        }
        int start = x;
        while (x < seenWidth && isText(values[x], threshold)) {
          x++;
        }
        if (x > start) {
          shapes.add(start, x);
        }
      }
    }
  }

  /** Each pixel marks its neighbours to the right and below as well. */
  private void markDilated() {
    float threshold = (float) options.threshold();
    boolean[] above = new boolean[seenWidth];
    for (int y = 0; y < seenHeight; y++) {
      read(y);
      shapes.nextRow();
      int start = -1;
      boolean isLeft = false;
      for (int x = 0; x < seenWidth; x++) {
        boolean isHere = isText(values[x], threshold);
        boolean isMarked = isHere || isLeft;
        boolean isJoined = isMarked || above[x];
        above[x] = isMarked;
        isLeft = isHere;
        if (isJoined && start < 0) {
          start = x;
        } else if (!isJoined && start >= 0) {
          shapes.add(start, x);
          start = -1;
        }
      }
      if (start >= 0) {
        shapes.add(start, seenWidth);
      }
    }
  }

  private void read(int y) {
    map.get(y * width, values);
    for (int x = 0; x < seenWidth; x++) {
      garbage += (Float.floatToRawIntBits(values[x]) & 0x7f800000) == 0x7f800000 ? 1 : 0;
    }
  }

  private static boolean isText(float value, float threshold) {
    return value > threshold && value <= Float.MAX_VALUE;
  }

  /** The mean of the pixels whose middles are in the box, its edges included. */
  private double confidence(RotatedBox box) {
    double reach = Math.abs(box.uy()) * box.a() + Math.abs(box.ux()) * box.b();
    int top = (int) Math.max(0, Math.ceil(box.y() - reach - EDGE));
    int bottom = (int) Math.min(height - 1.0, Math.floor(box.y() + reach + EDGE));
    double sum = 0;
    long count = 0;
    for (int y = top; y <= bottom; y++) {
      double dy = y - box.y();
      // |dx ux + dy uy| <= a and |dy ux - dx uy| <= b
      double low =
          Math.max(low(box.ux(), dy * box.uy(), box.a()), low(-box.uy(), dy * box.ux(), box.b()));
      double high =
          Math.min(high(box.ux(), dy * box.uy(), box.a()), high(-box.uy(), dy * box.ux(), box.b()));
      int from = (int) Math.max(0, Math.ceil(box.x() + low - EDGE));
      int to = (int) Math.min(width - 1.0, Math.floor(box.x() + high + EDGE));
      if (from <= to) {
        map.get(y * width + from, values, 0, to - from + 1);
        for (int i = 0; i <= to - from; i++) {
          float value = values[i];
          sum += value > 0 && value <= Float.MAX_VALUE ? Math.min(value, 1) : 0;
        }
        count += to - from + 1;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  /** The least x with {@code |x * slope + offset| <= reach}. */
  private static double low(double slope, double offset, double reach) {
    if (slope == 0) {
      return Math.abs(offset) <= reach + EDGE ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return slope > 0 ? (-reach - offset) / slope : (reach - offset) / slope;
  }

  private static double high(double slope, double offset, double reach) {
    return -low(-slope, offset, reach);
  }
}
