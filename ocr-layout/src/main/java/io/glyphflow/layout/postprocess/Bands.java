package io.glyphflow.layout.postprocess;

import java.util.Arrays;

/**
 * Orders boxes so that those that share something are near each other, in linear time: the axis
 * along which boxes are short is cut into as many bands as there are boxes, and boxes are ordered
 * by the band that they begin in, by counting.
 *
 * <p>The pruning is exact. If two boxes share something, each begins before the other ends. The
 * band of a place never falls as the place grows, rounding included, so the later of the two by
 * band begins in a band up to the one that the earlier ends in: {@link Workspace#last} of the
 * earlier box is where that band ends. Who compares each box with those after it up to there meets
 * every such pair once.
 */
final class Bands {

  private Bands() {}

  /**
   * Fills {@code at} (the box at a place of the order), {@code last}, and the edges, areas and
   * classes in that order. Boxes with a NaN become empty ones, which share nothing with anything.
   *
   * @param boxes left, top, right, bottom of each
   * @param classes one for each
   * @param margin what an edge adds to an extent: 1 if it counts as a pixel, else 0
   */
  static void order(double[] boxes, int[] classes, int count, double margin, Workspace space) {
    int axis = axis(boxes, count);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      double begin = boxes[4 * i + axis];
      low = begin < low ? begin : low;
      high = begin > high ? begin : high;
    }
    double range = high - low;
    double scale = range > 0 && range < Double.POSITIVE_INFINITY ? count / range : 0;
    // Of a tiny range: one band is exact, too.
    scale = scale < Double.POSITIVE_INFINITY ? scale : 0;
    count(boxes, count, axis, low, scale, space);
    place(boxes, classes, count, margin, space);
    int[] at = space.at;
    int[] last = space.last;
    int[] start = space.start;
    for (int p = 0; p < count; p++) {
      double end = boxes[4 * at[p] + axis + 2] + margin;
      last[p] = start[band(end, low, scale, count) + 1];
    }
  }

  /** 0 if boxes are narrow for where they are, 1 if they are low. */
  private static int axis(double[] boxes, int count) {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    double width = 0;
    double height = 0;
    for (int i = 0; i < 4 * count; i += 4) {
      double l = boxes[i];
      double t = boxes[i + 1];
      double r = boxes[i + 2];
      double b = boxes[i + 3];
      left = l < left ? l : left;
      top = t < top ? t : top;
      right = r > right ? r : right;
      bottom = b > bottom ? b : bottom;
      width += r - l;
      height += b - t;
    }
    return width * (bottom - top) < height * (right - left) ? 0 : 1;
  }

  private static int band(double place, double low, double scale, int count) {
    // The cast makes 0 of NaN and of all below; it saturates above.
    int band = (int) ((place - low) * scale);
    return band < 0 ? 0 : Math.min(band, count - 1);
  }

  private static void count(
      double[] boxes, int count, int axis, double low, double scale, Workspace space) {
    int[] start = space.start;
    int[] bandOf = space.bandOf;
    int[] at = space.at;
    Arrays.fill(start, 0, count + 1, 0);
    for (int i = 0; i < count; i++) {
      int band = band(boxes[4 * i + axis], low, scale, count);
      bandOf[i] = band;
      start[band]++;
    }
    int sum = 0;
    for (int band = 0; band <= count; band++) {
      int size = start[band];
      start[band] = sum;
      sum += size;
    }
    for (int i = 0; i < count; i++) {
      at[start[bandOf[i]]++] = i;
    }
    // Each start has moved to the start of the band after it.
    for (int band = count; band > 0; band--) {
      start[band] = start[band - 1];
    }
    start[0] = 0;
  }

  private static void place(
      double[] boxes, int[] classes, int count, double margin, Workspace space) {
    for (int p = 0; p < count; p++) {
      int i = space.at[p];
      double l = boxes[4 * i];
      double t = boxes[4 * i + 1];
      double r = boxes[4 * i + 2];
      double b = boxes[4 * i + 3];
      space.placedClasses[p] = classes[i];
      space.area[p] = (r - l + margin) * (b - t + margin);
      if (Double.isNaN(l) || Double.isNaN(t) || Double.isNaN(r) || Double.isNaN(b)) {
        erase(space, p);
      } else {
        space.left[p] = l;
        space.top[p] = t;
        space.right[p] = r;
        space.bottom[p] = b;
      }
    }
  }

  /** Makes a box empty, so that it shares nothing with anything. */
  static void erase(Workspace space, int place) {
    space.left[place] = Double.POSITIVE_INFINITY;
    space.top[place] = Double.POSITIVE_INFINITY;
    space.right[place] = Double.NEGATIVE_INFINITY;
    space.bottom[place] = Double.NEGATIVE_INFINITY;
  }
}
