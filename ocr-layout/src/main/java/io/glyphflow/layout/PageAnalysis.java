package io.glyphflow.layout;

import io.glyphflow.core.document.Region;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.image.TableGrid.Rule;
import io.glyphflow.core.internal.opencv.RuleFinder;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;

/** The steps from the pixels of one page to its regions. */
final class PageAnalysis {

  /** The work image is no larger, unless letters would become too small. */
  private static final int LONG_SIDE = 2_100;

  private static final int SHORT_PAGE = 700;
  private static final int SMALLEST_TEXT = 8;

  /** Below this no region is turned. */
  private static final double SKEW_LIMIT = 0.3;

  private final PageImage page;

  PageAnalysis(PageImage page) {
    this.page = page;
  }

  /** The regions, in no order. */
  List<Region> regions() {
    int longSide = Math.max(page.size().width(), page.size().height());
    int reduction = Math.max(1, (longSide + LONG_SIDE - 1) / LONG_SIDE);
    return regions(reduction, longSide < SHORT_PAGE, true);
  }

  private List<Region> regions(int reduction, boolean isDoubled, boolean mayEnlarge) {
    int finer = 0;
    try (Mat gray = Binarization.gray(page, reduction, isDoubled);
        Mat ink = Binarization.ink(gray)) {
      List<Component> components = Components.find(ink);
      int textHeight = Components.textHeight(components, ink.rows());
      if (textHeight == 0) {
        return List.of();
      }
      if (mayEnlarge && reduction > 1 && textHeight < SMALLEST_TEXT) {
        finer = Math.max(1, reduction * textHeight / (SMALLEST_TEXT + 2));
      } else {
        double skew = SkewEstimator.estimate(components, textHeight);
        return regions(gray, ink, textHeight, Math.abs(skew) < SKEW_LIMIT ? 0 : skew);
      }
    }
    return regions(finer, false, false);
  }

  private List<Region> regions(Mat gray, Mat ink, int textHeight, double skew) {
    Frame frame = new Frame(page.size(), ink.cols(), ink.rows(), skew);
    double scale = (double) ink.cols() / page.size().width();
    Contrast contrast = new Contrast(gray, frame, scale);
    if (skew == 0) {
      return levelRegions(ink, contrast, textHeight, frame, false);
    }
    try (Mat level =
        Binarization.turn(ink, frame.matrix(), frame.levelWidth(), frame.levelHeight())) {
      return levelRegions(level, contrast, textHeight, frame, true);
    }
  }

  private static List<Region> levelRegions(
      Mat ink, Contrast contrast, int textHeight, Frame frame, boolean isTurned) {
    Box canvas = new Box(0, 0, ink.cols(), ink.rows());
    List<Rule> rules = RuleFinder.find(ink, Math.max(12, (int) (2.5 * textHeight)));
    InkMap all = InkMap.of(ink);
    List<Box> textures = Textures.find(all, textHeight, canvas);
    Sorter ruled = sort(ink, textures, all, textHeight);
    List<Box> tables = Tables.find(rules, ruled, textHeight);
    List<Rule> erasable = Tables.erasable(rules, tables, textHeight);
    erase(ink, erasable);
    Sorter sorted = erasable.isEmpty() ? ruled : sort(ink, textures, all, textHeight);
    try (Mat solid = new Mat()) {
      ink.copyTo(solid);
      sorted.letters().forEach(one -> clear(solid, one.box()));
      sorted.frames().stream()
          .filter(one -> one.fill() > 0.5) // white letters are inside
          .forEach(one -> clear(solid, one.box()));
      InkMap large = InkMap.of(solid);
      List<Box> loose = loose(rules, tables, textHeight);
      Figures figures =
          Figures.find(outside(sorted.large(), tables), loose, textHeight, all, large, canvas);
      List<Block> blocks = blocks(outside(sorted.letters(), tables), loose, textHeight);
      blocks.removeIf(block -> figures.owns(block) || figures.takes(block));
      blocks.removeIf(block -> isDash(block, textHeight) || isBlot(block, textHeight));
      dropDirt(blocks, canvas);
      contrast.dropFaint(blocks);
      List<Block> rows = Rows.join(Overlaps.resolve(blocks));
      return new Regions(frame, isTurned, textHeight).of(rows, tables, figures);
    }
  }

  private static Sorter sort(Mat ink, List<Box> textures, InkMap all, int textHeight) {
    Box canvas = new Box(0, 0, ink.cols(), ink.rows());
    Sorter sorted =
        Sorter.sort(Components.find(ink), textHeight, canvas).without(textures, all, textHeight);
    return Reversed.find(ink, sorted, textHeight, canvas);
  }

  /** Dashes without text around them: pieces of a thin rule, strokes of a drawing. */
  private static boolean isDash(Block block, int textHeight) {
    Box box = block.lines().getFirst().letters().getFirst().box(); // without marks beside it
    boolean isSingle = block.letters() == 1 && box.width() > 2.2 * box.height();
    Box all = block.box();
    return isSingle || (all.width() > 2.2 * all.height() && all.height() <= 0.35 * textHeight);
  }

  /** A solid dot larger than letters, and alone: a punch hole, a blot. */
  private static boolean isBlot(Block block, int textHeight) {
    Component one = block.lines().getFirst().letters().getFirst();
    return block.letters() == 1
        && one.fill() >= 0.7
        && one.height() >= 1.5 * textHeight
        && one.width() >= 0.7 * one.height()
        && one.width() <= 1.4 * one.height();
  }

  /** Scraps of the shadow around a scanned sheet: a few marks at the very edge, and text inside. */
  private static void dropDirt(List<Block> blocks, Box canvas) {
    int letters = blocks.stream().mapToInt(Block::letters).sum();
    int x = canvas.width() / 40;
    int y = canvas.height() / 80;
    Box inner = canvas.grow(-x, -y);
    Box whole = canvas.grow(-2, -2);
    blocks.removeIf(
        block -> {
          boolean isInStrip = !block.box().overlaps(inner);
          boolean isCut = block.box().inside(whole) < 1;
          boolean isDirt =
              (isInStrip && (isCut || block.letters() <= 3)) || (isCut && block.letters() == 1);
          return letters >= 30 && isDirt;
        });
  }

  private static List<Block> blocks(List<Component> letters, List<Box> rules, int textHeight) {
    List<Line> lines = new LineBuilder(textHeight).build(letters);
    List<Box> level = rules.stream().filter(rule -> rule.width() > rule.height()).toList();
    return new ArrayList<>(new BlockBuilder(textHeight, level).build(lines));
  }

  /** Wipes rules out, so that what they touch is read by itself. */
  private static void erase(Mat ink, List<Rule> rules) {
    try (Scalar nothing = new Scalar(0.0)) {
      for (Rule rule : rules) {
        try (Point from = new Point((int) rule.from().x(), (int) rule.from().y());
            Point to = new Point((int) rule.to().x(), (int) rule.to().y())) {
          int thickness = (int) Math.ceil(rule.thickness()) + 2;
          opencv_imgproc.line(ink, from, to, nothing, thickness, opencv_imgproc.LINE_8, 0);
        }
      }
    }
  }

  private static void clear(Mat ink, Box box) {
    try (Scalar nothing = new Scalar(0.0);
        Point from = new Point(box.left(), box.top());
        Point to = new Point(box.right() - 1, box.bottom() - 1)) {
      opencv_imgproc.rectangle(
          ink, from, to, nothing, opencv_imgproc.FILLED, opencv_imgproc.LINE_8, 0);
    }
  }

  private static List<Component> outside(List<Component> components, List<Box> tables) {
    return components.stream()
        .filter(one -> tables.stream().noneMatch(table -> one.box().inside(table) > 0.5))
        .toList();
  }

  private static List<Box> loose(List<Rule> rules, List<Box> tables, int textHeight) {
    return rules.stream()
        .filter(rule -> rule.length() >= 5 * textHeight)
        .map(rule -> Tables.box(rule.box()))
        .filter(box -> tables.stream().noneMatch(table -> box.inside(table) > 0.5))
        .toList();
  }
}
