package io.glyphflow.examples;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine;

/** The command line's entry. */
public final class Ocr {

  /** How long a run may take to write what it has after Ctrl-C. */
  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(10);

  private Ocr() {}

  /**
   * Runs the command line and ends the process.
   *
   * @param args the arguments
   */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    Interrupts interrupts = new Interrupts();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("ocr-interrupt")
                .unstarted(
                    () -> {
                      interrupts.raise();
                      var unused = interrupts.awaitOver(AFTER_INTERRUPT);
                    }));
    int columns = Integer.getInteger("glyphflow.columns", 0);
    Console console =
        new Console(
            System.in,
            utf8(FileDescriptor.out, false),
            utf8(FileDescriptor.err, true),
            columns,
            interrupts);
    int code = ExitCode.INTERNAL;
    try {
      code = run(args, new RolePipelines(), console);
    } finally {
      console.out().flush();
      console.err().flush();
      interrupts.over();
      // Waits for ever after Ctrl-C: the process is ending already, with a code of its own.
      System.exit(code);
    }
  }

  /** Results are UTF-8, whatever the system's own encoding is. */
  private static PrintStream utf8(FileDescriptor descriptor, boolean flushesLines) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor)),
        flushesLines,
        StandardCharsets.UTF_8);
  }

  /** Runs the command line. */
  static int run(String[] args, PipelineFactory factory, Console console) {
    return new CommandLine(new OcrCommand())
        .addSubcommand(new RunCommand(factory, console))
        .addSubcommand(new DemoCommand(factory, console))
        .addSubcommand(new InspectCommand(console))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(Ocr::sayShortly)
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              StringWriter trace = new StringWriter();
              e.printStackTrace(new PrintWriter(trace));
              console.err().println("Something went wrong inside; please report it:\n" + trace);
              return ExitCode.INTERNAL;
            })
        .execute(args);
  }

  /** What is wrong and where to look, rather than two screens of usage. */
  private static int sayShortly(CommandLine.ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(e.getMessage());
    var unused = CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Try ./" + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }
}
