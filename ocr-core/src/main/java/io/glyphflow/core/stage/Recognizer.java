package io.glyphflow.core.stage;

import io.glyphflow.core.document.RegionContent;
import java.util.List;

/** Reads regions: crops in, text, tables and formulas out. */
@FunctionalInterface
public interface Recognizer extends Role {

  /**
   * Reads a batch of crops. If some cannot be read, {@link RegionContent#unread} says so without
   * taking the others along; an exception makes the pipeline split the batch until only the bad
   * crop fails.
   *
   * @param crops crops of any pages, at most {@link Traits#maxBatch()}
   * @return one content for each crop, in the same order
   * @throws InterruptedException if the call is given up
   */
  List<RegionContent> recognize(List<RegionCrop> crops) throws InterruptedException;

  /**
   * The same, for recognizers that look at the attempt. The pipeline calls this form.
   *
   * @param crops crops of any pages
   * @param attempt the call
   * @return one content for each crop, in the same order
   * @throws InterruptedException if the call is given up
   */
  default List<RegionContent> recognize(List<RegionCrop> crops, Attempt attempt)
      throws InterruptedException {
    return recognize(crops);
  }

  /**
   * How long a crop will take, in any unit, relative to others. The pipeline starts the long crops
   * of a page first where that ends the page sooner. By default all are alike and are read in
   * reading order.
   *
   * @param crop a crop; its pixels are there
   * @return a number above 0
   */
  default double estimatedCost(RegionCrop crop) {
    return 1;
  }
}
