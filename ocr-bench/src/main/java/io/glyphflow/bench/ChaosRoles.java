package io.glyphflow.bench;

import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.Language;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.pipeline.MemoryBudget;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.source.PageCursor;
import io.glyphflow.core.source.PageSource;
import io.glyphflow.core.stage.Cropper;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.PageFilter;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.ReadingOrderer;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.Translator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** The pipeline and the source of a chaos run: correct roles behind {@link Faults}. */
final class ChaosRoles {

  private static final Size PAGE = new Size(300, 600);
  private static final long SMALL_BUDGET = 1 << 20;

  private final ChaosPlan plan;
  private final Faults faults;
  final AtomicLong liveBytes = new AtomicLong();
  final AtomicLong peakBytes = new AtomicLong();
  final AtomicInteger openInstances = new AtomicInteger();
  final AtomicInteger openCursors = new AtomicInteger();
  final AtomicBoolean hasLied = new AtomicBoolean();

  ChaosRoles(ChaosPlan plan, Faults faults) {
    this.plan = plan;
    this.faults = faults;
  }

  long budget() {
    return plan.hasSmallMemory ? SMALL_BUDGET : 64L << 20;
  }

  Pipeline.Builder pipeline() {
    Pipeline.Builder builder =
        Pipeline.builder()
            .queueCapacity(plan.capacity)
            .cpuThreads(plan.cpuThreads)
            .memoryBudget(new MemoryBudget(budget(), budget()))
            .layoutDetector(Pool.of(plan.poolSize(), () -> new Detector()).with(plan.traits()))
            .recognizer(
                Pool.<Recognizer>of(
                        plan.poolSize(),
                        () ->
                            crops ->
                                faults.call(
                                    crops,
                                    crop ->
                                        RegionContent.text(text(crop.pageId(), crop.region().id())),
                                    crop -> RegionContent.unread(unread())))
                    .with(plan.traits()));
    if (plan.isFiltered) {
      builder.pageFilter(
          Pool.<PageFilter>of(
                  plan.poolSize(),
                  () ->
                      pages ->
                          faults.call(
                              pages,
                              page ->
                                  page.id().pageNumber() % 4 == 3
                                      ? PageFilter.Decision.skip("every fourth")
                                      : PageFilter.Decision.keep(),
                              page -> PageFilter.Decision.skip("")))
              .with(plan.traits()));
    }
    if (plan.isOrdered) {
      builder.readingOrder(
          Pool.<ReadingOrderer>of(
                  plan.poolSize(),
                  () ->
                      pages ->
                          faults.call(
                              pages,
                              page -> reversed(page.regions().size()),
                              page -> List.of(0, 0, 7)))
              .with(plan.traits()));
    }
    if (plan.isTranslated) {
      builder.translator(
          Pool.<Translator>of(
                  plan.poolSize(),
                  () ->
                      items ->
                          faults.call(
                              items,
                              item -> item.translated("t:" + item.text()),
                              item -> item.failed("chaos")))
              .with(plan.traits()),
          Language.ENGLISH);
    }
    if (plan.isCopied) {
      builder.cropper(Pool.<Cropper>of(plan.poolSize(), () -> new Copying()).with(plan.traits()));
    }
    return builder;
  }

  static String text(PageId page, int region) {
    return page + "/" + region;
  }

  private static Failure unread() {
    return Failure.of(FailureCategory.TRUNCATED, StageName.RECOGNIZE, "chaos");
  }

  private static List<Integer> reversed(int n) {
    return IntStream.range(0, n).mapToObj(i -> n - 1 - i).toList();
  }

  private final class Detector implements LayoutDetector, AutoCloseable {

    Detector() {
      openInstances.incrementAndGet();
    }

    @Override
    public List<PageLayout> detect(List<PageInput> pages) throws InterruptedException {
      return faults.call(pages, page -> layout(false), page -> layout(true));
    }

    private PageLayout layout(boolean isBad) {
      List<Region> regions = new ArrayList<>();
      for (int i = 0; i < plan.regions; i++) {
        RegionKind kind = i == 3 ? RegionKind.FIGURE : RegionKind.TEXT;
        boolean isNoBox = isBad && i % 2 == 0;
        BoundingBox box = BoundingBox.ofSize(0, isNoBox ? Double.NaN : i * 100, 300, 100);
        regions.add(Region.of(kind, "text", box, isBad ? Double.NaN : 1));
      }
      return new PageLayout(regions);
    }

    @Override
    public void close() {
      openInstances.decrementAndGet();
    }
  }

  /** Crops that own their pixels. */
  private final class Copying implements Cropper {
    @Override
    public List<PageImage> crop(List<Request> requests) throws InterruptedException {
      List<PageImage> made = new ArrayList<>();
      List<PageImage> answers =
          faults.call(
              requests,
              request -> {
                PageImage crop = image(size(request));
                made.add(crop);
                return crop;
              },
              request -> request.page().view(request.region().box()));
      // What a fault took out of the answer never reaches the pipeline.
      for (PageImage crop : made) {
        if (answers == null || !answers.contains(crop)) {
          crop.close();
        }
      }
      return answers;
    }

    @Override
    public long ownedBytes(Request request) {
      return size(request).area();
    }

    private static Size size(Request request) {
      BoundingBox box = request.region().box();
      return new Size((int) box.width(), (int) box.height());
    }
  }

  private PageImage image(Size size) {
    long bytes = size.area();
    peakBytes.accumulateAndGet(liveBytes.addAndGet(bytes), Math::max);
    return PageImage.wrap(
        ByteBuffer.allocate((int) bytes),
        size,
        PageImage.Format.GRAY8,
        size.width(),
        0,
        () -> liveBytes.addAndGet(-bytes));
  }

  /** Pages that may break at every question. */
  DocumentSource source(String document) {
    return () -> {
      // Opening fails the run as a whole, so it does so rarely.
      if (plan.perMille > 0 && plan.seed % 97 == 0) {
        throw new IllegalStateException("chaos: the source cannot be opened");
      }
      openCursors.incrementAndGet();
      return new ChaosCursor(document);
    };
  }

  private final class ChaosCursor implements PageCursor {
    private final String document;
    private final boolean isBreaking = plan.perMille > 0 && plan.seed % 11 == 0;
    private int next = 1;

    ChaosCursor(String document) {
      this.document = document;
    }

    @Override
    public Optional<PageSource> next() {
      if (next > plan.pages) {
        return Optional.empty();
      }
      if (isBreaking && next == plan.pages) {
        throw new IllegalStateException("chaos: the source breaks");
      }
      return Optional.of(new ChaosPage(new PageId(document, next++)));
    }

    @Override
    public void close() {
      openCursors.decrementAndGet();
      if (plan.perMille > 0 && plan.seed % 13 == 0) {
        throw new IllegalStateException("chaos: the source does not close");
      }
    }
  }

  private final class ChaosPage implements PageSource {
    private final PageId id;

    ChaosPage(PageId id) {
      this.id = id;
    }

    @Override
    public PageId id() {
      return id;
    }

    @Override
    public long decodedBytes() {
      if (plan.perMille > 0) {
        switch ((int) ((plan.seed * 31 + id.pageNumber()) % 53)) {
          case 0 -> throw new IllegalStateException("chaos: no header");
          case 1 -> {
            return budget() + 1;
          }
          case 2 -> {
            hasLied.set(true);
            return PAGE.area() / 2;
          }
          case 3 -> {
            return -1;
          }
          default -> {}
        }
      }
      return PAGE.area();
    }

    @Override
    public PageImage decode() throws InterruptedException {
      return faults.call(() -> image(PAGE));
    }
  }
}
