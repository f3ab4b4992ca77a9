package io.glyphflow.core.export;

import io.glyphflow.core.document.Page;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.RegionResult;
import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.document.Word;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.image.ImageEncoder;
import io.glyphflow.core.image.PageImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Draws what was found on a page over a copy of its picture: each region outlined in the colour of
 * its kind, with its place in reading order, its label and the detector's confidence beside it, or
 * where no room is, half transparent in its upper right corner; regions that failed hatched in red
 * with the category of the failure. Below the page a strip says what the colours mean. Lines and
 * letters grow with the page.
 *
 * <p>The colours are those of Okabe and Ito, which people with any colour vision tell apart.
 * Letters are drawn as strokes, so no font need be installed; what is not ASCII in a label is shown
 * as {@code ?}. Immutable and thread-safe.
 *
 * {@snippet file="io/glyphflow/core/snippets/ExportSnippets.java" region="annotated-image"}
 */
public final class AnnotatedImage {

  private static final AnnotatedImage DEFAULT = builder().build();

  private final boolean hasWords;
  private final boolean hasLegend;

  private AnnotatedImage(Builder builder) {
    this.hasWords = Objects.requireNonNullElse(builder.words, false);
    this.hasLegend = Objects.requireNonNullElse(builder.legend, true);
  }

  /**
   * Draws a page by the defaults.
   *
   * @param page what was found
   * @param image its pixels; open, and left as they are
   * @return a new image outside the heap, for the caller to close; as wide as {@code image}, and
   *     higher by the legend
   */
  public static PageImage of(Page page, PageImage image) {
    return DEFAULT.draw(page, image);
  }

  /**
   * Draws a page by the defaults into a PNG file.
   *
   * @param page what was found
   * @param image its pixels; open, and left as they are
   * @param file the picture; an older one is replaced
   * @throws IOException if it cannot be written
   */
  public static void write(Page page, PageImage image, Path file) throws IOException {
    try (PageImage drawn = of(page, image)) {
      byte[] png = ImageEncoder.png().encode(drawn);
      AtomicFile.write(file, out -> out.write(png));
    }
  }

  /**
   * To set what is not by default.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Draws a page.
   *
   * @param page what was found; if the image has another size, the boxes are scaled to it
   * @param image its pixels; open, and left as they are
   * @return a new image outside the heap, for the caller to close; as wide as {@code image}, and
   *     higher by the legend
   */
  public PageImage draw(Page page, PageImage image) {
    double sx = (double) image.size().width() / page.size().width();
    double sy = (double) image.size().height() / page.size().height();
    try (AnnotationCanvas canvas =
        new AnnotationCanvas(image, hasLegend ? entries(page) : List.of())) {
      List<BoundingBox> boxes = new ArrayList<>();
      List<BoundingBox> letters = new ArrayList<>();
      for (RegionResult region : page.regions()) {
        BoundingBox box = region.box().scale(sx, sy);
        boxes.add(box);
        if (region.kind() != RegionKind.FIGURE) {
          letters.add(box);
        }
        if (box.isValid()) {
          region(canvas, region, box, sx, sy);
        }
      }
      TagPlaces places = canvas.places(boxes, letters);
      for (int i : narrowFirst(boxes)) {
        RegionResult region = page.regions().get(i);
        canvas.tag(boxes.get(i), places, Integer.toString(i + 1), label(region), color(region));
      }
      return canvas.finish();
    }
  }

  /** Valid boxes; a narrow one has fewer places for its tag, so it comes before wide ones. */
  private static List<Integer> narrowFirst(List<BoundingBox> boxes) {
    return IntStream.range(0, boxes.size())
        .filter(i -> boxes.get(i).isValid())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> boxes.get(i).width()))
        .toList();
  }

  private void region(
      AnnotationCanvas canvas, RegionResult region, BoundingBox box, double sx, double sy) {
    AnnotationColor color = color(region);
    if (region.failure().isPresent()) {
      canvas.hatch(box, color);
    }
    if (hasWords && region.content().orElse(null) instanceof RegionContent.Text text) {
      for (TextLine line : text.lines()) {
        for (Word word : line.words()) {
          canvas.thin(word.box().scale(sx, sy), color);
        }
      }
    }
    Polygon outline =
        region.region().polygon().map(polygon -> polygon.scale(sx, sy)).orElseGet(box::toPolygon);
    canvas.outline(outline, color);
  }

  private static AnnotationColor color(RegionResult region) {
    return region.failure().isPresent() ? AnnotationColor.FAILED : color(region.kind());
  }

  private static AnnotationColor color(RegionKind kind) {
    return switch (kind) {
      case TEXT -> AnnotationColor.TEXT;
      case TABLE -> AnnotationColor.TABLE;
      case FORMULA -> AnnotationColor.FORMULA;
      case FIGURE -> AnnotationColor.FIGURE;
      case FURNITURE -> AnnotationColor.FURNITURE;
    };
  }

  private static String label(RegionResult region) {
    return region.region().label()
        + String.format(Locale.ROOT, " %.2f", region.region().confidence())
        + region.failure().map(failure -> " " + failure.category()).orElse("");
  }

  /** What the legend explains: only what is on the page. */
  private static List<AnnotationColor> entries(Page page) {
    List<AnnotationColor> entries = new ArrayList<>();
    for (AnnotationColor color : AnnotationColor.values()) {
      if (page.regions().stream().anyMatch(region -> color(region) == color)) {
        entries.add(color);
      }
    }
    return entries;
  }

  /** Sets what is not by default; each option at most once. Not thread-safe. */
  public static final class Builder {

    private @Nullable Boolean words;
    private @Nullable Boolean legend;

    private Builder() {}

    /**
     * Whether the boxes of words are drawn too. By default they are not.
     *
     * @param drawn true for a thin box around each
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public Builder words(boolean drawn) {
      requireUnset("words", words);
      words = drawn;
      return this;
    }

    /**
     * Whether the strip below the page is there. By default it is, if the page has regions.
     *
     * @param drawn false for a picture of just the page's size
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public Builder legend(boolean drawn) {
      requireUnset("legend", legend);
      legend = drawn;
      return this;
    }

    /**
     * What draws.
     *
     * @return a new one; the builder stays usable
     */
    public AnnotatedImage build() {
      return new AnnotatedImage(this);
    }

    private static void requireUnset(String name, @Nullable Object value) {
      if (value != null) {
        throw new IllegalStateException(name + ": set already, to " + value);
      }
    }
  }
}
