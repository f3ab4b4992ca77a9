package io.glyphflow.bench;

import io.glyphflow.core.document.Ledger;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.RegionResult;
import io.glyphflow.core.internal.engine.Engine;
import io.glyphflow.core.internal.engine.PipelineRun;
import io.glyphflow.core.pipeline.BenchAccess;
import io.glyphflow.core.pipeline.Order;
import io.glyphflow.core.pipeline.PageStream;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.pipeline.PipelineEvent;
import io.glyphflow.core.pipeline.Run;
import io.glyphflow.core.pipeline.RunOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One run of a pipeline where everything may go wrong, and what must hold nevertheless. */
final class ChaosRun {

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final ChaosPlan plan;
  private final Faults faults;
  private final ChaosRoles roles;
  private final Pipeline pipeline;
  private final Engine engine;
  private final Heard heard = new Heard();
  private final Map<PageId, PageResult> delivered = new ConcurrentHashMap<>();
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Run> run = new AtomicReference<>();
  private final AtomicReference<@Nullable PageStream> stream = new AtomicReference<>();
  private final AtomicReference<@Nullable Ledger> ledger = new AtomicReference<>();
  private final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
  private volatile boolean isClosedEarly;
  private volatile @Nullable Thread consumer;

  /** What a listener heard: an account that does not depend on the engine's ledger. */
  private static final class Heard {
    final Map<PageId, AtomicInteger> started = new ConcurrentHashMap<>();
    final Map<PageId, AtomicInteger> finished = new ConcurrentHashMap<>();
    final AtomicInteger runsFinished = new AtomicInteger();
    final Queue<String> disorder = new ConcurrentLinkedQueue<>();

    void hear(PipelineEvent event) {
      switch (event) {
        case PipelineEvent.PageStarted page -> count(started, page.pageId());
        case PipelineEvent.PageFinished page -> {
          if (!started.containsKey(page.result().id())) {
            disorder.add("PageFinished before PageStarted");
          }
          count(finished, page.result().id());
        }
        case PipelineEvent.RunFinished end -> runsFinished.incrementAndGet();
        case PipelineEvent.LayoutFound page -> notAfterEnd(page.pageId(), "LayoutFound");
        case PipelineEvent.PageRead page -> notAfterEnd(page.page().id(), "PageRead");
        case PipelineEvent.RegionRecognized region ->
            notAfterEnd(region.pageId(), "RegionRecognized");
        case PipelineEvent.RegionTranslated region ->
            notAfterEnd(region.pageId(), "RegionTranslated");
        case PipelineEvent.RegionFailed region -> notAfterEnd(region.pageId(), "RegionFailed");
        case PipelineEvent.RunStalled stalled -> {}
      }
    }

    private void notAfterEnd(PageId page, String what) {
      if (finished.containsKey(page)) {
        disorder.add(what + " after PageFinished");
      }
    }

    private static void count(Map<PageId, AtomicInteger> counts, PageId page) {
      counts.computeIfAbsent(page, id -> new AtomicInteger()).incrementAndGet();
    }
  }

  ChaosRun(ChaosPlan plan) {
    this.plan = plan;
    this.faults = new Faults(plan.seed, plan.perMille);
    this.roles = new ChaosRoles(plan, faults);
    this.pipeline = roles.pipeline().listener(this::hear).build();
    this.engine = BenchAccess.engine(pipeline);
  }

  private void hear(PipelineEvent event) {
    heard.hear(event);
    if (event instanceof PipelineEvent.RunFinished || heard.started.size() < 1 + plan.pages / 2) {
      return;
    }
    switch (plan.action) {
      case LISTENER_CANCELS -> cancel();
      case LISTENER_CLOSES -> {
        isClosedEarly = true;
        var unused = pipeline.close(Duration.ofMillis(5));
      }
      case LISTENER_THROWS -> throw new IllegalStateException("chaos: a listener throws");
      default -> {}
    }
  }

  private void cancel() {
    Run started = run.get();
    if (started != null) {
      started.cancel();
    }
  }

  Faults faults() {
    return faults;
  }

  /** The account of the main run; null if it threw. */
  @Nullable Ledger ledger() {
    return ledger.get();
  }

  /** What the caller got instead of pages; null if nothing. */
  @Nullable Throwable thrown() {
    return thrown.get();
  }

  /** Events of a page that came before its start or after its end. */
  Queue<String> disorder() {
    return heard.disorder;
  }

  /** Does it all; returns what does not hold. Must not hang. */
  List<String> execute() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    CountDownLatch over = new CountDownLatch(1);
    Thread taking =
        Thread.ofPlatform()
            .unstarted(
                () -> {
                  consume();
                  over.countDown();
                });
    consumer = taking;
    taking.start();
    threads.add(taking);
    if (plan.hasSecondRun) {
      threads.add(Thread.ofVirtual().start(this::second));
    }
    if (plan.action != ChaosPlan.Action.NOTHING) {
      Waits.millis(plan.actionMillis);
      act(over);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    shutDown();
    check();
    return List.copyOf(problems);
  }

  // The main run.

  private void consume() {
    try {
      switch (plan.mode) {
        case PROCESS -> process();
        case STREAM -> stream();
        case PUBLISH -> publish();
        case START -> start();
      }
    } catch (RuntimeException | Error e) {
      thrown.set(e);
    }
    var unused = Thread.interrupted();
  }

  private void process() {
    var result = pipeline.process(roles.source("main"), plan.options);
    ledger.set(result.ledger());
    result.pages().forEach(this::take);
    int last = 0;
    for (PageResult page : result.pages()) {
      require(page.pageNumber() > last, "process(): page " + page.id() + " is out of order");
      last = page.pageNumber();
    }
  }

  private void stream() {
    int last = 0;
    try (PageStream pages = pipeline.stream(roles.source("main"), plan.options)) {
      run.set(pages.run());
      stream.set(pages);
      for (PageResult page : pages) {
        take(page);
        if (plan.options.order() == Order.INPUT) {
          require(page.pageNumber() > last, "stream: page " + page.id() + " is out of order");
          last = page.pageNumber();
        }
        linger();
      }
      ledger.set(pages.ledger());
    }
  }

  private void publish() {
    CountDownLatch ended = new CountDownLatch(1);
    AtomicBoolean isEnded = new AtomicBoolean();
    boolean isCancelling = plan.action == ChaosPlan.Action.CLOSE_STREAM;
    pipeline
        .publish(roles.source("main"), plan.options)
        .subscribe(
            new Flow.Subscriber<>() {
              private Flow.@Nullable Subscription subscription;

              @Override
              public void onSubscribe(Flow.Subscription given) {
                subscription = given;
                given.request(plan.consumer == ChaosPlan.Consumer.SLOW ? 1 : 3);
              }

              @Override
              public void onNext(PageResult page) {
                require(!isEnded.get(), "publish: a page after the end");
                take(page);
                linger();
                Flow.Subscription own = subscription;
                if (own != null && isCancelling) {
                  isClosedEarly = true;
                  own.cancel();
                  ended.countDown();
                } else if (own != null) {
                  own.request(1);
                }
              }

              @Override
              public void onError(Throwable cause) {
                require(isEnded.compareAndSet(false, true), "publish: two ends");
                thrown.set(cause);
                ended.countDown();
              }

              @Override
              public void onComplete() {
                require(isEnded.compareAndSet(false, true), "publish: two ends");
                ended.countDown();
              }
            });
    try {
      ended.await();
    } catch (InterruptedException e) {
      // The subscriber's own business; the run goes on and is closed with the pipeline.
      isClosedEarly = true;
      Thread.currentThread().interrupt();
    }
  }

  private void start() {
    Run started =
        pipeline.start(
            roles.source("main"),
            plan.options,
            event -> {
              if (event instanceof PipelineEvent.PageFinished page) {
                take(page.result());
                linger();
              }
            });
    run.set(started);
    try {
      ledger.set(started.await());
    } catch (InterruptedException e) {
      isClosedEarly = true;
      Thread.currentThread().interrupt();
    }
  }

  private void take(PageResult page) {
    require(delivered.put(page.id(), page) == null, page.id() + " is delivered twice");
  }

  private void linger() {
    if (plan.consumer == ChaosPlan.Consumer.SLOW) {
      Waits.deaf(0.7);
    }
  }

  /** Another run on the same instances, which nobody disturbs but the faults. */
  private void second() {
    try {
      RunOptions options = plan.options.window(2).order(Order.COMPLETION);
      var result = pipeline.process(roles.source("second"), options);
      require(
          result.ledger().accepted() == result.pages().size(),
          "second run: " + result.ledger() + ", delivered " + result.pages().size());
      require(result.ledger().inProgress() == 0, "second run: " + result.ledger());
    } catch (RuntimeException e) {
      require(mayThrow(e), "second run: " + e);
    }
  }

  // What happens to it.

  private void act(CountDownLatch over) throws InterruptedException {
    switch (plan.action) {
      case CANCEL -> cancel();
      case CLOSE_PIPELINE -> {
        isClosedEarly = true;
        var unused = pipeline.close(Duration.ofMillis(plan.seed % 20));
      }
      case CLOSE_STREAM -> {
        PageStream open = stream.get();
        if (open != null) {
          open.close();
        }
      }
      case INTERRUPT_CONSUMER -> {
        Thread taking = consumer;
        if (taking != null) {
          taking.interrupt();
        }
      }
      case PAUSE_RESUME -> {
        Run started = run.get();
        if (started != null) {
          started.pause();
          var unused = over.await(5, TimeUnit.MILLISECONDS);
          started.resume();
        }
      }
      default -> {}
    }
  }

  // What must hold.

  private void shutDown() {
    List<String> left = pipeline.close(CLOSE_LIMIT);
    require(left.isEmpty(), "threads left after close: " + left);
  }

  private void check() {
    require(engine.leasesInUse() == 0, "leases in use: " + engine.leasesInUse());
    require(engine.cpuInUse() == 0, "CPU threads in use: " + engine.cpuInUse());
    require(engine.liveRuns() == 0, "live runs: " + engine.liveRuns());
    require(engine.memory().inUse() == 0, "bytes taken: " + engine.memory().inUse());
    require(roles.liveBytes.get() == 0, "bytes alive: " + roles.liveBytes);
    require(roles.openInstances.get() == 0, "instances not closed: " + roles.openInstances);
    require(roles.openCursors.get() == 0, "cursors not closed: " + roles.openCursors);
    require(
        roles.hasLied.get() || roles.peakBytes.get() <= roles.budget(),
        "most bytes alive: " + roles.peakBytes + ", budget " + roles.budget());
    checkOnce(heard.started, "started");
    checkOnce(heard.finished, "finished");
    require(
        heard.started.keySet().equals(heard.finished.keySet()),
        "started " + heard.started.keySet() + ", finished " + heard.finished.keySet());
    Throwable cause = thrown.get();
    require(cause == null || mayThrow(cause), "thrown: " + cause);
    Run started = run.get();
    Ledger account = started == null ? ledger.get() : started.ledger();
    if (account != null) {
      check(account);
    }
  }

  private void checkOnce(Map<PageId, AtomicInteger> counts, String what) {
    counts.forEach(
        (page, times) -> {
          // Each of two runs may break before its first page, and has such a page then.
          int most = isOfSource(page) && plan.hasSecondRun ? 2 : 1;
          require(times.get() <= most, page + " " + what + " " + times + " times");
        });
  }

  private void check(Ledger account) {
    require(account.inProgress() == 0, "in progress: " + account);
    require(account.regions().inProgress() == 0, "regions in progress: " + account.regions());
    long heardOf =
        heard.finished.keySet().stream().filter(id -> id.document().equals("main")).count();
    boolean isRenamed = heard.finished.keySet().stream().anyMatch(id -> isOfSource(id));
    require(
        heardOf == account.accepted() || isRenamed,
        "heard of " + heardOf + " pages, accepted " + account.accepted());
    if (!isClosedEarly) {
      require(
          delivered.size() == account.accepted(),
          "delivered " + delivered.size() + ", but " + account);
      long ok = count(PageOutcome.Status.OK);
      long partial = count(PageOutcome.Status.PARTIAL);
      long cancelled = count(PageOutcome.Status.CANCELLED);
      require(
          ok == account.ok() && partial == account.partial() && cancelled == account.cancelled(),
          "delivered ok " + ok + ", partial " + partial + ", but " + account);
    }
    if (!plan.mayEndEarly() && thrown.get() == null) {
      require(account.isSourceExhausted() || plan.perMille > 0, "not exhausted: " + account);
      require(account.cancelled() == 0, "cancelled: " + account);
    }
    delivered.values().forEach(this::checkTexts);
  }

  /** The page that stands for a source that broke before its first page. */
  private static boolean isOfSource(PageId id) {
    return id.document().equals("source");
  }

  private long count(PageOutcome.Status status) {
    return delivered.values().stream().filter(page -> page.status() == status).count();
  }

  /** An answer belongs to the region that was asked for, whatever went wrong around it. */
  private void checkTexts(PageResult result) {
    result
        .page()
        .ifPresent(
            page -> {
              for (RegionResult region : page.regions()) {
                boolean isRight =
                    region.content().isEmpty()
                        || region.text().equals(ChaosRoles.text(page.id(), region.id()));
                require(isRight, page.id() + " region " + region.id() + ": " + region.text());
              }
            });
  }

  /** A failing source, failing fast, and a closed pipeline are told as exceptions. */
  private boolean mayThrow(Throwable cause) {
    boolean isChaos = String.valueOf(cause.getMessage()).contains("chaos");
    return plan.isFailFast || isClosedEarly || isChaos;
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      problems.add(otherwise);
    }
  }

  /** Who waits on whom, for a run that hangs. */
  String describe() {
    StringBuilder text = new StringBuilder();
    text.append("leases ").append(engine.leasesInUse());
    text.append(", cpu ").append(engine.cpuInUse());
    text.append(", bytes ").append(engine.memory().inUse());
    text.append(", runs ").append(engine.liveRuns());
    if (run.get() instanceof PipelineRun known) {
      text.append('\n').append(known.ledger()).append('\n').append(Engine.describe(known));
    }
    return text.toString();
  }
}
