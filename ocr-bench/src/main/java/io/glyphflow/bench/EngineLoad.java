package io.glyphflow.bench;

import io.glyphflow.core.document.Language;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.Translation;
import io.glyphflow.core.pipeline.Order;
import io.glyphflow.core.pipeline.PageStream;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.stage.Placement;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import io.glyphflow.core.stage.Translator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Load, layout, crop, recognize, translate and assembly with roles that do nothing, so that what is
 * left is the engine.
 */
final class EngineLoad implements AutoCloseable {

  private static final RegionContent TEXT = RegionContent.text("x");
  private static final Translation TRANSLATION = Translation.of(Language.ENGLISH, "y");

  /**
   * How the roles are run.
   *
   * @param batch what a recognizer and a translator take at most
   * @param regions of each page
   */
  record Shape(Placement placement, int batch, int regions) {
    Traits traits() {
      return new Traits(placement, 1, batch);
    }

    @Override
    public String toString() {
      return placement + ", batch " + batch + ", " + regions + " regions a page";
    }
  }

  private final Shape shape;
  private final Pipeline pipeline;

  EngineLoad(Shape shape) {
    this.shape = shape;
    this.pipeline =
        Pipeline.builder()
            .layoutDetector(Rows.of(shape.regions(), 0, shape.traits()))
            .recognizer(Pool.<Recognizer>of(2, () -> EngineLoad::recognize).with(shape.traits()))
            .translator(
                Pool.<Translator>of(2, () -> EngineLoad::translate).with(shape.traits()),
                Language.ENGLISH)
            .build();
  }

  private static List<RegionContent> recognize(List<RegionCrop> crops) {
    return crops.size() == 1 ? List.of(TEXT) : Collections.nCopies(crops.size(), TEXT);
  }

  private static List<Translation> translate(List<Translator.Item> items) {
    return items.size() == 1
        ? List.of(TRANSLATION)
        : new ArrayList<>(Collections.nCopies(items.size(), TRANSLATION));
  }

  /** Sends at least that many regions through; returns how many there were. */
  long run(long atLeast) {
    int pages = (int) Math.ceilDiv(atLeast, (long) shape.regions());
    long regions = 0;
    try (PageStream stream = pipeline.stream(FreePages.of(pages), Order.COMPLETION)) {
      for (PageResult page : stream) {
        regions += page.page().orElseThrow().regions().size();
      }
      if (stream.ledger().ok() != pages) {
        throw new IllegalStateException("the ledger: " + stream.ledger());
      }
    }
    return regions;
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
