package io.glyphflow.layout;

/**
 * A box in whole pixels of the work image, half-open. Immutable.
 *
 * @param left inside
 * @param top inside
 * @param right just outside
 * @param bottom just outside
 */
record Box(int left, int top, int right, int bottom) {

  int width() {
    return right - left;
  }

  int height() {
    return bottom - top;
  }

  long area() {
    return (long) width() * height();
  }

  int middleX() {
    return (left + right) / 2;
  }

  int middleY() {
    return (top + bottom) / 2;
  }

  Box union(Box other) {
    return new Box(
        Math.min(left, other.left),
        Math.min(top, other.top),
        Math.max(right, other.right),
        Math.max(bottom, other.bottom));
  }

  Box grow(int x, int y) {
    return new Box(left - x, top - y, right + x, bottom + y);
  }

  /** Shared width; the negative distance if they are apart. */
  int overlapX(Box other) {
    return Math.min(right, other.right) - Math.max(left, other.left);
  }

  /** Shared height; the negative distance if they are apart. */
  int overlapY(Box other) {
    return Math.min(bottom, other.bottom) - Math.max(top, other.top);
  }

  boolean overlaps(Box other) {
    return overlapX(other) > 0 && overlapY(other) > 0;
  }

  /** The part of this box that is inside the other, 0..1. */
  double inside(Box other) {
    return overlaps(other) ? (double) overlapX(other) * overlapY(other) / area() : 0;
  }
}
