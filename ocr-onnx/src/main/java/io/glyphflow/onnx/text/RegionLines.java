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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** A region of one line is not higher, in heights of its box. */
  private static final double ONE_LINE = 2.5;

  /** The line of a region of one line is not shorter, parts of the region's width. */
  private static final double MOST_OF_LINE = 0.8;

  /** Of fewer lines the classifier may err in most. */
  private static final int FEW = 3;

  private final RegionCrop crop;
  private final TextLineCropper cropper;
  private final List<FoundLine> lines = new ArrayList<>();

  /** Lines as they may be instead: upside down, or the whole region. */
  private final Map<Integer, FoundLine> alternatives = new LinkedHashMap<>();

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
    } else if (crop.kind() != RegionKind.TABLE) {
      boxes = LineJoiner.join(boxes);
    }
    for (TextBox box : boxes) {
      if (grid == null) {
        add(picture, box, FoundLine.NO_CELL);
      } else {
        CellCuts.of(box, grid).forEach(part -> add(picture, part.box(), part.cell()));
      }
    }
    if (lines.size() == 1 && grid == null && !isGuess) {
      addWhole(picture);
    }
  }

  /** A region of one line may itself be the better box: it is read as well. */
  private void addWhole(PageImage picture) {
    BoundingBox all = picture.size().bounds();
    BoundingBox box = lines.getFirst().box().quad().bounds();
    if (all.height() <= ONE_LINE * box.height() && box.width() >= MOST_OF_LINE * all.width()) {
      TextBox whole = new TextBox(all.toPolygon(), lines.getFirst().box().confidence());
      alternatives.put(0, new FoundLine(whole, cropper.crop(picture, whole), FoundLine.NO_CELL));
    }
  }

  private void add(PageImage picture, TextBox box, int cell) {
    lines.add(new FoundLine(box, cropper.crop(picture, box), cell));
  }

  /** The lines as they were found. */
  List<FoundLine> lines() {
    return lines;
  }

  /**
   * Turns lines that stand upside down. A classifier errs now and then, so a few that are said to
   * stand otherwise than the others are read both ways.
   *
   * @param isUpsideDown what a classifier says of each line
   */
  void turn(List<Boolean> isUpsideDown) {
    long down = isUpsideDown.stream().filter(is -> is).count();
    boolean isTurned = lines.size() >= FEW && 2 * down > lines.size();
    for (int i = 0; i < lines.size(); i++) {
      if (isTurned && isUpsideDown.get(i)) {
        FoundLine line = lines.set(i, lines.get(i).turned());
        line.close();
      } else if (isTurned || isUpsideDown.get(i)) {
        FoundLine other = alternatives.put(i, lines.get(i).turned());
        if (other != null) {
          other.close();
        }
      }
    }
  }

  /** What is to be read: the lines, and those that may stand otherwise once more. */
  List<PageImage> pictures() {
    List<PageImage> pictures = new ArrayList<>(lines.size() + alternatives.size());
    lines.forEach(line -> pictures.add(line.picture()));
    alternatives.values().forEach(line -> pictures.add(line.picture()));
    return pictures;
  }

  /** What was read of each line, the surer one of two. */
  private List<ReadText> surest(List<ReadText> read) {
    List<ReadText> surest = new ArrayList<>(read.subList(0, lines.size()));
    int next = lines.size();
    for (Map.Entry<Integer, FoundLine> entry : alternatives.entrySet()) {
      ReadText other = read.get(next++);
      int line = entry.getKey();
      if (other.confidence() > surest.get(line).confidence()) {
        surest.set(line, other);
        entry.setValue(lines.set(line, entry.getValue()));
      }
    }
    return surest;
  }

  /**
   * What the region holds.
   *
   * @param read what was read in {@link #pictures()}
   * @param dropBelow the confidence that lines must have
   */
  RegionContent content(List<ReadText> read, double dropBelow) {
    double least = isGuess ? Math.max(dropBelow, LEAST_GUESS) : dropBelow;
    List<ReadText> surest = surest(read);
    List<FoundLine> found = new ArrayList<>(surest.size());
    List<ReadText> texts = new ArrayList<>(surest.size());
    for (int i = 0; i < surest.size(); i++) {
      if (!surest.get(i).text().isBlank() && surest.get(i).confidence() >= least) {
        found.add(lines.get(i));
        texts.add(surest.get(i));
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
    alternatives.values().forEach(FoundLine::close);
    if (plain != null) {
      plain.close();
    }
  }
}
