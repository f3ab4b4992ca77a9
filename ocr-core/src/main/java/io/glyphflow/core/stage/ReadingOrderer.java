package io.glyphflow.core.stage;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.geometry.Size;
import java.util.List;

/** Puts the regions of a page into reading order. */
@FunctionalInterface
public interface ReadingOrderer extends Role {

  /**
   * Orders a batch of pages.
   *
   * @param pages pages with their regions, at most {@link Traits#maxBatch()}
   * @return for each page, in the same order, a permutation of its region ids
   * @throws InterruptedException if the call is given up
   */
  List<List<Integer>> order(List<Unordered> pages) throws InterruptedException;

  /**
   * The same, for orderers that look at the attempt. The pipeline calls this form.
   *
   * @param pages pages with their regions
   * @param attempt the call
   * @return for each page, in the same order, a permutation of its region ids
   * @throws InterruptedException if the call is given up
   */
  default List<List<Integer>> order(List<Unordered> pages, Attempt attempt)
      throws InterruptedException {
    return order(pages);
  }

  /**
   * A page with its regions in the detector's order.
   *
   * @param id which page
   * @param size its raster, pixels
   * @param regions its regions, ids 0 to n-1
   */
  record Unordered(PageId id, Size size, List<Region> regions) {
    /** Copies the regions. */
    public Unordered {
      regions = List.copyOf(regions);
    }
  }
}
