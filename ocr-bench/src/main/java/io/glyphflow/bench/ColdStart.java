package io.glyphflow.bench;

import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import java.util.Collections;
import java.util.List;

/** The first call after the start and the second one. Both arms give the same text. */
public final class ColdStart implements AutoCloseable {

  /** The ways to do it. */
  public enum Arm {
    /** Ours: {@code warmUp()} before the first page. */
    WARMED_UP,
    /** Slow: the first page pays for loading the model. */
    COLD
  }

  /** What the pages took, nanoseconds, and what was read. */
  record Result(double first, double second, String text) {}

  private final Pipeline pipeline;

  ColdStart(Arm arm, double loadMillis, double readMillis) throws InterruptedException {
    this.pipeline =
        Pipeline.builder()
            .layoutDetector(Rows.of(1))
            .recognizer(Pool.of(1, () -> new Lazy(loadMillis, readMillis)).with(Traits.waiting()))
            .build();
    if (arm == Arm.WARMED_UP) {
      pipeline.warmUp();
    }
  }

  /** Reads one page. */
  String page() {
    return pipeline.process(FreePages.of(1)).text();
  }

  @Override
  public void close() {
    pipeline.close();
  }

  static Result run(Arm arm, double loadMillis, double readMillis) throws InterruptedException {
    try (ColdStart cold = new ColdStart(arm, loadMillis, readMillis)) {
      long start = System.nanoTime();
      String text = cold.page();
      long middle = System.nanoTime();
      var unused = cold.page();
      return new Result(middle - start, System.nanoTime() - middle, text);
    }
  }

  /** A model that loads itself when it is first used. */
  private static final class Lazy implements Recognizer {
    private final double loadMillis;
    private final double readMillis;
    private boolean isLoaded;

    Lazy(double loadMillis, double readMillis) {
      this.loadMillis = loadMillis;
      this.readMillis = readMillis;
    }

    @Override
    public void warmUp() throws InterruptedException {
      if (!isLoaded) {
        Waits.millis(loadMillis);
        isLoaded = true;
      }
    }

    @Override
    public List<RegionContent> recognize(List<RegionCrop> crops) throws InterruptedException {
      warmUp();
      Waits.millis(readMillis);
      return Collections.nCopies(crops.size(), RegionContent.text("x"));
    }
  }
}
