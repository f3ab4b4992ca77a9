package io.glyphflow.layout.djl;

import ai.djl.MalformedModelException;
import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.output.DetectedObjects;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.core.stage.Traits;
import io.glyphflow.layout.LabelMap;
import io.glyphflow.layout.postprocess.LayoutPostprocessor;
import io.glyphflow.layout.postprocess.PostprocessOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the regions of pages with any object detector of the Deep Java Library: a zoo model, a
 * TorchScript file, a translator of one's own. What it finds goes through the same post-processing
 * as that of other detectors. DJL and an engine of it are for the user to bring along: this library
 * depends on {@code ai.djl:api} only where this class is used.
 *
 * <p>Pages are given as {@link Image}s of 8-bit color, in their own size. Boxes are taken as DJL
 * defines them, 0..1 of the picture; a translator that answers pixels has nearly all of its boxes
 * outside of the page, which fails the page. A class name that is not among the labels fails it as
 * well.
 *
 * <p>DJL's {@code OnnxRuntime} engine and {@link io.glyphflow.onnx.OnnxSession} share one runtime
 * for the whole process, which DJL insists on creating: where both are used, load the DJL model
 * first ({@code Engine.getEngine("OnnxRuntime")} is enough); the other way round DJL fails with
 * {@link ExceptionInInitializerError}. Other engines do not mind. Set {@code -Dai.djl.offline=true}
 * where nothing may be downloaded.
 *
 * <p>Thread-safe: DJL's predictors are not, so each call has one of its own, made when first needed
 * and used again. {@link #close()} waits for calls in flight.
 */
@SuppressWarnings("exports") // who calls this has DJL
public final class DjlLayoutDetector implements LayoutDetector, AutoCloseable {

  private final Supplier<Predictor<Image, DetectedObjects>> predictors;
  private final @Nullable ZooModel<Image, DetectedObjects> model;
  private final PageObjects objects;
  private final LayoutPostprocessor postprocessor;
  private final Traits traits;
  private final ConcurrentLinkedQueue<Predictor<Image, DetectedObjects>> idle =
      new ConcurrentLinkedQueue<>();
  private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
  private boolean isClosed;

  private DjlLayoutDetector(Builder builder) {
    this.predictors = builder.predictors;
    this.model = builder.model;
    this.objects = new PageObjects(builder.labels);
    this.postprocessor =
        new LayoutPostprocessor(
            builder.postprocess == null ? PostprocessOptions.defaults() : builder.postprocess,
            builder.labels);
    this.traits =
        Traits.defaults()
            .withConcurrency(builder.concurrency == 0 ? 1_000 : builder.concurrency)
            .withMaxBatch(builder.maxBatch == 0 ? 1 : builder.maxBatch);
  }

  /**
   * Loads a model by its criteria.
   *
   * @param criteria which model, engine and translator
   * @param labels the classes that the translator names
   * @return the detector, which owns the model
   * @throws PermanentOcrException with {@code MODEL} if the model cannot be found or loaded
   */
  public static DjlLayoutDetector of(Criteria<Image, DetectedObjects> criteria, LabelMap labels) {
    return builder(criteria, labels).build();
  }

  /**
   * A detector over predictors.
   *
   * @param predictors makes a new one; called by several threads
   * @param labels the classes that the translator names
   * @return the detector, which owns the predictors but not the model behind them
   */
  public static DjlLayoutDetector of(
      Supplier<Predictor<Image, DetectedObjects>> predictors, LabelMap labels) {
    return builder(predictors, labels).build();
  }

  /**
   * Loads a model by its criteria, for a detector with options.
   *
   * @param criteria which model, engine and translator
   * @param labels the classes that the translator names
   * @return a builder with nothing set; its detector owns the model
   * @throws PermanentOcrException with {@code MODEL} if the model cannot be found or loaded
   */
  public static Builder builder(Criteria<Image, DetectedObjects> criteria, LabelMap labels) {
    Objects.requireNonNull(labels, "labels");
    try {
      ZooModel<Image, DetectedObjects> model = criteria.loadModel();
      return new Builder(model::newPredictor, model, labels);
    } catch (IOException | ModelNotFoundException | MalformedModelException | EngineException e) {
      throw new PermanentOcrException(
          FailureCategory.MODEL, "DJL model of " + criteria + ": " + e, e);
    }
  }

  /**
   * A detector over predictors, with options.
   *
   * @param predictors makes a new one; called by several threads
   * @param labels the classes that the translator names
   * @return a builder with nothing set
   */
  public static Builder builder(
      Supplier<Predictor<Image, DetectedObjects>> predictors, LabelMap labels) {
    return new Builder(predictors, null, labels);
  }

  @Override
  public Traits traits() {
    return traits;
  }

  @Override
  public List<PageLayout> detect(List<PageInput> pages) throws InterruptedException {
    return detect(pages, Attempt.unlimited());
  }

  @Override
  public List<PageLayout> detect(List<PageInput> pages, Attempt attempt)
      throws InterruptedException {
    gate.readLock().lockInterruptibly();
    try {
      if (isClosed) {
        throw new IllegalStateException("the layout detector is closed");
      }
      List<PageLayout> layouts = new ArrayList<>(pages.size());
      for (int from = 0; from < pages.size(); from += traits.maxBatch()) {
        if (attempt.isCancelled() || Thread.interrupted()) {
          throw new InterruptedException("given up before the pages were looked at");
        }
        List<PageInput> part =
            pages.subList(from, Math.min(pages.size(), from + traits.maxBatch()));
        layouts.addAll(layouts(part, predict(part)));
      }
      return layouts;
    } finally {
      gate.readLock().unlock();
    }
  }

  private List<DetectedObjects> predict(List<PageInput> pages) throws InterruptedException {
    List<Image> images = pages.stream().map(page -> PageObjects.image(page.image())).toList();
    Predictor<Image, DetectedObjects> predictor = idle.poll();
    if (predictor == null) {
      predictor = predictors.get();
    }
    boolean isSound = false;
    try {
      List<DetectedObjects> found =
          images.size() == 1
              ? List.of(predictor.predict(images.getFirst()))
              : predictor.batchPredict(images);
      isSound = true;
      return found;
    } catch (TranslateException | EngineException e) {
      if (e.getCause() instanceof InterruptedException) {
        throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
      }
      throw new PermanentOcrException(FailureCategory.MODEL, "DJL predictor: " + e, e);
    } finally {
      if (isSound) {
        idle.add(predictor);
      } else {
        predictor.close(); // who knows what state it is in
      }
    }
  }

  private List<PageLayout> layouts(List<PageInput> pages, List<DetectedObjects> found) {
    if (found.size() != pages.size()) {
      throw new PermanentOcrException(
          FailureCategory.LAYOUT,
          "DJL predictor: " + found.size() + " answers for " + pages.size() + " pages");
    }
    List<PageLayout> layouts = new ArrayList<>(pages.size());
    for (int i = 0; i < pages.size(); i++) {
      var size = pages.get(i).image().size();
      layouts.add(postprocessor.apply(objects.detections(found.get(i), size), size));
    }
    return layouts;
  }

  /** Waits for calls in flight, then frees predictors, and the model if it is owned. */
  @Override
  public void close() {
    gate.writeLock().lock();
    try {
      if (isClosed) {
        return;
      }
      isClosed = true;
      idle.forEach(Predictor::close);
      idle.clear();
      if (model != null) {
        model.close();
      }
    } finally {
      gate.writeLock().unlock();
    }
  }

  /** Options of a {@link DjlLayoutDetector}. Each is set once. Not thread-safe. */
  public static final class Builder {
    private final Supplier<Predictor<Image, DetectedObjects>> predictors;
    private final @Nullable ZooModel<Image, DetectedObjects> model;
    private final LabelMap labels;
    private @Nullable PostprocessOptions postprocess;
    private int concurrency;
    private int maxBatch;

    private Builder(
        Supplier<Predictor<Image, DetectedObjects>> predictors,
        @Nullable ZooModel<Image, DetectedObjects> model,
        LabelMap labels) {
      this.predictors = Objects.requireNonNull(predictors, "predictors");
      this.model = model;
      this.labels = Objects.requireNonNull(labels, "labels");
    }

    /**
     * How what was found becomes regions. By default {@link PostprocessOptions#defaults()}.
     *
     * @param options the options
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder postprocess(PostprocessOptions options) {
      Objects.requireNonNull(options, "options");
      if (postprocess != null) {
        throw new IllegalStateException("postprocess: is set already, set it once");
      }
      postprocess = options;
      return this;
    }

    /**
     * Calls at the same time, each with a predictor of its own. By default 1000, as many as come.
     *
     * @param calls 1 or more
     * @return this
     * @throws IllegalArgumentException if it is not within 1..100000
     * @throws IllegalStateException if it was set before
     */
    public Builder concurrency(int calls) {
      check("concurrency", concurrency, calls, 100_000);
      concurrency = calls;
      return this;
    }

    /**
     * Pages that the predictor gets at once, for translators that batch. By default 1.
     *
     * @param pages 1 or more
     * @return this
     * @throws IllegalArgumentException if it is not within 1..10000
     * @throws IllegalStateException if it was set before
     */
    public Builder maxBatch(int pages) {
      check("maxBatch", maxBatch, pages, 10_000);
      maxBatch = pages;
      return this;
    }

    private static void check(String name, int first, int value, int most) {
      if (value < 1 || value > most) {
        throw new IllegalArgumentException(name + ": " + value + ", must be within 1.." + most);
      }
      if (first != 0) {
        throw new IllegalStateException(name + ": is " + first + " already, set it once");
      }
    }

    /**
     * Makes the detector.
     *
     * @return the detector, to be closed
     * @throws IllegalArgumentException if the options name a label that is not among the labels
     */
    public DjlLayoutDetector build() {
      return new DjlLayoutDetector(this);
    }
  }
}
