package io.glyphflow.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.internal.engine.Engine;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.source.PageSource;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Role;
import io.glyphflow.core.stage.Traits;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/**
 * What the tests of the pipeline share: pages whose pixels are counted, roles, and a check after
 * each test that threads, instances, CPU threads, bytes and pixels are back to zero.
 */
@Timeout(30)
abstract class PipelineChecks {

  static final Size SIZE = new Size(40, 400);
  static final long PAGE_BYTES = SIZE.area();
  static final Duration LONG = Duration.ofSeconds(10);

  final AtomicInteger openPages = new AtomicInteger();
  final AtomicInteger decodes = new AtomicInteger();
  private final List<Pipeline> built = new CopyOnWriteArrayList<>();
  private final Set<String> threadsBefore = Set.copyOf(platformThreads());
  private final List<CountDownLatch> latches = new CopyOnWriteArrayList<>();

  /** Builds, and checks after the test that nothing is left. */
  final Pipeline build(Pipeline.Builder builder) {
    Pipeline pipeline = builder.build();
    built.add(pipeline);
    return pipeline;
  }

  /** A latch that is opened at the end of the test whatever happened. */
  final CountDownLatch latch() {
    CountDownLatch latch = new CountDownLatch(1);
    latches.add(latch);
    return latch;
  }

  @AfterEach
  void nothingIsLeft() {
    latches.forEach(CountDownLatch::countDown);
    for (Pipeline pipeline : built) {
      assertThat(pipeline.close(LONG)).as("threads after close").isEmpty();
      Engine engine = pipeline.engine();
      assertThat(engine.memory().inUse()).as("bytes in use").isZero();
      assertThat(engine.leasesInUse()).as("instances in use").isZero();
      assertThat(engine.cpuInUse()).as("CPU threads in use").isZero();
      assertThat(engine.liveRuns()).as("runs with threads").isZero();
    }
    assertThat(openPages).as("pages not closed").hasValue(0);
    if (!built.isEmpty()) {
      until("threads gone", () -> threadsBefore.containsAll(platformThreads()));
    }
  }

  final void assertNoNewPlatformThread() {
    assertThat(threadsBefore).containsAll(platformThreads());
  }

  private static List<String> platformThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("glyphflow-") && thread.isAlive())
        .map(Thread::getName)
        .toList();
  }

  /** The required roles, waiting ones: each page has {@code regions} text regions. */
  static Pipeline.Builder small(int regions) {
    return Pipeline.builder()
        .layoutDetector(detecting(stacked(regions)))
        .recognizer(reading(PipelineChecks::readAll));
  }

  static Pool<LayoutDetector> detecting(LayoutDetector detector) {
    return one(detector, Traits.waiting());
  }

  static Pool<Recognizer> reading(Recognizer recognizer) {
    return one(recognizer, Traits.waiting());
  }

  static <R extends Role> Pool<R> one(R role, Traits traits) {
    return Pool.<R>ofInstances(List.of(role)).with(traits);
  }

  /** Text regions of 20 pixels one below the other. */
  static LayoutDetector stacked(int regions) {
    PageLayout layout = layout(regions);
    return pages -> pages.stream().map(page -> layout).toList();
  }

  static PageLayout layout(int regions) {
    return new PageLayout(IntStream.range(0, regions).mapToObj(PipelineChecks::region).toList());
  }

  static Region region(int number) {
    return Region.of(RegionKind.TEXT, "text", BoundingBox.ofSize(0, number * 20, 40, 20), 0.9);
  }

  static List<RegionContent> readAll(List<RegionCrop> crops) {
    return crops.stream().map(PipelineChecks::read).toList();
  }

  static RegionContent read(RegionCrop crop) {
    assertThat(crop.image().isClosed()).as("crop is closed").isFalse();
    return RegionContent.text(textOf(crop.pageId().pageNumber(), crop.region().id()));
  }

  static String textOf(int page, int region) {
    return "p" + page + "r" + region;
  }

  static boolean isRegion(RegionCrop crop, int page, int region) {
    return crop.pageId().pageNumber() == page && crop.region().id() == region;
  }

  /** Pages 1 to n. */
  final DocumentSource pages(int n) {
    List<PageSource> pages = new ArrayList<>();
    for (int number = 1; number <= n; number++) {
      pages.add(new CountedPage(number));
    }
    return DocumentSource.ofPages(pages);
  }

  /** A page whose pixels are counted as long as they are open. */
  class CountedPage implements PageSource {
    private final PageId id;

    CountedPage(int number) {
      this.id = new PageId("d", number);
    }

    @Override
    public PageId id() {
      return id;
    }

    @Override
    public long decodedBytes() {
      return PAGE_BYTES;
    }

    @Override
    public PageImage decode() throws InterruptedException {
      decodes.incrementAndGet();
      return countedImage(SIZE);
    }
  }

  final PageImage countedImage(Size size) {
    openPages.incrementAndGet();
    return PageImage.wrap(
        ByteBuffer.allocate((int) size.area()),
        size,
        PageImage.Format.GRAY8,
        size.width(),
        0,
        openPages::decrementAndGet);
  }

  /** Waits for a latch as long as a test may last. */
  static void await(CountDownLatch latch) {
    boolean isInterrupted = false;
    while (true) {
      try {
        assertThat(latch.await(25, TimeUnit.SECONDS)).as("latch").isTrue();
        break;
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until something is the case. */
  static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  static PageResult page(DocumentResult result, int number) {
    return result.page(number);
  }

  static List<PageOutcome.Status> statuses(DocumentResult result) {
    return result.pages().stream().map(PageResult::status).toList();
  }

  /** Checks that all pages but one are complete, with all their texts in order. */
  static void assertOthersComplete(DocumentResult result, int pages, int regions, int but) {
    assertThat(result.pages())
        .extracting(PageResult::pageNumber)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, pages).boxed().toList());
    for (PageResult page : result.pages()) {
      if (page.pageNumber() != but) {
        assertComplete(page, regions);
      }
    }
  }

  static void assertComplete(PageResult page, int regions) {
    assertThat(page.status()).as("%s", page).isEqualTo(PageOutcome.Status.OK);
    assertThat(page.page().orElseThrow().regions())
        .extracting(region -> region.text())
        .containsExactlyElementsOf(
            IntStream.range(0, regions).mapToObj(r -> textOf(page.pageNumber(), r)).toList());
  }

  /** Checks that the account balances and agrees with the pages. */
  static void assertLedgerExact(DocumentResult result) {
    var ledger = result.ledger();
    assertThat(ledger.accepted()).isEqualTo(result.pages().size());
    assertThat(ledger.inProgress()).isZero();
    assertThat(ledger.regions().inProgress()).isZero();
    assertThat(ledger.ok()).isEqualTo(count(result, PageOutcome.Status.OK));
    assertThat(ledger.partial()).isEqualTo(count(result, PageOutcome.Status.PARTIAL));
    assertThat(ledger.failed()).isEqualTo(count(result, PageOutcome.Status.FAILED));
    assertThat(ledger.skipped()).isEqualTo(count(result, PageOutcome.Status.SKIPPED));
    assertThat(ledger.cancelled()).isEqualTo(count(result, PageOutcome.Status.CANCELLED));
  }

  private static long count(DocumentResult result, PageOutcome.Status status) {
    return result.pages().stream().filter(page -> page.status() == status).count();
  }
}
