package io.glyphflow.layout;

import io.glyphflow.core.document.Region;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.internal.opencv.OpenCv;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.core.stage.Traits;
import io.glyphflow.layout.order.ReadingOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the regions of a page by its geometry alone, without a model: paragraphs, headings, lists,
 * captions, headers, footers, page numbers, ruled tables and figures, in reading order. It works on
 * printed pages of any size, on light or dark paper, under uneven light, and slanted by up to 20
 * degrees; on a slanted page each region has a polygon as well. In comics it finds panels, and the
 * text in their bubbles and boxes. Names and prices on one base line, as on a receipt, are one
 * region.
 *
 * <p>The labels it gives are {@code doc_title}, {@code paragraph_title}, {@code text}, {@code
 * list}, {@code figure_title}, {@code header}, {@code footer}, {@code number}, {@code table} and
 * {@code image}, by the names of the PP-DocLayout models. It never gives their other labels, such
 * as {@code abstract}, {@code reference}, {@code footnote}, {@code code}, {@code chart}, {@code
 * seal} or {@code display_formula}: notes and formulas are {@code text}, charts are {@code image}.
 * It does not find handwriting, text over photographs, tables without rules, and print that is much
 * paler than the rest of the page.
 *
 * <p>No word is in two text regions; text inside a figure may be in a text region as well as in the
 * figure's box. The confidence is a rule of thumb: near 0.95 for many letters of one size, down to
 * 0.25 for one or two. An A4 page of 300 dpi takes about a tenth of a second.
 *
 * <p>Thread-safe: one instance takes any number of calls at the same time.
 */
public final class ModelFreeLayoutDetector implements LayoutDetector {

  private static final int CALLS = 1_000;

  private final ReadingOrder readingOrder;

  private ModelFreeLayoutDetector(ReadingOrder readingOrder) {
    this.readingOrder = readingOrder;
  }

  /**
   * A detector that orders regions from left to right.
   *
   * @return the detector
   */
  public static ModelFreeLayoutDetector defaults() {
    return builder().build();
  }

  /**
   * A detector with options.
   *
   * @return a builder with nothing set
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Options of a {@link ModelFreeLayoutDetector}. Not thread-safe. */
  public static final class Builder {
    private @Nullable ReadingOrder readingOrder;

    private Builder() {}

    /**
     * The order in which regions are answered; by default {@link ReadingOrder#LEFT_TO_RIGHT}.
     *
     * @param order the order
     * @return this builder
     * @throws IllegalStateException if it is set already
     */
    public Builder readingOrder(ReadingOrder order) {
      Objects.requireNonNull(order, "order");
      if (readingOrder != null) {
        throw new IllegalStateException("readingOrder: already set to " + readingOrder);
      }
      readingOrder = order;
      return this;
    }

    /**
     * Makes the detector.
     *
     * @return the detector
     */
    public ModelFreeLayoutDetector build() {
      return new ModelFreeLayoutDetector(
          readingOrder == null ? ReadingOrder.LEFT_TO_RIGHT : readingOrder);
    }
  }

  @Override
  public List<PageLayout> detect(List<PageInput> pages) {
    return pages.stream().map(page -> detect(page.image())).toList();
  }

  private PageLayout detect(PageImage image) {
    List<Region> regions = new PageAnalysis(image).regions();
    return new PageLayout(ordered(regions, image.size()));
  }

  private List<Region> ordered(List<Region> regions, Size page) {
    List<Region> numbered = new ArrayList<>(regions.size());
    for (Region region : regions) {
      numbered.add(
          new Region(
              numbered.size(),
              region.kind(),
              region.label(),
              region.box(),
              region.polygon(),
              region.confidence()));
    }
    List<Region> ordered = new ArrayList<>(regions.size());
    for (int id : readingOrder.order(numbered, page)) {
      Region region = numbered.get(id);
      ordered.add(
          new Region(
              ordered.size(),
              region.kind(),
              region.label(),
              region.box(),
              region.polygon(),
              region.confidence()));
    }
    return ordered;
  }

  @Override
  public Traits traits() {
    return Traits.defaults().withConcurrency(CALLS);
  }

  @Override
  public void warmUp() {
    OpenCv.load();
  }
}
