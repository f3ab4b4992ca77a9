package io.glyphflow.onnx.text;

import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.image.TableGrid;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.RegionCrop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a region: found, cut out, and later made content of. Owns their pictures; used by
 * one thread.
 */
final class RegionLines implements AutoCloseable {

  /** What is read although nothing was found, must be surer than noise. */
  private static final double LEAST_GUESS = 0.6;

  private final RegionCrop crop;
  private final TextLineCropper cropper;
  private final List<FoundLine> lines = new ArrayList<>();
  private @Nullable TableGrid grid;

  /** The picture without rules, which lines may be views of. */
  private @Nullable PageImage plain;

  private boolean isGuess;

  private RegionLines(RegionCrop crop, TextLineCropper cropper) {
    this.crop = crop;
    this.cropper = cropper;
  }

  /** Finds and cuts out the lines of a region. */
  static RegionLines find(
      RegionCrop crop, TextLineDetector detector, TextLineCropper cropper, Attempt attempt)
      throws InterruptedException {
    RegionLines region = new RegionLines(crop, cropper);
    try {
      Optional<TableGrid> grid =
          crop.kind() == RegionKind.TABLE ? RuledTable.find(crop.image()) : Optional.empty();
      if (grid.isPresent()) {
        region.grid = grid.get().columns() > 1 ? grid.get() : null;
        region.plain = RuledTable.erase(crop.image(), grid.get());
        region.findIn(region.plain, detector, attempt);
      } else {
        region.findIn(crop.image(), detector, attempt);
      }
      return region;
    } catch (RuntimeException | InterruptedException e) {
      region.close();
      throw e;
    }
  }

  private void findIn(PageImage picture, TextLineDetector detector, Attempt attempt)
      throws InterruptedException {
    List<TextBox> boxes = detector.detect(picture, attempt);
    if (boxes.isEmpty() && crop.kind() != RegionKind.FIGURE) {
      boxes = WholeLine.of(picture).stream().toList();
      isGuess = true;
    }
    for (TextBox box : boxes) {
      if (grid == null) {
        add(picture, box, FoundLine.NO_CELL);
      } else {
        CellCuts.of(box, grid).forEach(part -> add(picture, part.box(), part.cell()));
      }
    }
  }

  private void add(PageImage picture, TextBox box, int cell) {
    lines.add(new FoundLine(box, cropper.crop(picture, box), cell));
  }

  /** The lines, for reading. */
  List<FoundLine> lines() {
    return lines;
  }

  /** Turns a line that stands upside down. */
  void turn(int line) {
    lines.set(line, lines.get(line).turned());
  }

  /**
   * What the region holds.
   *
   * @param read what was read of each line
   * @param dropBelow the confidence that lines must have
   */
  RegionContent content(List<ReadText> read, double dropBelow) {
    double least = isGuess ? Math.max(dropBelow, LEAST_GUESS) : dropBelow;
    List<FoundLine> found = new ArrayList<>(read.size());
    List<ReadText> texts = new ArrayList<>(read.size());
    for (int i = 0; i < read.size(); i++) {
      if (!read.get(i).text().isBlank() && read.get(i).confidence() >= least) {
        found.add(lines.get(i));
        texts.add(read.get(i));
      }
    }
    BoundingBox box = crop.region().box();
    RegionText text = new RegionText(cropper, box, crop.image().size());
    if (crop.kind() == RegionKind.TABLE && !found.isEmpty()) {
      return RuledTable.content(Optional.ofNullable(grid), found, texts, text);
    }
    return text(text.lines(found, texts));
  }

  /** Text of lines. */
  static RegionContent text(List<TextLine> lines) {
    String text = lines.stream().map(TextLine::text).collect(Collectors.joining("\n"));
    return new RegionContent.Text(text, lines, RegionText.confidenceOf(lines), text);
  }

  @Override
  public void close() {
    lines.forEach(FoundLine::close);
    if (plain != null) {
      plain.close();
    }
  }
}
