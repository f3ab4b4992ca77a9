package io.glyphflow.examples;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.stage.OcrException;
import io.glyphflow.layout.ContractMatch;
import io.glyphflow.layout.DetectorContract;
import io.glyphflow.layout.LabelMap;
import io.glyphflow.onnx.ModelInfo;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.onnx.ValueInfo;
import io.glyphflow.onnx.text.TextContract;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says what model files are good for. */
@Command(
    name = "inspect",
    description = {
      "Says of ONNX model files which contract they fit, and so which option takes them, with their"
          + " inputs, outputs, metadata and labels.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class InspectCommand implements Callable<Integer> {

  private static final int MOST_VALUES = 12;
  private static final int MOST_CHARS = 100;

  private final Console console;

  @Parameters(arity = "1..*", paramLabel = "MODEL", description = "ONNX model files")
  private List<Path> models = List.of();

  InspectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    int code = ExitCode.OK;
    boolean isFirst = true;
    for (Path model : models) {
      if (!isFirst) {
        console.out().println();
      }
      isFirst = false;
      try {
        if (!inspect(model)) {
          code = ExitCode.UNREADABLE;
        }
      } catch (OcrException e) {
        console.out().flush();
        Messages.on(console.err()).problem(String.valueOf(e.getMessage()));
        code = ExitCode.UNREADABLE;
      }
    }
    return code;
  }

  /** Whether it fits a contract. */
  private boolean inspect(Path file) {
    ModelInfo model = ModelInfo.read(ModelSource.of(file));
    PrintStream out = console.out();
    out.println(file + ": " + size(file) + ", " + versions(model));
    boolean fits = contract(model);
    values("input", model.inputs());
    values("output", model.outputs());
    model.metadata().forEach((key, value) -> line("metadata", key + " = " + shortened(value)));
    return fits;
  }

  private boolean contract(ModelInfo model) {
    Optional<TextContract> text = TextContract.match(model);
    if (text.isPresent()) {
      line("fits", text.get().description() + option(text.get().option()));
      if (text.get() == TextContract.LINE_RECOGNITION) {
        line("classes", classes(model));
      }
      return true;
    }
    ContractMatch layout = DetectorContract.match(model);
    if (layout.contract().isEmpty()) {
      line("fits", layout.fitting().isEmpty() ? "no contract" : "more than one contract");
      layout.reasons().forEach(reason -> line("", reason));
      return false;
    }
    line("fits", "layout detector (" + layout.contract().get() + "): --layout");
    line("pages", layout.inputSize().map(InspectCommand::size).orElse("of any size"));
    Optional<LabelMap> labels = layout.labels();
    line(
        "labels",
        labels.map(InspectCommand::labels).orElse("not in the file: --labels FILE says them"));
    return true;
  }

  private static String size(Size size) {
    return size.width() + " x " + size.height();
  }

  private static String labels(LabelMap labels) {
    return labels.size() + ": " + shortened(String.join(", ", labels.labels()));
  }

  private static String classes(ModelInfo model) {
    long classes = model.outputs().getFirst().shape().getLast();
    String count = classes < 0 ? "not told before it runs" : Long.toString(classes);
    boolean isNamed = model.metadata().containsKey("character");
    return count + (isNamed ? ", its characters are inside" : ", --dictionary FILE says which");
  }

  private static String option(Optional<String> option) {
    return option.map(name -> ": " + name).orElse("");
  }

  private static String size(Path file) {
    try {
      return String.format(Locale.ROOT, "%.1f MiB", Files.size(file) / (double) (1 << 20));
    } catch (IOException e) {
      return "of unknown size";
    }
  }

  private static String versions(ModelInfo model) {
    String opsets =
        model.opsets().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> e.getValue() + (e.getKey().isEmpty() ? "" : " (" + e.getKey() + ")"))
            .collect(Collectors.joining(", "));
    String producer = model.producer().isEmpty() ? "" : ", made by " + model.producer();
    return "IR " + model.irVersion() + ", opset " + opsets + producer;
  }

  private void values(String name, List<ValueInfo> values) {
    values.stream().limit(MOST_VALUES).forEach(value -> line(name, value.toString()));
    if (values.size() > MOST_VALUES) {
      line(name, "and " + (values.size() - MOST_VALUES) + " more");
    }
  }

  private static String shortened(String value) {
    String oneLine = value.replace("\n", " ").replace("\r", "");
    return oneLine.length() <= MOST_CHARS
        ? oneLine
        : oneLine.substring(0, MOST_CHARS) + "... (" + value.length() + " characters)";
  }

  private void line(String name, String value) {
    console.out().printf(Locale.ROOT, "  %-9s %s%n", name, value);
  }
}
