package io.glyphflow.core.stage;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.image.PageImage;
import java.util.Objects;

/**
 * A decoded page on its way into a page filter or layout detector.
 *
 * @param id which page
 * @param image its pixels, valid during the call; the pipeline owns them
 */
public record PageInput(PageId id, PageImage image) {

  /** Checks that nothing is null. */
  public PageInput {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(image, "image");
  }
}
