package io.glyphflow.core.internal.engine;

import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.pipeline.PipelineEvent;
import io.glyphflow.core.stage.Cropper;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.core.stage.Role;
import io.glyphflow.core.stage.Translator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The stages of one run, joined: load, orient, filter, layout, order, crop, recognize, translate.
 * Work goes only forward, from each queue to the next, so there is no circle in which stages could
 * wait for each other.
 */
final class RunStages {

  private final PipelineRun run;
  private final Roles roles;
  private final int capacity;
  private final Set<RegionKind> toRead;
  private final Stage<PageTask> load;
  private final Stage<RegionTask> recognize;
  private final RoleCaller<RegionTask, Cropper, Cropper.Request, PageImage> cropper;
  private final List<Stage<?>> all = new ArrayList<>();

  RunStages(PipelineRun run, Roles roles, int capacity) {
    this.run = run;
    this.roles = roles;
    this.capacity = capacity;
    this.toRead = roles.toRead();
    RegionSteps.Next translate = null;
    InstancePool<Translator> translators = roles.translators();
    if (translators != null) {
      translate = stage(translators, new RegionSteps.Translate(run, roles.target()))::put;
    }
    this.recognize = stage(roles.recognizers(), new RegionSteps.Recognize(run, translate));
    this.cropper = new RoleCaller<>(run, roles.croppers(), new RegionSteps.Crop());
    Stage<PageSteps.LaidOut> crop =
        add(
            new Stage<PageSteps.LaidOut>(
                run,
                StageName.CROP,
                capacity,
                roles.croppers().capacity(),
                (worker, page, more) -> crop(worker, page)));
    PageSteps.NextLaidOut laidOut = crop::put;
    if (roles.orderers() != null) {
      laidOut = stage(roles.orderers(), new PageSteps.Ordering(crop::put))::put;
    }
    PageSteps.Next next = stage(roles.detectors(), new PageSteps.Layout(laidOut))::put;
    if (roles.filters() != null) {
      next = stage(roles.filters(), new PageSteps.Filter(next))::put;
    }
    if (roles.orienters() != null) {
      next = stage(roles.orienters(), new PageSteps.Orient(next))::put;
    }
    this.load = stage(roles.decoders(), new PageSteps.Load(next));
  }

  private <T extends Task, R extends Role, I, O> Stage<T> stage(
      InstancePool<R> pool, RoleCaller.Step<T, R, I, O> step) {
    RoleCaller<T, R, I, O> caller = new RoleCaller<>(run, pool, step);
    // A worker that has just given its instance back does not wait for the next one yet. With twice
    // the workers somebody of an interactive run always does, so that it goes before batch runs.
    int workers = run.lane() == Lane.INTERACTIVE ? 2 * pool.capacity() : pool.capacity();
    return add(new Stage<>(run, pool.stage(), capacity, workers, caller::handle));
  }

  private <T extends Task> Stage<T> add(Stage<T> stage) {
    all.add(0, stage);
    return stage;
  }

  /** Whether a page may be turned, which takes its memory twice for a moment. */
  boolean turnsPages() {
    return roles.orienters() != null;
  }

  /** A page that has its memory goes in here. */
  void put(PageTask page, Worker worker) throws InterruptedException {
    load.put(page, worker);
  }

  /** Cuts the regions of a page out and hands on those that are to be read. */
  private void crop(Worker worker, PageSteps.LaidOut laidOut) throws InterruptedException {
    PageTask page = laidOut.page();
    if (!page.tryRetain()) {
      return;
    }
    try {
      if (run.isHeard() && !page.isEnded()) {
        run.tell(new PipelineEvent.LayoutFound(page.id(), page.image().size(), laidOut.ordered()));
      }
      List<RegionTask> regions = page.laidOut(laidOut.ordered(), laidOut.dropped());
      List<RegionTask> wanted = new ArrayList<>(regions.size());
      for (RegionTask task : regions) {
        if (toRead.contains(task.region().kind())) {
          wanted.add(task);
        } else {
          task.disown();
          if (task.settle(null, null, null) != null) {
            page.settled();
          }
        }
      }
      if (regions.isEmpty() && !laidOut.ordered().isEmpty()) {
        return;
      }
      cropAndHandOn(worker, page, wanted);
      if (!run.keepsPixels()) {
        page.disown();
      }
      page.settled();
    } finally {
      page.release();
    }
  }

  private void cropAndHandOn(Worker worker, PageTask page, List<RegionTask> wanted)
      throws InterruptedException {
    List<RegionTask> views = new ArrayList<>(wanted.size());
    for (RegionTask task : wanted) {
      long bytes = ownedBytes(page, task);
      if (bytes == 0) {
        views.add(task);
      } else if (bytes > 0 && reserve(worker, task, bytes)) {
        // One at a time, so that a crop never waits for memory that another crop of its batch
        // holds.
        cropper.handleAll(worker, List.of(task));
        handOn(worker, List.of(task));
      }
    }
    int batch = roles.croppers().maxBatch();
    for (int from = 0; from < views.size(); from += batch) {
      List<RegionTask> part = views.subList(from, Math.min(from + batch, views.size()));
      cropper.handleAll(worker, part);
      handOn(worker, part);
    }
  }

  /** What the crop will own; -1 if the cropper cannot say, and the region has failed. */
  private long ownedBytes(PageTask page, RegionTask task) {
    try {
      Cropper.Request request = new Cropper.Request(page.id(), page.image(), task.region());
      return Math.max(0, roles.croppers().instances().get(0).ownedBytes(request));
    } catch (RuntimeException | Error e) {
      failCrop(task, e);
      return -1;
    }
  }

  private boolean reserve(Worker worker, RegionTask task, long bytes) throws InterruptedException {
    if (!task.tryRetain()) {
      return false;
    }
    try {
      worker.enter(Worker.Activity.MEMORY);
      run.reserve(MemoryAccount.Share.CROPS, bytes);
      task.reserved(bytes);
      return true;
    } catch (PermanentOcrException e) {
      failCrop(task, e);
      return false;
    } finally {
      task.release();
    }
  }

  private static void failCrop(RegionTask task, Throwable e) {
    Failure failure = Failures.of(e, StageName.CROP, FailureCategory.REGION_INVALID);
    task.fail(failure.withAttempts(1));
  }

  /** Gives regions to the recognizer, long ones first if it says how long they take. */
  private void handOn(Worker worker, List<RegionTask> cropped) throws InterruptedException {
    List<RegionTask> ready = new ArrayList<>(cropped.size());
    for (RegionTask task : cropped) {
      if (!task.isSettled()) {
        ready.add(task);
      }
    }
    int atOnce = roles.recognizers().capacity();
    if (atOnce == 1 || atOnce >= ready.size()) {
      for (RegionTask task : ready) {
        recognize.put(task, worker);
      }
      return;
    }
    for (int index : ListSchedule.order(costs(ready), atOnce)) {
      recognize.put(ready.get(index), worker);
    }
  }

  private double[] costs(List<RegionTask> tasks) {
    double[] costs = new double[tasks.size()];
    for (int i = 0; i < costs.length; i++) {
      RegionTask task = tasks.get(i);
      if (task.tryRetain()) {
        try {
          costs[i] = roles.recognizers().instances().get(0).estimatedCost(task.crop());
        } catch (RuntimeException e) {
          PipelineRun.LOG.warn("estimatedCost threw; regions are read in reading order", e);
          return new double[tasks.size()];
        } finally {
          task.release();
        }
      }
    }
    return costs;
  }

  /**
   * Ends all stages in good order.
   *
   * @throws InterruptedException only if the run is stopping
   */
  void end() throws InterruptedException {
    for (Stage<?> stage : all) {
      stage.end();
    }
  }

  void clear() {
    all.forEach(Stage::clear);
  }

  /** From the first to the last. */
  List<Stage<?>> all() {
    return all;
  }
}
