package io.glyphflow.core.stage;

import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import java.util.List;

/** Finds the regions of a page: page image in, boxes with kinds out. */
@FunctionalInterface
public interface LayoutDetector extends Role {

  /**
   * Detects the regions of a batch of pages. Boxes are in page pixels. They need not be clean: the
   * pipeline clips them, and drops and counts those that are no boxes.
   *
   * @param pages decoded pages, at most {@link Traits#maxBatch()}
   * @return one layout for each page, in the same order
   * @throws InterruptedException if the call is given up
   */
  List<PageLayout> detect(List<PageInput> pages) throws InterruptedException;

  /**
   * The same, for detectors that look at the attempt. The pipeline calls this form.
   *
   * @param pages decoded pages
   * @param attempt the call
   * @return one layout for each page, in the same order
   * @throws InterruptedException if the call is given up
   */
  default List<PageLayout> detect(List<PageInput> pages, Attempt attempt)
      throws InterruptedException {
    return detect(pages);
  }

  /**
   * A detector that takes each page as one text region, for recognizers that read whole pages.
   * Thread-safe.
   *
   * @return the detector
   */
  static LayoutDetector wholePage() {
    return new LayoutDetector() {
      @Override
      public List<PageLayout> detect(List<PageInput> pages) {
        return pages.stream()
            .map(
                page ->
                    PageLayout.of(
                        Region.of(RegionKind.TEXT, "page", page.image().size().bounds(), 1)))
            .toList();
      }

      @Override
      public Traits traits() {
        return Traits.waiting().withMaxBatch(16);
      }
    };
  }
}
