package io.glyphflow.onnx.text;

import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.TableCell;
import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.image.TableGrid;
import io.glyphflow.core.internal.opencv.OpenCv;
import io.glyphflow.core.internal.table.Columns;
import io.glyphflow.core.internal.table.HeaderRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Puts what was read in a table into cells: by its rules, or where it has none by the columns that
 * its words stand in. What is no table after all is text. Stateless.
 */
final class RuledTable {

  private RuledTable() {}

  /** The rules of a table, if there are any and not only strokes of large letters. */
  static Optional<TableGrid> find(PageImage picture) {
    Size size = picture.size();
    return TableGrid.find(picture)
        .filter(
            grid ->
                grid.box().width() >= size.width() / 2.0
                    && grid.box().height() >= size.height() / 3.0);
  }

  /** A copy without rules, which would be read as letters or join cells to one line. */
  static PageImage erase(PageImage picture, TableGrid grid) {
    PageImage plain = PageImage.allocateNative(picture.size(), picture.format(), picture.dpi());
    try (Mat source = OpenCv.matrix(picture);
        Mat target = OpenCv.matrix(plain);
        Scalar paper = paper(picture)) {
      source.copyTo(target);
      for (TableGrid.Rule rule : grid.rules()) {
        try (Point from = point(rule.from());
            Point to = point(rule.to())) {
          int thickness = (int) Math.ceil(rule.thickness()) + 2;
          opencv_imgproc.line(target, from, to, paper, thickness, opencv_imgproc.LINE_8, 0);
        }
      }
    }
    return plain;
  }

  private static Point point(io.glyphflow.core.geometry.Point point) {
    return new Point((int) Math.round(point.x()), (int) Math.round(point.y()));
  }

  /** The median of each channel: most of a table is paper. */
  private static Scalar paper(PageImage picture) {
    double[] levels = new double[4];
    try (Mat pixels = OpenCv.matrix(picture);
        Mat small = new Mat();
        var size = new org.bytedeco.opencv.opencv_core.Size(64, 64)) {
      opencv_imgproc.resize(pixels, small, size, 0, 0, opencv_imgproc.INTER_NEAREST);
      byte[] bytes = new byte[small.channels() * 64 * 64];
      small.data().get(bytes);
      for (int channel = 0; channel < small.channels(); channel++) {
        int[] sorted = new int[64 * 64];
        for (int i = 0; i < sorted.length; i++) {
          sorted[i] = bytes[i * small.channels() + channel] & 0xff;
        }
        Arrays.sort(sorted);
        levels[channel] = sorted[sorted.length / 2];
      }
    }
    return new Scalar(levels[0], levels[1], levels[2], levels[3]);
  }

  /** The table, or text if the words stand in no columns. */
  static RegionContent content(
      Optional<TableGrid> grid, List<FoundLine> found, List<ReadText> read, RegionText text) {
    if (grid.isPresent()) {
      return cells(grid.get(), found, read, text);
    }
    List<TextLine> lines = text.lines(found, read);
    List<TableCell> cells = Columns.align(lines);
    return cells.isEmpty()
        ? RegionLines.text(lines)
        : table(HeaderRow.flag(cells), RegionText.confidenceOf(lines));
  }

  private static RegionContent table(List<TableCell> cells, double confidence) {
    return new RegionContent.Table(cells, confidence, RegionContent.table(cells, "").text());
  }

  private static RegionContent cells(
      TableGrid grid, List<FoundLine> found, List<ReadText> read, RegionText text) {
    BoundingBox box = grid.box();
    List<TextLine> all = new ArrayList<>();
    String above = join(text, found, read, line -> isBeside(line) && y(line) < box.top(), all);
    List<TableCell> inside = new ArrayList<>();
    for (int i = 0; i < grid.cells().size(); i++) {
      int number = i;
      TableGrid.Cell cell = grid.cells().get(i);
      inside.add(
          new TableCell(
              cell.row(),
              cell.column(),
              cell.rowSpan(),
              cell.columnSpan(),
              false,
              join(text, found, read, line -> line.cell() == number, all)));
    }
    String below = join(text, found, read, line -> isBeside(line) && y(line) >= box.top(), all);
    int shift = above.isEmpty() ? 0 : 1;
    List<TableCell> cells = new ArrayList<>();
    if (shift > 0) {
      cells.add(new TableCell(0, 0, 1, grid.columns(), false, above));
    }
    HeaderRow.flag(inside).forEach(cell -> cells.add(moved(cell, shift)));
    if (!below.isEmpty()) {
      cells.add(new TableCell(grid.rows() + shift, 0, 1, grid.columns(), false, below));
    }
    return table(cells, RegionText.confidenceOf(all));
  }

  private static boolean isBeside(FoundLine line) {
    return line.cell() == FoundLine.NO_CELL;
  }

  private static double y(FoundLine line) {
    return line.box().quad().bounds().center().y();
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

  /** The text of some lines; they are added to all. */
  private static String join(
      RegionText text,
      List<FoundLine> found,
      List<ReadText> read,
      Predicate<FoundLine> wanted,
      List<TextLine> all) {
    List<FoundLine> lines = new ArrayList<>();
    List<ReadText> texts = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      if (wanted.test(found.get(i))) {
        lines.add(found.get(i));
        texts.add(read.get(i));
      }
    }
    List<TextLine> joined = text.lines(lines, texts);
    all.addAll(joined);
    return joined.stream().map(TextLine::text).collect(Collectors.joining(" "));
  }
}
