package io.glyphflow.bench;

import java.util.Locale;
import java.util.Set;

/** OPT-007, OPT-002 and LAT-3: models on this processor, and what is around them. */
final class ModelsFigure implements Figure {

  private static final int[] BATCHES = {1, 2, 4, 8, 16};

  /** The engine beside two threads that share nothing. */
  private static final double MAX_OVER_BOUND = 1.25;

  @Override
  public String title() {
    return "models in process: precisions, batch sizes, opening, preparation, decoding beside them";
  }

  @Override
  public Set<String> options() {
    return Set.of("repeats");
  }

  @Override
  public void measure(Options options, Report report) throws Exception {
    int repeats = options.count("repeats", 5);
    for (ConvNet.Precision precision : ConvNet.Precision.values()) {
      batches(report, precision, repeats);
    }
    RealModels.measure(report);
    Openings.measure(report, repeats);
    Resamplings.measure(report, repeats);
    overlap(report, 8, repeats);
    overlap(report, ConvNet.LAYERS, repeats);
    overlap(report, 3 * ConvNet.LAYERS, repeats);
  }

  private static void batches(Report report, ConvNet.Precision precision, int repeats)
      throws InterruptedException {
    Samples<Integer> nanos = new Samples<>();
    try (Batches batches = new Batches(precision)) {
      float[] single = batches.run(1).clone();
      for (int i = 0; i < repeats; i++) {
        for (int batch : BATCHES) {
          long start = System.nanoTime();
          float[] answers = batches.run(batch);
          nanos.add(batch, System.nanoTime() - start);
          Batches.requireNear(answers, single, 1e-5);
        }
      }
    }
    StringBuilder row = new StringBuilder();
    int best = BATCHES[0];
    for (int batch : BATCHES) {
      double each = nanos.median(batch) / Batches.PICTURES;
      row.append(String.format(Locale.ROOT, "%s%.2f", row.isEmpty() ? "" : " ", each / 1e6));
      best = nanos.median(batch) < nanos.median(best) ? batch : best;
    }
    report.note(precision + ", ms a picture in batches of 1, 2, 4, 8, 16", row + ", best " + best);
  }

  /** Decoding and a model on two threads; the bound is two threads that do all of a page each. */
  private static void overlap(Report report, int layers, int repeats) throws InterruptedException {
    try (Overlap overlap = new Overlap(16, layers)) {
      Samples<Overlap.Arm> nanos = overlap.measure(repeats);
      double decoding = fastest(nanos, Overlap.Arm.DECODING);
      double sequential = fastest(nanos, Overlap.Arm.SEQUENTIAL);
      double streamed = fastest(nanos, Overlap.Arm.STREAMED);
      double bound = fastest(nanos, Overlap.Arm.TWO_WORKERS);
      report.note(
          "16 JPEGs of A4, a model of " + layers + " layers: decode, and detect",
          Report.millis(decoding) + ", " + Report.millis(sequential - decoding));
      report.check(
          "    one after the other; streamed; over two threads alone",
          Report.millis(sequential)
              + "; "
              + Report.millis(streamed)
              + "; "
              + Report.times(streamed / bound),
          "<= " + Report.times(MAX_OVER_BOUND),
          streamed <= MAX_OVER_BOUND * bound);
    }
  }

  /** What others do on the machine only adds to it. */
  private static double fastest(Samples<Overlap.Arm> nanos, Overlap.Arm arm) {
    return Stats.min(nanos.of(arm));
  }
}
