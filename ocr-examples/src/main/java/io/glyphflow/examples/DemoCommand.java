package io.glyphflow.examples;

import io.glyphflow.core.pipeline.Order;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads the samples, and says how well and how fast. */
@Command(
    name = "demo",
    description = {"Reads the samples of this repository and shows what comes out.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footerHeading = "%n",
    footer = {
      "CER is the character error rate: characters to change, add or remove for each character of"
          + " the truth.",
      "The milliseconds are those inside each stage; pages and regions are read at the same time."
    })
final class DemoCommand implements Callable<Integer> {

  /** Texts about the samples. */
  private static final Pattern NO_SAMPLES = Pattern.compile("\\.(md|txt|json)$");

  private final PipelineFactory factory;
  private final Console console;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      defaultValue = "demo-out",
      description = "the folder for the results; by default ${DEFAULT-VALUE}")
  private Path output = Path.of("demo-out");

  @Option(
      names = "--samples",
      paramLabel = "DIR",
      description = "what to read, with the truth in truth/NAME.txt; by default samples")
  private @Nullable Path samples;

  DemoCommand(PipelineFactory factory, Console console) {
    this.factory = factory;
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Path folder = samples;
    if (folder == null) {
      folder = Path.of(System.getProperty("glyphflow.home", "."), "samples");
    }
    if (!Files.isDirectory(folder)) {
      Messages.on(console.err()).problem("There is no folder " + folder + "; say --samples DIR.");
      return ExitCode.USAGE;
    }
    Path truth = folder.resolve("truth");
    List<OpenDocument> documents = new ArrayList<>();
    Settings settings =
        new Settings(
            inputs(folder),
            Optional.of(output),
            EnumSet.allOf(Format.class),
            ReadSettings.defaults(),
            Order.INPUT,
            false);
    int code = new Reading(settings, console, documents::add).run(factory);
    if (!documents.isEmpty()) {
      DemoTable table = new DemoTable();
      for (OpenDocument document : documents) {
        table.add(document, truth(truth, document));
      }
      console.out().println();
      console.out().print(table);
      console.out().println();
      console.out().println("Pictures of the pages with their regions: " + output.resolve("*.png"));
      console.out().println("Markdown, JSON and plain text beside them.");
    }
    return code;
  }

  /** What stands on the pages of a sample; empty if nobody has written it down. */
  private static Optional<String> truth(Path folder, OpenDocument document) throws IOException {
    String name = String.valueOf(Path.of(document.name()).getFileName());
    Path file = folder.resolve(name.replaceFirst("\\.[^.]*$", "") + ".txt");
    return Files.isRegularFile(file)
        ? Optional.of(Files.readString(file, StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /** Files only: the folder below them holds the truth. */
  private static List<String> inputs(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, DemoCommand::isSample)) {
      entries.forEach(files::add);
    }
    files.sort(Comparator.comparing(file -> String.valueOf(file.getFileName())));
    return files.stream().map(Path::toString).toList();
  }

  private static boolean isSample(Path file) {
    String name = String.valueOf(file.getFileName());
    return Files.isRegularFile(file) && !name.startsWith(".") && !NO_SAMPLES.matcher(name).find();
  }
}
