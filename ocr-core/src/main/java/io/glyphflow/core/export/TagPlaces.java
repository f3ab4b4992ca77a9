package io.glyphflow.core.export;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds places for the tags of regions, one after the other. A tag stands above, below, left or
 * right of its box, on the page and on no other box; if that is taken, on figures, which have no
 * letters of their own (speech bubbles stand in them); else inside its box, at the right upper
 * corner if it can. No tag covers another as long as there is room near the box. Not thread-safe.
 */
final class TagPlaces {

  private static final int RINGS = 8;

  private final Size page;
  private final double gap;
  private final List<BoundingBox> boxes;
  private final List<BoundingBox> letters;
  private final List<BoundingBox> taken = new ArrayList<>();

  /**
   * A tag's place.
   *
   * @param box whole pixels, of the tag's size
   * @param isOver whether what is below the tag shall be seen through it
   */
  record Place(BoundingBox box, boolean isOver) {}

  /**
   * No tags yet.
   *
   * @param page the page's size
   * @param gap half the width of an outline, pixels
   * @param boxes of all regions that are drawn
   * @param letters those of them that are no figures
   */
  TagPlaces(Size page, double gap, List<BoundingBox> boxes, List<BoundingBox> letters) {
    this.page = page;
    this.gap = gap;
    this.boxes = boxes.stream().map(this::withoutOutline).toList();
    this.letters = letters.stream().map(this::withoutOutline).toList();
  }

  /** A tag may lie on the inner half of an outline: letters begin behind it. */
  private BoundingBox withoutOutline(BoundingBox box) {
    return BoundingBox.of(box.left() + gap, box.top() + gap, box.right() - gap, box.bottom() - gap);
  }

  /** The place of the next tag. */
  Place next(BoundingBox box, int width, int height) {
    Place place =
        Stream.of(boxes, letters)
            .flatMap(
                hindrances ->
                    around(box, width, height).filter(corner -> isFree(corner, hindrances)))
            .filter(this::isOnPage)
            .findFirst()
            .map(free -> new Place(free, false))
            .orElseGet(() -> new Place(inside(box, width, height), true));
    taken.add(place.box());
    return place;
  }

  private Stream<BoundingBox> around(BoundingBox box, int width, int height) {
    double above = box.top() - gap - height;
    double below = box.bottom() + gap;
    double before = box.left() - gap - width;
    double behind = box.right() + gap;
    double left = box.left() - gap;
    double right = box.right() + gap - width;
    return Stream.of(
            new double[] {left, above},
            new double[] {right, above},
            new double[] {before, box.top()},
            new double[] {behind, box.top()},
            new double[] {left, below},
            new double[] {right, below},
            new double[] {before, box.bottom() - height},
            new double[] {behind, box.bottom() - height})
        .map(corner -> whole(corner[0], corner[1], width, height));
  }

  /** The right upper corner, or, if a tag is there, the nearest place without one. */
  private BoundingBox inside(BoundingBox box, int width, int height) {
    double left = box.right() - gap - width;
    double top = box.top() + gap;
    for (int ring = 0; ring <= RINGS; ring++) {
      for (int down = ring; down >= -ring; down--) {
        int side = ring - Math.abs(down);
        for (int across : new int[] {-side, side}) {
          BoundingBox place = onPage(left + across * width, top + down * height, width, height);
          if (isFree(place, List.of())) {
            return place;
          }
        }
      }
    }
    return onPage(left, top, width, height);
  }

  private BoundingBox onPage(double left, double top, int width, int height) {
    return whole(
        Math.clamp(left, 0, Math.max(0, page.width() - width)),
        Math.clamp(top, 0, Math.max(0, page.height() - height)),
        width,
        height);
  }

  private static BoundingBox whole(double left, double top, int width, int height) {
    return BoundingBox.ofSize(Math.rint(left), Math.rint(top), width, height);
  }

  private boolean isOnPage(BoundingBox place) {
    return place.left() >= 0
        && place.top() >= 0
        && place.right() <= page.width()
        && place.bottom() <= page.height();
  }

  private boolean isFree(BoundingBox place, List<BoundingBox> hindrances) {
    return Stream.concat(taken.stream(), hindrances.stream())
        .allMatch(other -> place.intersection(other).isEmpty());
  }
}
