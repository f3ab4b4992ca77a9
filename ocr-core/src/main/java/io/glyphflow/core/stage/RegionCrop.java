package io.glyphflow.core.stage;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.TextLayer;
import io.glyphflow.core.image.PageImage;
import java.util.Objects;

/**
 * A region cut out of its page, on its way into a recognizer.
 *
 * @param pageId which page it is from
 * @param region the region
 * @param image its pixels, valid during the call; the pipeline owns them
 * @param textLayer the text that the whole page carries beside its pixels, read when asked
 */
public record RegionCrop(PageId pageId, Region region, PageImage image, TextLayer textLayer) {

  /** Checks that nothing is null. */
  public RegionCrop {
    Objects.requireNonNull(pageId, "pageId");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(textLayer, "textLayer");
  }

  /**
   * A region of a page that carries no text.
   *
   * @param pageId which page it is from
   * @param region the region
   * @param image its pixels
   */
  public RegionCrop(PageId pageId, Region region, PageImage image) {
    this(pageId, region, image, TextLayer.none());
  }

  /**
   * What the region is.
   *
   * @return its kind
   */
  public RegionKind kind() {
    return region.kind();
  }
}
