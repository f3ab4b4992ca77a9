package io.glyphflow.bench;

import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.layout.LabelMap;
import io.glyphflow.layout.postprocess.Detections;
import io.glyphflow.layout.postprocess.LayoutPostprocessor;
import io.glyphflow.layout.postprocess.PostprocessOptions;
import io.glyphflow.testkit.reference.ReferenceContainment;
import io.glyphflow.testkit.reference.ReferenceSuppression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** From detections to regions, by our post-processor or by plain loops in the same steps. */
public final class Postprocessings {

  private static final int IMAGE = 14;
  private static final Size PAGE = new Size(PageBoxes.WIDTH, PageBoxes.HEIGHT);

  /** Ways to do it. */
  public enum Arm {
    /** The post-processor with its defaults. */
    OURS,
    /** A plain loop for each step, and new arrays and lists for each page. */
    PLAIN_LOOPS
  }

  private final LabelMap labels;
  private final LayoutPostprocessor ours;
  private final int[] modes = new int[PageBoxes.CLASSES];
  private final boolean[] preserved = new boolean[PageBoxes.CLASSES];
  private final List<PageBoxes> pages = new ArrayList<>();
  private final List<Detections> found = new ArrayList<>();

  Postprocessings(int pageCount, int boxes) {
    List<LabelMap.Entry> entries = new ArrayList<>();
    for (int c = 0; c < PageBoxes.CLASSES; c++) {
      entries.add(new LabelMap.Entry(c == IMAGE ? "image" : "label" + c, RegionKind.TEXT));
    }
    this.labels = LabelMap.of(entries);
    this.ours = new LayoutPostprocessor(PostprocessOptions.defaults(), labels);
    Arrays.fill(modes, ReferenceContainment.LARGE);
    preserved[IMAGE] = true;
    for (int i = 0; i < pageCount; i++) {
      PageBoxes page = PageBoxes.of(boxes, 600 + i);
      pages.add(page);
      found.add(
          new Detections(
              boxes, page.floats(), page.classes, page.confidences, order(boxes, i), null));
    }
  }

  /** A place for each box, all different. */
  private static float[] order(int boxes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] order = new float[boxes];
    for (int i = 0; i < boxes; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  /** Checks that all arms make the same regions. */
  void requireAlike() throws InterruptedException {
    Arms.requireAlike(
        List.of(Arm.values()),
        arm -> {
          List<PageLayout> layouts = new ArrayList<>();
          for (int i = 0; i < pages.size(); i++) {
            layouts.add(page(arm, i));
          }
          return layouts;
        });
  }

  /** All pages; returns how many regions there are. */
  int run(Arm arm) {
    int regions = 0;
    for (int i = 0; i < pages.size(); i++) {
      regions += page(arm, i).regions().size();
    }
    return regions;
  }

  PageLayout page(Arm arm, int i) {
    return arm == Arm.OURS
        ? ours.apply(found.get(i), PAGE)
        : plain(pages.get(i), found.get(i).order());
  }

  /** The boxes of the generator are all valid and above the threshold. */
  private PageLayout plain(PageBoxes page, float[] order) {
    int[] kept =
        ReferenceSuppression.keep(
            page.boxes, page.classes, page.confidences, page.count, 0.6, 0.98, 1);
    List<Integer> rest = new ArrayList<>();
    for (int i : kept) {
      if (!(page.classes[i] == IMAGE && area(page, i) > 0.93 * PAGE.area())) {
        rest.add(i);
      }
    }
    double[] boxes = new double[4 * rest.size()];
    int[] classes = new int[rest.size()];
    for (int k = 0; k < rest.size(); k++) {
      System.arraycopy(page.boxes, 4 * rest.get(k), boxes, 4 * k, 4);
      classes[k] = page.classes[rest.get(k)];
    }
    int[] outer =
        ReferenceContainment.keep(
            boxes, classes, classes.length, modes, preserved, 0.8, true, true);
    List<Integer> left = new ArrayList<>();
    for (int k : outer) {
      left.add(rest.get(k));
    }
    left.sort(Comparator.comparingDouble(i -> order[i]));
    List<Region> regions = new ArrayList<>();
    for (int i : left) {
      BoundingBox box = box(page, i);
      int classId = page.classes[i];
      if (box.isValid()) {
        regions.add(
            Region.of(labels.kind(classId), labels.label(classId), box, page.confidences[i]));
      }
    }
    return new PageLayout(regions);
  }

  private static double area(PageBoxes page, int i) {
    return box(page, i).area();
  }

  private static BoundingBox box(PageBoxes page, int i) {
    return new BoundingBox(
        Math.clamp(page.boxes[4 * i], 0, PAGE.width()),
        Math.clamp(page.boxes[4 * i + 1], 0, PAGE.height()),
        Math.clamp(page.boxes[4 * i + 2], 0, PAGE.width()),
        Math.clamp(page.boxes[4 * i + 3], 0, PAGE.height()));
  }
}
