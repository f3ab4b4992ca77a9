package io.glyphflow.core.image;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Size;

/**
 * Where a picture lies in a tensor: a place in the picture times scale plus offset is the place in
 * the tensor. The scale is what pixels were really resized by, after rounding to whole ones, so
 * that boxes come back without a drift. Immutable, safe for any thread.
 *
 * @param scaleX from left to right, above 0
 * @param scaleY from top to bottom, above 0
 * @param offsetX padding on the left, tensor pixels
 * @param offsetY padding at the top, tensor pixels
 * @param picture the size of the picture
 */
public record TensorPlacement(
    double scaleX, double scaleY, int offsetX, int offsetY, Size picture) {

  /** The picture with its shape kept or not. */
  static TensorPlacement of(Size picture, TensorSpec spec) {
    int width = spec.size().width();
    int height = spec.size().height();
    if (spec.fit() != TensorSpec.Fit.STRETCH) {
      double scale = Math.min((double) width / picture.width(), (double) height / picture.height());
      // Halves go to the even number, and an odd rest of the padding to the right and the bottom,
      // as
      // Ultralytics' letterbox does it: its round(dw - 0.1) is floor(dw) for halves and wholes.
      width = Math.min(width, Math.max(1, (int) Math.rint(picture.width() * scale)));
      height = Math.min(height, Math.max(1, (int) Math.rint(picture.height() * scale)));
    }
    boolean isCentered = spec.fit() == TensorSpec.Fit.LETTERBOX_CENTER;
    return new TensorPlacement(
        (double) width / picture.width(),
        (double) height / picture.height(),
        isCentered ? (spec.size().width() - width) / 2 : 0,
        isCentered ? (spec.size().height() - height) / 2 : 0,
        picture);
  }

  /** The size of the picture within the tensor. */
  Size resized() {
    return new Size(
        (int) Math.round(picture.width() * scaleX), (int) Math.round(picture.height() * scaleY));
  }

  /**
   * A box that a model found, where it is in the picture.
   *
   * @param box tensor pixels
   * @return picture pixels, not cut at the picture's edges
   */
  public BoundingBox toPicture(BoundingBox box) {
    return box.translate(-offsetX, -offsetY).scale(1 / scaleX, 1 / scaleY);
  }

  /**
   * A point that a model found, where it is in the picture.
   *
   * @param point tensor pixels
   * @return picture pixels
   */
  public Point toPicture(Point point) {
    return new Point((point.x() - offsetX) / scaleX, (point.y() - offsetY) / scaleY);
  }

  /**
   * A box of the picture, where it is in the tensor.
   *
   * @param box picture pixels
   * @return tensor pixels
   */
  public BoundingBox toTensor(BoundingBox box) {
    return box.scale(scaleX, scaleY).translate(offsetX, offsetY);
  }
}
