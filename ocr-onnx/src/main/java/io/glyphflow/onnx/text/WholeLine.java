package io.glyphflow.onnx.text;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.image.PageImage;
import java.util.Optional;

/**
 * Takes a small region for one line where a detector finds none in it: a page number, a single
 * letter. Stateless.
 */
final class WholeLine {

  /** Lines of running text are lower, pixels. */
  private static final int HIGHEST = 150;

  /** Ink that is lower is a rule or dirt, pixels. */
  private static final int LOWEST = 5;

  /** A letter i is narrower than high, but not by more. */
  private static final double NARROWEST = 0.1;

  private WholeLine() {}

  /** The box around all ink; empty if there is none or it is too high for a line. */
  static Optional<TextBox> of(PageImage picture) {
    if (picture.size().height() > 2 * HIGHEST) {
      return Optional.empty();
    }
    LineInk ink = LineInk.of(picture);
    if (ink.isBlank()) {
      return Optional.empty();
    }
    int left = 0;
    while (left < ink.width() - 1 && ink.isEmpty(left)) {
      left++;
    }
    int right = ink.width();
    while (right > left + 1 && ink.isEmpty(right - 1)) {
      right--;
    }
    int[] rows = ink.rows(left, right);
    int height = rows[1] - rows[0];
    if (height < LOWEST || height > HIGHEST || right - left < NARROWEST * height) {
      return Optional.empty();
    }
    return Optional.of(new TextBox(new BoundingBox(left, rows[0], right, rows[1]).toPolygon(), 0));
  }
}
