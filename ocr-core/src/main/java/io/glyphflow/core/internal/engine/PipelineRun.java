package io.glyphflow.core.internal.engine;

import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.Ledger;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionResult;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.document.Translation;
import io.glyphflow.core.pipeline.FailurePolicy;
import io.glyphflow.core.pipeline.PipelineEvent;
import io.glyphflow.core.pipeline.PipelineListener;
import io.glyphflow.core.pipeline.Run;
import io.glyphflow.core.pipeline.RunOptions;
import io.glyphflow.core.pipeline.TimeBudgets;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.source.PageSource;
import io.glyphflow.core.stage.PermanentOcrException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run: its queues, its threads, its pages. Thread-safe.
 *
 * <p>How it ends. {@link #pending} counts the source and the accepted pages; each gives its count
 * back once. At zero the run is done: every accepted page has its outcome, and the output gets its
 * end. In good order the loader then ends the stages one after the other. A run that is cancelled
 * sets {@link #isStopping}, so that no page is accepted any more, ends the pages in flight, and
 * interrupts its threads. Inside the engine an {@link InterruptedException} means exactly that the
 * run is stopping: {@link #untilStopped} keeps interrupts from elsewhere away.
 */
public final class PipelineRun implements Run {

  static final Logger LOG = LoggerFactory.getLogger("io.glyphflow.core.pipeline");

  /** Something that waits. */
  interface Wait<V> {
    V run() throws InterruptedException;
  }

  private final Engine engine;
  private final String name;
  private final DocumentSource source;
  private final RunOptions options;
  private final Lane lane;
  private final Events events;
  private final Account account = new Account();
  private final OutputWindow output;
  private final RunThreads threads;
  private final RunStages stages;
  private final Deadlines deadlines;
  private final PauseGate gate = new PauseGate();
  private final long origin;
  private final Task.Grant jobGrant;
  private final ReentrantLock acceptance = new ReentrantLock();
  private final Map<Long, PageTask> inFlight = new ConcurrentHashMap<>();
  private final AtomicLong pending = new AtomicLong(1);
  private final AtomicBoolean isSourceDone = new AtomicBoolean();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private final CompletableFuture<Ledger> completion = new CompletableFuture<>();
  private final CountDownLatch done = new CountDownLatch(1);
  private final CountDownLatch stopSignal = new CountDownLatch(1);
  private final AtomicLong reportedStall = new AtomicLong(-1);
  private volatile @Nullable Thread finisher;
  private volatile boolean isStopping;
  private volatile boolean isCancelled;
  private volatile boolean isPaused;
  private volatile boolean hasGivenUp;

  PipelineRun(
      Engine engine,
      String name,
      DocumentSource source,
      RunOptions options,
      List<PipelineListener> listeners) {
    this.engine = engine;
    this.name = name;
    this.source = source;
    this.options = options;
    this.lane = options.isInteractive() ? Lane.INTERACTIVE : Lane.BATCH;
    this.events = new Events(listeners);
    this.output = new OutputWindow(options.window(), options.order());
    this.origin = engine.threads().nanoTime();
    this.threads = new RunThreads(this, engine.threads());
    this.stages = new RunStages(this, engine.roles(), engine.queueCapacity());
    this.deadlines = new Deadlines(this, engine.timer(), this::expire);
    this.jobGrant = new Task.Grant(Deadlines.after(0, options.timeBudgets().job()), "job");
  }

  void start() {
    deadlines.watch(jobGrant.deadline());
    threads.startComputing(name + "-load", new Loader(this, source, stages, output)::load);
  }

  // What the stages need.

  String name() {
    return name;
  }

  Lane lane() {
    return lane;
  }

  long now() {
    return engine.threads().nanoTime() - origin;
  }

  TimeBudgets budgets() {
    return options.timeBudgets();
  }

  FailurePolicy policy() {
    return options.failurePolicy();
  }

  CpuPool cpu() {
    return engine.cpu();
  }

  MemoryAccount memory() {
    return engine.memory();
  }

  Account account() {
    return account;
  }

  OutputWindow output() {
    return output;
  }

  RunThreads threads() {
    return threads;
  }

  RunStages stages() {
    return stages;
  }

  Engine engine() {
    return engine;
  }

  boolean isStopping() {
    return isStopping;
  }

  boolean isPaused() {
    return isPaused;
  }

  /** Whether nothing has moved since another moment than at the last call. */
  boolean isNewStall(long since) {
    return reportedStall.getAndSet(since) != since;
  }

  void watch(long deadline) {
    deadlines.watch(deadline);
  }

  @Nullable Thread startWaiting(String threadName, Consumer<Worker> body) {
    return threads.startWaiting(threadName, body);
  }

  /**
   * Waits whatever interrupts come from outside the pipeline.
   *
   * @throws InterruptedException only if the run is stopping
   */
  <V> V untilStopped(Wait<V> wait) throws InterruptedException {
    while (true) {
      if (isStopping) {
        throw new InterruptedException();
      }
      try {
        return wait.run();
      } catch (InterruptedException e) {
        LOG.trace("an interrupt; it is meant for us only if the run is stopping");
      }
      var unused = Thread.interrupted();
    }
  }

  void passPauseGate() throws InterruptedException {
    untilStopped(
        () -> {
          gate.pass();
          return true;
        });
  }

  /** Takes memory, waiting for it. */
  void reserve(MemoryAccount.Share share, long bytes) throws InterruptedException {
    untilStopped(
        () -> {
          memory().acquire(share, bytes, lane, this);
          return true;
        });
  }

  boolean turnsPages() {
    return stages.turnsPages();
  }

  void freePage(long bytes, long outsideHeap) {
    memory().release(MemoryAccount.Share.PAGES, bytes, lane);
    if (outsideHeap > 0) {
      memory().release(MemoryAccount.Share.NATIVE_PAGES, outsideHeap, lane);
    }
  }

  void freeCrop(long bytes) {
    if (bytes > 0) {
      memory().release(MemoryAccount.Share.CROPS, bytes, lane);
    }
  }

  /**
   * Pauses before another attempt.
   *
   * @return false if the deadline comes first
   */
  boolean pause(int attempts, long deadline) throws InterruptedException {
    long longest = policy().backoff().toNanos() << Math.min(attempts - 1, 10);
    long pause = longest == 0 ? 0 : ThreadLocalRandom.current().nextLong(longest + 1);
    if (deadline != Deadlines.NEVER && now() + pause >= deadline) {
      return false;
    }
    if (pause > 0) {
      untilStopped(() -> stopSignal.await(pause, TimeUnit.NANOSECONDS));
    }
    return true;
  }

  boolean keepsPixels() {
    return events.wantsPixels();
  }

  boolean isHeard() {
    return events.isHeard();
  }

  void tell(PipelineEvent event) {
    events.tell(event);
  }

  void settle(
      RegionTask task,
      @Nullable RegionContent content,
      @Nullable Translation translation,
      @Nullable Failure flaw) {
    RegionResult result = task.settle(content, translation, flaw);
    if (result == null) {
      return;
    }
    PageTask page = task.page();
    if (events.isHeard() && !page.isEnded()) {
      tell(
          flaw != null
              ? new PipelineEvent.RegionFailed(page.id(), result)
              : translation != null
                  ? new PipelineEvent.RegionTranslated(page.id(), result)
                  : new PipelineEvent.RegionRecognized(page.id(), result));
    }
    page.settled();
  }

  void regionFailed(PageTask page, RegionResult result) {
    if (events.isHeard() && !page.isEnded()) {
      tell(new PipelineEvent.RegionFailed(page.id(), result));
    }
  }

  // Pages come and go.

  /** Accepts a page, unless the run is stopping. */
  @Nullable PageTask accept(PageSource page, PageId id) {
    PageTask task;
    acceptance.lock();
    try {
      if (isStopping) {
        return null;
      }
      long sequence = account.accept();
      Task.Grant grant =
          new Task.Grant(Deadlines.after(now(), budgets().page()), "page").min(jobGrant);
      task = new PageTask(this, sequence, page, id, grant);
      pending.incrementAndGet();
      inFlight.put(sequence, task);
    } finally {
      acceptance.unlock();
    }
    deadlines.watch(task.grant(0).deadline());
    if (events.isHeard()) {
      tell(new PipelineEvent.PageStarted(id));
    }
    return task;
  }

  /** A page has its outcome. Called exactly once for each accepted page. */
  void pageEnded(PageTask page, PageOutcome outcome, int read, int failed, int notRead) {
    account.end(outcome.status(), read, failed, notRead);
    inFlight.remove(page.sequence());
    PageResult result = new PageResult(page.id(), outcome, page.timing());
    if (events.isHeard()) {
      tell(new PipelineEvent.PageFinished(result));
    }
    output.finish(page.sequence(), result);
    if (policy().isFailFast()) {
      failFast(result);
    }
    giveBackCount();
  }

  private void failFast(PageResult result) {
    Failure first =
        switch (result.outcome()) {
          case PageOutcome.Completed completed ->
              completed.failures().isEmpty() ? null : completed.failures().get(0);
          case PageOutcome.Failed failed ->
              result.status() == PageOutcome.Status.FAILED ? failed.failure() : null;
        };
    if (first != null) {
      fail(
          new PermanentOcrException(
              first.category(), result.id() + ": " + first, first.cause().orElse(null)));
    }
  }

  /** Ends the run with an exception. The first one counts, later ones are suppressed on it. */
  void fail(RuntimeException cause) {
    RuntimeException first = failure.compareAndExchange(null, cause);
    if (first != null && !first.equals(cause)) {
      first.addSuppressed(cause);
    }
    stop(FailureCategory.CANCELLED, "the run failed: " + cause.getMessage());
  }

  /** The source lists no more pages. */
  void sourceDone() {
    if (isSourceDone.compareAndSet(false, true)) {
      giveBackCount();
    }
  }

  private void giveBackCount() {
    if (pending.decrementAndGet() == 0) {
      finish();
    }
  }

  private void finish() {
    Ledger ledger = account.ledger();
    RuntimeException cause = failure.get();
    finisher = Thread.currentThread();
    deadlines.stop();
    tell(new PipelineEvent.RunFinished(ledger));
    done.countDown();
    output.end(cause == null ? new Envelope.End<>() : new Envelope.Failed<>(cause));
    if (cause == null) {
      completion.complete(ledger);
    } else {
      completion.completeExceptionally(cause);
    }
    if (threads.isEmpty()) {
      threadsGone();
    }
  }

  private void stop(FailureCategory category, String why) {
    acceptance.lock();
    try {
      if (isStopping) {
        return;
      }
      isStopping = true;
    } finally {
      acceptance.unlock();
    }
    for (PageTask page : new ArrayList<>(inFlight.values())) {
      if (category == FailureCategory.TIMEOUT) {
        page.expire(why);
      } else {
        page.fail(Failure.of(category, StageName.ASSEMBLE, why));
      }
    }
    sourceDone();
    stopSignal.countDown();
    threads.interruptAll();
    stages.clear();
  }

  private long expire(long now) {
    if (now >= jobGrant.deadline()) {
      stop(
          FailureCategory.TIMEOUT,
          "job: granted " + Failures.seconds(budgets().job()) + ", which are over");
      return Deadlines.NEVER;
    }
    long next = jobGrant.deadline();
    for (PageTask page : inFlight.values()) {
      Task.Grant grant = page.grant(now);
      if (now >= grant.deadline()) {
        // Said before the page ends, as the end of the run looks at it.
        gaveUp();
        page.expire("page: granted " + Failures.seconds(budgets().page()) + ", which are over");
      } else {
        next = Math.min(next, grant.deadline());
      }
    }
    return Math.min(next, threads.giveUpExpired(now));
  }

  /** The last thread of the run has ended; it may not be the last one for good. */
  void threadsGone() {
    if (isDone()) {
      stages.clear();
      engine.ended(this);
    }
  }

  /** A call was given up and may go on for a while. */
  void gaveUp() {
    hasGivenUp = true;
  }

  /**
   * Waits for the threads of a run that is done: without limit if they are sure to end, not longer
   * than {@code linger} if a call was given up, not at all if the run was cancelled.
   */
  void join(Duration linger) {
    if (isStopping) {
      return;
    }
    try {
      var unused = threads.awaitNone(hasGivenUp ? linger.toNanos() : Deadlines.NEVER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until every thread of this run is gone, the current one and its own calls excepted. */
  boolean awaitThreads(long nanos) throws InterruptedException {
    return threads.awaitNone(nanos);
  }

  /** The pipeline is closed: the run ends, and one that is done lets its last threads go. */
  void abort() {
    end("the pipeline was closed");
  }

  /** Somebody wants no more of this run. */
  boolean isCancelled() {
    return isCancelled;
  }

  private void end(String why) {
    isCancelled = true;
    stop(FailureCategory.CANCELLED, why);
    threads.interruptAll();
  }

  // What callers see.

  @Override
  public void cancel() {
    if (!isDone()) {
      end("the run was cancelled");
    }
  }

  @Override
  public void pause() {
    isPaused = true;
    gate.close();
  }

  @Override
  public void resume() {
    isPaused = false;
    gate.open();
  }

  @Override
  public boolean isDone() {
    return finisher != null;
  }

  @Override
  public Ledger ledger() {
    return account.ledger();
  }

  @Override
  public Ledger await() throws InterruptedException {
    if (!isFinisher()) {
      done.await();
    }
    return result();
  }

  @Override
  public boolean await(Duration limit) throws InterruptedException {
    return isFinisher() || done.await(Deadlines.nanos(limit), TimeUnit.NANOSECONDS);
  }

  @Override
  public CompletionStage<Ledger> completion() {
    return completion.minimalCompletionStage();
  }

  /** A listener that hears of the end need not wait for it. */
  private boolean isFinisher() {
    return Thread.currentThread().equals(finisher);
  }

  private Ledger result() {
    RuntimeException cause = failure.get();
    if (cause != null) {
      throw cause;
    }
    return account.ledger();
  }
}
