package io.glyphflow.layout.postprocess;

import io.glyphflow.core.document.Region;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.layout.LabelMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes regions of what a layout model found, in these steps, as PP-DocLayout's pipelines do
 * (PaddleX, GLM-OCR): detections below their threshold go; of those that nearly coincide only one
 * stays; a picture as large as the page goes; boxes inside others go; the rest is put in reading
 * order, unclipped, clamped to the page and given outlines. Nothing is capped at any count.
 *
 * <p>What is no box, see {@link Fate#INVALID}, is left out and counted in {@link
 * PageLayout#droppedBoxes}. If that is more than half of the detections above the threshold, and at
 * least 3, the model's answer as a whole cannot be trusted, and the page fails rather than seem
 * empty.
 *
 * <p>By default, text inside a table, chart or picture is dropped, as the outer region holds its
 * pixels; figures are not read, so where their text matters, {@code merge("image", MergeMode.NONE)}
 * keeps it. Of two boxes that lie inside each other the one of higher confidence stays, where the
 * reference drops both. Headers, footers and page numbers stay, with the kind that the {@link
 * LabelMap} gives them. Boxes keep fractions of a pixel. Of equal confidences the detection with
 * the smaller index goes first, so the same answer always gives the same regions. {@link #fates}
 * tells what became of each detection.
 *
 * <p>A page of 120 boxes takes some 20 microseconds; boxes that are mostly apart take about linear
 * time, boxes that all overlap quadratic time. Outlines are traced from masks only where these
 * differ from their box. Immutable, thread-safe.
 */
public final class LayoutPostprocessor {

  private final PostprocessOptions options;
  private final ClassTable classes;
  private final WorkspacePool pool = new WorkspacePool();

  /**
   * A post-processor for the classes of a model.
   *
   * @param options how
   * @param labels the classes
   * @throws IllegalArgumentException if the options name a label that the model does not have
   */
  public LayoutPostprocessor(PostprocessOptions options, LabelMap labels) {
    this.options = Objects.requireNonNull(options, "options");
    this.classes = new ClassTable(options, labels);
  }

  /**
   * Makes the regions of one page.
   *
   * @param found what the model found
   * @param page its size, pixels
   * @return the regions, in the model's reading order if it tells one and else in the order of the
   *     detections, and how many boxes were none
   * @throws io.glyphflow.core.stage.PermanentOcrException with {@code LAYOUT} if too many of the
   *     boxes are no boxes
   */
  public PageLayout apply(Detections found, Size page) {
    Workspace space = pool.take();
    try {
      Steps steps = new Steps(options, classes, found, page, space);
      int count = steps.run();
      List<Region> regions = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        regions.add(region(steps, i));
      }
      return new PageLayout(regions, steps.invalid());
    } finally {
      pool.give(space);
    }
  }

  /**
   * Tells what becomes of each detection of a page.
   *
   * @param found what the model found
   * @param page its size, pixels
   * @return one for each detection, in their order
   * @throws io.glyphflow.core.stage.PermanentOcrException with {@code LAYOUT} if too many of the
   *     boxes are no boxes
   */
  public List<Fate> fates(Detections found, Size page) {
    Workspace space = pool.take();
    try {
      var unused = new Steps(options, classes, found, page, space).run();
      return List.of(Arrays.copyOf(space.fates, found.count()));
    } finally {
      pool.give(space);
    }
  }

  private Region region(Steps steps, int i) {
    int classId = steps.classId(i);
    BoundingBox box = steps.box(i);
    Optional<Polygon> outline = steps.outline(i, box);
    return new Region(
        0, classes.kind(classId), classes.label(classId), box, outline, steps.confidence(i));
  }
}
