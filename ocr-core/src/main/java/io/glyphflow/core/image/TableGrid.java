package io.glyphflow.core.image;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.internal.opencv.OpenCv;
import io.glyphflow.core.internal.opencv.RuleFinder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * The cells of a ruled table, found by its rules. Small gaps, a skew of a few degrees, rules of
 * different thickness, text that touches rules and a missing outer border are tolerated; where a
 * rule between two cells is missing, they are one cell that spans both. Immutable, safe for use by
 * any thread.
 *
 * @param rows rows, at least 1
 * @param columns columns, at least 1; there are at least two cells
 * @param cells the cells by row, then by column; they cover the grid and do not overlap
 * @param rules the rules that the cells were made from, in no particular order
 */
public record TableGrid(int rows, int columns, List<Cell> cells, List<Rule> rules) {

  /** Strokes of letters are shorter; a row of a table that is worth ruling is not lower. */
  private static final int LONGEST_STROKE = 40;

  private static final int SHORTEST_RULE = 15;

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if {@code rows} or {@code columns} is below 1
   */
  public TableGrid {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "rows, columns: " + rows + ", " + columns + ", both must be >= 1");
    }
    cells = List.copyOf(cells);
    rules = List.copyOf(rules);
  }

  /**
   * One cell.
   *
   * @param row the topmost row it covers, 0-based
   * @param column the leftmost column it covers, 0-based
   * @param rowSpan rows it covers, at least 1
   * @param columnSpan columns it covers, at least 1
   * @param box the space between its rules, pixels of the picture
   */
  public record Cell(int row, int column, int rowSpan, int columnSpan, BoundingBox box) {
    /** Checks that the box is there. */
    public Cell {
      Objects.requireNonNull(box, "box");
    }
  }

  /**
   * A straight rule, nearly horizontal or nearly vertical.
   *
   * @param from the middle of its left or upper end, pixels of the picture
   * @param to the middle of its right or lower end
   * @param thickness in pixels, at least 1
   */
  public record Rule(Point from, Point to, double thickness) {
    /** Checks that the ends are there. */
    public Rule {
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(to, "to");
    }

    /**
     * Whether it runs from left to right rather than down.
     *
     * @return true if it is wider than high
     */
    public boolean isHorizontal() {
      return Math.abs(to.x() - from.x()) >= Math.abs(to.y() - from.y());
    }

    /**
     * Its length.
     *
     * @return pixels
     */
    public double length() {
      return Math.hypot(to.x() - from.x(), to.y() - from.y());
    }

    /**
     * The box around its ink.
     *
     * @return pixels of the picture
     */
    public BoundingBox box() {
      double half = thickness / 2;
      return new BoundingBox(
          Math.min(from.x(), to.x()) - (isHorizontal() ? 0 : half),
          Math.min(from.y(), to.y()) - (isHorizontal() ? half : 0),
          Math.max(from.x(), to.x()) + (isHorizontal() ? 0 : half),
          Math.max(from.y(), to.y()) + (isHorizontal() ? half : 0));
    }
  }

  /**
   * Finds the table in a picture of one, for example the crop of a table region. White rules on
   * black are found as well. Takes time linear in the pixels: about 5 ms a megapixel.
   *
   * @param picture any picture, open
   * @return the grid with the most cells; empty if the rules of the picture form none
   */
  public static Optional<TableGrid> find(PageImage picture) {
    Objects.requireNonNull(picture, "picture");
    int width = picture.size().width();
    int height = picture.size().height();
    int length = Math.clamp(Math.min(width, height) / 40, SHORTEST_RULE, LONGEST_STROKE);
    try (Mat pixels = OpenCv.matrix(picture);
        Mat ink = new Mat()) {
      binarize(pixels, ink);
      return of(RuleFinder.find(ink, length)).stream().findFirst();
    }
  }

  /**
   * Makes grids of rules that were found before. Rules that touch each other belong together.
   *
   * @param rules rules in one picture
   * @return the grids, the one with the most cells first; empty if they form none
   */
  public static List<TableGrid> of(List<Rule> rules) {
    return GridBuilder.build(rules);
  }

  /**
   * The box around all rules.
   *
   * @return pixels of the picture
   */
  public BoundingBox box() {
    BoundingBox all = cells.getFirst().box();
    for (Cell cell : cells) {
      all = all.union(cell.box());
    }
    for (Rule rule : rules) {
      all = all.union(rule.box());
    }
    return all;
  }

  /** Darker than its surroundings; lighter on dark pictures. */
  private static void binarize(Mat pixels, Mat ink) {
    int window = 41; // wider than the thickest rule, and narrow enough to follow uneven light
    double contrast = 12;
    try (Mat gray = new Mat();
        Scalar mean = meanOf(pixels, gray)) {
      boolean isDark = mean.get(0) < 110;
      if (isDark) {
        opencv_core.bitwise_not(gray, gray);
      }
      opencv_imgproc.adaptiveThreshold(
          gray,
          ink,
          255,
          opencv_imgproc.ADAPTIVE_THRESH_MEAN_C,
          opencv_imgproc.THRESH_BINARY_INV,
          window,
          contrast);
    }
  }

  private static Scalar meanOf(Mat pixels, Mat gray) {
    if (pixels.channels() == 3) {
      opencv_imgproc.cvtColor(pixels, gray, opencv_imgproc.COLOR_BGR2GRAY);
    } else {
      pixels.copyTo(gray);
    }
    return opencv_core.mean(gray);
  }
}
