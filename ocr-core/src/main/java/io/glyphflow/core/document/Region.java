package io.glyphflow.core.document;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Polygon;
import java.util.Objects;
import java.util.Optional;

/**
 * A block that a layout detector found on a page. Immutable, safe for any thread. A detector need
 * not check its boxes: the pipeline clips them to the page, drops and counts those that are no box
 * at all, and numbers the rest.
 *
 * @param id its number on the page, 0-based in the order of the detector's answer; the pipeline
 *     sets it
 * @param kind what to do with it
 * @param label the model's own class name, for example {@code paragraph_title}
 * @param box where it is, page pixels
 * @param polygon its outline where it is not the box, page pixels
 * @param confidence the detector's confidence; 0..1 in results
 */
public record Region(
    int id,
    RegionKind kind,
    String label,
    BoundingBox box,
    Optional<Polygon> polygon,
    double confidence) {

  /** Checks that nothing is null. */
  public Region {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(box, "box");
    Objects.requireNonNull(polygon, "polygon");
  }

  /**
   * A rectangular region.
   *
   * @param kind what to do with it
   * @param label the model's own class name
   * @param box where it is, page pixels
   * @param confidence the detector's confidence
   * @return the region, not numbered yet
   */
  public static Region of(RegionKind kind, String label, BoundingBox box, double confidence) {
    return new Region(0, kind, label, box, Optional.empty(), confidence);
  }

  /**
   * The same region with an outline.
   *
   * @param outline its vertices, page pixels
   * @return a copy
   */
  public Region withPolygon(Polygon outline) {
    return new Region(id, kind, label, box, Optional.of(outline), confidence);
  }
}
