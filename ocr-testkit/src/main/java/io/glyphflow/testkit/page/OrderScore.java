package io.glyphflow.testkit.page;

import io.glyphflow.core.geometry.BoundingBox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How well a reading order agrees with the true one. Each true line belongs to the region that
 * holds the middle of its box, to the smallest where several do; within one region lines are read
 * from top to bottom, and from left to right at the same height. A region that joins two columns
 * therefore loses the pairs that it mixes. Immutable, safe for any thread.
 *
 * @param pairsInOrder the share of all pairs of covered lines that are read in their true order,
 *     0..1; 1 if there is no pair
 * @param linesCovered the share of true lines that some region holds, 0..1; 1 if there is no line
 */
public record OrderScore(double pairsInOrder, double linesCovered) {

  private record Place(int region, double y, double x) {}

  private static final Comparator<Place> READ =
      Comparator.comparingInt(Place::region)
          .thenComparingDouble(Place::y)
          .thenComparingDouble(Place::x);

  /**
   * Compares. Takes time in the square of the number of lines.
   *
   * @param lines the true lines in their true order, page pixels
   * @param regions the boxes of the regions in the order that is judged, page pixels
   * @return the shares
   */
  public static OrderScore of(List<TrueLine> lines, List<BoundingBox> regions) {
    List<Place> places = new ArrayList<>();
    for (TrueLine line : lines) {
      int region = holder(line.box(), regions);
      if (region >= 0) {
        places.add(new Place(region, line.box().center().y(), line.box().center().x()));
      }
    }
    long right = 0;
    long pairs = 0;
    for (int i = 0; i < places.size(); i++) {
      for (int j = i + 1; j < places.size(); j++) {
        pairs++;
        right += READ.compare(places.get(i), places.get(j)) <= 0 ? 1 : 0;
      }
    }
    return new OrderScore(
        pairs == 0 ? 1 : (double) right / pairs,
        lines.isEmpty() ? 1 : (double) places.size() / lines.size());
  }

  /** The index of the smallest region that holds the middle of a line; -1 if none does. */
  private static int holder(BoundingBox line, List<BoundingBox> regions) {
    int best = -1;
    for (int i = 0; i < regions.size(); i++) {
      boolean holds = regions.get(i).contains(line.center());
      if (holds && (best < 0 || regions.get(i).area() < regions.get(best).area())) {
        best = i;
      }
    }
    return best;
  }
}
