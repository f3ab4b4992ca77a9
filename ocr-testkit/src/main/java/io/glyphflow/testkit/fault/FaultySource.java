package io.glyphflow.testkit.fault;

import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.source.PageCursor;
import io.glyphflow.core.source.PageSource;
import io.glyphflow.testkit.fake.ItemKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A source with faults in its passes and its pages. */
final class FaultySource implements DocumentSource {

  private final DocumentSource source;
  private final FaultPlan plan;

  FaultySource(DocumentSource source, FaultPlan plan) {
    this.source = source;
    this.plan = plan;
  }

  @Override
  public PageCursor open() throws InterruptedException {
    Injection<String, PageCursor> opening =
        new Injection<>(
            plan, FaultPoint.OPEN, key -> key, (fault, key, cursor) -> cursor, PageCursor::close);
    return first(
        opening.call(List.of("source"), () -> List.of(new FaultyCursor(source.open(), plan))));
  }

  /** The only answer, or null where a fault took it away. */
  private static <T> T first(@Nullable List<T> answers) {
    return answers == null || answers.isEmpty() ? Injection.nothing() : answers.get(0);
  }

  /** A pass. A page whose turn was interrupted comes again, as the contract of a cursor says. */
  private static final class FaultyCursor implements PageCursor {

    private final PageCursor cursor;
    private final FaultPlan plan;
    private final Injection<String, Optional<PageSource>> listing;
    private Optional<PageSource> waiting = Optional.empty();
    private boolean isWaiting;

    FaultyCursor(PageCursor cursor, FaultPlan plan) {
      this.cursor = cursor;
      this.plan = plan;
      this.listing =
          new Injection<>(
              plan, FaultPoint.NEXT, key -> key, (fault, key, page) -> page, page -> {});
    }

    @Override
    public Optional<PageSource> next() throws InterruptedException {
      if (!isWaiting) {
        waiting = cursor.next();
        isWaiting = true;
      }
      Optional<PageSource> page = waiting.map(source -> new FaultyPage(source, plan));
      String key = page.map(source -> ItemKey.of(source.id())).orElse("end");
      List<Optional<PageSource>> answers = listing.call(List.of(key), () -> List.of(page));
      isWaiting = false;
      if (answers != null && answers.isEmpty()) {
        return Optional.empty();
      }
      return first(answers);
    }

    @Override
    public void close() {
      cursor.close();
    }
  }
}
