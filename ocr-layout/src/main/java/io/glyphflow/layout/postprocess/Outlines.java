package io.glyphflow.layout.postprocess;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Size;
import java.util.Optional;

/** Traces. */
final class Outlines {
  private Outlines() {}

  static Optional<Polygon> trace(Detections.Masks masks, int index, BoundingBox box, Size page) {
    return Optional.empty();
  }
}
