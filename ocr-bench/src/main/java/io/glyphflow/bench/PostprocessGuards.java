package io.glyphflow.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;

/**
 * The guards of OPT-006: kernels on boxes beside plain loops and rivals, all in one run and
 * interleaved, so that a busy machine slows them alike.
 */
final class PostprocessGuards implements Figure {

  /** Time on the processor, as no arm has threads of its own and others may be at work beside. */
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final int ROUNDS = 15;
  private static final long WARM_UP_NANOS = 300_000_000;
  private static final long ROUND_NANOS = 4_000_000;

  /** What is claimed of kernels over plain loops. */
  private static final double LOOP_GAIN = 2.5;

  /** What is claimed of kernels over ND4J. */
  private static final double ND4J_GAIN = 40;

  /** What is claimed of post-processing over the plain loops of all its steps. */
  private static final double PAGE_GAIN = 2.5;

  /** 6.7 times the boxes: quadratic would be 44. */
  private static final double MAX_GROWTH = 20;

  /** Regions of a page, their boxes and their list may take this much for each. */
  private static final double MAX_BYTES_PER_REGION = 160;

  @Override
  public String title() {
    return "suppression, containment and post-processing beside plain loops and rivals";
  }

  @Override
  public void measure(Options options, Report report) throws InterruptedException {
    measure(report);
  }

  /** Something of one arm, the answer of which is used. */
  private interface Trial<A> {
    int run(A arm) throws InterruptedException;
  }

  /** Something that is done in one way only. */
  private interface Call {
    int run() throws InterruptedException;
  }

  static void measure(Report report) throws InterruptedException {
    suppression(report);
    containment(report);
    pages(report);
  }

  private static void suppression(Report report) throws InterruptedException {
    try (Suppressions small = new Suppressions(PageBoxes.of(150, 6));
        Suppressions large = new Suppressions(PageBoxes.of(1000, 6))) {
      small.requireAlike();
      large.requireAlike();
      Samples<Suppressions.Arm> nanos = sample(Suppressions.arms(), small::run);
      double ours = nanos.median(Suppressions.Arm.OURS);
      report.note("OPT-006 suppression of 150 boxes", Report.micros(ours));
      Guards.gain(
          report,
          "OPT-006 suppression of 150 boxes, plain loop / ours",
          nanos.median(Suppressions.Arm.PLAIN_LOOP),
          ours,
          LOOP_GAIN);
      if (Rivals.hasNd4j()) {
        Guards.gain(
            report, "    ND4J / ours", nanos.median(Suppressions.Arm.ND4J), ours, ND4J_GAIN);
      }
      double one = nanos.median(Suppressions.Arm.OURS_ONE_CLASS);
      report.note(
          "    one class: OpenCV, ONNX Runtime / ours",
          Report.times(nanos.median(Suppressions.Arm.OPENCV_ONE_CLASS) / one)
              + ", "
              + Report.times(nanos.median(Suppressions.Arm.ONNX_RUNTIME_ONE_CLASS) / one));
      growth(
          report,
          "suppression",
          () -> small.run(Suppressions.Arm.OURS),
          () -> large.run(Suppressions.Arm.OURS));
      noAllocation(report, "suppression", () -> small.run(Suppressions.Arm.OURS));
    }
  }

  private static void containment(Report report) throws InterruptedException {
    Containments small = new Containments(PageBoxes.of(150, 6));
    Containments large = new Containments(PageBoxes.of(1000, 6));
    small.requireAlike();
    large.requireAlike();
    Samples<Containments.Arm> nanos = sample(Containments.arms(), small::run);
    double ours = nanos.median(Containments.Arm.OURS);
    report.note("OPT-006 containment of 150 boxes", Report.micros(ours));
    Guards.gain(
        report,
        "OPT-006 containment of 150 boxes, plain loop / ours",
        nanos.median(Containments.Arm.PLAIN_LOOP),
        ours,
        LOOP_GAIN);
    if (Rivals.hasNd4j()) {
      Guards.gain(report, "    ND4J / ours", nanos.median(Containments.Arm.ND4J), ours, ND4J_GAIN);
    }
    growth(
        report,
        "containment",
        () -> small.run(Containments.Arm.OURS),
        () -> large.run(Containments.Arm.OURS));
    noAllocation(report, "containment", () -> small.run(Containments.Arm.OURS));
  }

  private static void pages(Report report) throws InterruptedException {
    Postprocessings pages = new Postprocessings(8, 120);
    pages.requireAlike();
    Samples<Postprocessings.Arm> nanos = sample(List.of(Postprocessings.Arm.values()), pages::run);
    double ours = nanos.median(Postprocessings.Arm.OURS);
    report.note("OPT-006 post-processing of a page of 120 boxes", Report.micros(ours / 8));
    Guards.gain(
        report,
        "OPT-006 post-processing of 120 boxes, plain loops / ours",
        nanos.median(Postprocessings.Arm.PLAIN_LOOPS),
        ours,
        PAGE_GAIN);
    int regions = pages.run(Postprocessings.Arm.OURS);
    double bytes = bytes(() -> pages.run(Postprocessings.Arm.OURS)) / regions;
    report.check(
        "OPT-006 allocation of post-processing, for each region",
        Report.count(bytes) + " B",
        "<= " + Report.count(MAX_BYTES_PER_REGION) + " B",
        bytes <= MAX_BYTES_PER_REGION);
  }

  private static void growth(Report report, String what, Call small, Call large)
      throws InterruptedException {
    Samples<Boolean> nanos =
        sample(List.of(true, false), isLarge -> isLarge ? large.run() : small.run());
    double growth = nanos.median(true) / nanos.median(false);
    report.check(
        "OPT-006 " + what + ", 1,000 boxes / 150",
        Report.times(growth),
        String.format(Locale.ROOT, "<= %.0fx, quadratic is 44x", MAX_GROWTH),
        growth <= MAX_GROWTH);
  }

  private static void noAllocation(Report report, String what, Call call)
      throws InterruptedException {
    double bytes = bytes(call);
    report.check(
        "OPT-006 allocation of " + what,
        String.format(Locale.ROOT, "%.2f B", bytes),
        "< 1 B, the counter's own",
        bytes < 1);
  }

  /** Bytes of this thread for each call. */
  private static double bytes(Call call) throws InterruptedException {
    int calls = 2_000;
    int answer = 0;
    long before = Allocation.ofThisThread();
    for (int i = 0; i < calls; i++) {
      answer += call.run();
    }
    long bytes = Allocation.ofThisThread() - before;
    use(answer);
    return (double) bytes / calls;
  }

  /**
   * Nanoseconds of a call, each arm in its turn for some milliseconds; the first rounds warm up.
   */
  private static <A> Samples<A> sample(List<A> arms, Trial<A> trial) throws InterruptedException {
    for (A arm : arms) {
      var unused = nanos(arm, trial, WARM_UP_NANOS);
    }
    Samples<A> samples = new Samples<>();
    for (int i = 0; i < ROUNDS; i++) {
      for (A arm : arms) {
        samples.add(arm, nanos(arm, trial, ROUND_NANOS));
      }
    }
    return samples;
  }

  private static <A> double nanos(A arm, Trial<A> trial, long limit) throws InterruptedException {
    long start = THREADS.getCurrentThreadCpuTime();
    long elapsed = 0;
    int calls = 0;
    int answer = 0;
    while (elapsed < limit) {
      for (int i = 0; i < 8; i++) {
        answer += trial.run(arm);
      }
      calls += 8;
      elapsed = THREADS.getCurrentThreadCpuTime() - start;
    }
    use(answer);
    return (double) elapsed / calls;
  }

  /** An answer that nobody used need not be computed. */
  private static void use(int answer) {
    if (answer == Integer.MIN_VALUE) {
      throw new IllegalStateException("no sum of counts");
    }
  }
}
