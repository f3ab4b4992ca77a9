package io.glyphflow.core.stage;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.TextLayer;
import io.glyphflow.core.image.PageImage;
import java.util.Objects;

/**
 * A decoded page on its way into a page filter or layout detector.
 *
 * @param id which page
 * @param image its pixels, valid during the call; the pipeline owns them
 * @param textLayer the text that the page carries beside its pixels, read when asked
 */
public record PageInput(PageId id, PageImage image, TextLayer textLayer) {

  /** Checks that nothing is null. */
  public PageInput {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(textLayer, "textLayer");
  }

  /**
   * A page that carries no text.
   *
   * @param id which page
   * @param image its pixels
   */
  public PageInput(PageId id, PageImage image) {
    this(id, image, TextLayer.none());
  }
}
