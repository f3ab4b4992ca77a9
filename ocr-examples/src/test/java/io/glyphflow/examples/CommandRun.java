package io.glyphflow.examples;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** One run of the command line inside this process. */
final class CommandRun {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Interrupts interrupts = new Interrupts();
  private final PipelineFactory factory;
  private InputStream in = InputStream.nullInputStream();
  private int columns;
  private int exitCode = -1;

  private CommandRun(PipelineFactory factory) {
    this.factory = factory;
  }

  static CommandRun of(PipelineFactory factory) {
    return new CommandRun(factory);
  }

  /** With pages as {@link TestPages} makes them. */
  static CommandRun ofTestPages() {
    return new CommandRun(settings -> TestPages.pipeline());
  }

  CommandRun in(byte[] bytes) {
    in = new ByteArrayInputStream(bytes);
    return this;
  }

  CommandRun onTerminal(int width) {
    columns = width;
    return this;
  }

  CommandRun run(Object... args) {
    return run(new PrintStream(out, false, StandardCharsets.UTF_8), args);
  }

  CommandRun run(PrintStream stdout, Object... args) {
    String[] texts = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      texts[i] = args[i].toString();
    }
    PrintStream stderr = new PrintStream(err, true, StandardCharsets.UTF_8);
    exitCode = Ocr.run(texts, factory, new Console(in, stdout, stderr, columns, interrupts));
    stdout.flush();
    return this;
  }

  Interrupts interrupts() {
    return interrupts;
  }

  int exitCode() {
    return exitCode;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
