package io.glyphflow.onnx.text;

import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.image.PageImage;
import java.util.List;

/**
 * A line of a region on its way to being read. Owns its picture.
 *
 * @param box where it is in the region's picture, as it is read
 * @param picture level
 * @param cell which cell of a table it is in, or {@link #NO_CELL}
 */
record FoundLine(TextBox box, PageImage picture, int cell) implements AutoCloseable {

  static final int NO_CELL = -1;

  /** A copy of the line, seen from the other side. */
  FoundLine turned() {
    List<Point> corners = box.quad().vertices();
    Polygon quad = Polygon.of(corners.get(2), corners.get(3), corners.get(0), corners.get(1));
    PageImage upright = picture.rotate(Rotation.HALF);
    return new FoundLine(new TextBox(quad, box.confidence()), upright, cell);
  }

  @Override
  public void close() {
    picture.close();
  }
}
