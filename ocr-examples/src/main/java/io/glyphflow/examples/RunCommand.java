package io.glyphflow.examples;

import io.glyphflow.core.pipeline.Order;
import io.glyphflow.core.source.PageRange;
import io.glyphflow.core.source.ReadOptions;
import io.glyphflow.layout.order.ReadingOrder;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads documents. */
@Command(
    name = "run",
    description = {
      "Reads files and folders: PDF, TIFF, JPEG, PNG, WebP, BMP, GIF, told apart by their content.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footerHeading = "%n",
    footer = {
      "Without -o the text goes to standard output, messages always go to standard error.",
      "With -o each document NAME becomes NAME.md, NAME.json, NAME.txt, and each of its pages"
          + " NAME-p001.png. A file is written in one step when its document is done. After"
          + " Ctrl-C a document that is not done becomes NAME.md.partial and so on.",
      "",
      "./ocr --help tells the exit codes."
    })
final class RunCommand implements Callable<Integer> {

  /** How pages are turned upright. */
  enum Orientation {
    AUTO,
    NONE
  }

  private static final int MAX_JOBS = 256;
  private static final int MIN_DPI = 36;
  private static final int MAX_DPI = 1200;
  private static final Pattern LANGUAGES = Pattern.compile("[\\w/-]+(\\+[\\w/-]+)*");

  private final PipelineFactory factory;
  private final Console console;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "INPUT",
      description = "files, folders (with all that is below them), or - for standard input")
  private List<String> inputs = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "the folder for the results; made if it is not there")
  private @Nullable String output;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      split = ",",
      description = {
        "what to write: md, json, txt, png (pages with their regions drawn in), joined by commas.",
        "By default md with -o, txt without"
      })
  private Set<Format> formats = Set.of();

  @Option(
      names = "--pages",
      paramLabel = "RANGE",
      description = "pages of each document, for example 1-3,7,10-; by default all")
  private @Nullable String pages;

  @Option(
      names = {"-l", "--lang"},
      paramLabel = "LANG",
      defaultValue = "eng",
      description = "languages, for example eng or deu+eng; by default ${DEFAULT-VALUE}")
  private String languages = "eng";

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "regions that are read at the same time; by default one for each processor")
  private @Nullable Integer jobs;

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      defaultValue = "input",
      description = "in which order documents are written: input or completion; by default input")
  private Order order = Order.INPUT;

  @Option(
      names = "--dpi",
      paramLabel = "N",
      defaultValue = "300",
      description = "dots per inch that PDF pages are drawn with; by default ${DEFAULT-VALUE}")
  private int dpi = 300;

  @Option(
      names = "--password",
      paramLabel = "PASSWORD",
      defaultValue = "${env:OCR_PASSWORD:-}",
      description = {
        "opens encrypted PDFs. Others can see your command line:",
        "the environment variable OCR_PASSWORD does the same"
      })
  private String password = "";

  @Option(
      names = "--text-layer",
      description = "take the text that a PDF page carries, and read only what carries none")
  private boolean usesTextLayer;

  @Option(
      names = "--orientation",
      paramLabel = "HOW",
      defaultValue = "auto",
      description = "auto turns pages upright, none reads them as they are; by default auto")
  private Orientation orientation = Orientation.AUTO;

  @Option(names = "--no-orientation", description = "the same as --orientation none")
  private boolean keepsOrientation;

  @Option(
      names = "--reading-order",
      paramLabel = "ORDER",
      description = {
        "auto (what the layout model says, left-to-right without one), model, left-to-right,",
        "right-to-left or vertical (lines run down); by default auto"
      },
      converter = ReadingOrders.class)
  private @Nullable ReadingOrder readingOrder;

  @Option(names = "--right-to-left", description = "the same as --reading-order right-to-left")
  private boolean isRightToLeft;

  @ArgGroup(exclusive = false, heading = "%nModel files (ONNX):%n")
  private ModelOptions models = new ModelOptions();

  @Option(
      names = {"-q", "--quiet"},
      description = "no progress and no summary; failures are still said")
  private boolean isQuiet;

  RunCommand(PipelineFactory factory, Console console) {
    this.factory = factory;
    this.console = console;
  }

  @Override
  public Integer call() {
    return new Reading(settings(), console, document -> {}).run(factory);
  }

  private Settings settings() {
    for (String input : inputs) {
      requirePath("INPUT", input);
    }
    if (inputs.stream().filter(Inputs.DASH::equals).count() > 1) {
      throw bad("INPUT: - can be read once only");
    }
    Optional<Path> folder = Optional.ofNullable(output).map(text -> requirePath("-o", text));
    return new Settings(inputs, folder, formats(folder.isPresent()), reading(), order, isQuiet);
  }

  private Set<Format> formats(boolean hasFolder) {
    if (formats.isEmpty()) {
      return EnumSet.of(hasFolder ? Format.MD : Format.TXT);
    }
    if (!hasFolder && (formats.size() > 1 || formats.contains(Format.PNG))) {
      throw bad(
          "--format: "
              + String.join(",", formats.stream().map(Format::extension).sorted().toList())
              + " needs -o DIR; standard output takes one of md, json, txt");
    }
    return formats;
  }

  private ReadSettings reading() {
    int cores = Runtime.getRuntime().availableProcessors();
    int wanted = jobs == null ? Math.min(cores, MAX_JOBS) : jobs;
    requireWithin("--jobs", wanted, 1, MAX_JOBS);
    requireWithin("--dpi", dpi, MIN_DPI, MAX_DPI);
    if (!LANGUAGES.matcher(languages).matches()) {
      throw bad("--lang: \"" + languages + "\", must be names joined by +, for example deu+eng");
    }
    ReadOptions options = ReadOptions.defaults().withDpi(dpi).withPages(range());
    return new ReadSettings(
        password.isEmpty() ? options : options.withPassword(password),
        wanted,
        languages,
        usesTextLayer,
        orientation == Orientation.AUTO && !keepsOrientation,
        readingOrder(),
        models.settings(this::bad));
  }

  private Optional<ReadingOrder> readingOrder() {
    return isRightToLeft
        ? Optional.of(ReadingOrder.RIGHT_TO_LEFT)
        : Optional.ofNullable(readingOrder);
  }

  private PageRange range() {
    if (pages == null) {
      return PageRange.all();
    }
    try {
      return PageRange.parse(pages);
    } catch (IllegalArgumentException e) {
      throw bad("--pages: " + e.getMessage());
    }
  }

  private Path requirePath(String name, String text) {
    try {
      if (!text.isBlank()) {
        return Path.of(text);
      }
    } catch (InvalidPathException e) {
      throw bad(name + ": \"" + text + "\" is no path: " + e.getReason());
    }
    throw bad(name + ": \"" + text + "\", must be a path");
  }

  private void requireWithin(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw bad(String.format(Locale.ROOT, "%s: %d, must be within %d..%d", name, value, min, max));
    }
  }

  private ParameterException bad(String message) {
    CommandSpec own = spec;
    if (own == null) {
      throw new IllegalStateException("the command was not started by picocli");
    }
    return new ParameterException(own.commandLine(), message);
  }
}
