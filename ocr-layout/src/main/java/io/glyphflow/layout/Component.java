package io.glyphflow.layout;

/**
 * Ink that hangs together, or several pieces of one letter.
 *
 * @param box around it
 * @param ink pixels of ink
 */
record Component(Box box, int ink) {

  int height() {
    return box.height();
  }

  int width() {
    return box.width();
  }

  /** The part of the box that is ink, 0..1. */
  double fill() {
    return (double) ink / box.area();
  }

  Component join(Component other) {
    return new Component(box.union(other.box), ink + other.ink);
  }
}
