package io.glyphflow.layout.order;

import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.stage.Placement;
import io.glyphflow.core.stage.ReadingOrderer;
import io.glyphflow.core.stage.Traits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reading order by recursive cuts: a page is cut into columns where a gutter parts it, and into
 * bands above and below what runs over the gutter, such as a title or a wide figure, until one
 * region is left (XY-cut: Nagy and Seth, Hierarchical Representation of Optically Scanned
 * Documents, 1984; setting aside what bridges a gutter: XY-Cut++, Liu et al., 2025). Small overlaps
 * are tolerated. Headers come first and footers last, wherever columns are. What is inside a figure
 * comes right after it; where figures with text inside fill the page, as the panels of a comic do,
 * rows of them are read one after the other. Pictures that stand in a grid are read as one, with
 * their captions, whatever gutter of the text runs between them. On a slanted page, whose regions
 * have polygons, all is turned level before.
 *
 * <p>But for {@link #MODEL}, the answer does not depend on the order in which regions are given. It
 * is a permutation for any boxes, identical, empty and nested ones included. Takes about
 * n<sup>2</sup> steps for n regions at worst; ten thousand take under a second, a usual page some
 * microseconds. Thread-safe.
 */
public enum ReadingOrder implements ReadingOrderer {
  /** As the regions come, for detectors whose model tells the order, such as PP-DocLayoutV3. */
  MODEL,
  /** The left column first: Latin script and most others. */
  LEFT_TO_RIGHT,
  /** The right column first: Arabic, Hebrew, Japanese comics with their panels. */
  RIGHT_TO_LEFT,
  /**
   * Lines that run down and follow each other to the left, in tiers from top to bottom: Japanese
   * and Chinese books and newspapers in vertical writing.
   */
  VERTICAL;

  private static final int CALLS = 1_000;
  private static final int BATCH = 64;

  @Override
  public List<List<Integer>> order(List<Unordered> pages) {
    return pages.stream().map(page -> order(page.regions(), page.size())).toList();
  }

  /**
   * Orders the regions of one page.
   *
   * @param regions the regions, each with an id of its own
   * @param page its raster, pixels
   * @return their ids in reading order
   */
  public List<Integer> order(List<Region> regions, Size page) {
    if (this == MODEL) {
      return regions.stream().map(Region::id).toList();
    }
    double angle = angle(regions);
    List<Entry> entries = new ArrayList<>(regions.size());
    for (Region region : regions) {
      BoundingBox box = level(region, angle);
      boolean isPicture = region.kind() == RegionKind.FIGURE;
      entries.add(new Entry(region.id(), band(region, box, page), placed(box), isPicture));
    }
    entries.sort(
        Comparator.comparingInt(Entry::band)
            .thenComparingDouble(entry -> entry.box().top())
            .thenComparingDouble(entry -> entry.box().left())
            .thenComparingDouble(entry -> entry.box().bottom())
            .thenComparingDouble(entry -> entry.box().right())
            .thenComparing(Entry::isPicture)
            .thenComparingInt(Entry::id));
    List<Integer> order = new ArrayList<>(regions.size());
    for (int band = 0; band < 3; band++) {
      int wanted = band;
      List<Entry> part = entries.stream().filter(entry -> entry.band() == wanted).toList();
      List<BoundingBox> boxes = part.stream().map(Entry::box).toList();
      for (int i : Panels.order(boxes, part.stream().map(Entry::isPicture).toList())) {
        order.add(part.get(i).id());
      }
    }
    return order;
  }

  /** Where a box is when the page is held so that it reads from left to right. */
  private BoundingBox placed(BoundingBox box) {
    return switch (this) {
      case MODEL, LEFT_TO_RIGHT -> box;
      case RIGHT_TO_LEFT -> new BoundingBox(-box.right(), box.top(), -box.left(), box.bottom());
      case VERTICAL -> new BoundingBox(box.top(), -box.right(), box.bottom(), -box.left());
    };
  }

  /** Headers 0, footers 2, everything else 1. */
  private static int band(Region region, BoundingBox box, Size page) {
    if (region.kind() != RegionKind.FURNITURE) {
      return 1;
    }
    return (box.top() + box.bottom()) / 2 < page.height() / 2.0 ? 0 : 2;
  }

  /** The median slant of the outlines, radians; 0 if no region has one. */
  private static double angle(List<Region> regions) {
    List<Double> angles = new ArrayList<>();
    for (Region region : regions) {
      if (region.polygon().isPresent() && region.polygon().get().vertices().size() == 4) {
        List<Point> corners = region.polygon().get().vertices();
        double dx = corners.get(1).x() - corners.get(0).x();
        double dy = corners.get(1).y() - corners.get(0).y();
        angles.add(Math.atan2(dy, dx));
      }
    }
    angles.sort(Comparator.naturalOrder());
    double angle = angles.isEmpty() ? 0 : angles.get(angles.size() / 2);
    return Math.abs(angle) < Math.PI / 4 ? angle : 0; // turned by more, it says nothing of the page
  }

  private static BoundingBox level(Region region, double angle) {
    if (angle == 0 || !region.box().isValid()) {
      return region.box();
    }
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    List<Point> corners =
        region.polygon().map(polygon -> polygon.vertices()).orElseGet(() -> center(region.box()));
    double left = Double.MAX_VALUE;
    double top = Double.MAX_VALUE;
    double right = -Double.MAX_VALUE;
    double bottom = -Double.MAX_VALUE;
    for (Point corner : corners) {
      double x = corner.x() * cos + corner.y() * sin;
      double y = corner.y() * cos - corner.x() * sin;
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x);
      bottom = Math.max(bottom, y);
    }
    return new BoundingBox(left, top, right, bottom);
  }

  private static List<Point> center(BoundingBox box) {
    return box.toPolygon().vertices();
  }

  @Override
  public Traits traits() {
    return new Traits(Placement.CPU, CALLS, BATCH);
  }

  private record Entry(int id, int band, BoundingBox box, boolean isPicture) {}
}
