package io.glyphflow.layout.postprocess;

import io.glyphflow.core.document.Region;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.layout.LabelMap;
import java.util.ArrayList;
import java.util.List;

/** Makes regions of what a model found. Immutable, thread-safe. */
public final class LayoutPostprocessor {

  private final LabelMap labels;

  /**
   * A post-processor for the classes of a model.
   *
   * @param options how
   * @param labels the classes
   */
  public LayoutPostprocessor(PostprocessOptions options, LabelMap labels) {
    this.labels = labels;
  }

  /**
   * Makes the regions of one page.
   *
   * @param found what the model found
   * @param page its size, pixels
   * @return the regions, in the model's reading order if it tells one, and how many boxes were none
   * @throws io.glyphflow.core.stage.PermanentOcrException with {@code LAYOUT} if too many of the
   *     boxes are no boxes
   */
  public PageLayout apply(Detections found, Size page) {
    List<Region> regions = new ArrayList<>();
    for (int i = 0; i < found.count(); i++) {
      float[] b = found.boxes();
      BoundingBox box = new BoundingBox(b[4 * i], b[4 * i + 1], b[4 * i + 2], b[4 * i + 3]);
      int classId = found.classes()[i];
      regions.add(
          Region.of(labels.kind(classId), labels.label(classId), box, found.confidences()[i]));
    }
    return new PageLayout(regions);
  }

  /**
   * Tells what becomes of each detection of a page.
   *
   * @param found what the model found
   * @param page its size, pixels
   * @return one for each detection, in their order
   */
  public List<Fate> fates(Detections found, Size page) {
    return java.util.Collections.nCopies(found.count(), Fate.KEPT);
  }
}
