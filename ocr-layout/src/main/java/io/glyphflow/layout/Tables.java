package io.glyphflow.layout;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.image.TableGrid;
import io.glyphflow.core.image.TableGrid.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Ruled tables: grids with text in their cells, and text between at least three level rules. */
final class Tables {

  private static final int LONG_RULE = 12;

  private Tables() {}

  /**
   * Finds the tables of a page.
   *
   * @param rules all rules
   * @param sorted the components, rules still among them
   */
  static List<Box> find(List<Rule> rules, Sorter sorted, int textHeight) {
    List<Box> tables = new ArrayList<>();
    for (TableGrid grid : TableGrid.of(rules)) {
      Box box = box(grid.box());
      if (!isInside(box, tables)
          && isTable(grid, box, sorted.letters(), textHeight)
          && isClean(box, sorted)) {
        tables.add(box);
      }
    }
    openTables(rules, sorted, textHeight, tables);
    return tables;
  }

  /** The rules of the tables, and other rules that are too long to be strokes of letters. */
  static List<Rule> erasable(List<Rule> rules, List<Box> tables, int textHeight) {
    return rules.stream()
        .filter(
            rule ->
                isInside(box(rule.box()), tables)
                    || (rule.length() >= LONG_RULE * textHeight
                        && rule.isHorizontal()
                        && rule.thickness() <= 0.5 * textHeight))
        .toList();
  }

  static Box box(BoundingBox box) {
    return new Box(
        (int) Math.floor(box.left()),
        (int) Math.floor(box.top()),
        (int) Math.ceil(box.right()),
        (int) Math.ceil(box.bottom()));
  }

  private static boolean isInside(Box box, List<Box> tables) {
    boolean isInside = false;
    for (Box table : tables) {
      isInside |= box.inside(table) > 0.5;
    }
    return isInside;
  }

  private static boolean isTable(TableGrid grid, Box box, List<Component> letters, int textHeight) {
    List<Component> inside =
        letters.stream()
            .filter(one -> one.height() >= 0.5 * textHeight && one.box().inside(box) > 0.5)
            .toList();
    int filled = 0;
    for (TableGrid.Cell cell : grid.cells()) {
      Box place = box(cell.box());
      boolean isFilled = false;
      for (Component letter : inside) {
        isFilled |= letter.box().inside(place) > 0.5;
      }
      filled += isFilled ? 1 : 0;
    }
    int cells = grid.cells().size();
    return cells >= 3 && filled >= 2 && filled >= 0.4 * cells && inside.size() >= cells;
  }

  /** Whether there is nothing but text and rules; panels of a comic are ruled as well. */
  private static boolean isClean(Box box, Sorter sorted) {
    double drawn = 0;
    List<Component> others = new ArrayList<>(sorted.large());
    others.addAll(sorted.frames());
    for (Component one : others) {
      boolean isRules = box.inside(one.box()) > 0.6 && one.fill() < 0.25;
      drawn += isRules ? 0 : one.box().inside(box) * one.box().area();
    }
    return drawn < 0.15 * box.area();
  }

  /** Tables without vertical rules: three or more rules of one width, with columns between. */
  private static void openTables(
      List<Rule> rules, Sorter sorted, int textHeight, List<Box> tables) {
    List<Box> level =
        new ArrayList<>(
            rules.stream()
                .filter(Rule::isHorizontal)
                .map(rule -> box(rule.box()))
                .filter(rule -> rule.width() > 12 * textHeight && !isInside(rule, tables))
                .toList());
    level.sort(Comparator.comparingInt(Box::top));
    while (level.size() >= 3) {
      Box first = level.removeFirst();
      List<Box> same =
          level.stream()
              .filter(rule -> Math.abs(rule.left() - first.left()) < textHeight)
              .filter(rule -> Math.abs(rule.right() - first.right()) < textHeight)
              .toList();
      if (same.size() >= 2) {
        Box box = first.union(same.getLast());
        if (isClean(box, sorted) && hasColumns(box, sorted.letters(), textHeight)) {
          tables.add(box);
          level.removeAll(same);
        }
      }
    }
  }

  /** Whether an upright white strip runs through nearly all of the box. */
  private static boolean hasColumns(Box box, List<Component> letters, int textHeight) {
    int[] used = new int[box.width()];
    int inside = 0;
    for (Component letter : letters) {
      Box place = letter.box();
      if (place.inside(box) > 0.9) {
        inside++;
        for (int x = place.left(); x < place.right(); x++) {
          used[Math.clamp(x - box.left(), 0, used.length - 1)]++;
        }
      }
    }
    int gaps = 0;
    int run = 0;
    boolean isBegun = false;
    for (int count : used) {
      if (count > 0) {
        gaps += isBegun && run >= textHeight ? 1 : 0;
        isBegun = true;
        run = 0;
      } else {
        run++;
      }
    }
    return gaps >= 1 && inside >= 8;
  }
}
