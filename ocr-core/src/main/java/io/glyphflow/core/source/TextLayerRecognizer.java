package io.glyphflow.core.source;

import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.document.Word;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.OcrException;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads regions from the text that their page carries beside its pixels, as born-digital PDFs do,
 * and has another recognizer read those that have none. As thread-safe as the other recognizer.
 *
 * <p>A region's text are the words whose centers lie inside its box, and inside its polygon if it
 * has one, in the lines and the order of the text layer. Formulas and figures always go to the
 * other recognizer, as a text layer has neither structure nor descriptions; so do regions of which
 * more than a fifth of the characters have no meaning (fonts without a map to Unicode), and those
 * of a page whose text layer cannot be read.
 */
public final class TextLayerRecognizer implements Recognizer, AutoCloseable {

  private static final int MAX_MEANINGLESS_PERCENT = 20;

  private final Recognizer fallback;

  private TextLayerRecognizer(Recognizer fallback) {
    this.fallback = fallback;
  }

  /**
   * Text from the text layer where there is some, else from another recognizer.
   *
   * @param fallback reads the other regions, in one call for those of a batch; its traits and
   *     estimated costs hold for both, and it is closed with this one
   * @return the recognizer
   */
  public static TextLayerRecognizer orElse(Recognizer fallback) {
    return new TextLayerRecognizer(Objects.requireNonNull(fallback, "fallback"));
  }

  /** How the other recognizer reads crops. */
  @FunctionalInterface
  private interface Reading {
    List<RegionContent> read(List<RegionCrop> crops) throws InterruptedException;
  }

  @Override
  public List<RegionContent> recognize(List<RegionCrop> crops) throws InterruptedException {
    return recognize(crops, fallback::recognize);
  }

  @Override
  public List<RegionContent> recognize(List<RegionCrop> crops, Attempt attempt)
      throws InterruptedException {
    return recognize(crops, rest -> fallback.recognize(rest, attempt));
  }

  private static List<RegionContent> recognize(List<RegionCrop> crops, Reading fallback)
      throws InterruptedException {
    List<Optional<RegionContent>> known = new ArrayList<>(crops.size());
    List<RegionCrop> rest = new ArrayList<>();
    for (RegionCrop crop : crops) {
      Optional<RegionContent> content = content(crop);
      known.add(content);
      if (content.isEmpty()) {
        rest.add(crop);
      }
    }
    List<RegionContent> read = rest.isEmpty() ? List.of() : fallback.read(rest);
    if (read.size() != rest.size()) {
      throw new IllegalStateException(
          "the fallback gave "
              + read.size()
              + " contents for "
              + rest.size()
              + " crops, must be as many");
    }
    List<RegionContent> contents = new ArrayList<>(crops.size());
    int next = 0;
    for (Optional<RegionContent> content : known) {
      contents.add(content.isPresent() ? content.get() : read.get(next++));
    }
    return contents;
  }

  private static Optional<RegionContent> content(RegionCrop crop) throws InterruptedException {
    if (crop.kind() == RegionKind.FORMULA || crop.kind() == RegionKind.FIGURE) {
      return Optional.empty();
    }
    List<TextLine> layer;
    try {
      layer = crop.textLayer().lines();
    } catch (OcrException e) {
      return Optional.empty(); // the pixels are there, and they are what counts
    }
    List<TextLine> lines = new ArrayList<>();
    for (TextLine line : layer) {
      inside(line, crop.region()).ifPresent(lines::add);
    }
    String text = lines.stream().map(TextLine::text).collect(Collectors.joining("\n"));
    if (text.isBlank() || !hasMeaning(text)) {
      return Optional.empty();
    }
    double confidence = lines.stream().mapToDouble(TextLine::confidence).min().orElse(1);
    return Optional.of(new RegionContent.Text(text, lines, confidence, text));
  }

  /** The part of a line inside the region. A line without words is all inside or all outside. */
  private static Optional<TextLine> inside(TextLine line, Region region) {
    if (line.words().isEmpty()) {
      return Optional.of(line).filter(all -> contains(region, all.box().center()));
    }
    List<Word> words =
        line.words().stream().filter(word -> contains(region, word.box().center())).toList();
    if (words.size() == line.words().size()) {
      return Optional.of(line);
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(TextLines.of(words));
  }

  private static boolean contains(Region region, Point point) {
    return region.box().contains(point)
        && (region.polygon().isEmpty() || region.polygon().get().contains(point));
  }

  private static boolean hasMeaning(String text) {
    long all = text.codePoints().filter(c -> !Character.isWhitespace(c)).count();
    long meaningless = text.codePoints().filter(TextLayerRecognizer::isMeaningless).count();
    return meaningless * 100 <= all * MAX_MEANINGLESS_PERCENT;
  }

  private static boolean isMeaningless(int c) {
    return switch (Character.getType(c)) {
      case Character.PRIVATE_USE, Character.UNASSIGNED, Character.SURROGATE -> true;
      case Character.CONTROL -> !Character.isWhitespace(c);
      default -> c == 0xfffd;
    };
  }

  @Override
  public Traits traits() {
    return fallback.traits();
  }

  @Override
  public void warmUp() throws InterruptedException {
    fallback.warmUp();
  }

  @Override
  public double estimatedCost(RegionCrop crop) {
    return fallback.estimatedCost(crop);
  }

  /**
   * Closes the other recognizer if it can be closed.
   *
   * @throws IllegalStateException if it cannot
   */
  @Override
  public void close() {
    if (fallback instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (RuntimeException e) {
        throw e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        throw new IllegalStateException("the fallback could not be closed", e);
      }
    }
  }
}
