package io.glyphflow.core.internal.engine;

import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.Page;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.PageTiming;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionResult;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.document.TextLayer;
import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.pipeline.PipelineEvent;
import io.glyphflow.core.source.PageSource;
import io.glyphflow.core.stage.PageInput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A page from its acceptance to its outcome. It is completed by whoever settles its last region, or
 * ended before that by whoever ends it; {@link #isEnded} decides which came first.
 */
final class PageTask extends Task {

  private final PipelineRun run;
  private final long sequence;
  private final PageSource source;
  private final PageId id;
  private final Grant grant;
  private final AtomicBoolean isEnded = new AtomicBoolean();
  private final AtomicInteger unsettled = new AtomicInteger();

  /**
   * Guards which comes first, the layout or the end of the page, so that its regions are counted.
   */
  private final ReentrantLock ending = new ReentrantLock();

  private final Map<StageName, AtomicLong> nanosInStages = new EnumMap<>(StageName.class);
  private final long acceptedAt;

  private long announcedBytes;
  private long reservedBytes;
  private long nativeBytes;
  private volatile @Nullable PageImage image;
  private volatile @Nullable PageImage unturned;
  private volatile Rotation rotation = Rotation.NONE;
  private volatile TextLayer textLayer = TextLayer.none();
  private volatile @Nullable Layout layout;
  private volatile List<Failure> flaws = List.of();

  /** The regions of a page in reading order. */
  private record Layout(Size size, double dpi, List<RegionTask> regions, int droppedBoxes) {}

  PageTask(PipelineRun run, long sequence, PageSource source, PageId id, Grant grant) {
    this.run = run;
    this.sequence = sequence;
    this.source = source;
    this.id = id;
    this.grant = grant;
    this.acceptedAt = run.now();
    for (StageName stage : StageName.values()) {
      nanosInStages.put(stage, new AtomicLong());
    }
  }

  @Override
  PageTask page() {
    return this;
  }

  @Override
  OptionalInt regionId() {
    return OptionalInt.empty();
  }

  @Override
  Grant grant(long now) {
    return grant;
  }

  PageId id() {
    return id;
  }

  long sequence() {
    return sequence;
  }

  PageSource source() {
    return source;
  }

  PipelineRun run() {
    return run;
  }

  /** The bytes taken for this page; called by the loader before the page is decoded. */
  void reserved(long announced, long bytes, long outsideHeap) {
    announcedBytes = announced;
    reservedBytes = bytes;
    nativeBytes = outsideHeap;
  }

  long announcedBytes() {
    return announcedBytes;
  }

  /** A call for this page, or for a region of it, took this long. */
  void worked(StageName stage, long nanos) {
    var unused = Objects.requireNonNull(nanosInStages.get(stage)).addAndGet(nanos);
  }

  PageTiming timing() {
    Map<StageName, Duration> inStages = new EnumMap<>(StageName.class);
    nanosInStages.forEach(
        (stage, nanos) -> {
          if (nanos.get() > 0) {
            inStages.put(stage, Duration.ofNanos(nanos.get()));
          }
        });
    return new PageTiming(inStages, Duration.ofNanos(Math.max(0, run.now() - acceptedAt)));
  }

  /** Takes the decoded pixels over, or closes them if the page has ended. */
  void decoded(PageImage pixels) {
    if (!tryRetain()) {
      pixels.close();
      return;
    }
    image = pixels;
    textLayer = source.textLayer();
    if (!run.turnsPages()) {
      giveBackAllBut(pixels.ownedBytes());
    }
    release();
  }

  /** Takes the turned pixels over, or closes them if the page has ended. */
  void turned(PageImage pixels, Rotation turn) {
    if (!tryRetain()) {
      pixels.close();
      return;
    }
    PageImage before = image();
    textLayer = textLayer.rotate(turn, before.size());
    image = pixels;
    rotation = turn;
    if (isOnlyUser()) {
      before.close();
      giveBackAllBut(pixels.ownedBytes());
    } else {
      // A call that nobody waits for any more may still look at it.
      unturned = before;
    }
    release();
  }

  /** The pixels stay as they are: the memory for turning them is not needed any more. */
  void notTurned() {
    if (tryRetain()) {
      giveBackAllBut(image().ownedBytes());
      release();
    }
  }

  /** Called by the only worker that has the page, which holds a reference to it. */
  private void giveBackAllBut(long needed) {
    long more = Math.max(0, reservedBytes - needed);
    long moreNative = Math.max(0, nativeBytes - needed);
    reservedBytes -= more;
    nativeBytes -= moreNative;
    run.freePage(more, moreNative);
  }

  PageInput input() {
    return new PageInput(id, image(), textLayer);
  }

  TextLayer textLayer() {
    return textLayer;
  }

  PageImage image() {
    PageImage pixels = image;
    if (pixels == null) {
      throw new IllegalStateException("page " + id + " is not decoded");
    }
    return pixels;
  }

  @Override
  protected void free() {
    PageImage pixels = image;
    PageImage before = unturned;
    try {
      if (pixels != null) {
        pixels.close();
      }
      if (before != null) {
        before.close();
      }
    } catch (RuntimeException | Error e) {
      PipelineRun.LOG.warn("the pixels of page {} could not be given back", id, e);
    } finally {
      run.freePage(reservedBytes, nativeBytes);
    }
  }

  /** Closes a crop that is not a view of this page, nor the page itself. */
  void closeOwned(PageImage crop) {
    if (!crop.isView() && !crop.equals(image)) {
      try {
        crop.close();
      } catch (RuntimeException | Error e) {
        PipelineRun.LOG.warn("a crop of page {} could not be given back", id, e);
      }
    }
  }

  /** A stage failed that the page can do without: the page goes on, and says so. */
  void flawed(Failure failure) {
    List<Failure> all = new ArrayList<>(flaws);
    all.add(failure);
    flaws = List.copyOf(all);
  }

  /**
   * The layout is known. Each region holds the pixels from now on. One more unsettled region than
   * there are keeps the page from completing until {@link #settled} is called once for the layout
   * itself.
   *
   * @return the regions in reading order; empty if the page has ended
   */
  List<RegionTask> laidOut(List<Region> inOrder, int droppedBoxes) {
    List<RegionTask> tasks = new ArrayList<>(inOrder.size());
    for (Region region : inOrder) {
      tasks.add(new RegionTask(this, region));
    }
    if (!tryRetain(tasks.size())) {
      return List.of();
    }
    PageImage pixels = image();
    unsettled.set(tasks.size() + 1);
    boolean isLate;
    ending.lock();
    try {
      isLate = isEnded.get();
      if (!isLate) {
        layout = new Layout(pixels.size(), pixels.dpi(), tasks, droppedBoxes);
        run.account().laidOut(tasks.size(), droppedBoxes);
      }
    } finally {
      ending.unlock();
    }
    if (isLate) {
      tasks.forEach(References::disown);
      return List.of();
    }
    return tasks;
  }

  /** One region, or the layout itself, is settled. The last one completes the page. */
  void settled() {
    if (unsettled.decrementAndGet() == 0 && isEnded.compareAndSet(false, true)) {
      Layout done = layout;
      if (done != null) {
        complete(done);
      }
    }
  }

  private void complete(Layout done) {
    List<RegionResult> results = new ArrayList<>(done.regions.size());
    List<Failure> failures = new ArrayList<>(flaws);
    int read = 0;
    int failed = 0;
    for (RegionTask task : done.regions) {
      RegionResult result = task.result();
      results.add(result);
      if (result.failure().isPresent()) {
        failures.add(result.failure().get());
        failed++;
      } else if (result.content().isPresent()) {
        read++;
      }
    }
    Page page = new Page(id, done.size, done.dpi, rotation, results, done.droppedBoxes);
    int notRead = results.size() - read - failed;
    if (run.keepsPixels() && tryRetain()) {
      try {
        run.tell(new PipelineEvent.PageRead(page, image()));
      } finally {
        release();
      }
    }
    disown();
    run.pageEnded(this, new PageOutcome.Completed(page, failures), read, failed, notRead);
  }

  @Override
  void fail(Failure failure) {
    Layout begun;
    ending.lock();
    try {
      if (!isEnded.compareAndSet(false, true)) {
        return;
      }
      begun = layout;
    } finally {
      ending.unlock();
    }
    disown();
    disownRegions();
    int regions = begun == null ? 0 : begun.regions.size();
    run.pageEnded(this, new PageOutcome.Failed(failure), 0, regions, 0);
  }

  private void disownRegions() {
    Layout begun = layout;
    if (begun != null) {
      for (RegionTask task : begun.regions) {
        task.disown();
      }
    }
  }

  /** The page's time is over: what was read is kept, the rest fails. */
  void expire(String message) {
    Layout begun = layoutOrFail(Failure.of(FailureCategory.TIMEOUT, StageName.ASSEMBLE, message));
    if (begun == null) {
      return;
    }
    for (RegionTask task : begun.regions) {
      task.expire(message);
    }
    // Every region is settled now; only the crop stage may still hold the layout's own place.
    if (isEnded.compareAndSet(false, true)) {
      complete(begun);
    }
  }

  /**
   * The layout if it is known; else the page ends with a failure, and the layout comes too late.
   */
  private @Nullable Layout layoutOrFail(Failure failure) {
    ending.lock();
    try {
      if (layout != null || !isEnded.compareAndSet(false, true)) {
        return layout;
      }
    } finally {
      ending.unlock();
    }
    disown();
    run.pageEnded(this, new PageOutcome.Failed(failure), 0, 0, 0);
    return null;
  }

  boolean isEnded() {
    return isEnded.get();
  }

  /** How many regions are not settled yet, for the stall report. */
  int unsettled() {
    return unsettled.get();
  }
}
