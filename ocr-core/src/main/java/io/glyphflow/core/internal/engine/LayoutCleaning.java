package io.glyphflow.core.internal.engine;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.core.stage.PermanentOcrException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a detector answered, made safe: boxes clipped to the page, those that are no boxes dropped
 * and counted, confidences brought into 0..1, ids 0 to n-1.
 *
 * @param regions in the detector's order
 * @param dropped boxes that were no boxes, those that the detector left out included
 */
record LayoutCleaning(List<Region> regions, int dropped) {

  /** A page with more is no page but a detector gone wild. */
  static final int MAX_REGIONS = 10_000;

  private static final double MIN_SIDE = 2;

  /**
   * Cleans an answer.
   *
   * @throws PermanentOcrException with LAYOUT if there are more than {@link #MAX_REGIONS} regions,
   *     or more than half of the boxes are no boxes
   */
  static LayoutCleaning of(PageLayout layout, Size page) {
    List<Region> answered = layout.regions();
    if (answered.size() > MAX_REGIONS) {
      throw new PermanentOcrException(
          FailureCategory.LAYOUT,
          "regions: " + answered.size() + " on one page, must be <= " + MAX_REGIONS);
    }
    List<Region> regions = new ArrayList<>(answered.size());
    for (Region region : answered) {
      Optional<BoundingBox> box =
          region.box().isValid() ? region.box().clamp(page) : Optional.empty();
      if (box.isPresent()
          && box.get().width() >= Math.min(MIN_SIDE, page.width())
          && box.get().height() >= Math.min(MIN_SIDE, page.height())) {
        regions.add(
            new Region(
                regions.size(),
                region.kind(),
                region.label(),
                box.get(),
                region.polygon(),
                confidence(region.confidence())));
      }
    }
    int dropped = answered.size() - regions.size();
    if (dropped * 2 > answered.size()) {
      throw new PermanentOcrException(
          FailureCategory.LAYOUT,
          "boxes: "
              + dropped
              + " of "
              + answered.size()
              + " are not finite, inverted, outside the page of "
              + page.width()
              + "x"
              + page.height()
              + " or under 2 pixels; more than half, so none is trusted");
    }
    return new LayoutCleaning(regions, dropped + layout.droppedBoxes());
  }

  private static double confidence(double said) {
    return said >= 0 ? Math.min(said, 1) : 0;
  }

  /** Whether a list holds each of 0 to n-1 once. */
  static boolean isPermutation(List<Integer> order, int n) {
    boolean[] seen = new boolean[n];
    for (Integer id : order) {
      if (id == null || id < 0 || id >= n || seen[id]) {
        return false;
      }
      seen[id] = true;
    }
    return order.size() == n;
  }
}
