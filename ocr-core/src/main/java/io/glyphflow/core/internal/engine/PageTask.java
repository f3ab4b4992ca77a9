package io.glyphflow.core.internal.engine;

import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.Page;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionResult;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.source.PageSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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

  private long reservedBytes;
  private long nativeBytes;
  private volatile @Nullable PageImage image;
  private volatile @Nullable Layout layout;
  private @Nullable Failure orderFailure;

  /** The regions of a page in reading order. */
  private record Layout(Size size, double dpi, List<RegionTask> regions, int droppedBoxes) {}

  PageTask(PipelineRun run, long sequence, PageSource source, PageId id, Grant grant) {
    this.run = run;
    this.sequence = sequence;
    this.source = source;
    this.id = id;
    this.grant = grant;
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
  void reserved(long bytes, long outsideHeap) {
    reservedBytes = bytes;
    nativeBytes = outsideHeap;
  }

  long reservedBytes() {
    return reservedBytes;
  }

  /** Takes the decoded pixels over, or closes them if the page has ended. */
  void decoded(PageImage pixels) {
    if (!tryRetain()) {
      pixels.close();
      return;
    }
    image = pixels;
    release();
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
    try {
      if (pixels != null) {
        pixels.close();
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

  /** The orderer failed: the regions keep the detector's order, and the page says so. */
  void orderFailed(Failure failure) {
    orderFailure = failure;
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
    List<Failure> failures = new ArrayList<>(0);
    Failure unordered = orderFailure;
    if (unordered != null) {
      failures.add(unordered);
    }
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
    Page page = new Page(id, done.size, done.dpi, results, done.droppedBoxes);
    int notRead = results.size() - read - failed;
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
