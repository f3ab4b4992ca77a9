package io.glyphflow.layout.postprocess;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.stage.PermanentOcrException;
import java.util.Optional;

/**
 * The steps from detections to regions, on one page. The boxes that are left lie at the front of
 * the workspace's arrays, the highest confidence first until they are put in reading order. For one
 * page and one thread.
 */
final class Steps {

  /** What rounding may make of a 1. */
  private static final float MAX_CONFIDENCE = 1.001f;

  /** Fewer invalid boxes than this are no sign of a broken model, whatever their share. */
  private static final int MIN_INVALID = 3;

  /** How far a box may be from its detection before the reference finds its outline no more. */
  private static final double FOUND_WITHIN = 1;

  private static final double FOUND_WITHIN_PART = 1e-5;

  private final PostprocessOptions options;
  private final ClassTable classes;
  private final Detections found;
  private final Size page;
  private final Workspace space;
  private int invalid;

  Steps(
      PostprocessOptions options,
      ClassTable classes,
      Detections found,
      Size page,
      Workspace space) {
    this.options = options;
    this.classes = classes;
    this.found = found;
    this.page = page;
    this.space = space;
  }

  /** Runs all steps; returns how many regions there are. */
  int run() {
    space.reserve(found.count());
    space.reserveFates(found.count());
    int count = choose();
    if (options.isSuppressing()) {
      count = suppress(count);
    }
    count = dropLargeImages(count);
    count = merge(count);
    count = order(count);
    return place(count);
  }

  /** How many detections were no boxes of this page. */
  int invalid() {
    return invalid;
  }

  int classId(int i) {
    return space.classes[i];
  }

  /** The detection that a region is from. */
  int index(int i) {
    return space.index[i];
  }

  double confidence(int i) {
    return Math.min(found.confidences()[space.index[i]], 1);
  }

  BoundingBox box(int i) {
    double[] boxes = space.boxes;
    return new BoundingBox(boxes[4 * i], boxes[4 * i + 1], boxes[4 * i + 2], boxes[4 * i + 3]);
  }

  /** The outline by the detection's mask, if it says more than the box. */
  Optional<Polygon> outline(int i, BoundingBox box) {
    Detections.Masks masks = found.masks();
    if (masks == null || !options.isWithPolygons() || !box.isValid()) {
      return Optional.empty();
    }
    if (options.isCompat() && !isWhereItWas(i)) {
      return Optional.empty();
    }
    return Outlines.trace(masks, space.index[i], box, page);
  }

  /** Threshold and checks; then by confidence, equal ones by index. */
  private int choose() {
    float[] confidences = found.confidences();
    int[] classIds = found.classes();
    long[] keys = space.keys;
    int count = 0;
    int broken = 0;
    int displaced = 0;
    for (int i = 0; i < found.count(); i++) {
      float confidence = confidences[i];
      if (confidence < classes.threshold(classIds[i])) {
        space.fates[i] = Fate.BELOW_THRESHOLD;
        continue;
      }
      boolean isBroken =
          !(confidence <= MAX_CONFIDENCE) || !classes.has(classIds[i]) || !isFinite(i);
      boolean isDisplaced = !isBroken && !isOnPage(i);
      broken += isBroken ? 1 : 0;
      displaced += isDisplaced ? 1 : 0;
      space.fates[i] = isBroken || isDisplaced ? Fate.INVALID : Fate.KEPT;
      // In the reference, boxes that lie beside the page suppress and merge like others.
      if (!isBroken && !(isDisplaced && !options.isCompat())) {
        keys[count++] = key(confidence, i);
      }
    }
    invalid = broken + displaced;
    int doubtful = options.isCompat() ? broken : invalid;
    requireTrust(doubtful, count + invalid - (options.isCompat() ? displaced : 0));
    Keys.sort(space, count);
    gather(count);
    return count;
  }

  /** Ascending keys are descending confidences, which are 0 or more, and ascending indices. */
  static long key(float confidence, int index) {
    return (long) (Integer.MAX_VALUE - Float.floatToRawIntBits(confidence + 0f)) << 32 | index;
  }

  private void gather(int count) {
    for (int k = 0; k < count; k++) {
      int i = (int) space.keys[k];
      int classId = found.classes()[i];
      space.index[k] = i;
      space.classes[k] = classId;
      space.traits[k] = classes.traits(classId);
      for (int edge = 0; edge < 4; edge++) {
        space.boxes[4 * k + edge] = found.edge(4 * i + edge);
      }
    }
  }

  private boolean isFinite(int i) {
    // A sum of finite floats is a finite double.
    double sum =
        found.edge(4 * i) + found.edge(4 * i + 1) + found.edge(4 * i + 2) + found.edge(4 * i + 3);
    return Double.isFinite(sum);
  }

  private boolean isOnPage(int i) {
    double left = found.edge(4 * i);
    double top = found.edge(4 * i + 1);
    double right = found.edge(4 * i + 2);
    double bottom = found.edge(4 * i + 3);
    return left < right
        && top < bottom
        && right > 0
        && bottom > 0
        && left < page.width()
        && top < page.height();
  }

  private static void requireTrust(int doubtful, int all) {
    if (doubtful >= MIN_INVALID && 2L * doubtful > all) {
      throw new PermanentOcrException(
          FailureCategory.LAYOUT,
          "layout: "
              + doubtful
              + " of "
              + all
              + " detections above the threshold are no boxes of the page (not finite, inverted,"
              + " outside, confidence above 1 or unknown class), must be at most half; check that"
              + " the contract and the labels fit the model");
    }
  }

  private int suppress(int count) {
    int size =
        Suppression.keep(
            space.boxes,
            space.classes,
            count,
            options.sameClassIou(),
            options.crossClassIou(),
            1,
            space,
            space.kept);
    return compact(count, size, Fate.SUPPRESSED);
  }

  /** A picture that is nearly the whole page is the paper, if there is anything on it. */
  private int dropLargeImages(int count) {
    double limit = options.largeImage(page.width() > page.height()) * page.width() * page.height();
    int size = 0;
    for (int i = 0; i < count; i++) {
      if (!(classes.isImage(space.classes[i]) && areaOnPage(i) > limit)) {
        space.kept[size++] = i;
      }
    }
    return size == 0 ? count : compact(count, size, Fate.LARGE_IMAGE);
  }

  private double areaOnPage(int i) {
    double left = Math.max(0, space.boxes[4 * i]);
    double top = Math.max(0, space.boxes[4 * i + 1]);
    double right = Math.min(page.width(), space.boxes[4 * i + 2]);
    double bottom = Math.min(page.height(), space.boxes[4 * i + 3]);
    return (right - left) * (bottom - top);
  }

  private int merge(int count) {
    int size =
        Containment.keep(
            space.boxes,
            space.classes,
            space.traits,
            count,
            options.containment(),
            options.isMergedAsOne(),
            !options.isCompat(),
            space,
            space.kept);
    return compact(count, size, Fate.MERGED);
  }

  /** Keeps what is listed in {@code space.kept}, ascending; what is not listed has a fate. */
  private int compact(int count, int size, Fate fate) {
    if (size == count) {
      return count;
    }
    int next = 0;
    for (int i = 0; i < count; i++) {
      if (next < size && space.kept[next] == i) {
        move(i, next++);
      } else {
        fated(i, fate);
      }
    }
    return size;
  }

  private void move(int from, int to) {
    space.index[to] = space.index[from];
    space.classes[to] = space.classes[from];
    space.traits[to] = space.traits[from];
    for (int edge = 0; edge < 4; edge++) {
      space.boxes[4 * to + edge] = space.boxes[4 * from + edge];
    }
  }

  private void fated(int i, Fate fate) {
    int index = space.index[i];
    if (space.fates[index] == Fate.KEPT) {
      space.fates[index] = fate;
    }
  }

  /** The model's reading order, equal places and no order at all by index. */
  private int order(int count) {
    float[] order = found.order();
    long[] keys = space.keys;
    for (int i = 0; i < count; i++) {
      int index = space.index[i];
      long rank = order == null ? 0 : ascending(order[index]);
      keys[i] = rank << 31 | index;
    }
    Keys.sort(space, count);
    for (int i = 0; i < count; i++) {
      int index = (int) space.keys[i] & Integer.MAX_VALUE;
      space.index[i] = index;
      space.classes[i] = found.classes()[index];
    }
    return count;
  }

  /** A number of 32 bits, not negative, that ascends as floats do; NaN is last. */
  private static long ascending(float value) {
    int bits = Float.floatToIntBits(value + 0f);
    return (bits >= 0 ? bits : bits ^ Integer.MAX_VALUE) - (long) Integer.MIN_VALUE;
  }

  /** Unclips and clamps; drops what is too small or wanted by nobody. */
  private int place(int count) {
    int size = 0;
    for (int i = 0; i < count; i++) {
      int index = space.index[i];
      int classId = space.classes[i];
      if (!unclip(index, classId, 4 * size)) {
        fated(i, Fate.TOO_SMALL);
      } else if (classes.isDropped(classId)) {
        fated(i, Fate.DROPPED);
      } else {
        space.index[size] = index;
        space.classes[size] = classId;
        size++;
      }
    }
    return size;
  }

  /** Writes a box as it is on the page; returns whether it is one. */
  private boolean unclip(int index, int classId, int to) {
    double left = found.edge(4 * index);
    double top = found.edge(4 * index + 1);
    double right = found.edge(4 * index + 2);
    double bottom = found.edge(4 * index + 3);
    double width = classes.unclipWidth(classId);
    double height = classes.unclipHeight(classId);
    if (width != 1 || height != 1) {
      double x = (left + right) / 2;
      double y = (top + bottom) / 2;
      double halfWidth = (right - left) * width / 2;
      double halfHeight = (bottom - top) * height / 2;
      left = x - halfWidth;
      right = x + halfWidth;
      top = y - halfHeight;
      bottom = y + halfHeight;
    }
    left = Math.clamp(left, 0, page.width());
    top = Math.clamp(top, 0, page.height());
    right = Math.clamp(right, 0, page.width());
    bottom = Math.clamp(bottom, 0, page.height());
    boolean isLarge =
        left < right
            && top < bottom
            && right - left >= options.minimum().width()
            && bottom - top >= options.minimum().height();
    boolean isCut = options.isCompat();
    double[] boxes = space.boxes;
    boxes[to] = isCut ? (int) left : left;
    boxes[to + 1] = isCut ? (int) top : top;
    boxes[to + 2] = isCut ? (int) right : right;
    boxes[to + 3] = isCut ? (int) bottom : bottom;
    return isLarge;
  }

  /**
   * Whether the reference, which looks for an outline by coordinates, would find this one's: as
   * {@code numpy.allclose} does.
   */
  private boolean isWhereItWas(int i) {
    int index = space.index[i];
    int classId = space.classes[i];
    double width = found.edge(4 * index + 2) - found.edge(4 * index);
    double height = found.edge(4 * index + 3) - found.edge(4 * index + 1);
    double dx = Math.abs(width * (classes.unclipWidth(classId) - 1) / 2);
    double dy = Math.abs(height * (classes.unclipHeight(classId) - 1) / 2);
    return isClose(dx, 4 * index)
        && isClose(dx, 4 * index + 2)
        && isClose(dy, 4 * index + 1)
        && isClose(dy, 4 * index + 3);
  }

  private boolean isClose(double distance, int edge) {
    return distance <= FOUND_WITHIN + FOUND_WITHIN_PART * Math.abs(found.edge(edge));
  }
}
