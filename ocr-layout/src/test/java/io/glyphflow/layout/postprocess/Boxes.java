package io.glyphflow.layout.postprocess;

import java.util.SplittableRandom;

/** Boxes of every awkward kind. */
final class Boxes {

  private static final double[] ODD = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    -0.0,
    0,
    Double.MIN_VALUE,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    1e300,
    1
  };

  private Boxes() {}

  /** What boxes look like. */
  enum Shape {
    /** Anywhere, of any extent. */
    LOOSE,
    /** Mostly apart, in columns, as on a page. */
    PAGE,
    /** Many around few places, as raw model answers are. */
    CLUSTERS,
    /** Whole numbers within few pixels: equal edges, touching, identical, empty. */
    GRID,
    /** One in another in another. */
    NESTED,
    /** All the same. */
    IDENTICAL,
    /** Right before left, bottom before top, no extent. */
    INVERTED,
    /** NaN, infinite, tiny and huge numbers among others. */
    ODD
  }

  static double[] of(Shape shape, int count, SplittableRandom random) {
    double[] boxes = new double[4 * count];
    for (int i = 0; i < count; i++) {
      double[] box = box(shape, i, count, random);
      System.arraycopy(box, 0, boxes, 4 * i, 4);
    }
    return boxes;
  }

  private static double[] box(Shape shape, int i, int count, SplittableRandom random) {
    return switch (shape) {
      case LOOSE ->
          sized(
              random.nextDouble(-100, 1000),
              random.nextDouble(-100, 1400),
              random.nextDouble(1, 600),
              random.nextDouble(1, 600));
      case PAGE -> {
        int rows = Math.max(1, (count + 2) / 3);
        double height = 1400.0 / rows;
        yield sized(
            i % 3 * 330.0 + random.nextDouble(-4, 4),
            Math.floorDiv(i, 3) * height + random.nextDouble(-4, 4),
            random.nextInt(20) == 0 ? 900 : 320,
            height * random.nextDouble(0.8, 1.2));
      }
      case CLUSTERS -> {
        int place = random.nextInt(1 + count / 8);
        yield sized(
            place % 5 * 200.0 + random.nextDouble(-6, 6),
            Math.floorDiv(place, 5) * 60.0 + random.nextDouble(-6, 6),
            150 + random.nextDouble(-9, 9),
            40 + random.nextDouble(-9, 9));
      }
      case GRID ->
          sized(random.nextInt(4), random.nextInt(4), random.nextInt(4), random.nextInt(4));
      case NESTED -> {
        double inset = 500.0 * i / count * random.nextInt(3);
        yield new double[] {inset, inset, 2000 - inset, 2000 - inset};
      }
      case IDENTICAL -> new double[] {10, 20, 30.5, 40.25};
      case INVERTED -> {
        double x = random.nextInt(10);
        double y = random.nextInt(10);
        yield sized(x, y, random.nextDouble(-3, 3), random.nextDouble(-3, 3));
      }
      case ODD -> {
        double[] box = sized(random.nextInt(9), random.nextInt(9), 5, 5);
        for (int edge = 0; edge < 4; edge++) {
          if (random.nextInt(4) == 0) {
            box[edge] = ODD[random.nextInt(ODD.length)];
          }
        }
        yield box;
      }
    };
  }

  private static double[] sized(double left, double top, double width, double height) {
    return new double[] {left, top, left + width, top + height};
  }
}
