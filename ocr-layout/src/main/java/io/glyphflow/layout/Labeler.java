package io.glyphflow.layout;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells what each block of a page is, by its place, the size and weight of its letters, and what is
 * near.
 */
final class Labeler {

  private static final double BAND = 0.09; // of the page's height, at the top and at the bottom

  private static final double NUMBER_BAND = 0.12;

  private final List<Block> blocks;
  private final List<Box> pictures;
  private final Box page;
  private final int size;
  private final double weight;
  private final int largest;

  /**
   * For one page.
   *
   * @param pictures figures and tables
   */
  Labeler(List<Block> blocks, List<Box> pictures, Box page) {
    this.blocks = blocks;
    this.pictures = pictures;
    this.page = page;
    List<Line> lines = blocks.stream().flatMap(block -> block.lines().stream()).toList();
    this.size = (int) Math.max(1, bodySize(lines));
    this.weight = bodyWeight(lines);
    this.largest =
        blocks.stream()
            .filter(this::isTitleShaped)
            .filter(block -> block.box().middleY() < page.top() + 0.45 * page.height())
            .mapToInt(Block::size)
            .max()
            .orElse(0);
  }

  /** The size of most letters. */
  int bodySize() {
    return size;
  }

  String label(Block block) {
    boolean isHeading = isHeading(block);
    if (!isHeading && isBand(block, true)) {
      return isNumber(block) ? Labels.NUMBER : Labels.HEADER;
    }
    if (!isHeading && isBand(block, false)) {
      return isNumber(block) ? Labels.NUMBER : Labels.FOOTER;
    }
    if (isCaption(block)) {
      return Labels.FIGURE_TITLE;
    }
    if (isHeading) {
      boolean isTitle = block.size() >= 1.5 * size && block.size() >= 0.95 * largest;
      boolean isNearTop = block.box().middleY() < page.top() + 0.45 * page.height();
      return isTitle && isNearTop ? Labels.DOC_TITLE : Labels.PARAGRAPH_TITLE;
    }
    return isList(block) ? Labels.LIST : Labels.TEXT;
  }

  private static double bodySize(List<Line> lines) {
    List<Integer> sizes = new ArrayList<>();
    for (Line line : lines) {
      for (int i = 0; i < line.count(); i++) {
        sizes.add(line.size());
      }
    }
    sizes.sort(null);
    return sizes.isEmpty() ? 0 : sizes.get(sizes.size() / 2);
  }

  private static double bodyWeight(List<Line> lines) {
    List<Double> weights = new ArrayList<>();
    for (Line line : lines) {
      for (int i = 0; i < line.count(); i++) {
        weights.add(line.weight());
      }
    }
    weights.sort(null);
    return weights.isEmpty() ? 0 : weights.get(weights.size() / 2);
  }

  private boolean isTitleShaped(Block block) {
    return block.lines().size() <= 4 && block.letters() >= 2 && blocks.size() >= 2;
  }

  private boolean isHeading(Block block) {
    if (!isTitleShaped(block)) {
      return false;
    }
    boolean isLarge = block.size() >= 1.28 * size;
    boolean isBold =
        block.weight() >= (block.size() >= 1.1 * size ? 1.18 : 1.35) * weight
            && block.size() >= 0.9 * size
            && block.lines().size() <= 2
            && block.letters() >= 3
            && block.box().width() < 0.95 * widthAround(block)
            && block.lines().getLast().box().width() < 0.85 * widthAround(block)
            && hasTextBelow(block);
    return isLarge || isBold;
  }

  /** The width of the column that a block is in. */
  private int widthAround(Block block) {
    int widest = 0;
    for (Block other : blocks) {
      boolean isInColumn = other.box().overlapX(block.box()) > 0.9 * block.box().width();
      widest = isInColumn ? Math.max(widest, other.box().width()) : widest;
    }
    return widest;
  }

  private boolean hasTextBelow(Block block) {
    boolean hasText = false;
    for (Block other : blocks) {
      hasText |=
          other != block
              && other.box().top() >= block.box().bottom() - size
              && other.box().overlapX(block.box()) > 0
              && other.box().top() - block.box().bottom() < 5 * size;
    }
    return hasText;
  }

  /** One small line at the edge of the page, with nothing but others of its kind beyond it. */
  private boolean isBand(Block block, boolean isTop) {
    Box box = block.box();
    int edge = (int) ((isNumber(block) ? NUMBER_BAND : BAND) * page.height());
    boolean isAtEdge =
        isTop ? box.bottom() <= page.top() + edge : box.top() >= page.bottom() - edge;
    if (!isAtEdge || block.lines().size() > 2 || block.size() > 1.3 * size) {
      return false;
    }
    boolean isAlone = isIsolated(block, isTop);
    for (Block other : blocks) {
      boolean isLevel = other.box().overlapY(box) > 0.3 * box.height();
      isAlone &= !isLevel || (other.lines().size() <= 2 && isIsolated(other, isTop));
    }
    return isAlone;
  }

  /** Whether there are other blocks further in, and white towards them. */
  private boolean isIsolated(Block block, boolean isTop) {
    Box box = block.box();
    boolean isOuter = false;
    int nearest = Integer.MAX_VALUE;
    for (Block other : blocks) {
      Box place = other.box();
      boolean isInner = isTop ? place.middleY() > box.bottom() : place.middleY() < box.top();
      if (isInner) {
        int gap = isTop ? place.top() - box.bottom() : box.top() - place.bottom();
        isOuter = true;
        nearest = place.overlapX(box) > 0 ? Math.min(nearest, gap) : nearest;
      }
    }
    return isOuter && nearest >= 1.6 * size;
  }

  private boolean isNumber(Block block) {
    return block.letters() <= 5 && block.box().width() <= 5 * block.size();
  }

  private boolean isCaption(Block block) {
    if (block.lines().size() > 4 || block.size() > 1.25 * size) {
      return false;
    }
    boolean isCaption = false;
    for (Box picture : pictures) {
      Box box = block.box();
      int gap = Math.max(box.top() - picture.bottom(), picture.top() - box.bottom());
      boolean isInLine =
          box.left() >= picture.left() - 2 * size && box.right() <= picture.right() + 2 * size;
      isCaption |=
          isInLine && gap >= -size / 2 && gap <= 3 * size && gap < gapBeyond(block, picture);
    }
    return isCaption;
  }

  /** White between a block and the next on the side away from the picture. */
  private int gapBeyond(Block block, Box picture) {
    boolean isBelow = block.box().middleY() > picture.middleY();
    int nearest = Integer.MAX_VALUE;
    for (Block other : blocks) {
      if (other != block && other.box().overlapX(block.box()) > 0) {
        int gap =
            isBelow
                ? other.box().top() - block.box().bottom()
                : block.box().top() - other.box().bottom();
        nearest = gap >= -size / 2 ? Math.min(nearest, gap) : nearest;
      }
    }
    return nearest;
  }

  /** Whether its first line begins with a bullet, or several lines with a bullet or a number. */
  private static boolean isList(Block block) {
    int bullets = 0;
    int numbers = 0;
    for (Line line : block.lines()) {
      bullets += hasBullet(line) ? 1 : 0;
      numbers += hasNumber(line) ? 1 : 0;
    }
    return Math.max(bullets, numbers) >= 2 || (bullets == 1 && hasBullet(block.lines().getFirst()));
  }

  private static boolean hasBullet(Line line) {
    if (line.count() < 4) {
      return false;
    }
    Component first = line.letters().getFirst();
    Component second = line.letters().get(1);
    boolean isDot =
        first.fill() >= 0.6
            && first.height() <= 0.8 * line.size()
            && first.height() >= 0.2 * line.size()
            && first.width() <= 1.6 * first.height()
            && first.height() <= 1.6 * first.width();
    boolean isApart = second.box().left() - first.box().right() >= 0.4 * line.size();
    boolean isRaised = line.box().bottom() - first.box().bottom() >= 0.12 * line.size();
    return isDot && isApart && isRaised;
  }

  /** Whether a line begins like "1. ", "12) ", "(a) ": few letters, a stop or a bracket, white. */
  private static boolean hasNumber(Line line) {
    List<Box> inked = line.inked();
    if (line.count() < 6 || line.base() <= line.box().top()) {
      return false;
    }
    for (int i = 1; i < 4 && i + 1 < inked.size(); i++) {
      Box last = inked.get(i);
      boolean isApart = inked.get(i + 1).left() - last.right() >= 0.35 * line.size();
      boolean isDot =
          Math.max(last.width(), last.height()) <= 0.35 * line.size()
              && Math.abs(last.bottom() - line.base()) <= 0.2 * line.size();
      boolean isBracket =
          last.height() >= 1.1 * line.size()
              && last.width() <= 0.5 * last.height()
              && last.bottom() > line.base();
      if (isApart) {
        return isDot || isBracket;
      }
    }
    return false;
  }
}
