package io.glyphflow.onnx.text;

import io.glyphflow.core.geometry.Size;

/**
 * The size in which a picture is looked at.
 *
 * @param shortest the shorter side is enlarged to this, pixels
 * @param longest the longer side is shrunk to this, pixels; wins
 * @param enlargement by how much at most, 1 or more
 * @param multiple both sides become the nearest multiple, at least one
 */
record InputScale(int shortest, int longest, double enlargement, int multiple) {

  /** The size without any enlargement. */
  Size least(Size picture) {
    return new InputScale(shortest, longest, 1, multiple).of(picture);
  }

  /** The size with small pictures enlarged. */
  Size of(Size picture) {
    double least = Math.min(picture.width(), picture.height());
    double most = Math.max(picture.width(), picture.height());
    double scale = Math.min(Math.clamp(shortest / least, 1, enlargement), longest / most);
    return new Size(side(picture.width() * scale), side(picture.height() * scale));
  }

  private int side(double pixels) {
    return (int) Math.max(1, Math.round(pixels / multiple)) * multiple;
  }
}
