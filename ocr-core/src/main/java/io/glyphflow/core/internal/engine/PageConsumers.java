package io.glyphflow.core.internal.engine;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.pipeline.PageStream;
import io.glyphflow.core.pipeline.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The ways in which pages leave a run. */
public final class PageConsumers {

  /**
   * How long a finished run waits for calls that were given up before it leaves them to close().
   */
  private static final Duration LINGER = Duration.ofSeconds(1);

  private PageConsumers() {}

  /** Waits for all pages and puts them into input order. */
  public static DocumentResult collect(PipelineRun run) {
    List<OutputWindow.Finished> pages = new ArrayList<>();
    try (Pages stream = new Pages(run)) {
      while (stream.hasMore()) {
        pages.add(stream.takeNext());
      }
    }
    pages.sort(Comparator.comparingLong(OutputWindow.Finished::sequence));
    return new DocumentResult(
        pages.stream().map(OutputWindow.Finished::result).toList(), run.ledger());
  }

  /** Gives the pages out one by one. */
  public static PageStream stream(PipelineRun run) {
    return new Pages(run);
  }

  /** Takes the pages so that the run can go on; its listener has seen them. */
  public static void discard(PipelineRun run) {
    Thread unused =
        run.threads()
            .startConsumer(
                run.name() + "-deliver",
                worker -> {
                  try {
                    while (run.output().take() instanceof Envelope.Item) {
                      worker.enter(Worker.Activity.IDLE);
                    }
                  } catch (InterruptedException e) {
                    // The run is stopping: its window is never too small for what is left.
                    Thread.currentThread().interrupt();
                  }
                });
  }

  /** A publisher whose subscribers get a run each. */
  public static Flow.Publisher<PageResult> publisher(Supplier<PipelineRun> runs) {
    return subscriber -> PageSubscription.subscribe(runs, subscriber);
  }

  /** The pages of a run, for one consumer. */
  private static final class Pages implements PageStream {

    private final PipelineRun run;
    private final AtomicBoolean isIterated = new AtomicBoolean();
    private @Nullable Envelope<OutputWindow.Finished> next;

    Pages(PipelineRun run) {
      this.run = run;
    }

    @Override
    public Iterator<PageResult> iterator() {
      if (!isIterated.compareAndSet(false, true)) {
        throw new IllegalStateException("the stream is already being iterated; it is one pass");
      }
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return hasMore();
        }

        @Override
        public PageResult next() {
          return takeNext().result();
        }
      };
    }

    private boolean hasMore() {
      return switch (peek()) {
        case Envelope.Item<OutputWindow.Finished> item -> true;
        case Envelope.End<OutputWindow.Finished> end -> false;
        case Envelope.Failed<OutputWindow.Finished>(RuntimeException cause) -> throw cause;
      };
    }

    private OutputWindow.Finished takeNext() {
      if (hasMore()
          && next instanceof Envelope.Item<OutputWindow.Finished>(OutputWindow.Finished page)) {
        next = null;
        return page;
      }
      throw new NoSuchElementException("no page is left");
    }

    private Envelope<OutputWindow.Finished> peek() {
      Envelope<OutputWindow.Finished> there = next;
      boolean isInterrupted = false;
      while (there == null) {
        try {
          there = run.output().take();
        } catch (InterruptedException e) {
          // The run ends at once, and what is done is still given out.
          isInterrupted = true;
          run.cancel();
        }
      }
      if (!(there instanceof Envelope.Item)) {
        run.join(LINGER);
      }
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
      next = there;
      return there;
    }

    @Override
    public Run run() {
      return run;
    }

    @Override
    public void close() {
      run.cancel();
    }
  }
}
