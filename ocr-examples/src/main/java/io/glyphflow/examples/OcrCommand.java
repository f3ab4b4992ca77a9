package io.glyphflow.examples;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is above the commands. */
@Command(
    name = "ocr",
    description = {
      "Reads scans, photographs and PDFs: finds the regions of each page, puts them into reading"
          + " order, reads them, and writes Markdown, JSON, plain text or annotated pictures.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "(run | demo | inspect)",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "Options:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every page was read; other files in folders are left out",
      "1:something went wrong inside; please report it",
      "2:bad arguments, or a language that is not installed; nothing was read",
      "3:some pages or regions were not read; messages say which",
      "4:no page could be read, or a model fits nothing",
      "5:an output could not be written",
      "130:ended by Ctrl-C; what was done until then is kept"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./ocr demo                          reads the samples and shows what comes out",
      "  ./ocr run scan.pdf                  prints the text",
      "  ./ocr run scan.pdf -f md            prints Markdown",
      "  ./ocr run scans/ -o out -f md,png   one Markdown file for each document, and a picture"
          + " of each page",
      "  ./ocr inspect model.onnx            says what a model is good for",
      "",
      "./ocr run --help tells the options."
    })
final class OcrCommand implements Runnable {

  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

  /** Says what can be done; called by picocli if there is no command. */
  @Override
  public void run() {
    CommandSpec own = spec;
    if (own != null) {
      throw new ParameterException(own.commandLine(), "Say what to do: run, demo or inspect.");
    }
  }
}
