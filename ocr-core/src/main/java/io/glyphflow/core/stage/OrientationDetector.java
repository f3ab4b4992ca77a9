package io.glyphflow.core.stage;

import io.glyphflow.core.geometry.Rotation;
import java.util.List;

/**
 * Finds out how a page lies, so that the pipeline can turn it upright before anybody else looks at
 * it.
 */
@FunctionalInterface
public interface OrientationDetector extends Role {

  /**
   * Looks at a batch of pages.
   *
   * @param pages decoded pages, at most {@link Traits#maxBatch()}
   * @return for each page, in the same order, the turn that makes it upright; {@link Rotation#NONE}
   *     if it is, or if nobody can tell
   * @throws InterruptedException if the call is given up
   */
  List<Rotation> detect(List<PageInput> pages) throws InterruptedException;

  /**
   * The same, for detectors that look at the attempt. The pipeline calls this form.
   *
   * @param pages decoded pages
   * @param attempt the call
   * @return for each page, in the same order, the turn that makes it upright
   * @throws InterruptedException if the call is given up
   */
  default List<Rotation> detect(List<PageInput> pages, Attempt attempt)
      throws InterruptedException {
    return detect(pages);
  }
}
