package io.glyphflow.core.stage;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.image.PageImage;
import java.util.List;

/** Cuts regions out of their page. */
@FunctionalInterface
public interface Cropper extends Role {

  /**
   * Cuts out a batch of regions of one page. A crop is a {@linkplain PageImage#view view} wherever
   * the region is a rectangle; one that had to be drawn anew owns its pixels, and the pipeline
   * closes it after its last use.
   *
   * @param requests regions to cut out
   * @return one picture for each request, in the same order
   * @throws InterruptedException if the call is given up
   */
  List<PageImage> crop(List<Request> requests) throws InterruptedException;

  /**
   * The same, for croppers that look at the attempt. The pipeline calls this form.
   *
   * @param requests regions to cut out
   * @param attempt the call
   * @return one picture for each request, in the same order
   * @throws InterruptedException if the call is given up
   */
  default List<PageImage> crop(List<Request> requests, Attempt attempt)
      throws InterruptedException {
    return crop(requests);
  }

  /**
   * Memory that the crop of a region will own. The pipeline takes it from the memory budget before
   * it asks for the crop.
   *
   * @param request the region
   * @return bytes, by default 0: a view
   */
  default long ownedBytes(Request request) {
    return 0;
  }

  /**
   * A region to cut out.
   *
   * @param pageId which page it is from
   * @param page the page's pixels
   * @param region the region, its box inside the page
   */
  record Request(PageId pageId, PageImage page, Region region) {}

  /**
   * The cropper that respects outlines, the default of a pipeline. A region without a polygon, or
   * whose polygon is its box, is a view and copies nothing; any other is a copy of its box on the
   * heap, in which everything outside of the polygon has the color of the page around it, so that
   * neighbors of a skewed region are not read with it. Thread-safe.
   *
   * @return the cropper
   */
  static Cropper outlines() {
    return new OutlineCropper();
  }

  /**
   * The cropper that copies nothing: a view of the region's box, whatever its outline. Thread-safe.
   *
   * @return the cropper
   */
  static Cropper views() {
    return new Cropper() {
      @Override
      public List<PageImage> crop(List<Request> requests) {
        return requests.stream().map(r -> r.page().view(r.region().box())).toList();
      }

      @Override
      public Traits traits() {
        return Traits.waiting().withMaxBatch(10_000);
      }
    };
  }
}
