package io.glyphflow.core.internal.engine;

import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.OrientationDetector;
import io.glyphflow.core.stage.PageFilter;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.core.stage.ReadingOrderer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stages that work on whole pages. */
final class PageSteps {

  private PageSteps() {}

  /** Where a page goes next. */
  interface Next {
    void put(PageTask page, Worker worker) throws InterruptedException;
  }

  /** Where a page with its layout goes next. */
  interface NextLaidOut {
    void put(LaidOut page, Worker worker) throws InterruptedException;
  }

  /** A page with its cleaned regions in the detector's order. */
  static final class LaidOut extends Task {
    private final PageTask page;
    private final LayoutCleaning layout;
    private final List<Region> ordered;

    LaidOut(PageTask page, LayoutCleaning layout, List<Region> ordered) {
      this.page = page;
      this.layout = layout;
      this.ordered = ordered;
    }

    List<Region> ordered() {
      return ordered;
    }

    int dropped() {
      return layout.dropped();
    }

    @Override
    PageTask page() {
      return page;
    }

    @Override
    java.util.OptionalInt regionId() {
      return page.regionId();
    }

    @Override
    Grant grant(long now) {
      return page.grant(now);
    }

    @Override
    void fail(Failure failure) {
      page.fail(failure);
    }

    /** The pixels belong to the page. */
    @Override
    protected void free() {}
  }

  /** Decodes a page. */
  record Load(Next next) implements RoleCaller.Step<PageTask, PageDecoder, PageTask, PageImage> {

    @Override
    public PageTask input(PageTask task) {
      return task;
    }

    @Override
    public List<PageImage> call(PageDecoder role, List<PageTask> inputs, Attempt attempt)
        throws InterruptedException {
      return role.decode(inputs.get(0));
    }

    @Override
    public void succeeded(PageTask task, PageImage image, Worker worker)
        throws InterruptedException {
      if (image.isClosed()) {
        task.fail(
            Failure.of(
                    FailureCategory.INTERNAL,
                    StageName.LOAD,
                    "decode() returned a closed image; the pipeline closes it")
                .withAttempts(1));
        return;
      }
      if (image.ownedBytes() > task.announcedBytes()) {
        long needed = image.ownedBytes();
        image.close();
        task.fail(
            Failure.of(
                FailureCategory.INPUT_LIMIT,
                StageName.LOAD,
                "decoded: "
                    + needed
                    + " bytes, but the source announced "
                    + task.announcedBytes()
                    + "; decodedBytes() must be an upper bound"));
        return;
      }
      task.decoded(image);
      next.put(task, worker);
    }

    @Override
    public void dispose(PageTask task, PageImage image) {
      image.close();
    }

    @Override
    public FailureCategory category() {
      return FailureCategory.INPUT_UNREADABLE;
    }
  }

  /**
   * What an orientation detector said of a page.
   *
   * @param image the turned picture; null if the page stays as it is
   */
  record Turned(Rotation turn, @Nullable PageImage image) {}

  /** Turns a page upright. A failure leaves it as it stands, and says so. */
  record Orient(Next next)
      implements RoleCaller.Step<PageTask, OrientationDetector, PageInput, Turned> {

    @Override
    public PageInput input(PageTask task) {
      return task.input();
    }

    /** The turning itself belongs to the call: it is work for a CPU thread. */
    @Override
    public List<Turned> call(OrientationDetector role, List<PageInput> inputs, Attempt attempt)
        throws InterruptedException {
      List<Rotation> turns = role.detect(inputs, attempt);
      if (turns == null || turns.size() != inputs.size() || turns.contains(null)) {
        return List.of();
      }
      List<Turned> turned = new ArrayList<>(turns.size());
      try {
        for (int i = 0; i < turns.size(); i++) {
          Rotation turn = turns.get(i);
          PageImage image = inputs.get(i).image();
          turned.add(new Turned(turn, turn == Rotation.NONE ? null : image.rotate(turn)));
        }
      } catch (RuntimeException | Error e) {
        turned.forEach(Orient::close);
        throw e;
      }
      return turned;
    }

    private static void close(Turned turned) {
      if (turned.image() != null) {
        turned.image().close();
      }
    }

    @Override
    public void succeeded(PageTask task, Turned turned, Worker worker) throws InterruptedException {
      if (turned.image() == null) {
        task.notTurned();
      } else {
        task.turned(turned.image(), turned.turn());
      }
      next.put(task, worker);
    }

    @Override
    public void failed(PageTask task, Failure failure, Worker worker) throws InterruptedException {
      task.flawed(failure);
      task.notTurned();
      next.put(task, worker);
    }

    @Override
    public void dispose(PageTask task, Turned turned) {
      close(turned);
    }

    @Override
    public FailureCategory category() {
      return FailureCategory.ORIENTATION;
    }
  }

  /** Keeps a page or leaves it out. */
  record Filter(Next next)
      implements RoleCaller.Step<PageTask, PageFilter, PageInput, PageFilter.Decision> {

    @Override
    public PageInput input(PageTask task) {
      return task.input();
    }

    @Override
    public List<PageFilter.Decision> call(PageFilter role, List<PageInput> inputs, Attempt attempt)
        throws InterruptedException {
      return role.filter(inputs, attempt);
    }

    @Override
    public void succeeded(PageTask task, PageFilter.Decision decision, Worker worker)
        throws InterruptedException {
      if (decision.isKept()) {
        next.put(task, worker);
      } else {
        task.fail(
            Failure.of(FailureCategory.SKIPPED_BY_FILTER, StageName.FILTER, decision.reason()));
      }
    }

    @Override
    public FailureCategory category() {
      return FailureCategory.INTERNAL;
    }
  }

  /** Detects the regions of a page. */
  record Layout(NextLaidOut next)
      implements RoleCaller.Step<PageTask, LayoutDetector, PageInput, PageLayout> {

    @Override
    public PageInput input(PageTask task) {
      return task.input();
    }

    @Override
    public List<PageLayout> call(LayoutDetector role, List<PageInput> inputs, Attempt attempt)
        throws InterruptedException {
      return role.detect(inputs, attempt);
    }

    @Override
    public void succeeded(PageTask task, PageLayout answer, Worker worker)
        throws InterruptedException {
      LayoutCleaning clean;
      try {
        clean = LayoutCleaning.of(answer, task.image().size());
      } catch (PermanentOcrException e) {
        task.fail(Failures.of(e, StageName.LAYOUT, FailureCategory.LAYOUT).withAttempts(1));
        return;
      }
      next.put(new LaidOut(task, clean, clean.regions()), worker);
    }

    @Override
    public FailureCategory category() {
      return FailureCategory.LAYOUT;
    }
  }

  /**
   * Puts the regions of a page into reading order. A failure leaves them as detected, and says so.
   */
  record Ordering(NextLaidOut next)
      implements RoleCaller.Step<LaidOut, ReadingOrderer, ReadingOrderer.Unordered, List<Integer>> {

    @Override
    public ReadingOrderer.Unordered input(LaidOut task) {
      PageTask page = task.page();
      return new ReadingOrderer.Unordered(page.id(), page.image().size(), task.ordered());
    }

    @Override
    public List<List<Integer>> call(
        ReadingOrderer role, List<ReadingOrderer.Unordered> inputs, Attempt attempt)
        throws InterruptedException {
      return role.order(inputs, attempt);
    }

    @Override
    public void succeeded(LaidOut task, List<Integer> order, Worker worker)
        throws InterruptedException {
      List<Region> found = task.layout.regions();
      if (!LayoutCleaning.isPermutation(order, found.size())) {
        task.page()
            .flawed(
                Failure.of(
                        FailureCategory.LAYOUT,
                        StageName.ORDER,
                        "order: "
                            + order.size()
                            + " ids for "
                            + found.size()
                            + " regions, must be a permutation; kept the detector's order")
                    .withAttempts(1));
        next.put(task, worker);
        return;
      }
      List<Region> ordered = new ArrayList<>(found.size());
      for (Integer id : order) {
        ordered.add(found.get(id));
      }
      next.put(new LaidOut(task.page(), task.layout, ordered), worker);
    }

    @Override
    public void failed(LaidOut task, Failure failure, Worker worker) throws InterruptedException {
      task.page().flawed(failure);
      next.put(task, worker);
    }

    @Override
    public boolean enter(LaidOut task) {
      return task.page().tryRetain();
    }

    @Override
    public void leave(LaidOut task) {
      task.page().release();
    }

    @Override
    public FailureCategory category() {
      return FailureCategory.LAYOUT;
    }
  }
}
