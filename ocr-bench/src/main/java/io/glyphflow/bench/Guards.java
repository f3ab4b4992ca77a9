package io.glyphflow.bench;

import io.glyphflow.core.stage.Placement;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What CI runs: each fast path against its slow twin within one run, arms interleaved, medians,
 * with the limit at half of the claimed gain; and counted work. No absolute time decides anything.
 */
final class Guards implements Figure {

  private static final int REPEATS = 5;
  private static final double SCALE = 0.1;

  /** A region may allocate this much; see docs/benchmarks/engine.md for what it does. */
  private static final double MAX_BYTES_PER_REGION = 1_600;

  /**
   * Regions through the engine for each item through six bare queues, at least. Measured are 0.2
   * and more.
   */
  private static final double MIN_OF_BARE_QUEUES = 0.08;

  @Override
  public String title() {
    return "fast paths against their slow twins within one run, and counted work";
  }

  @Override
  public void measure(Options options, Report report) throws Exception {
    pull(report);
    translateAsRead(report);
    leases(report);
    streaming(report);
    bisection(report);
    firstResult(report);
    warmUp(report);
    byteBudget(report);
    engine(report);
    ImageGuards.measure(report);
    PostprocessGuards.measure(report);
    OnnxGuards.measure(report);
  }

  /** Half of a claimed gain: 1.3x is to be 1.15x at least. */
  static double halfOf(double gain) {
    return 1 + (gain - 1) / 2;
  }

  static void gain(Report report, String what, double slow, double fast, double claimed) {
    report.check(
        what,
        Report.times(slow / fast),
        String.format(Locale.ROOT, ">= %.2fx, half of %.2fx", halfOf(claimed), claimed),
        slow / fast >= halfOf(claimed));
  }

  /** PAR-1 and PAR-2: crops that differ, pulled or assigned. */
  private static void pull(Report report) throws InterruptedException {
    Bubbles.Work work = Bubbles.Work.sixAlternating().scaled(SCALE);
    Samples<Bubbles.Arm> nanos = bubbles(work, Bubbles.Arm.ROUND_ROBIN, Bubbles.Arm.PULL);
    int[] order = Schedules.inOrder(work.size());
    double claimed = Schedules.roundRobin(work, order) / Schedules.list(work, order);
    gain(
        report,
        "PAR-1 round-robin / pull, long and short crops",
        nanos.median(Bubbles.Arm.ROUND_ROBIN),
        nanos.median(Bubbles.Arm.PULL),
        claimed);

    Bubbles.Work alike = Bubbles.Work.sixAlike().scaled(SCALE);
    double one = bubbles(alike.withInstances(6, 1), Bubbles.Arm.PULL).median(Bubbles.Arm.PULL);
    double three = bubbles(alike.withInstances(6, 3), Bubbles.Arm.PULL).median(Bubbles.Arm.PULL);
    double paper =
        Schedules.list(alike.withInstances(6, 1), order)
            / Schedules.list(alike.withInstances(6, 3), order);
    gain(report, "PAR-2 one translator / three", one, three, paper);
  }

  /** PAR-3: a barrier before translation. */
  private static void translateAsRead(Report report) throws InterruptedException {
    Bubbles.Work work = Bubbles.Work.sixMeasured().scaled(SCALE);
    Samples<Bubbles.Arm> nanos =
        bubbles(work, Bubbles.Arm.BARRIER, Bubbles.Arm.PULL, Bubbles.Arm.PULL_WITH_ESTIMATES);
    int[] order = Schedules.inOrder(work.size());
    double read = Schedules.list(new Bubbles.Work(work.readMillis(), 0, 2, 3), order);
    double claimed = (read + 2 * work.translateMillis()) / Schedules.list(work, order);
    double slow = nanos.median(Bubbles.Arm.BARRIER);
    gain(
        report, "PAR-3 barrier / translate as read", slow, nanos.median(Bubbles.Arm.PULL), claimed);
    double best = (read + 2 * work.translateMillis()) / Schedules.best(work);
    gain(
        report,
        "PAR-3 barrier / with estimates",
        slow,
        nanos.median(Bubbles.Arm.PULL_WITH_ESTIMATES),
        best);
  }

  private static Samples<Bubbles.Arm> bubbles(Bubbles.Work work, Bubbles.Arm... arms)
      throws InterruptedException {
    Samples<Bubbles.Arm> nanos = new Samples<>();
    Map<Bubbles.Arm, Bubbles> all = new EnumMap<>(Bubbles.Arm.class);
    try {
      for (Bubbles.Arm arm : arms) {
        all.put(arm, new Bubbles(arm, work));
      }
      Arms.requireAlike(List.of(arms), arm -> bubblesOf(all, arm).run());
      for (int i = 0; i < REPEATS; i++) {
        for (Bubbles.Arm arm : arms) {
          long start = System.nanoTime();
          var unused = bubblesOf(all, arm).run();
          nanos.add(arm, System.nanoTime() - start);
        }
      }
    } finally {
      all.values().forEach(Bubbles::close);
    }
    return nanos;
  }

  private static Bubbles bubblesOf(Map<Bubbles.Arm, Bubbles> all, Bubbles.Arm arm) {
    return Objects.requireNonNull(all.get(arm));
  }

  private static void require(boolean isAlike) {
    if (!isAlike) {
      throw new IllegalStateException("the arms answer differently");
    }
  }

  /** PAR-4: the sixth of six calls at once costs what the first costs. */
  private static void leases(Report report) throws InterruptedException {
    double fast = growth(CallsAtOnce.Arm.LEASES);
    double slow = growth(CallsAtOnce.Arm.LOCK_AND_HAND_OFF);
    gain(report, "PAR-4 growth over six calls, lock and hand-off / leases", slow, fast, 6);
  }

  private static double growth(CallsAtOnce.Arm arm) throws InterruptedException {
    double[] latencies = ConstantCostFigure.atOnce(arm, 10, REPEATS);
    return latencies[5] / latencies[0];
  }

  /** PAR-5: streaming against staged and sequential. */
  private static void streaming(Report report) throws InterruptedException {
    Book.Work work = Book.Work.ofTheReport(SCALE / 5);
    Samples<Book.Arm> nanos = new Samples<>();
    Samples<Book.Arm> first = new Samples<>();
    for (int i = 0; i < REPEATS; i++) {
      for (Book.Arm arm : Book.Arm.values()) {
        try (Book book = new Book(arm, work)) {
          long start = System.nanoTime();
          require(book.run().size() == work.pages());
          nanos.add(arm, System.nanoTime() - start);
          first.add(arm, book.firstPage() - start);
        }
      }
    }
    double path = work.renderMillis() + work.layoutMillis();
    double claimed = 25 * (path + work.readMillis()) / work.bound();
    double fast = nanos.median(Book.Arm.STREAMING);
    gain(report, "PAR-5 staged / streaming", nanos.median(Book.Arm.STAGED), fast, claimed);
    gain(report, "PAR-5 sequential / streaming", nanos.median(Book.Arm.SEQUENTIAL), fast, claimed);
    gain(
        report,
        "PAR-5 first page, staged / streaming",
        first.median(Book.Arm.STAGED),
        first.median(Book.Arm.STREAMING),
        (25 * path + work.readMillis()) / (path + work.readMillis()));
  }

  /** PAR-6: calls of the model for a batch of 8 and of 32 with one bad item. */
  private static void bisection(Report report) throws InterruptedException {
    for (int batch : new int[] {8, 32}) {
      OneBadItem.Result ours = badItem(OneBadItem.Arm.BISECT, batch);
      OneBadItem.Result alone = badItem(OneBadItem.Arm.ONE_BY_ONE, batch);
      OneBadItem.Result all = badItem(OneBadItem.Arm.ALL_FAIL, batch);
      require(ours.read().equals(alone.read()));
      int log = 31 - Integer.numberOfLeadingZeros(batch);
      report.check(
          "PAR-6 batch of " + batch + ", one bad: calls, good items lost",
          ours.calls() + ", " + ours.lost(),
          "<= " + (2 * log + 1) + " calls, none lost",
          ours.calls() <= 2 * log + 1 && ours.lost() == 0);
      report.note(
          "    one by one; the batch fails",
          alone.calls() + ", " + alone.lost() + "; " + all.calls() + ", " + all.lost());
    }
  }

  private static OneBadItem.Result badItem(OneBadItem.Arm arm, int batch)
      throws InterruptedException {
    try (OneBadItem one = new OneBadItem(arm, batch, batch / 3, 0)) {
      return one.run();
    }
  }

  /** LAT-1: the first region is told long before the page is done. */
  private static void firstResult(Report report) throws InterruptedException {
    Bubbles.Work work = Bubbles.Work.sixAlike().scaled(SCALE);
    double[] first = new double[REPEATS];
    double[] page = new double[REPEATS];
    try (Bubbles bubbles = new Bubbles(Bubbles.Arm.PULL, work)) {
      var unusedWarmUp = bubbles.run();
      for (int i = 0; i < REPEATS; i++) {
        long start = System.nanoTime();
        var unused = bubbles.run();
        page[i] = System.nanoTime() - start;
        first[i] = bubbles.firstRead() - start;
      }
    }
    double claimed = Schedules.list(work, Schedules.inOrder(6)) / work.readMillis(0);
    gain(
        report,
        "LAT-1 the page's answer / the first region event",
        Stats.median(page),
        Stats.median(first),
        claimed);
  }

  /** LAT-2: the first call after warmUp() costs what the second costs. */
  private static void warmUp(Report report) throws InterruptedException {
    Samples<ColdStart.Arm> ratio = new Samples<>();
    for (int i = 0; i < REPEATS; i++) {
      for (ColdStart.Arm arm : ColdStart.Arm.values()) {
        ColdStart.Result result = ColdStart.run(arm, 100, 10);
        ratio.add(arm, result.first() / result.second());
      }
    }
    gain(
        report,
        "LAT-2 first call over second, cold / warmed up",
        ratio.median(ColdStart.Arm.COLD),
        ratio.median(ColdStart.Arm.WARMED_UP),
        11);
  }

  /** Bytes alive at most: counted, not timed. */
  private static void byteBudget(Report report) throws InterruptedException {
    PageMemory.Result ours = PageMemory.run(PageMemory.Arm.BYTE_BUDGET, 300, 1);
    PageMemory.Result items = PageMemory.run(PageMemory.Arm.ITEM_QUEUES, 300, 1);
    require(ours.pages() == items.pages());
    report.check(
        "most bytes alive, item queues / byte budget of 128 MiB",
        (items.peakBytes() >> 20) + " / " + (ours.peakBytes() >> 20) + " MiB",
        "ours < 128 MiB",
        ours.peakBytes() < PageMemory.budget());
  }

  /** The engine beside bare queues, and what a region allocates. */
  private static void engine(Report report) throws InterruptedException {
    EngineLoad.Shape shape = new EngineLoad.Shape(Placement.WAITING, 8, 64);
    long regions = 300_000;
    double[] share = new double[REPEATS];
    double[] bytes = new double[REPEATS];
    try (EngineLoad load = new EngineLoad(shape)) {
      var unusedWarmUp = load.run(2 * regions) + BareQueues.run(6, regions);
      for (int i = 0; i < REPEATS; i++) {
        double hops = ThroughputFigure.perSecond(() -> BareQueues.run(6, regions));
        long before = Allocation.total();
        double engine = ThroughputFigure.perSecond(() -> load.run(regions));
        bytes[i] = (double) (Allocation.total() - before) / regions;
        share[i] = engine / hops;
      }
    }
    report.check(
        "engine, regions for each item over six bare queue hops",
        Report.ratio(Stats.median(share)),
        ">= " + Report.ratio(MIN_OF_BARE_QUEUES),
        Stats.median(share) >= MIN_OF_BARE_QUEUES);
    report.check(
        "allocation of a region, batch 8",
        Report.count(Stats.median(bytes)) + " B",
        "<= " + Report.count(MAX_BYTES_PER_REGION) + " B",
        Stats.median(bytes) <= MAX_BYTES_PER_REGION);
  }
}
