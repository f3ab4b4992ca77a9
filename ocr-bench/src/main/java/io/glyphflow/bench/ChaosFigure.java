package io.glyphflow.bench;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import io.glyphflow.core.document.Ledger;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Many small runs where everything goes wrong at random, from seeds. */
final class ChaosFigure implements Figure {

  private static final int LIMIT_SECONDS = 30;
  private static final int MAX_SHOWN = 20;

  private final AtomicLong next = new AtomicLong();
  private final AtomicInteger broken = new AtomicInteger();
  private final AtomicInteger hung = new AtomicInteger();
  private final AtomicInteger disorder = new AtomicInteger();
  private final Map<String, AtomicLong> counts = new ConcurrentSkipListMap<>();

  @Override
  public String title() {
    return "seeded runs with faults at every stage; nothing lost, nothing left, no hang";
  }

  @Override
  public Set<String> options() {
    return Set.of("runs", "seed", "at-once");
  }

  @Override
  public void measure(Options options, Report report) throws Exception {
    DefectWatch log = DefectWatch.install();
    boolean isOne = options.has("seed") && !options.has("runs");
    long first = options.number("seed", 1);
    int runs = options.count("runs", isOne ? 1 : 10_000);
    int atOnce = isOne ? 1 : options.count("at-once", 4);
    next.set(first);
    long start = System.nanoTime();
    Workers.run(
        atOnce,
        number -> {
          for (long seed = next.getAndIncrement();
              seed < first + runs && hung.get() == 0;
              seed = next.getAndIncrement()) {
            one(report, seed, isOne);
          }
        });
    double seconds = (System.nanoTime() - start) / 1e9;
    report.note(
        "runs, " + atOnce + " at a time",
        String.format(Locale.ROOT, "%,d in %.0f s", runs, seconds));
    new TreeMap<>(counts).forEach((what, count) -> report.note(what, count.toString()));
    zero(report, "runs that hang (" + LIMIT_SECONDS + " s)", hung.get());
    zero(report, "runs with a wrong ledger or something left", broken.get());
    zero(report, "defects that the engine logged of itself", log.defects());
    zero(report, "events out of order in runs that nobody ended", disorder.get());
    zero(report, "platform threads left", platformThreads());
  }

  private static void zero(Report report, String what, long count) {
    report.check(what, Long.toString(count), "0", count == 0);
  }

  private void one(Report report, long seed, boolean isTalkative) throws InterruptedException {
    ChaosPlan plan = new ChaosPlan(seed);
    if (isTalkative) {
      report.line(plan.toString());
    }
    ChaosRun run = new ChaosRun(plan);
    Queue<String> problems = new ConcurrentLinkedQueue<>();
    CountDownLatch over = new CountDownLatch(1);
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                problems.addAll(run.execute());
              } catch (InterruptedException e) {
                problems.add("the harness was interrupted");
                Thread.currentThread().interrupt();
              } catch (RuntimeException | Error e) {
                problems.add("the harness failed: " + e);
              } finally {
                over.countDown();
              }
            });
    if (!over.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      hung.incrementAndGet();
      report.line("HANG " + plan + "\n" + run.describe() + "\nthreads: " + dump(seed));
      return;
    }
    count(plan, run);
    if (!run.disorder().isEmpty() && !plan.mayEndPagesEarly()) {
      disorder.incrementAndGet();
      report.line("DISORDER " + run.disorder() + " " + plan);
    }
    run.disorder().forEach(what -> add("in a run that was ended: " + what, 1));
    if (!problems.isEmpty() && broken.incrementAndGet() <= MAX_SHOWN) {
      report.line("BROKEN " + plan);
      problems.forEach(problem -> report.line("    " + problem));
      report.line("    again: ./bench chaos --seed " + seed);
    }
  }

  private void count(ChaosPlan plan, ChaosRun run) {
    add("mode " + plan.mode, 1);
    add("action " + plan.action, 1);
    for (Faults.Fault fault : Faults.Fault.values()) {
      add("fault " + fault, run.faults().count(fault));
    }
    Ledger ledger = run.ledger();
    if (run.thrown() != null) {
      add("run threw " + run.thrown().getClass().getSimpleName(), 1);
    }
    if (ledger != null) {
      add("pages ok", ledger.ok());
      add("pages partial", ledger.partial());
      add("pages failed", ledger.failed());
      add("pages skipped", ledger.skipped());
      add("pages cancelled", ledger.cancelled());
    }
  }

  private void add(String what, long count) {
    counts.computeIfAbsent(what, name -> new AtomicLong()).addAndGet(count);
  }

  private static long platformThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("glyphflow-"))
        .count();
  }

  /** Every thread, the virtual ones too, in a file; returns where. */
  private static String dump(long seed) {
    try {
      Path folder = Files.createTempDirectory("glyphflow-chaos");
      Path file = folder.resolve("threads-" + seed + ".txt").toAbsolutePath();
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
      return file.toString();
    } catch (IOException e) {
      return "no dump: " + e;
    }
  }
}
