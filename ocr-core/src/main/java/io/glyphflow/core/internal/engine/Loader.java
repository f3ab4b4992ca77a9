package io.glyphflow.core.internal.engine;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.source.PageCursor;
import io.glyphflow.core.source.PageSource;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.core.stage.TransientOcrException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists the source, accepts its pages one after the other, and takes their memory before they are
 * decoded. Runs on a platform thread, as listing reads files. In the end it shuts the stages down.
 */
final class Loader {

  private static final int MAX_DISTURBANCES = 20;

  private final PipelineRun run;
  private final DocumentSource source;
  private final RunStages stages;
  private final OutputWindow output;
  private @Nullable PageId last;

  Loader(PipelineRun run, DocumentSource source, RunStages stages, OutputWindow output) {
    this.run = run;
    this.source = source;
    this.stages = stages;
    this.output = output;
  }

  void load(Worker worker) {
    try {
      PageCursor cursor = open(worker);
      try {
        listPages(worker, cursor);
      } finally {
        close(cursor);
        run.sourceDone();
      }
      worker.enter(Worker.Activity.IDLE);
      run.untilStopped(run::await);
      stages.end();
    } catch (InterruptedException e) {
      // The run is stopping, and with it this thread.
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      run.fail(
          e instanceof RuntimeException known
              ? known
              : new IllegalStateException("the source could not be opened", e));
    } finally {
      run.sourceDone();
    }
  }

  private PageCursor open(Worker worker) throws InterruptedException {
    worker.enter(Worker.Activity.SOURCE);
    PageCursor cursor = retrying(source::open);
    if (cursor == null) {
      throw new PermanentOcrException(
          FailureCategory.INTERNAL, "open() of the source returned null, must be a cursor");
    }
    return cursor;
  }

  /** Interrupts from elsewhere are ignored up to a number, passing troubles are tried again. */
  private <V> V retrying(PipelineRun.Wait<V> wait) throws InterruptedException {
    int attempts = 0;
    int disturbances = 0;
    while (true) {
      if (run.isStopping()) {
        throw new InterruptedException();
      }
      try {
        return wait.run();
      } catch (InterruptedException e) {
        if (!run.isStopping() && ++disturbances == MAX_DISTURBANCES) {
          throw new PermanentOcrException(
              FailureCategory.INTERNAL,
              "interrupted " + disturbances + " times from outside the pipeline",
              e);
        }
      } catch (TransientOcrException e) {
        if (++attempts >= run.policy().maxAttempts() || !run.pause(attempts, Deadlines.NEVER)) {
          throw e;
        }
      }
      var unused = Thread.interrupted();
    }
  }

  private void close(PageCursor cursor) {
    try {
      cursor.close();
    } catch (RuntimeException e) {
      PipelineRun.LOG.warn("the source could not be closed", e);
    }
  }

  private void listPages(Worker worker, PageCursor cursor) throws InterruptedException {
    while (true) {
      worker.enter(Worker.Activity.PAUSED);
      run.passPauseGate();
      worker.enter(Worker.Activity.WINDOW);
      run.untilStopped(
          () -> {
            output.reserve();
            return true;
          });
      worker.enter(Worker.Activity.SOURCE);
      Optional<PageSource> next;
      PageId id;
      try {
        next = retrying(cursor::next);
        // A consumer that paused the run meanwhile gets no page before it resumes.
        worker.enter(Worker.Activity.PAUSED);
        run.passPauseGate();
        if (next.isEmpty()) {
          run.account().sourceExhausted();
          output.cancelReservation();
          return;
        }
        id = Objects.requireNonNull(next.get().id(), "the page has no id");
      } catch (RuntimeException | Error e) {
        broken(e);
        return;
      }
      last = id;
      PageTask page = run.accept(next.get(), id);
      if (page == null) {
        return;
      }
      if (reserve(worker, page)) {
        stages.put(page, worker);
      }
    }
  }

  /** The source broke in the middle: what came before is kept, and the break is a failed page. */
  private void broken(Throwable e) {
    PageId before = last;
    PageId id =
        before == null
            ? new PageId("source", 1)
            : new PageId(before.document(), before.pageNumber() + 1);
    PageTask page = run.accept(new BrokenPage(id), id);
    if (page != null) {
      page.fail(Failures.of(e, StageName.SOURCE, FailureCategory.INPUT_UNREADABLE).withAttempts(1));
    }
  }

  private boolean reserve(Worker worker, PageTask page) throws InterruptedException {
    if (!page.tryRetain()) {
      return false;
    }
    try {
      PageSource source = page.source();
      long bytes = retrying(source::decodedBytes);
      if (bytes < 0) {
        throw new PermanentOcrException(
            FailureCategory.INTERNAL, "decodedBytes: " + bytes + ", must be >= 0");
      }
      // While a page is turned there are two of it.
      int copies = stages.turnsPages() ? 2 : 1;
      long announced = bytes;
      bytes = Math.multiplyExact(bytes, copies);
      long outsideHeap = source.isNative() ? bytes : 0;
      worker.enter(Worker.Activity.MEMORY);
      run.memory().requireFits(MemoryAccount.Share.PAGES, bytes);
      if (outsideHeap > 0) {
        run.reserve(MemoryAccount.Share.NATIVE_PAGES, outsideHeap);
        page.reserved(announced, 0, outsideHeap);
      }
      run.reserve(MemoryAccount.Share.PAGES, bytes);
      page.reserved(announced, bytes, outsideHeap);
      return true;
    } catch (RuntimeException | Error e) {
      page.fail(Failures.of(e, StageName.LOAD, FailureCategory.INPUT_UNREADABLE).withAttempts(1));
      return false;
    } finally {
      page.release();
    }
  }

  /** Stands for the pages that a broken source did not list. */
  private record BrokenPage(PageId id) implements PageSource {

    @Override
    public long decodedBytes() {
      return 0;
    }

    @Override
    public PageImage decode() {
      throw new IllegalStateException("a broken source has no page to decode");
    }
  }
}
