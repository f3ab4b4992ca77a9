package io.glyphflow.core.pipeline;

import io.glyphflow.core.document.Ledger;
import io.glyphflow.core.document.Page;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionResult;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import java.util.List;

/**
 * Something that happened in a run. For a page the order is: started, layout found, its regions,
 * finished. Events of different pages and regions mix. Where a page is ended from outside
 * (cancelled, closed, out of time), an event of work that was just done may come after its end.
 * Immutable, safe for any thread.
 */
public sealed interface PipelineEvent {

  /**
   * A page was accepted.
   *
   * @param pageId which page
   */
  record PageStarted(PageId pageId) implements PipelineEvent {}

  /**
   * The layout of a page is known.
   *
   * @param pageId which page
   * @param size its raster, pixels
   * @param regions its regions in reading order
   */
  record LayoutFound(PageId pageId, Size size, List<Region> regions) implements PipelineEvent {
    /** Copies the regions. */
    public LayoutFound {
      regions = List.copyOf(regions);
    }
  }

  /**
   * A region was read. Its translation, if there will be one, comes later.
   *
   * @param pageId which page
   * @param result the region with its content
   */
  record RegionRecognized(PageId pageId, RegionResult result) implements PipelineEvent {

    /**
     * Where the region is.
     *
     * @return its box, page pixels
     */
    public BoundingBox box() {
      return result.box();
    }

    /**
     * What was read.
     *
     * @return the text
     */
    public String text() {
      return result.text();
    }
  }

  /**
   * A region was translated.
   *
   * @param pageId which page
   * @param result the region with its content and translation
   */
  record RegionTranslated(PageId pageId, RegionResult result) implements PipelineEvent {}

  /**
   * A region failed, or was read or translated only in part.
   *
   * @param pageId which page
   * @param result the region with its failure
   */
  record RegionFailed(PageId pageId, RegionResult result) implements PipelineEvent {}

  /**
   * A page was read, and its pixels are still there: the moment to draw or cut pictures from them.
   * Told only to listeners that {@linkplain PipelineListener#wantsPixels() want pixels}, right
   * before {@link PageFinished}.
   *
   * @param page what was read
   * @param image its pixels, turned upright if the page was; valid during the call
   */
  record PageRead(Page page, PageImage image) implements PipelineEvent {}

  /**
   * A page has its outcome.
   *
   * @param result the page
   */
  record PageFinished(PageResult result) implements PipelineEvent {}

  /**
   * Nothing has moved for a while.
   *
   * @param report who waits on whom
   */
  record RunStalled(StallReport report) implements PipelineEvent {}

  /**
   * Every accepted page of the run has its outcome, and none will be accepted any more.
   *
   * @param ledger the account
   */
  record RunFinished(Ledger ledger) implements PipelineEvent {}
}
