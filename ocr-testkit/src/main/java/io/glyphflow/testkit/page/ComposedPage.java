package io.glyphflow.testkit.page;

import io.glyphflow.core.document.RegionKind;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A page that was made, and the truth about it. The picture belongs to whoever holds the page and
 * may be changed by them, the truth is immutable; not thread-safe for as long as the picture is
 * being changed.
 *
 * @param picture the pixels
 * @param dpi pixels per inch
 * @param regions in reading order
 */
public record ComposedPage(BufferedImage picture, double dpi, List<TrueRegion> regions) {

  /** Copies the list of regions, not the picture. */
  public ComposedPage {
    Objects.requireNonNull(picture, "picture");
    regions = List.copyOf(regions);
  }

  /**
   * Gives the text of the page in reading order, furniture and text inside figures included.
   *
   * @return the lines of each region as they stand on the page, a blank line between regions
   */
  public String text() {
    return regions.stream()
        .filter(region -> !region.lines().isEmpty())
        .map(TrueRegion::text)
        .collect(Collectors.joining("\n\n"));
  }

  /**
   * Gives the text lines of the page in reading order, without furniture and figures.
   *
   * @return the lines of all other regions
   */
  public List<TrueLine> bodyLines() {
    return regions.stream()
        .filter(region -> region.kind() != RegionKind.FURNITURE)
        .filter(region -> region.kind() != RegionKind.FIGURE)
        .flatMap(region -> region.lines().stream())
        .toList();
  }
}
