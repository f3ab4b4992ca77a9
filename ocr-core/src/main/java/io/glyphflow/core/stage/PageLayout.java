package io.glyphflow.core.stage;

import io.glyphflow.core.document.Region;
import java.util.List;

/**
 * What a layout detector found on one page. Immutable, safe for any thread.
 *
 * @param regions the regions, in the detector's own reading order if it has one; empty for a blank
 *     page
 */
public record PageLayout(List<Region> regions) {

  /** Copies the regions. */
  public PageLayout {
    regions = List.copyOf(regions);
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
