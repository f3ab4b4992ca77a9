package io.glyphflow.core.pipeline;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.Language;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.internal.engine.Engine;
import io.glyphflow.core.internal.engine.EngineSetup;
import io.glyphflow.core.internal.engine.PageConsumers;
import io.glyphflow.core.internal.engine.PipelineRun;
import io.glyphflow.core.internal.engine.Threads;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.stage.Cropper;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.OrientationDetector;
import io.glyphflow.core.stage.PageFilter;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.ReadingOrderer;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.Role;
import io.glyphflow.core.stage.Translator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Reads documents: pages go in, regions come out in reading order, read and, if asked, translated.
 * Immutable, thread-safe and made to live long: it owns what is scarce (model instances, CPU
 * threads, memory), which its runs share fairly. Any number of runs may go on at the same time.
 *
 * <p>One run can be had in four ways: {@link #process} waits for all pages, {@link #stream} gives
 * them out as they come, {@link #publish} does so as a {@link Flow.Publisher}, and {@link #start}
 * tells a listener. No page is ever lost: each one that a run accepts ends in one outcome, and the
 * run's {@link io.glyphflow.core.document.Ledger} adds them up.
 */
public final class Pipeline implements AutoCloseable {

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final Engine engine;

  private Pipeline(Engine engine) {
    this.engine = engine;
  }

  /**
   * Starts to describe a pipeline. A layout detector and a recognizer are required, all else has a
   * default.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads files.
   *
   * @param files image files, as {@link DocumentSource#of(Path...)} takes them
   * @return all pages in input order
   * @throws IllegalStateException if the pipeline is closed
   */
  public DocumentResult process(Path... files) {
    return process(DocumentSource.of(files), RunOptions.defaults());
  }

  /**
   * Reads a source with the default options.
   *
   * @param source the pages
   * @return all pages in input order
   * @throws IllegalStateException if the pipeline is closed
   * @throws io.glyphflow.core.stage.OcrException if the source cannot be opened
   */
  public DocumentResult process(DocumentSource source) {
    return process(source, RunOptions.defaults());
  }

  /**
   * Reads a source and waits for all of its pages. If the calling thread is interrupted, the run is
   * cancelled, pages that are not done end as {@code CANCELLED}, and the interrupt flag stays set.
   *
   * @param source the pages
   * @param options how
   * @return all pages in input order
   * @throws IllegalStateException if the pipeline is closed
   * @throws io.glyphflow.core.stage.OcrException if the source cannot be opened, or the run failed
   *     fast
   */
  public DocumentResult process(DocumentSource source, RunOptions options) {
    return PageConsumers.collect(begin(source, options.order(Order.COMPLETION), null));
  }

  /**
   * Reads a source and gives its pages out as they come, in input order.
   *
   * @param source the pages
   * @return the pages; to be closed
   * @throws IllegalStateException if the pipeline is closed
   */
  public PageStream stream(DocumentSource source) {
    return stream(source, RunOptions.defaults());
  }

  /**
   * Reads a source and gives its pages out as they come.
   *
   * @param source the pages
   * @param order in which order
   * @return the pages; to be closed
   * @throws IllegalStateException if the pipeline is closed
   */
  public PageStream stream(DocumentSource source, Order order) {
    return stream(source, RunOptions.defaults().order(order));
  }

  /**
   * Reads a source and gives its pages out as they come.
   *
   * @param source the pages
   * @param options how
   * @return the pages; to be closed
   * @throws IllegalStateException if the pipeline is closed
   */
  public PageStream stream(DocumentSource source, RunOptions options) {
    return PageConsumers.stream(begin(source, options, null));
  }

  /**
   * Reads a source as a publisher. Each subscriber gets a run of its own, which starts when it
   * subscribes; demand holds the loader back, cancelling the subscription cancels the run.
   *
   * @param source the pages
   * @param options how
   * @return the publisher; a subscriber after {@link #close()} gets an {@link
   *     IllegalStateException}
   */
  public Flow.Publisher<PageResult> publish(DocumentSource source, RunOptions options) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(options, "options");
    return PageConsumers.publisher(() -> begin(source, options, null));
  }

  /**
   * Starts to read a source and tells a listener what happens. The pages reach it as {@link
   * PipelineEvent.PageFinished}; nothing is kept for later.
   *
   * @param source the pages
   * @param options how
   * @param listener hears this run, besides the pipeline's own listeners
   * @return the run
   * @throws IllegalStateException if the pipeline is closed
   */
  public Run start(DocumentSource source, RunOptions options, PipelineListener listener) {
    Objects.requireNonNull(listener, "listener");
    PipelineRun run = begin(source, options, listener);
    PageConsumers.discard(run);
    return run;
  }

  private PipelineRun begin(
      DocumentSource source, RunOptions options, @Nullable PipelineListener listener) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(options, "options");
    return engine.start(source, options, listener);
  }

  /**
   * Makes the first call of every instance as fast as the second, by calling each role's {@link
   * Role#warmUp()} on the threads where it will run. Waits for instances that are in use.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void warmUp() throws InterruptedException {
    engine.warmUp();
  }

  /**
   * Cancels all runs, waits for the calls in flight, and frees what the pipeline made. Waits 30
   * seconds at most; what is left by then is logged. Does nothing the second time.
   */
  @Override
  public void close() {
    List<String> left = close(CLOSE_LIMIT);
    if (!left.isEmpty()) {
      LoggerFactory.getLogger(Pipeline.class)
          .warn("threads still there after {} s: {}", CLOSE_LIMIT.toSeconds(), left);
    }
  }

  /**
   * As {@link #close()}, but returns within a given time whatever happens. May be called from any
   * thread, a listener included, and again; later calls go on waiting. Native work cannot be
   * stopped from outside: an instance whose call does not come back is not freed.
   *
   * @param limit how long to wait; zero cancels and returns at once
   * @return the names of the threads that are still there, the calling one excepted; empty if all
   *     is freed
   */
  public List<String> close(Duration limit) {
    if (limit.isNegative()) {
      throw new IllegalArgumentException("limit: " + limit + ", must be >= 0");
    }
    return engine.close(limit);
  }

  /** For tests in this project: what the engine holds. */
  Engine engine() {
    return engine;
  }

  /**
   * Describes a pipeline. Each option is set once. Not thread-safe; usable again after {@link
   * #build()}, which copies.
   */
  public static final class Builder {

    private final Once<Pool<? extends OrientationDetector>> orienter =
        new Once<>("orientationDetector");
    private final Once<Pool<? extends PageFilter>> filter = new Once<>("pageFilter");
    private final Once<Pool<? extends LayoutDetector>> detector = new Once<>("layoutDetector");
    private final Once<Pool<? extends ReadingOrderer>> orderer = new Once<>("readingOrder");
    private final Once<Pool<? extends Cropper>> cropper = new Once<>("cropper");
    private final Once<Pool<? extends Recognizer>> recognizer = new Once<>("recognizer");
    private final Once<Pool<? extends Translator>> translator = new Once<>("translator");
    private final Once<Language> language = new Once<>("language");
    private final Once<Set<RegionKind>> toRead = new Once<>("recognizedKinds");
    private final Once<MemoryBudget> memoryBudget = new Once<>("memoryBudget");
    private final Once<Integer> queueCapacity = new Once<>("queueCapacity");
    private final Once<Integer> cpuThreads = new Once<>("cpuThreads");
    private final Once<Duration> stallReportAfter = new Once<>("stallReportAfter");
    private final Once<Duration> keepWarm = new Once<>("keepWarm");
    private final Once<Threads> threads = new Once<>("threads");
    private final List<PipelineListener> listeners = new ArrayList<>();

    private Builder() {}

    /**
     * Turns pages upright before anything else looks at them. By default pages are read as they
     * stand. While a page is turned it takes twice its memory.
     *
     * @param detector the detector
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder orientationDetector(OrientationDetector detector) {
      return orientationDetector(single(detector, "detector"));
    }

    /**
     * Turns pages upright, with several instances.
     *
     * @param detectors the detectors
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder orientationDetector(Pool<? extends OrientationDetector> detectors) {
      orienter.set(detectors);
      return this;
    }

    /**
     * Leaves pages out. By default every page is read.
     *
     * @param filter the filter
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder pageFilter(PageFilter filter) {
      return pageFilter(single(filter, "filter"));
    }

    /**
     * Leaves pages out, with several instances.
     *
     * @param filters the filters
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder pageFilter(Pool<? extends PageFilter> filters) {
      filter.set(filters);
      return this;
    }

    /**
     * Finds the regions. Required.
     *
     * @param detector the detector
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder layoutDetector(LayoutDetector detector) {
      return layoutDetector(single(detector, "detector"));
    }

    /**
     * Finds the regions, with several instances. Required.
     *
     * @param detectors the detectors
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder layoutDetector(Pool<? extends LayoutDetector> detectors) {
      detector.set(detectors);
      return this;
    }

    /**
     * Puts regions into reading order. By default the detector's order is kept.
     *
     * @param order the orderer
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder readingOrder(ReadingOrderer order) {
      return readingOrder(single(order, "order"));
    }

    /**
     * Puts regions into reading order, with several instances.
     *
     * @param orders the orderers
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder readingOrder(Pool<? extends ReadingOrderer> orders) {
      orderer.set(orders);
      return this;
    }

    /**
     * Cuts regions out. By default {@link Cropper#outlines()}.
     *
     * @param cropper the cropper
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder cropper(Cropper cropper) {
      return cropper(single(cropper, "cropper"));
    }

    /**
     * Cuts regions out, with several instances.
     *
     * @param croppers the croppers
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder cropper(Pool<? extends Cropper> croppers) {
      cropper.set(croppers);
      return this;
    }

    /**
     * Reads regions. Required.
     *
     * @param recognizer the recognizer
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder recognizer(Recognizer recognizer) {
      return recognizer(single(recognizer, "recognizer"));
    }

    /**
     * Reads regions, with several instances. Required.
     *
     * @param recognizers the recognizers
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder recognizer(Pool<? extends Recognizer> recognizers) {
      recognizer.set(recognizers);
      return this;
    }

    /**
     * Which kinds of regions the recognizer gets. By default all but figures.
     *
     * @param first one kind
     * @param more others
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder recognizedKinds(RegionKind first, RegionKind... more) {
      toRead.set(Set.copyOf(EnumSet.of(first, more)));
      return this;
    }

    /**
     * Translates each text as soon as it is read. By default nothing is translated.
     *
     * @param translator the translator
     * @param target the language to translate into
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder translator(Translator translator, Language target) {
      return translator(single(translator, "translator"), target);
    }

    /**
     * Translates each text as soon as it is read, with several instances.
     *
     * @param translators the translators
     * @param target the language to translate into
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder translator(Pool<? extends Translator> translators, Language target) {
      Objects.requireNonNull(target, "target");
      translator.set(translators);
      language.set(target);
      return this;
    }

    /**
     * How many bytes of pixels and requests to hold at most. By default {@link
     * MemoryBudget#defaults()}.
     *
     * @param budget the limit
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder memoryBudget(MemoryBudget budget) {
      memoryBudget.set(budget);
      return this;
    }

    /**
     * How many items wait between two stages of a run at most. By default 64.
     *
     * @param items 1 to 1,000,000
     * @return this
     * @throws IllegalStateException if it was set before
     * @throws IllegalArgumentException if it is not within 1..1,000,000
     */
    public Builder queueCapacity(int items) {
      queueCapacity.set(within("queueCapacity", items, 1_000_000));
      return this;
    }

    /**
     * Platform threads for native and CPU-bound work. By default as many as there are processors.
     *
     * @param threads 1 to 10,000
     * @return this
     * @throws IllegalStateException if it was set before
     * @throws IllegalArgumentException if it is not within 1..10,000
     */
    public Builder cpuThreads(int threads) {
      cpuThreads.set(within("cpuThreads", threads, 10_000));
      return this;
    }

    /**
     * Reports who waits on whom when nothing has moved in a run for this long. By default one
     * minute.
     *
     * @param limit at least 10 ms; zero switches the report off
     * @return this
     * @throws IllegalStateException if it was set before
     * @throws IllegalArgumentException if it is between zero and 10 ms, or negative
     */
    public Builder stallReportAfter(Duration limit) {
      if (!limit.isZero() && limit.compareTo(Duration.ofMillis(10)) < 0) {
        throw new IllegalArgumentException(
            "stallReportAfter: " + limit + ", must be zero or >= 10 ms");
      }
      stallReportAfter.set(limit);
      return this;
    }

    /**
     * Calls {@link Role#warmUp()} on idle instances from time to time, so that a call after a pause
     * costs no more than any other. By default off.
     *
     * @param interval at least 10 ms
     * @return this
     * @throws IllegalStateException if it was set before
     * @throws IllegalArgumentException if it is below 10 ms
     */
    public Builder keepWarm(Duration interval) {
      if (interval.compareTo(Duration.ofMillis(10)) < 0) {
        throw new IllegalArgumentException("keepWarm: " + interval + ", must be >= 10 ms");
      }
      keepWarm.set(interval);
      return this;
    }

    /**
     * Adds a listener that hears every run. May be called several times.
     *
     * @param listener hears what happens
     * @return this
     */
    public Builder listener(PipelineListener listener) {
      listeners.add(Objects.requireNonNull(listener, "listener"));
      return this;
    }

    /** For tests in this project: other threads and another clock. */
    Builder threads(Threads other) {
      threads.set(other);
      return this;
    }

    /**
     * Makes the pipeline: creates the instances of its pools and starts its CPU threads.
     *
     * @return the pipeline; to be closed
     * @throws IllegalStateException if something is missing or does not fit together; the message
     *     lists all of it
     */
    public Pipeline build() {
      MemoryBudget memory = memoryBudget.or(MemoryBudget.defaults());
      Duration stall = stallReportAfter.or(Duration.ofMinutes(1));
      List<String> problems = problems(memory);
      Pool<? extends LayoutDetector> detectors = detector.get();
      Pool<? extends Recognizer> recognizers = recognizer.get();
      if (detectors == null || recognizers == null || !problems.isEmpty()) {
        throw new IllegalStateException(
            "the pipeline cannot be built: " + String.join("; ", problems));
      }
      return new Pipeline(
          new Engine(
              new EngineSetup(
                  "glyphflow-" + NUMBERS.incrementAndGet(),
                  threads.or(Threads.system()),
                  cpuThreads.or(Runtime.getRuntime().availableProcessors()),
                  queueCapacity.or(64),
                  memory,
                  stall,
                  keepWarm.get(),
                  List.copyOf(listeners),
                  orienter.get(),
                  filter.get(),
                  detectors,
                  orderer.get(),
                  cropper.or(single(Cropper.outlines(), "cropper")),
                  recognizers,
                  translator.get(),
                  toRead.or(Set.copyOf(EnumSet.complementOf(EnumSet.of(RegionKind.FIGURE)))),
                  language.or(Language.ENGLISH))));
    }

    private List<String> problems(MemoryBudget memory) {
      List<String> problems = new ArrayList<>();
      if (detector.get() == null) {
        problems.add("layoutDetector: missing, say layoutDetector(...)");
      }
      if (recognizer.get() == null) {
        problems.add("recognizer: missing, say recognizer(...)");
      }
      long heap = Runtime.getRuntime().maxMemory();
      long onHeap = memory.bytes() - memory.nativeBytes();
      if (onHeap > heap) {
        problems.add(
            "memoryBudget: " + onHeap + " bytes on the heap, must be <= its limit of " + heap);
      }
      IdentityHashMap<Role, String> users = new IdentityHashMap<>();
      for (Once<? extends Pool<?>> option :
          List.of(orienter, filter, detector, orderer, cropper, recognizer, translator)) {
        problems.addAll(shared(option, users));
      }
      return problems;
    }

    /**
     * A lease guards an instance within one role only, so it must not serve another one as well.
     */
    private static List<String> shared(
        Once<? extends Pool<?>> option, IdentityHashMap<Role, String> users) {
      Pool<?> pool = option.get();
      if (pool == null || pool.isOwning()) {
        return List.of();
      }
      List<String> problems = new ArrayList<>();
      for (Role role : pool.instantiate()) {
        String other = users.put(role, option.name);
        if (other != null && pool.traits().orElseGet(role::traits).concurrency() == 1) {
          problems.add(
              option.name
                  + ": the same instance as "
                  + other
                  + ", and it takes one call at a time; give each role its own");
        }
      }
      return problems;
    }

    private static <R extends Role> Pool<R> single(R role, String name) {
      return Pool.ofInstances(List.of(Objects.requireNonNull(role, name)));
    }

    private static int within(String name, int value, int max) {
      if (value < 1 || value > max) {
        throw new IllegalArgumentException(name + ": " + value + ", must be within 1.." + max);
      }
      return value;
    }
  }

  /** An option that is set once. */
  private static final class Once<V> {
    private final String name;
    private @Nullable V value;

    Once(String name) {
      this.name = name;
    }

    void set(V given) {
      Objects.requireNonNull(given, name);
      if (value != null) {
        throw new IllegalStateException(name + ": was already set to " + value);
      }
      value = given;
    }

    @Nullable V get() {
      return value;
    }

    V or(V other) {
      V given = value;
      return given == null ? other : given;
    }
  }
}
