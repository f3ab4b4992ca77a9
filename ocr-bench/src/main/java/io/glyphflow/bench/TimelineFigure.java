package io.glyphflow.bench;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The six-bubble page: how close the pipeline comes to the best schedule, and to its twins. */
final class TimelineFigure implements Figure {

  private static final double WITHIN = 0.01;

  @Override
  public String title() {
    return "six bubbles, 2 recognizers, 3 translators of 170 ms, the whole page";
  }

  @Override
  public Set<String> options() {
    return Set.of("repeats");
  }

  @Override
  public void measure(Options options, Report report) throws Exception {
    int repeats = options.count("repeats", 7);
    Bubbles.Work alike = Bubbles.Work.sixAlike();
    Bubbles.Work measured = Bubbles.Work.sixMeasured();
    Bubbles.Work alternating = Bubbles.Work.sixAlternating();
    int[] given = Schedules.inOrder(6);

    double bound = Schedules.list(alike, given);
    makespan(report, "6 x 400 ms", Bubbles.Arm.PULL, alike, repeats, bound);
    events(report, alike, repeats);
    makespan(
        report,
        "crops of 112..725 ms, estimated",
        Bubbles.Arm.PULL_WITH_ESTIMATES,
        measured,
        repeats,
        Schedules.best(measured));
    makespan(
        report,
        "crops of 112..725 ms, no estimates",
        Bubbles.Arm.PULL,
        measured,
        repeats,
        Schedules.list(measured, given));
    twins(report, measured, alternating, repeats);
    allOrders(report, measured);
  }

  private static void makespan(
      Report report, String what, Bubbles.Arm arm, Bubbles.Work work, int repeats, double bound)
      throws InterruptedException {
    double[] nanos = times(arm, work, repeats);
    double off = Stats.median(nanos) / 1e6 / bound - 1;
    report.check(
        what + ": makespan",
        Report.millis(Stats.median(nanos)) + percent(off),
        String.format(Locale.ROOT, "%.0f ms, within 1 %%", bound),
        Math.abs(off) <= WITHIN);
    report.note(
        "    the fastest and the slowest of " + repeats,
        Report.millis(Stats.min(nanos)) + " .. " + Report.millis(Stats.max(nanos)));
  }

  private static double[] times(Bubbles.Arm arm, Bubbles.Work work, int repeats)
      throws InterruptedException {
    try (Bubbles bubbles = new Bubbles(arm, work)) {
      List<String> expected = bubbles.run();
      double[] nanos = new double[repeats];
      for (int i = 0; i < repeats; i++) {
        long start = System.nanoTime();
        List<String> answer = bubbles.run();
        nanos[i] = System.nanoTime() - start;
        if (!answer.equals(expected)) {
          throw new IllegalStateException("the answers differ: " + answer);
        }
      }
      return nanos;
    }
  }

  /** The first region is told when it is read, not when the page is done. */
  private static void events(Report report, Bubbles.Work work, int repeats)
      throws InterruptedException {
    double[] read = new double[repeats];
    double[] translated = new double[repeats];
    try (Bubbles bubbles = new Bubbles(Bubbles.Arm.PULL, work)) {
      var unused = bubbles.run();
      for (int i = 0; i < repeats; i++) {
        long start = System.nanoTime();
        var ignored = bubbles.run();
        read[i] = bubbles.firstRead() - start;
        translated[i] = bubbles.firstTranslated() - start;
      }
    }
    double path = work.readMillis(0);
    firstEvent(report, "first region event", read, path);
    firstEvent(report, "first translation event", translated, path + work.translateMillis());
  }

  private static void firstEvent(Report report, String what, double[] nanos, double path) {
    double off = Stats.median(nanos) / 1e6 / path - 1;
    report.check(
        what + " (the page answers with its makespan)",
        Report.millis(Stats.median(nanos)) + percent(off),
        String.format(Locale.ROOT, "%.0f ms, its critical path, + 2 %%", path),
        off <= 0.02);
  }

  private static void twins(
      Report report, Bubbles.Work measured, Bubbles.Work alternating, int repeats)
      throws InterruptedException {
    for (Bubbles.Work work : List.of(measured, alternating)) {
      String order = work.equals(measured) ? "rising" : "long and short in turn";
      double pull = Stats.median(times(Bubbles.Arm.PULL, work, repeats));
      double assigned = Stats.median(times(Bubbles.Arm.ROUND_ROBIN, work, repeats));
      double barrier = Stats.median(times(Bubbles.Arm.BARRIER, work, repeats));
      report.check(
          "crops " + order + ": round-robin / pull",
          Report.millis(assigned) + " / " + Report.millis(pull) + " = " + times(assigned / pull),
          ">= 0.99x, never worse",
          assigned / pull >= 0.99);
      report.note(
          "crops " + order + ": barrier before translation / pull",
          Report.millis(barrier) + " = " + times(barrier / pull));
    }
  }

  private static void allOrders(Report report, Bubbles.Work work) {
    List<int[]> orders = Schedules.permutations(work.size());
    double[] pull = orders.stream().mapToDouble(o -> Schedules.list(work, o)).toArray();
    double[] fixed = orders.stream().mapToDouble(o -> Schedules.roundRobin(work, o)).toArray();
    report.note("calculated, all 720 orders: pull", spread(pull));
    report.note("calculated, all 720 orders: round-robin", spread(fixed));
  }

  private static String spread(double[] millis) {
    return String.format(
        Locale.ROOT,
        "%.0f .. %.0f, median %.0f ms",
        Stats.min(millis),
        Stats.max(millis),
        Stats.median(millis));
  }

  private static String times(double ratio) {
    return Report.times(ratio);
  }

  private static String percent(double off) {
    return String.format(Locale.ROOT, " (%+.2f %%)", off * 100);
  }
}
