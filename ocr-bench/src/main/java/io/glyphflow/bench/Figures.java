package io.glyphflow.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints figures: {@code ./bench NAME OPTIONS}. Exits with 1 if a target is missed. */
public final class Figures {

  private static final Map<String, Figure> FIGURES = new LinkedHashMap<>();

  static {
    FIGURES.put("timeline", new TimelineFigure());
    FIGURES.put("streaming", new StreamingFigure());
    FIGURES.put("constant-cost", new ConstantCostFigure());
    FIGURES.put("throughput", new ThroughputFigure());
    FIGURES.put("memory", new MemoryFigure());
    FIGURES.put("chaos", new ChaosFigure());
    FIGURES.put("fairness", new FairnessFigure());
    FIGURES.put("cancel", new CancelFigure());
    FIGURES.put("models", new ModelsFigure());
    FIGURES.put("boxes", new PostprocessGuards());
    FIGURES.put("guards", new Guards());
  }

  private Figures() {}

  /**
   * Prints one figure.
   *
   * @param args its name and options
   * @throws Exception if it could not be measured
   */
  public static void main(String[] args) throws Exception {
    List<String> words = Arrays.asList(args);
    Figure figure = words.isEmpty() ? null : FIGURES.get(words.get(0));
    if (figure == null) {
      System.err.println("usage: ./bench NAME OPTIONS, with one of these names:");
      FIGURES.forEach(
          (name, known) -> {
            System.err.printf("  %-14s %s", name, known.title());
            known.options().stream().sorted().forEach(o -> System.err.print(" [--" + o + "]"));
            System.err.println();
          });
      System.exit(2);
      return;
    }
    Options options = Options.of(words.subList(1, words.size()), figure.options());
    Report report = new Report(System.out);
    report.begin(words.get(0), figure.title());
    figure.measure(options, report);
    // Threads of a run that hangs must not keep the process alive.
    System.exit(report.end() ? 0 : 1);
  }
}
