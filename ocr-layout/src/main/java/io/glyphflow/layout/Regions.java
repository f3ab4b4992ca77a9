package io.glyphflow.layout;

import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import java.util.ArrayList;
import java.util.List;

/** Makes the regions of a page: labels, margins, confidence, and back onto the page. */
final class Regions {

  /** How sure a page number is, as a part of what a paragraph is. */
  private static final double NUMBER = 0.8;

  private final Frame frame;
  private final boolean isTurned;
  private final int textHeight;

  Regions(Frame frame, boolean isTurned, int textHeight) {
    this.frame = frame;
    this.isTurned = isTurned;
    this.textHeight = textHeight;
  }

  List<Region> of(List<Block> blocks, List<Box> tables, Figures figures) {
    List<Box> pictures = new ArrayList<>(tables);
    pictures.addAll(figures.boxes());
    Box page = new Box(0, 0, frame.levelWidth(), frame.levelHeight());
    Labeler labeler = new Labeler(blocks, pictures, page);
    List<Region> regions = new ArrayList<>();
    List<Box> taken = new ArrayList<>(tables);
    blocks.forEach(block -> taken.add(block.box()));
    for (Block block : blocks) {
      String label = labeler.label(block);
      regions.add(region(kind(label), label, margin(block.box(), taken), confidence(block, label)));
    }
    for (Box table : tables) {
      regions.add(region(RegionKind.TABLE, Labels.TABLE, table.grow(1, 1), 0.9));
    }
    for (Box figure : figures.boxes()) {
      regions.add(region(RegionKind.FIGURE, Labels.IMAGE, figure.grow(1, 1), 0.6));
    }
    return regions;
  }

  private static RegionKind kind(String label) {
    return switch (label) {
      case Labels.HEADER, Labels.FOOTER, Labels.NUMBER -> RegionKind.FURNITURE;
      default -> RegionKind.TEXT;
    };
  }

  /** A little white around, but never more than half of the way to a neighbour. */
  private Box margin(Box box, List<Box> others) {
    int most = Math.max(2, textHeight / 4);
    int x = most;
    int y = most;
    for (Box other : others) {
      if (!other.equals(box)) {
        boolean isBeside = other.overlapY(box) > -most;
        boolean isAbove = other.overlapX(box) > -most;
        int gapX = Math.max(0, -other.overlapX(box));
        int gapY = Math.max(0, -other.overlapY(box));
        if (isBeside && isAbove && gapX >= gapY) {
          x = Math.min(x, Math.max(1, gapX / 2));
        } else if (isBeside && isAbove) {
          y = Math.min(y, Math.max(1, gapY / 2));
        }
      }
    }
    return box.grow(x, y);
  }

  /**
   * 0.95 for several lines of many letters of one size, less for what is short or uneven, 0.3 for a
   * single letter; a page number is short, but its place makes it sure.
   */
  private static double confidence(Block block, String label) {
    int letters = block.letters();
    boolean isNumber = label.equals(Labels.NUMBER);
    double amount = isNumber ? NUMBER : Math.min(1, letters / 12.0);
    long usual =
        block.lines().stream()
            .flatMap(line -> line.letters().stream())
            .filter(one -> one.height() >= 0.5 * block.size() && one.height() <= 1.7 * block.size())
            .count();
    double even = (double) usual / letters;
    return 0.25 + 0.7 * amount * even;
  }

  private Region region(RegionKind kind, String label, Box box, double confidence) {
    BoundingBox place = frame.box(box);
    Region region = Region.of(kind, label, place, confidence);
    return isTurned ? region.withPolygon(frame.polygon(box)) : region;
  }
}
