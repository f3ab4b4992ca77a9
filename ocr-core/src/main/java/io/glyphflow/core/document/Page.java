package io.glyphflow.core.document;

import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.geometry.Size;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One page that was read: its regions in reading order. Immutable, safe for any thread.
 *
 * @param id which page
 * @param size its raster, pixels
 * @param dpi dots per inch, 0 if unknown
 * @param rotation how the picture was turned to stand upright before anything was looked for in it;
 *     size and boxes are those of the turned picture
 * @param regions its regions in reading order; empty for a blank page
 * @param droppedBoxes boxes of the detector's answer that were no boxes (not finite, inverted,
 *     outside the page or under 2 pixels) and were left out
 */
public record Page(
    PageId id,
    Size size,
    double dpi,
    Rotation rotation,
    List<RegionResult> regions,
    int droppedBoxes) {

  /**
   * Checks and copies the components.
   *
   * @throws IllegalArgumentException if {@code dpi} or {@code droppedBoxes} is negative
   */
  public Page {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(size, "size");
    Objects.requireNonNull(rotation, "rotation");
    regions = List.copyOf(regions);
    if (!(dpi >= 0)) {
      throw new IllegalArgumentException("dpi: " + dpi + ", must be >= 0");
    }
    if (droppedBoxes < 0) {
      throw new IllegalArgumentException("droppedBoxes: " + droppedBoxes + ", must be >= 0");
    }
  }

  /**
   * A page that was not turned.
   *
   * @param id which page
   * @param size its raster, pixels
   * @param dpi dots per inch, 0 if unknown
   * @param regions its regions in reading order
   * @param droppedBoxes boxes that were left out
   */
  public Page(PageId id, Size size, double dpi, List<RegionResult> regions, int droppedBoxes) {
    this(id, size, dpi, Rotation.NONE, regions, droppedBoxes);
  }

  /**
   * The page's number within its document.
   *
   * @return 1-based number
   */
  public int pageNumber() {
    return id.pageNumber();
  }

  /**
   * The text of all regions in reading order, a blank line between them.
   *
   * @return the text, empty if there is none
   */
  public String text() {
    return regions.stream()
        .map(RegionResult::text)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n\n"));
  }
}
