package io.glyphflow.core.stage;

import io.glyphflow.core.document.Region;
import java.util.List;

/**
 * What a layout detector found on one page. Immutable, safe for any thread.
 *
 * @param regions the regions, in the detector's own reading order if it has one; empty for a blank
 *     page
 * @param droppedBoxes boxes of the model's answer that the detector left out as they were no boxes
 *     (not finite, inverted, outside of the page), so that nothing is lost silently
 */
public record PageLayout(List<Region> regions, int droppedBoxes) {

  /**
   * Copies the regions.
   *
   * @throws IllegalArgumentException if {@code droppedBoxes} is negative
   */
  public PageLayout {
    regions = List.copyOf(regions);
    if (droppedBoxes < 0) {
      throw new IllegalArgumentException("droppedBoxes: " + droppedBoxes + ", must be >= 0");
    }
  }

  /**
   * A layout from which nothing was left out.
   *
   * @param regions in the detector's own reading order
   */
  public PageLayout(List<Region> regions) {
    this(regions, 0);
  }

  /**
   * A layout of the given regions.
   *
   * @param regions in the detector's own reading order
   * @return the layout
   */
  public static PageLayout of(Region... regions) {
    return new PageLayout(List.of(regions));
  }
}
