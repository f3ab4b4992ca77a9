package io.glyphflow.core.geometry;

/** A turn by a multiple of 90 degrees, clockwise as seen. Immutable, safe for any thread. */
public enum Rotation {
  /** No turn. */
  NONE(0),
  /** A quarter clockwise. */
  CLOCKWISE_90(90),
  /** Upside down. */
  HALF(180),
  /** A quarter counterclockwise. */
  CLOCKWISE_270(270);

  private final int degrees;

  Rotation(int degrees) {
    this.degrees = degrees;
  }

  /**
   * The turn by an angle.
   *
   * @param degrees any multiple of 90, clockwise; negative is counterclockwise
   * @return the turn
   * @throws IllegalArgumentException if {@code degrees} is no multiple of 90
   */
  public static Rotation ofDegrees(int degrees) {
    if (degrees % 90 != 0) {
      throw new IllegalArgumentException("degrees: " + degrees + ", must be a multiple of 90");
    }
    return switch (Math.floorMod(degrees, 360)) {
      case 0 -> NONE;
      case 90 -> CLOCKWISE_90;
      case 180 -> HALF;
      default -> CLOCKWISE_270;
    };
  }

  /**
   * The angle.
   *
   * @return 0, 90, 180 or 270 degrees clockwise
   */
  public int degrees() {
    return degrees;
  }

  /**
   * The turn that undoes this one.
   *
   * @return the inverse
   */
  public Rotation inverse() {
    return ofDegrees(-degrees);
  }

  /**
   * This turn and then another.
   *
   * @param next the second turn
   * @return both as one
   */
  public Rotation then(Rotation next) {
    return ofDegrees(degrees + next.degrees);
  }

  /**
   * The size of a turned picture.
   *
   * @param size its size before
   * @return the same, or with width and height swapped
   */
  public Size apply(Size size) {
    return degrees % 180 == 0 ? size : new Size(size.height(), size.width());
  }

  /**
   * Where a point of a picture is once the picture is turned.
   *
   * @param point the point before, pixels
   * @param size the picture's size before
   * @return the point after
   */
  public Point apply(Point point, Size size) {
    return switch (this) {
      case NONE -> point;
      case CLOCKWISE_90 -> new Point(size.height() - point.y(), point.x());
      case HALF -> new Point(size.width() - point.x(), size.height() - point.y());
      case CLOCKWISE_270 -> new Point(point.y(), size.width() - point.x());
    };
  }

  /**
   * Where a box of a picture is once the picture is turned.
   *
   * @param box the box before, pixels
   * @param size the picture's size before
   * @return the box after
   */
  public BoundingBox apply(BoundingBox box, Size size) {
    Point a = apply(new Point(box.left(), box.top()), size);
    Point b = apply(new Point(box.right(), box.bottom()), size);
    return BoundingBox.of(
        Math.min(a.x(), b.x()),
        Math.min(a.y(), b.y()),
        Math.max(a.x(), b.x()),
        Math.max(a.y(), b.y()));
  }
}
