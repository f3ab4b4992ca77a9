package io.glyphflow.bench;

import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.core.stage.Traits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Finds the same column of text regions on every page of {@link FreePages}, made beforehand. */
final class Rows implements LayoutDetector {

  private final PageLayout layout;
  private final double millis;
  private final Traits traits;

  private Rows(int rows, double millis, Traits traits) {
    double height = (double) FreePages.SIZE.height() / Math.max(1, rows);
    List<Region> regions = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      BoundingBox box = BoundingBox.ofSize(0, i * height, FreePages.SIZE.width(), height);
      regions.add(Region.of(RegionKind.TEXT, "text", box, 1));
    }
    this.layout = new PageLayout(regions);
    this.millis = millis;
    this.traits = traits;
  }

  /** As many rows as asked, at once. */
  static Rows of(int rows) {
    return of(rows, 0, Traits.waiting());
  }

  /** As many rows as asked, after a time. */
  static Rows of(int rows, double millis, Traits traits) {
    return new Rows(rows, millis, traits);
  }

  @Override
  public List<PageLayout> detect(List<PageInput> pages) throws InterruptedException {
    if (millis > 0) {
      Waits.millis(millis);
    }
    return Collections.nCopies(pages.size(), layout);
  }

  @Override
  public Traits traits() {
    return traits;
  }
}
