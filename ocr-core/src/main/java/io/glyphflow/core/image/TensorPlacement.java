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
 * @param offsetX padding on the left, tensor pixels; negative if something is cut off
 * @param offsetY padding at the top, tensor pixels; negative if something is cut off
 * @param picture the size of the picture
 */
public record TensorPlacement(
    double scaleX, double scaleY, int offsetX, int offsetY, Size picture) {

  /** Longer pictures are squeezed: a row of pixels is not to become a picture of gigabytes. */
  private static final int MOST_CUT_OFF = 16;

  /** The picture with its shape kept or not. */
  static TensorPlacement of(Size picture, TensorSpec spec) {
    int width = spec.size().width();
    int height = spec.size().height();
    switch (spec.fit()) {
      case STRETCH -> {
        // has the size
      }
      case LETTERBOX_TOP_LEFT, LETTERBOX_CENTER -> {
        double scale =
            Math.min((double) width / picture.width(), (double) height / picture.height());
        width = Math.min(width, scaled(picture.width(), scale));
        height = Math.min(height, scaled(picture.height(), scale));
      }
      case LINE -> {
        // In whole numbers, as a quotient just above one would be rounded up.
        long wide = ((long) picture.width() * height + picture.height() - 1) / picture.height();
        width = (int) Math.min(width, wide);
      }
      case CROP_CENTER -> {
        double scale = (double) spec.shortSide() / Math.min(picture.width(), picture.height());
        width = Math.min(MOST_CUT_OFF * width, scaled(picture.width(), scale));
        height = Math.min(MOST_CUT_OFF * height, scaled(picture.height(), scale));
      }
    }
    boolean isCentered =
        spec.fit() == TensorSpec.Fit.LETTERBOX_CENTER || spec.fit() == TensorSpec.Fit.CROP_CENTER;
    return new TensorPlacement(
        (double) width / picture.width(),
        (double) height / picture.height(),
        isCentered ? (spec.size().width() - width) / 2 : 0,
        isCentered ? (spec.size().height() - height) / 2 : 0,
        picture);
  }

  /**
   * Halves go to the even number, and an odd rest of the padding to the right and the bottom, as in
   * Ultralytics' letterbox: its round(dw - 0.1) is floor(dw) for halves and wholes.
   */
  private static int scaled(int side, double scale) {
    return (int) Math.max(1, Math.rint(side * scale));
  }

  /**
   * The size that the picture is resized to: with padding less than that of the tensor, more if
   * something is cut off.
   *
   * @return width and height, tensor pixels
   */
  public Size resized() {
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
