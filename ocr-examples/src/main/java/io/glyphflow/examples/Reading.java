package io.glyphflow.examples;

import io.glyphflow.core.document.Ledger;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.pipeline.MemoryBudget;
import io.glyphflow.core.pipeline.PageStream;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.pipeline.ProgressBar;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.stage.OcrException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the inputs of one command, writes each document as soon as it is done, and sums up. */
final class Reading {

  /** How long native calls that were given up may go on after Ctrl-C. */
  private static final Duration CLOSE_AFTER_INTERRUPT = Duration.ofSeconds(1);

  private static final long MEBIBYTE = 1L << 20;

  private final Settings settings;
  private final Console console;
  private final Consumer<OpenDocument> listener;
  private final @Nullable ProgressBar bar;
  private final Messages messages;
  private final Outputs outputs;
  private final Documents documents;
  private final LeftOut leftOut = new LeftOut();

  /**
   * A reading.
   *
   * @param settings what to read, how, and what to write
   * @param console standard streams, and Ctrl-C
   * @param listener hears of each document after it was written
   */
  Reading(Settings settings, Console console, Consumer<OpenDocument> listener) {
    this.settings = settings;
    this.console = console;
    this.listener = listener;
    this.bar = settings.isQuiet() ? null : bar(console);
    this.messages =
        new Messages(bar == null ? console.err()::println : bar::message, settings.isQuiet());
    this.outputs = new Outputs(settings, console.out(), messages);
    this.documents = new Documents(outputs::begin);
  }

  private static ProgressBar bar(Console console) {
    return console.isTerminal()
        ? ProgressBar.onTerminal(console.err(), console.columns())
        : ProgressBar.asLines(console.err());
  }

  /**
   * Reads.
   *
   * @param factory makes the pipeline
   * @return the exit code
   */
  int run(PipelineFactory factory) {
    try {
      outputs.prepare();
    } catch (IOException e) {
      messages.problem(String.valueOf(e.getMessage()));
      return ExitCode.OUTPUT;
    }
    try (PageDrawings drawings =
        new PageDrawings(
            outputs::writePage, (page, cause) -> outputs.failed(page.id().toString(), cause))) {
      Pipeline pipeline;
      try {
        pipeline = build(factory.builder(settings.reading()), drawings);
      } catch (OcrException | IllegalArgumentException e) {
        messages.problem(String.valueOf(e.getMessage()));
        Languages.advice(settings.reading().languages(), e).ifPresent(messages::problem);
        return ExitCode.USAGE;
      }
      try {
        return run(pipeline);
      } finally {
        close(pipeline);
      }
    }
  }

  private Pipeline build(Pipeline.Builder builder, PageDrawings drawings) {
    if (outputs.wantsPixels()) {
      builder.listener(drawings);
    }
    if (bar != null) {
      builder.listener(bar);
    }
    return builder.memoryBudget(memory()).build();
  }

  /** Pages live outside the heap, so its limit says nothing about them. */
  private static MemoryBudget memory() {
    long heap = Runtime.getRuntime().maxMemory() / MEBIBYTE;
    return MemoryBudget.ofMegabytes(Math.max(256, Math.min(heap, 1024)));
  }

  private void close(Pipeline pipeline) {
    if (console.interrupts().isRaised()) {
      var unused = pipeline.close(CLOSE_AFTER_INTERRUPT);
    } else {
      pipeline.close();
    }
  }

  private int run(Pipeline pipeline) {
    List<Inputs.Input> inputs = Inputs.of(settings, console.in());
    long startedAt = System.nanoTime();
    PageCount count = countPages(inputs);
    Ledger ledger;
    try {
      ledger = read(pipeline, inputs);
    } finally {
      if (count != null) {
        count.close();
      }
    }
    return end(ledger, Duration.ofNanos(System.nanoTime() - startedAt));
  }

  private @Nullable PageCount countPages(List<Inputs.Input> inputs) {
    ProgressBar shown = bar;
    if (shown == null || inputs.stream().anyMatch(Inputs.Input::isStream)) {
      return null;
    }
    List<DocumentSource> sources = inputs.stream().map(Inputs.Input::source).toList();
    return PageCount.start(sources, shown::expect);
  }

  private Ledger read(Pipeline pipeline, List<Inputs.Input> inputs) {
    Inputs source =
        new Inputs(
            inputs, documents, name -> messages.note(name + ": given more than once, read once"));
    try (PageStream pages = pipeline.stream(source, settings.order())) {
      console.interrupts().watch(pages.run());
      for (PageResult page : pages) {
        messages.page(page);
        leftOut.add(page);
        documents.done(page).forEach(this::write);
        if (outputs.isGone()) {
          pages.run().cancel();
        }
      }
      documents.rest().forEach(this::write);
      console.interrupts().unwatch(pages.run());
      return pages.ledger();
    }
  }

  private void write(OpenDocument document) {
    outputs.write(document);
    listener.accept(document);
  }

  private int end(Ledger ledger, Duration time) {
    messages.note(Summary.of(ledger, time) + outputs.summary());
    leftOut.line().ifPresent(messages::note);
    if (console.interrupts().isRaised()) {
      messages.problem("Interrupted: what was read until then is kept.");
      return ExitCode.INTERRUPTED;
    }
    if (outputs.hasFailed()) {
      return ExitCode.OUTPUT;
    }
    if (ledger.accepted() == ledger.skipped()) {
      messages.problem("There was nothing to read.");
    }
    return ExitCode.of(ledger);
  }
}
