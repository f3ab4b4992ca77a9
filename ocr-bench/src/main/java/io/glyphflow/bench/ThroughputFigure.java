package io.glyphflow.bench;

import io.glyphflow.core.stage.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Regions a second with roles that do nothing, and what a region allocates. */
final class ThroughputFigure implements Figure {

  private static final double TARGET = 300_000;

  @Override
  public String title() {
    return "load, layout, crop, recognize, translate, assembly; roles do nothing; median";
  }

  @Override
  public Set<String> options() {
    return Set.of("regions", "repeats");
  }

  @Override
  public void measure(Options options, Report report) throws Exception {
    long regions = options.number("regions", 1_000_000);
    int repeats = options.count("repeats", 3);
    report.check(
        "the allocation counter sees virtual threads",
        Report.ratio(Allocation.seenOfVirtualThreads()) + " of the bytes",
        "1.00 .. 1.05",
        Math.abs(Allocation.seenOfVirtualThreads() - 1.02) < 0.03);
    for (EngineLoad.Shape shape : shapes()) {
      row(report, shape, regions, repeats);
    }
    double[] hops = new double[repeats + 1];
    for (int i = 0; i <= repeats; i++) {
      hops[i] = perSecond(() -> BareQueues.run(6, 2 * regions));
    }
    report.note(
        "six bare ArrayBlockingQueue hops between virtual threads",
        Report.count(Stats.median(hops)) + " items/s");
  }

  private static List<EngineLoad.Shape> shapes() {
    List<EngineLoad.Shape> shapes = new ArrayList<>();
    for (Placement placement : List.of(Placement.WAITING, Placement.CPU)) {
      for (int regions : new int[] {64, 8}) {
        for (int batch : new int[] {1, 8, 32}) {
          shapes.add(new EngineLoad.Shape(placement, batch, regions));
        }
      }
    }
    return shapes;
  }

  private static void row(Report report, EngineLoad.Shape shape, long regions, int repeats)
      throws InterruptedException {
    double[] perSecond = new double[repeats];
    double[] bytes = new double[repeats];
    try (EngineLoad load = new EngineLoad(shape)) {
      var unused = load.run(regions);
      for (int i = 0; i < repeats; i++) {
        long before = Allocation.total();
        perSecond[i] = perSecond(() -> load.run(regions));
        bytes[i] = (double) (Allocation.total() - before) / regions;
      }
    }
    String measured =
        Report.count(Stats.median(perSecond))
            + " regions/s, "
            + Report.count(Stats.median(bytes))
            + " B each";
    if (shape.placement() == Placement.WAITING && shape.regions() == 64) {
      report.check(shape.toString(), measured, ">= 300,000/s", Stats.median(perSecond) >= TARGET);
    } else {
      report.note(shape.toString(), measured);
    }
  }

  /** Something that sends items. */
  interface Sending {
    long send() throws InterruptedException;
  }

  static double perSecond(Sending sending) throws InterruptedException {
    long start = System.nanoTime();
    long items = sending.send();
    return items / ((System.nanoTime() - start) / 1e9);
  }
}
