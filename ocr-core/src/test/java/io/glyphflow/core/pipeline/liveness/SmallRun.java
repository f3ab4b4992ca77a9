package io.glyphflow.core.pipeline.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.Language;
import io.glyphflow.core.document.Ledger;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.internal.engine.Engine;
import io.glyphflow.core.pipeline.FailurePolicy;
import io.glyphflow.core.pipeline.MemoryBudget;
import io.glyphflow.core.pipeline.Order;
import io.glyphflow.core.pipeline.PageStream;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.pipeline.PipelineAccess;
import io.glyphflow.core.pipeline.PipelineEvent;
import io.glyphflow.core.pipeline.PipelineListener;
import io.glyphflow.core.pipeline.RunOptions;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.source.PageSource;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.OcrException;
import io.glyphflow.core.stage.OrientationDetector;
import io.glyphflow.core.stage.PageFilter;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.ReadingOrderer;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.Traits;
import io.glyphflow.core.stage.Translator;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A small pipeline with one run on a {@link SeededScheduler}: everything about it follows from a
 * seed. At a given step something may happen to it; in the end nothing may be lost, held or
 * waiting.
 */
final class SmallRun {

  /** What happens at a step. */
  enum Interjection {
    NOTHING,
    CANCEL,
    CLOSE,
    PAUSE_AND_RESUME,
    INTERRUPT,
    CLOSE_STREAM
  }

  private static final long STEP_LIMIT = 200_000;
  private static final Size PAGE = new Size(512, 600);
  private static final long BUDGET = 1 << 20;

  private final SeededScheduler scheduler;
  private final Random random;
  private final int failingCall;
  private final int pages;
  private final int regions;
  private final Pipeline pipeline;
  private final Engine engine;
  private final List<PageResult> results = new ArrayList<>();
  private int calls;
  private long liveBytes;
  private long peakBytes;
  private PageStream stream;
  private boolean isConsumed;
  private RuntimeException failure;
  private boolean isClosed;
  private boolean isPixelGone;

  /**
   * @param seed decides the shape of the pipeline and the interleaving
   * @param failingCall the call of any role that fails, from 0; -1 for none
   */
  SmallRun(long seed, int failingCall) {
    this.random = new Random(seed * 31 + 17);
    this.scheduler = new SeededScheduler(seed);
    this.failingCall = failingCall;
    this.pages = 1 + random.nextInt(4);
    this.regions = random.nextInt(4);
    this.pipeline = build();
    this.engine = PipelineAccess.engine(pipeline);
  }

  private Pipeline build() {
    Pipeline.Builder builder =
        PipelineAccess.on(scheduler, Pipeline.builder())
            .queueCapacity(1 + random.nextInt(2))
            .cpuThreads(1 + random.nextInt(2))
            .stallReportAfter(Duration.ZERO)
            .memoryBudget(new MemoryBudget(BUDGET, BUDGET))
            .layoutDetector(Pool.<LayoutDetector>of(size(), () -> this::detect).with(traits()))
            .recognizer(
                Pool.<Recognizer>of(
                        size(),
                        () ->
                            crops ->
                                answer(
                                    crops.stream()
                                        .map(c -> RegionContent.text("r" + c.region().id()))
                                        .toList()))
                    .with(traits()));
    if (random.nextBoolean()) {
      builder.translator(
          Pool.<Translator>of(
                  size(),
                  () -> items -> answer(items.stream().map(i -> i.translated(i.text())).toList()))
              .with(traits()),
          Language.ENGLISH);
    }
    if (random.nextInt(3) == 0) {
      builder.pageFilter(Pool.<PageFilter>of(1, () -> this::filter).with(traits()));
    }
    if (random.nextInt(3) == 0) {
      builder.orientationDetector(
          Pool.<OrientationDetector>of(1, () -> this::turns).with(traits()));
    }
    if (random.nextInt(3) == 0) {
      builder.listener(new PixelListener());
    }
    if (random.nextInt(3) == 0) {
      builder.readingOrder(Pool.<ReadingOrderer>of(1, () -> this::reverse).with(traits()));
    }
    return builder.build();
  }

  private int size() {
    return 1 + random.nextInt(2);
  }

  private Traits traits() {
    Traits traits = random.nextBoolean() ? Traits.waiting() : Traits.defaults();
    return traits.withMaxBatch(1 + random.nextInt(3));
  }

  /** A call of a role: other threads may go on before it answers, and it may fail. */
  @SuppressWarnings("ThreadPriorityCheck")
  private <V> V answer(V value) {
    int call = calls++;
    Thread.yield();
    if (call == failingCall) {
      throw new IllegalArgumentException("call " + call);
    }
    return value;
  }

  private List<PageLayout> detect(List<PageInput> inputs) {
    List<PageLayout> layouts = new ArrayList<>();
    for (int page = 0; page < inputs.size(); page++) {
      List<Region> found = new ArrayList<>();
      for (int i = 0; i < regions; i++) {
        RegionKind kind = i == 2 ? RegionKind.FIGURE : RegionKind.TEXT;
        found.add(Region.of(kind, "text", BoundingBox.ofSize(0, i * 50, 512, 50), 1));
      }
      layouts.add(new PageLayout(found));
    }
    return answer(layouts);
  }

  private List<PageFilter.Decision> filter(List<PageInput> inputs) {
    return answer(
        inputs.stream()
            .map(
                page ->
                    page.id().pageNumber() % 3 == 2
                        ? PageFilter.Decision.skip("every third")
                        : PageFilter.Decision.keep())
            .toList());
  }

  private List<Rotation> turns(List<PageInput> inputs) {
    return answer(
        inputs.stream().map(page -> Rotation.ofDegrees(page.id().pageNumber() % 4 * 90)).toList());
  }

  /** Keeps the pixels until a page is read, and looks at them then. */
  @SuppressWarnings("ThreadPriorityCheck")
  private final class PixelListener implements PipelineListener {
    @Override
    public void onEvent(PipelineEvent event) {
      if (event instanceof PipelineEvent.PageRead read) {
        Thread.yield();
        isPixelGone |= read.image().isClosed();
      }
    }

    @Override
    public boolean wantsPixels() {
      return true;
    }
  }

  private List<List<Integer>> reverse(List<ReadingOrderer.Unordered> inputs) {
    return answer(
        inputs.stream()
            .map(
                page ->
                    IntStream.range(0, page.regions().size())
                        .mapToObj(i -> page.regions().size() - 1 - i)
                        .toList())
            .toList());
  }

  private DocumentSource source() {
    List<PageSource> sources = new ArrayList<>();
    for (int number = 1; number <= pages; number++) {
      sources.add(new CountedPage(new PageId("d", number)));
    }
    return DocumentSource.ofPages(sources);
  }

  private final class CountedPage implements PageSource {
    private final PageId id;

    CountedPage(PageId id) {
      this.id = id;
    }

    @Override
    public PageId id() {
      return id;
    }

    @Override
    public long decodedBytes() {
      return PAGE.area();
    }

    @Override
    public PageImage decode() {
      long bytes = PAGE.area();
      liveBytes += bytes;
      peakBytes = Math.max(peakBytes, liveBytes);
      PageImage image =
          PageImage.wrap(
              ByteBuffer.allocate((int) bytes),
              PAGE,
              PageImage.Format.GRAY8,
              PAGE.width(),
              0,
              () -> liveBytes -= bytes);
      try {
        return answer(image);
      } catch (IllegalArgumentException e) {
        image.close();
        throw e;
      }
    }
  }

  /**
   * Runs to the end; {@code what} happens at a step. Returns the steps taken until the run was
   * done.
   */
  long run(Interjection what, long atStep) {
    RunOptions options =
        RunOptions.defaults()
            .order(random.nextBoolean() ? Order.INPUT : Order.COMPLETION)
            .window(1 + random.nextInt(3))
            .failurePolicy(
                (random.nextInt(4) == 0 ? FailurePolicy.failFast() : FailurePolicy.keepGoing())
                    .withBackoff(Duration.ZERO));
    var unused = scheduler.startWaiting("consumer", () -> consume(options));
    boolean isDue = what != Interjection.NOTHING;
    while (!isConsumed || isDue) {
      if (isDue && scheduler.steps() >= atStep && stream != null) {
        isDue = false;
        interject(what);
      }
      boolean isMoving = scheduler.step();
      if (!isMoving && !isConsumed && !awaitReady()) {
        throw new AssertionError("deadlock: " + report());
      }
      if (!isMoving && isConsumed) {
        isDue = false;
      }
      assertThat(scheduler.steps()).as("steps").isLessThan(STEP_LIMIT);
    }
    final long steps = scheduler.steps();
    shutDown();
    check(what);
    return steps;
  }

  private void consume(RunOptions options) {
    try (PageStream pagesOut = pipeline.stream(source(), options)) {
      stream = pagesOut;
      for (PageResult page : pagesOut) {
        results.add(page);
      }
    } catch (OcrException e) {
      failure = e;
    } finally {
      isConsumed = true;
    }
  }

  private void interject(Interjection what) {
    switch (what) {
      case NOTHING -> {}
      case CANCEL -> scheduler.interject("cancel", () -> stream.run().cancel());
      case CLOSE -> scheduler.interject("close", () -> pipeline.close(Duration.ofSeconds(60)));
      case CLOSE_STREAM -> scheduler.interject("close-stream", () -> stream.close());
      case PAUSE_AND_RESUME -> {
        scheduler.interject("pause", () -> stream.run().pause());
        for (int i = 0; i < 20; i++) {
          scheduler.step();
        }
        scheduler.interject("resume", () -> stream.run().resume());
      }
      case INTERRUPT -> {
        List<Thread> alive =
            scheduler.threads().stream()
                .filter(t -> t.isAlive() && t.getName().startsWith("glyphflow-"))
                .toList();
        if (!alive.isEmpty()) {
          alive.get(random.nextInt(alive.size())).interrupt();
        }
      }
    }
  }

  private void shutDown() {
    scheduler.beFair();
    var unused =
        scheduler.startWaiting(
            "shut-down",
            () -> {
              assertThat(pipeline.close(Duration.ofSeconds(60))).isEmpty();
              isClosed = true;
            });
    while (!scheduler.alive().isEmpty() && (scheduler.step() || awaitReady())) {
      assertThat(scheduler.steps()).as("steps").isLessThan(STEP_LIMIT);
    }
  }

  private boolean awaitReady() {
    try {
      return scheduler.awaitReady();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  private void check(Interjection what) {
    assertThat(isClosed).as("closed; alive %s", scheduler.alive()).isTrue();
    assertThat(scheduler.alive()).as("threads").isEmpty();
    Ledger ledger = stream.ledger();
    assertThat(ledger.inProgress()).as("in progress").isZero();
    assertThat(ledger.regions().inProgress()).as("regions in progress").isZero();
    assertThat((long) results.size()).as("delivered of %s", ledger).isEqualTo(ledger.accepted());
    Set<PageId> ids = new HashSet<>();
    results.forEach(page -> assertThat(ids.add(page.id())).as("once: %s", page.id()).isTrue());
    assertThat(engine.memory().inUse()).as("bytes in use").isZero();
    assertThat(engine.memory().peak()).as("peak").isLessThanOrEqualTo(BUDGET);
    assertThat(engine.leasesInUse()).as("leases").isZero();
    assertThat(engine.cpuInUse()).as("CPU threads").isZero();
    assertThat(liveBytes).as("pixels alive").isZero();
    assertThat(isPixelGone).as("pixels gone before their listener").isFalse();
    assertThat(peakBytes).as("pixels at most").isLessThanOrEqualTo(BUDGET);
    if (what == Interjection.NOTHING && failure == null) {
      assertThat(ledger.accepted()).isEqualTo(pages);
      assertThat(ledger.isSourceExhausted()).isTrue();
      assertThat(ledger.cancelled()).isZero();
    }
    if (failingCall < 0 && what == Interjection.NOTHING) {
      assertThat(failure).isNull();
      assertThat(ledger.failed() + ledger.partial()).isZero();
    }
  }

  int calls() {
    return calls;
  }

  private String report() {
    return scheduler.alive() + "\n" + (stream == null ? "" : stream.ledger());
  }
}
