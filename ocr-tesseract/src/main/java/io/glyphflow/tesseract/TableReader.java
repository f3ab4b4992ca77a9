package io.glyphflow.tesseract;

import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.TableCell;
import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.image.TableGrid;
import io.glyphflow.core.internal.table.Columns;
import io.glyphflow.core.internal.table.HeaderRow;
import io.glyphflow.core.stage.Attempt;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Reads tables: ruled ones cell by cell, so that no word of one cell joins that of another; those
 * without rules as lines whose words stand in columns. What is no table after all is read as text.
 */
final class TableReader {

  /** Strips beside the grid that are lower than this hold no line of text, pixels. */
  private static final int LOWEST_STRIP = 12;

  private final TesseractEngine engine;
  private final CropReader reader;

  TableReader(TesseractEngine engine, CropReader reader) {
    this.engine = engine;
    this.reader = reader;
  }

  RegionContent read(TextPicture picture, Attempt attempt) throws InterruptedException {
    Optional<TableGrid> grid =
        TableGrid.find(image(picture)).filter(found -> isMostOf(picture, found.box()));
    if (grid.isPresent()) {
      eraseRules(picture.gray(), grid.get());
      if (grid.get().columns() > 1) {
        return readCells(picture, grid.get(), attempt);
      }
    }
    return readColumns(picture, attempt);
  }

  /** Strokes of large letters make small grids. */
  private static boolean isMostOf(TextPicture picture, BoundingBox box) {
    return box.width() >= picture.width() / 2.0 && box.height() >= picture.height() / 3.0;
  }

  /** Rules between rows at most: the words themselves must stand in columns. */
  private RegionContent readColumns(TextPicture picture, Attempt attempt)
      throws InterruptedException {
    Reading reading = engine.read(picture.gray(), Segmentation.BLOCK, attempt);
    List<TableCell> cells = Columns.align(reading.lines());
    return cells.isEmpty()
        ? reader.read(picture, Segmentation.BLOCK, attempt).content()
        : new RegionContent.Table(HeaderRow.flag(cells), reading.confidence(), reading.raw());
  }

  private static PageImage image(TextPicture picture) {
    Mat gray = picture.gray();
    ByteBuffer pixels = gray.createBuffer();
    return PageImage.wrap(
        pixels,
        new Size(gray.cols(), gray.rows()),
        PageImage.Format.GRAY8,
        (int) gray.step(0),
        0,
        () -> {});
  }

  private RegionContent readCells(TextPicture picture, TableGrid grid, Attempt attempt)
      throws InterruptedException {
    List<TableCell> cells = new ArrayList<>();
    List<TextLine> lines = new ArrayList<>();
    BoundingBox box = grid.box();
    Reading above = readStrip(picture, 0, box.top() - 2, attempt);
    int shift = above.isEmpty() ? 0 : 1;
    if (shift > 0) {
      cells.add(new TableCell(0, 0, 1, grid.columns(), false, join(above)));
      lines.addAll(above.lines());
    }
    List<TableCell> inside = new ArrayList<>();
    for (TableGrid.Cell cell : grid.cells()) {
      Reading reading = readPart(picture, cell.box(), attempt);
      lines.addAll(reading.lines());
      inside.add(
          new TableCell(
              cell.row(), cell.column(), cell.rowSpan(), cell.columnSpan(), false, join(reading)));
    }
    for (TableCell cell : HeaderRow.flag(inside)) {
      cells.add(moved(cell, shift));
    }
    Reading below = readStrip(picture, box.bottom() + 2, picture.height(), attempt);
    if (!below.isEmpty()) {
      int row = grid.rows() + shift;
      cells.add(new TableCell(row, 0, 1, grid.columns(), false, join(below)));
      lines.addAll(below.lines());
    }
    double confidence = new Reading(lines, "").confidence();
    return new RegionContent.Table(cells, confidence, RegionContent.table(cells, "").text());
  }

  private static TableCell moved(TableCell cell, int rows) {
    return new TableCell(
        cell.row() + rows,
        cell.column(),
        cell.rowSpan(),
        cell.columnSpan(),
        cell.isHeader(),
        cell.text());
  }

  /** A rule that runs through a skewed cell would be read as a stroke of a letter. */
  private static void eraseRules(Mat gray, TableGrid grid) {
    try (Scalar paper = new Scalar(Paper.level(gray))) {
      for (TableGrid.Rule rule : grid.rules()) {
        try (Point from = point(rule.from());
            Point to = point(rule.to())) {
          int thickness = (int) Math.ceil(rule.thickness()) + 2;
          opencv_imgproc.line(gray, from, to, paper, thickness, opencv_imgproc.LINE_8, 0);
        }
      }
    }
  }

  private static Point point(io.glyphflow.core.geometry.Point point) {
    return new Point((int) Math.round(point.x()), (int) Math.round(point.y()));
  }

  /** A title above the rules or a note below them belongs to the region: it is not lost. */
  private Reading readStrip(TextPicture picture, double top, double bottom, Attempt attempt)
      throws InterruptedException {
    if (bottom - top < LOWEST_STRIP + TextPicture.BORDER) {
      return Reading.NOTHING;
    }
    return readPart(picture, new BoundingBox(0, top, picture.width(), bottom), attempt);
  }

  private Reading readPart(TextPicture picture, BoundingBox box, Attempt attempt)
      throws InterruptedException {
    try (TextPicture part = picture.part(box)) {
      return Paper.hasInk(part.gray())
          ? reader.read(part, Segmentation.BLOCK, attempt)
          : Reading.NOTHING;
    }
  }

  private static String join(Reading reading) {
    return reading.lines().stream().map(TextLine::text).collect(Collectors.joining(" "));
  }
}
