package io.glyphflow.layout;

import java.util.ArrayList;
import java.util.List;

/**
 * Photographs and halftones: areas so full of ink that they are no text, though they may fall into
 * pieces as small as letters. Ink is counted in square cells as wide as two letters are high.
 */
final class Textures {

  /** The part of a neighbourhood that is ink; the densest body text stays below. */
  private static final double DENSE = 0.4;

  /** Cells across, at least; large bold letters are dense in fewer. */
  private static final int FEWEST_CELLS = 4;

  private Textures() {}

  /**
   * Finds dense areas.
   *
   * @param ink all ink of the page
   */
  static List<Box> find(InkMap ink, int textHeight, Box page) {
    int cell = Math.max(4, 2 * textHeight);
    int columns = page.width() / cell;
    int rows = page.height() / cell;
    boolean[][] isDense = new boolean[rows][columns];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        Box around = new Box(x * cell, y * cell, (x + 1) * cell, (y + 1) * cell);
        Box wide = around.grow(cell / 2, cell / 2);
        isDense[y][x] =
            ink.count(wide) >= DENSE * wide.area() && ink.count(around) >= DENSE * around.area();
      }
    }
    List<Box> areas = new ArrayList<>();
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        if (isDense[y][x]) {
          Box area = flood(isDense, x, y);
          if (Math.min(area.width(), area.height()) >= FEWEST_CELLS) {
            areas.add(
                new Box(
                        area.left() * cell,
                        area.top() * cell,
                        area.right() * cell,
                        area.bottom() * cell)
                    .grow(cell / 2, cell / 2));
          }
        }
      }
    }
    return areas;
  }

  /** The cells that hang together with one, which are cleared; their box, in cells. */
  private static Box flood(boolean[][] isDense, int x, int y) {
    List<int[]> waiting = new ArrayList<>();
    waiting.add(new int[] {x, y});
    isDense[y][x] = false;
    Box box = new Box(x, y, x + 1, y + 1);
    while (!waiting.isEmpty()) {
      int[] at = waiting.removeLast();
      box = box.union(new Box(at[0], at[1], at[0] + 1, at[1] + 1));
      for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
          int nextX = at[0] + dx;
          int nextY = at[1] + dy;
          boolean isInside =
              nextY >= 0 && nextY < isDense.length && nextX >= 0 && nextX < isDense[0].length;
          if (isInside && isDense[nextY][nextX]) {
            isDense[nextY][nextX] = false;
            waiting.add(new int[] {nextX, nextY});
          }
        }
      }
    }
    return box;
  }
}
