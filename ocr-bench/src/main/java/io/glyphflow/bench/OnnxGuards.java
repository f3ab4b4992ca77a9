package io.glyphflow.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The guards of what leads to a model and of the call itself. */
final class OnnxGuards {

  private static final int REPEATS = 7;

  /** These are claimed in docs/benchmarks/opt-002.md. */
  private static final double JAVA_PIXELS_GAIN = 3.1;

  private static final double STEPS_PIXELS_GAIN = 1.3;
  private static final double JAVA_BYTES_GAIN = 4;

  /** A call of 12 ms may cost that much more than the runtime's own. */
  private static final double MAX_OVERHEAD = 0.03;

  /** The first page is decoded, the last one looked at, while the other thread has no work. */
  private static final double MAX_OVER_BOUND = 1.4;

  private OnnxGuards() {}

  static void measure(Report report) throws InterruptedException {
    preparation(report);
    overhead(report);
    callers(report);
    precisions(report);
    halves(report);
    overlap(report);
  }

  /**
   * What precision may change, relative to the size of answers, on average: each of the random
   * layers adds its own rounding.
   */
  static double tolerance(ConvNet.Precision precision) {
    return switch (precision) {
      case FP32 -> 1e-5;
      case FP16 -> 0.01;
      case INT8 -> 0.25;
    };
  }

  /** OPT-002: a page as the input of a detector. */
  private static void preparation(Report report) throws InterruptedException {
    for (Preparation.From from : Preparation.From.values()) {
      try (Preparation preparation = new Preparation(from)) {
        preparation.requireAlike();
        Samples<Preparation.Arm> nanos = new Samples<>();
        int repeats = from == Preparation.From.PIXELS ? 3 * REPEATS : REPEATS;
        for (int i = 0; i < repeats; i++) {
          for (Preparation.Arm arm : Preparation.Arm.values()) {
            long start = System.nanoTime();
            var unused = preparation.run(arm);
            nanos.add(arm, System.nanoTime() - start);
          }
        }
        double fast = nanos.median(Preparation.Arm.FUSED);
        boolean isPixels = from == Preparation.From.PIXELS;
        Guards.gain(
            report,
            "OPT-002 " + from + " to tensor, JDK and loops / fused",
            nanos.median(Preparation.Arm.JAVA_LOOPS),
            fast,
            isPixels ? JAVA_PIXELS_GAIN : JAVA_BYTES_GAIN);
        double steps = nanos.median(Preparation.Arm.OPENCV_STEPS);
        if (isPixels) {
          String what = "OPT-002 " + from + " to tensor, OpenCV step by step / fused";
          Guards.gain(report, what, steps, fast, STEPS_PIXELS_GAIN);
          allocation(report, preparation);
        } else {
          report.note("    OpenCV step by step / fused", Report.times(steps / fast));
        }
        report.note(
            "    fused: median, fastest",
            Report.millis(fast) + ", " + Report.millis(Stats.min(nanos.of(Preparation.Arm.FUSED))));
      }
    }
  }

  private static void allocation(Report report, Preparation preparation) {
    int pages = 50;
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 3; round++) {
      long before = Allocation.ofThisThread();
      for (int i = 0; i < pages; i++) {
        var unused = preparation.run(Preparation.Arm.FUSED);
      }
      least = Math.min(least, Allocation.ofThisThread() - before);
    }
    report.check(
        "OPT-002 allocation of a page of " + Preparation.SIDE + " x " + Preparation.SIDE,
        least / pages + " B",
        "0 B",
        least / pages == 0);
  }

  /** In pairs, as a machine that others use is slower at times; the best round counts. */
  private static void overhead(Report report) throws InterruptedException {
    double most = Double.POSITIVE_INFINITY;
    double bare = 0;
    try (SessionCall call = new SessionCall(SessionCall.Net.CONV)) {
      Arms.requireAlike(List.of(SessionCall.Arm.values()), arm -> Arrays.toString(call.run(arm)));
      for (int round = 0; round < 5 && most > MAX_OVERHEAD; round++) {
        double[] ratios = new double[31];
        double[] nanos = new double[ratios.length];
        for (int i = 0; i < ratios.length; i++) {
          boolean isFirst = i % 2 == 0;
          double one = nanos(call, isFirst ? SessionCall.Arm.BARE : SessionCall.Arm.OURS);
          double other = nanos(call, isFirst ? SessionCall.Arm.OURS : SessionCall.Arm.BARE);
          nanos[i] = isFirst ? one : other;
          ratios[i] = isFirst ? other / one : one / other;
        }
        most = Math.min(most, Stats.median(ratios) - 1);
        bare = Stats.median(nanos);
      }
    }
    report.check(
        "session call over the bare call, a model of " + Report.millis(bare),
        percent(most),
        "<= " + percent(MAX_OVERHEAD),
        most <= MAX_OVERHEAD);
    alone(report, bare);
  }

  private static double nanos(SessionCall call, SessionCall.Arm arm) throws InterruptedException {
    long start = System.nanoTime();
    var unused = call.run(arm);
    return System.nanoTime() - start;
  }

  /** A model that does nothing: what is left is the call. */
  private static void alone(Report report, double convolutions) throws InterruptedException {
    Samples<SessionCall.Arm> nanos = new Samples<>();
    try (SessionCall call = new SessionCall(SessionCall.Net.IDENTITY)) {
      for (int i = 0; i < 4_000; i++) {
        for (SessionCall.Arm arm : SessionCall.Arm.values()) {
          double each = nanos(call, arm);
          if (i >= 2_000) {
            nanos.add(arm, each);
          }
        }
      }
    }
    double bare = nanos.median(SessionCall.Arm.BARE);
    double ours = nanos.median(SessionCall.Arm.OURS);
    report.check(
        "    the call alone, bare and ours",
        Report.micros(bare) + ", " + Report.micros(ours),
        "difference <= " + percent(MAX_OVERHEAD) + " of the model",
        ours - bare <= MAX_OVERHEAD * convolutions);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  /** OPT-007: two callers with a thread each against one with two. */
  private static void callers(Report report) throws InterruptedException {
    Samples<Callers.Arm> nanos = new Samples<>();
    for (int i = 0; i < 5; i++) {
      String expected = "";
      for (Callers.Arm arm : Callers.Arm.values()) {
        try (Callers callers = new Callers(arm, 8)) {
          var unusedWarmUp = callers.run();
          long start = System.nanoTime();
          String answer = callers.run();
          nanos.add(arm, System.nanoTime() - start);
          if (!expected.isEmpty() && !answer.equals(expected)) {
            throw new IllegalStateException(arm + " answers " + answer + ", not " + expected);
          }
          expected = answer;
        }
      }
    }
    double ours = nanos.median(Callers.Arm.TWO_CALLERS_ONE_THREAD);
    double split = nanos.median(Callers.Arm.ONE_CALLER_TWO_THREADS);
    report.check(
        "OPT-007 one caller with 2 threads / two callers with one each",
        Report.times(split / ours),
        ">= 0.95x",
        split / ours >= 0.95);
    report.note(
        "    one caller, 1 thread; two callers, 2 threads each",
        Report.times(nanos.median(Callers.Arm.ONE_CALLER_ONE_THREAD) / ours)
            + "; "
            + Report.times(nanos.median(Callers.Arm.TWO_CALLERS_TWO_THREADS) / ours));
  }

  /** OPT-007: what precision and batches bring on this processor. */
  private static void precisions(Report report) throws InterruptedException {
    try (Batches exact = new Batches(ConvNet.Precision.FP32);
        Batches half = new Batches(ConvNet.Precision.FP16);
        Batches narrow = new Batches(ConvNet.Precision.INT8)) {
      float[] expected = exact.run(1).clone();
      Batches.requireNear(exact.run(8), expected, tolerance(ConvNet.Precision.FP32));
      Batches.requireNear(half.run(8), expected, tolerance(ConvNet.Precision.FP16));
      Batches.requireNear(narrow.run(8), expected, tolerance(ConvNet.Precision.INT8));
      Samples<String> nanos = new Samples<>();
      for (int i = 0; i < REPEATS; i++) {
        time(nanos, "FP32", exact, 1);
        time(nanos, "FP32 batch 4", exact, 4);
        time(nanos, "FP16", half, 1);
        time(nanos, "INT8", narrow, 1);
      }
      double whole = nanos.median("FP32");
      report.note("OPT-007 FP32 / INT8", Report.times(whole / nanos.median("INT8")));
      report.note("OPT-007 FP32 / FP16", Report.times(whole / nanos.median("FP16")));
      report.note(
          "OPT-007 pictures alone / four at a time",
          Report.times(4 * whole / nanos.median("FP32 batch 4")));
    }
  }

  private static void time(Samples<String> nanos, String arm, Batches batches, int batch)
      throws InterruptedException {
    long start = System.nanoTime();
    batches.call(0, batch);
    nanos.add(arm, System.nanoTime() - start);
  }

  /** OPT-010: halves are widened to the same floats, by whoever does it. */
  private static void halves(Report report) throws InterruptedException {
    try (Halves halves = new Halves()) {
      Arms.requireAlike(List.of(Halves.Arm.values()), arm -> Arrays.toString(halves.run(arm)));
      Samples<Halves.Arm> nanos = new Samples<>();
      for (int i = 0; i < 5 * REPEATS; i++) {
        for (Halves.Arm arm : Halves.Arm.values()) {
          long start = System.nanoTime();
          var unused = halves.run(arm);
          nanos.add(arm, System.nanoTime() - start);
        }
      }
      double ours = nanos.median(Halves.Arm.TENSOR);
      // Warm, both take the same; while the loop is not compiled yet it takes several times as
      // long.
      double gain = nanos.median(Halves.Arm.LOOP) / ours;
      report.check(
          "OPT-010 640,000 halves of a model, a loop / floats()",
          Report.times(gain),
          ">= 0.50x",
          gain >= 0.5);
      report.note(
          "    widened by the graph / floats()",
          Report.times(nanos.median(Halves.Arm.GRAPH) / ours) + " of " + Report.millis(ours));
    }
  }

  /**
   * Decoding and a model side by side on two threads, beside two threads that share nothing. The
   * best round counts.
   */
  private static void overlap(Report report) throws InterruptedException {
    double most = Double.POSITIVE_INFINITY;
    double gain = 0;
    try (Overlap overlap = new Overlap(8, ConvNet.LAYERS)) {
      for (int round = 0; round < 5 && most > MAX_OVER_BOUND; round++) {
        Samples<Overlap.Arm> nanos = overlap.measure(3);
        double streamed = nanos.median(Overlap.Arm.STREAMED);
        most = Math.min(most, streamed / nanos.median(Overlap.Arm.TWO_WORKERS));
        gain = Math.max(gain, nanos.median(Overlap.Arm.SEQUENTIAL) / streamed);
      }
    }
    report.check(
        "OPT-002 decoding beside detection, engine / two threads alone",
        Report.times(most),
        "<= " + Report.times(MAX_OVER_BOUND),
        most <= MAX_OVER_BOUND);
    report.note("    one after the other / engine", Report.times(gain));
  }
}
