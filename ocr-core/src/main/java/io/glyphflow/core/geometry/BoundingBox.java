package io.glyphflow.core.geometry;

import java.util.Objects;
import java.util.Optional;

/**
 * An axis-aligned box in page pixels, half-open: {@code [left, right) x [top, bottom)}.
 *
 * <p>Any four numbers make a box, because a model may answer any: NaN, infinite, inverted, outside
 * the page. {@link #isValid()} tells which of them mean something. A box that is not valid holds
 * nothing: it contains no point, shares nothing with another box, and all its measures are 0. No
 * predicate and no measure throws or gives NaN, whatever the numbers are.
 *
 * <p>Limits: coordinates of up to 1e5 are what this is made for, and for whole-number edges up to
 * 2^25 every area is exact. Extents and areas past {@link Double#MAX_VALUE} count as {@code
 * MAX_VALUE}; an area too small for a {@code double} is 0, while {@link #iou} and {@link
 * #containment} of such boxes are still right. An edge of {@code -0.0} is kept as {@code 0.0}, so
 * that equal places are equal boxes. Immutable, safe for use by any thread.
 *
 * @param left the left edge, inside the box
 * @param top the top edge, inside the box
 * @param right the right edge, just outside the box
 * @param bottom the bottom edge, just outside the box
 */
public record BoundingBox(double left, double top, double right, double bottom) {

  /** Accepts any numbers; only turns {@code -0.0} into {@code 0.0}. */
  public BoundingBox {
    left = Coordinates.withoutNegativeZero(left);
    top = Coordinates.withoutNegativeZero(top);
    right = Coordinates.withoutNegativeZero(right);
    bottom = Coordinates.withoutNegativeZero(bottom);
  }

  /**
   * Gives the box with these edges. As the constructor does, it accepts any numbers.
   *
   * @param left the left edge, page pixels
   * @param top the top edge, page pixels
   * @param right the right edge, page pixels
   * @param bottom the bottom edge, page pixels
   * @return the box, valid or not
   */
  public static BoundingBox of(double left, double top, double right, double bottom) {
    return new BoundingBox(left, top, right, bottom);
  }

  /**
   * Gives the box with this top left corner and these extents. It accepts any numbers; a box with
   * an extent of 0 or less is not valid.
   *
   * @param left the left edge, page pixels
   * @param top the top edge, page pixels
   * @param width the distance to the right edge, page pixels
   * @param height the distance to the bottom edge, page pixels
   * @return the box, valid or not
   */
  public static BoundingBox ofSize(double left, double top, double width, double height) {
    return new BoundingBox(left, top, left + width, top + height);
  }

  /**
   * Says whether this is a box at all.
   *
   * @return whether all edges are finite, {@code left < right} and {@code top < bottom}
   */
  public boolean isValid() {
    return left < right
        && top < bottom
        && Double.isFinite(left)
        && Double.isFinite(top)
        && Double.isFinite(right)
        && Double.isFinite(bottom);
  }

  /**
   * Gives the extent from left to right.
   *
   * @return page pixels, above 0; 0 if this box is not valid
   */
  public double width() {
    return isValid() ? Coordinates.extent(left, right) : 0;
  }

  /**
   * Gives the extent from top to bottom.
   *
   * @return page pixels, above 0; 0 if this box is not valid
   */
  public double height() {
    return isValid() ? Coordinates.extent(top, bottom) : 0;
  }

  /**
   * Gives the area.
   *
   * @return square page pixels, 0 or more; 0 if this box is not valid
   */
  public double area() {
    return Math.min(width() * height(), Double.MAX_VALUE);
  }

  /**
   * Gives the point half-way between the edges.
   *
   * @return the centre; for a box that is not valid the same sum, which may be NaN
   */
  public Point center() {
    return new Point(middle(left, right), middle(top, bottom));
  }

  /**
   * Says whether a point is in this box. The left and top edges are, the right and bottom edges are
   * not.
   *
   * @param point the point, page pixels
   * @return whether it is inside; false if this box is not valid
   */
  public boolean contains(Point point) {
    double x = point.x();
    double y = point.y();
    return isValid() && x >= left && x < right && y >= top && y < bottom;
  }

  /**
   * Gives what this box and another share.
   *
   * @param other the other box
   * @return the shared box, valid; empty if they share nothing, if they only touch, or if one of
   *     them is not valid
   */
  public Optional<BoundingBox> intersection(BoundingBox other) {
    if (!overlaps(other)) {
      return Optional.empty();
    }
    return Optional.of(
        new BoundingBox(
            Math.max(left, other.left),
            Math.max(top, other.top),
            Math.min(right, other.right),
            Math.min(bottom, other.bottom)));
  }

  /**
   * Gives the smallest box that contains both this and another. A box that is not valid adds
   * nothing: the answer is then the other one, and this one if neither is valid.
   *
   * @param other the other box
   * @return the box around both; valid if one of them is
   */
  public BoundingBox union(BoundingBox other) {
    Objects.requireNonNull(other, "other");
    if (!other.isValid()) {
      return this;
    }
    if (!isValid()) {
      return other;
    }
    return new BoundingBox(
        Math.min(left, other.left),
        Math.min(top, other.top),
        Math.max(right, other.right),
        Math.max(bottom, other.bottom));
  }

  /**
   * Gives the part of this box that is on a page.
   *
   * @param page the page's size in pixels
   * @return the part within {@code [0, width) x [0, height)}, valid; empty if there is none or if
   *     this box is not valid, infinite edges included
   */
  public Optional<BoundingBox> clamp(Size page) {
    return intersection(page.bounds());
  }

  /**
   * Gives the intersection over union: the area that both share over the area that either covers.
   * It is symmetric, and 1 for two equal valid boxes.
   *
   * @param other the other box
   * @return 0..1, never NaN; 0 if they share nothing or if one of them is not valid
   */
  public double iou(BoundingBox other) {
    if (!overlaps(other)) {
      return 0;
    }
    double shared = sharedWidth(other) * sharedHeight(other);
    double sum = width() * height() + other.width() * other.height();
    if (isPrecise(shared, sum)) {
      return shared / (sum - shared);
    }
    double a = sharedPart(other);
    double b = other.sharedPart(this);
    // shared / (A + B - shared) with A = shared / a and B = shared / b. A part is at most 1, so the
    // divisor is at least 1, and infinite where a part is too small for a double.
    return 1 / (1 / a + 1 / b - 1);
  }

  /**
   * Gives the containment: the area that both share over the area of the smaller box. It is
   * symmetric, 1 if one box lies inside the other, and never below {@link #iou}.
   *
   * @param other the other box
   * @return 0..1, never NaN; 0 if they share nothing or if one of them is not valid
   */
  public double containment(BoundingBox other) {
    if (!overlaps(other)) {
      return 0;
    }
    double shared = sharedWidth(other) * sharedHeight(other);
    double area = width() * height();
    double otherArea = other.width() * other.height();
    if (isPrecise(shared, area + otherArea)) {
      return shared / Math.min(area, otherArea);
    }
    return Math.max(sharedPart(other), other.sharedPart(this));
  }

  /**
   * Gives this box moved. A box that is not valid is moved like any other, and one that leaves the
   * range of {@code double} is no longer valid.
   *
   * @param dx page pixels to the right
   * @param dy page pixels down
   * @return the moved box
   * @throws IllegalArgumentException if {@code dx} or {@code dy} is infinite or NaN
   */
  public BoundingBox translate(double dx, double dy) {
    Coordinates.checkOffset("dx", dx);
    Coordinates.checkOffset("dy", dy);
    return new BoundingBox(left + dx, top + dy, right + dx, bottom + dy);
  }

  /**
   * Gives this box with all coordinates multiplied, as if the page were resized around its top left
   * corner. A box that is not valid is scaled like any other, and one that leaves the range of
   * {@code double} is no longer valid.
   *
   * @param sx the factor from left to right, above 0
   * @param sy the factor from top to bottom, above 0
   * @return the scaled box
   * @throws IllegalArgumentException if a factor is 0 or less, infinite or NaN
   */
  public BoundingBox scale(double sx, double sy) {
    Coordinates.checkFactor("sx", sx);
    Coordinates.checkFactor("sy", sy);
    return new BoundingBox(left * sx, top * sy, right * sx, bottom * sy);
  }

  /**
   * Gives the smallest box with whole-number edges that contains this one: all pixels that this box
   * touches. A box inside a page stays inside it.
   *
   * @return the box with its edges rounded outwards; this box as it is if it is not valid
   */
  public BoundingBox toPixels() {
    if (!isValid()) {
      return this; // rounding outwards could make an inverted box look valid
    }
    return new BoundingBox(Math.floor(left), Math.floor(top), Math.ceil(right), Math.ceil(bottom));
  }

  /**
   * Gives this box in fractions of a page that it lies inside of.
   *
   * @param page the page's size in pixels
   * @return the same box, as fractions
   * @throws IllegalArgumentException if this box is not valid or not all inside the page ({@link
   *     #clamp} first), or if it is so thin that rounding makes its edges one
   */
  public NormalizedBox normalize(Size page) {
    double width = page.width();
    double height = page.height();
    if (!(isValid() && left >= 0 && top >= 0 && right <= width && bottom <= height)) {
      throw new IllegalArgumentException(
          "box: " + this + ", must be valid and inside page: " + page + "; clamp it first");
    }
    return new NormalizedBox(left / width, top / height, right / width, bottom / height);
  }

  /**
   * Gives the corners as a polygon: top left, top right, bottom right, bottom left.
   *
   * @return the rectangle
   * @throws IllegalStateException if this box is not valid
   */
  public Polygon toPolygon() {
    if (!isValid()) {
      throw new IllegalStateException("box: " + this + ", must be valid to have an outline");
    }
    return Polygon.of(
        new Point(left, top),
        new Point(right, top),
        new Point(right, bottom),
        new Point(left, bottom));
  }

  private boolean overlaps(BoundingBox other) {
    return left < other.right
        && other.left < right
        && top < other.bottom
        && other.top < bottom
        && isValid()
        && other.isValid();
  }

  /** The width of the intersection; above 0, as the boxes overlap. */
  private double sharedWidth(BoundingBox other) {
    return Coordinates.extent(Math.max(left, other.left), Math.min(right, other.right));
  }

  /** The height of the intersection; above 0, as the boxes overlap. */
  private double sharedHeight(BoundingBox other) {
    return Coordinates.extent(Math.max(top, other.top), Math.min(bottom, other.bottom));
  }

  /** The part of this box that is in the other, 0..1: two quotients of at most 1 each. */
  private double sharedPart(BoundingBox other) {
    return (sharedWidth(other) / width()) * (sharedHeight(other) / height());
  }

  /** Whether areas did not run out of the range where a double has all its bits. */
  private static boolean isPrecise(double sharedArea, double sumOfAreas) {
    return sharedArea >= Double.MIN_NORMAL && sumOfAreas <= Double.MAX_VALUE;
  }

  private static double middle(double low, double high) {
    double sum = low + high;
    // halves first only where the sum overflows: halving loses a bit of the smallest numbers
    return Double.isInfinite(sum) ? low / 2 + high / 2 : sum / 2;
  }
}
