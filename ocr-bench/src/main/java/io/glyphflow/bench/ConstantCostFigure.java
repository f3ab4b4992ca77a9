package io.glyphflow.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Call 10,000 costs what call 1 costs. The calls of the last 1,000-call window are made in turn
 * with the first ones of a fresh pipeline, so that whatever else happens on the machine happens to
 * both. A round gives the ratio of the two medians; the median of the rounds counts.
 */
final class ConstantCostFigure implements Figure {

  private static final int WINDOW = 1_000;

  @Override
  public String title() {
    return "call 10,000 costs what call 1 costs (medians of 1,000-call windows, taken in turn)";
  }

  @Override
  public Set<String> options() {
    return Set.of("calls", "rounds");
  }

  /** Makes calls; returns the median of the first and of the last window. */
  private interface Calls {
    double[] make(int calls, int window);
  }

  @Override
  public void measure(Options options, Report report) throws Exception {
    int calls = options.count("calls", 10_000);
    int rounds = options.count("rounds", 15);
    compare(report, "process() of a page", ManyCalls::processing, calls, rounds);
    compare(report, "recognizer call through the pool", ManyCalls::leasing, calls, 4 * rounds);
    handOff(report, calls);
    atOnce(report);
  }

  private static void compare(Report report, String what, Calls made, int calls, int rounds) {
    int warmUps = Math.max(2, rounds / 3);
    Samples<String> samples = new Samples<>();
    for (int round = 0; round < warmUps + rounds; round++) {
      double[] medians = made.make(calls, WINDOW);
      if (round >= warmUps) {
        samples.add("first", medians[0]);
        samples.add("last", medians[1]);
        samples.add("ratio", medians[1] / medians[0]);
      }
    }
    double ratio = samples.median("ratio");
    report.check(
        what + ": last window / first",
        Report.micros(samples.median("last"))
            + " / "
            + Report.micros(samples.median("first"))
            + " = "
            + Report.ratio(ratio),
        "<= 1.020",
        ratio <= 1.02);
    report.note(
        "    the ratios of " + rounds + " rounds, without the lowest and highest tenth",
        Report.ratio(Stats.quantile(samples.of("ratio"), 0.1))
            + " .. "
            + Report.ratio(Stats.quantile(samples.of("ratio"), 0.9)));
  }

  private static void handOff(Report report, int calls) throws InterruptedException {
    var unusedWarmUp = ManyCalls.handingOff(calls);
    long[] nanos = ManyCalls.handingOff(calls);
    double[] windows = new double[calls / WINDOW];
    for (int w = 0; w < windows.length; w++) {
      windows[w] = Stats.median(nanos, w * WINDOW, (w + 1) * WINDOW);
    }
    report.note(
        "slow twin, lock and hand-off, six callers: windows, us",
        Arrays.stream(windows)
            .mapToObj(w -> String.format(Locale.ROOT, "%.0f", w / 1e3))
            .collect(Collectors.joining(" ")));
  }

  /** The six calls of the field report, whose latency crept from 31 to 315 ms. */
  private static void atOnce(Report report) throws InterruptedException {
    for (CallsAtOnce.Arm arm : CallsAtOnce.Arm.values()) {
      double[] latencies = atOnce(arm, 31, 5);
      String what = "six calls of 31 ms at once, six instances, " + name(arm);
      String measured =
          Report.millis(latencies[5])
              + " / "
              + Report.millis(latencies[0])
              + " = "
              + Report.times(latencies[5] / latencies[0]);
      if (arm == CallsAtOnce.Arm.LEASES) {
        report.check(what, measured, "<= 1.20x", latencies[5] / latencies[0] <= 1.2);
      } else {
        report.note(what, measured);
      }
    }
  }

  /** The latencies of the median run, the shortest first. */
  static double[] atOnce(CallsAtOnce.Arm arm, double millis, int repeats)
      throws InterruptedException {
    try (CallsAtOnce calls = new CallsAtOnce(arm, 6, millis)) {
      var unused = calls.run();
      double[][] runs = new double[repeats][];
      for (int i = 0; i < repeats; i++) {
        runs[i] = calls.run();
      }
      Arrays.sort(runs, (a, b) -> Double.compare(a[5] / a[0], b[5] / b[0]));
      return runs[repeats / 2];
    }
  }

  private static String name(CallsAtOnce.Arm arm) {
    return arm.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
