package io.glyphflow.testkit.fake;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.stage.PageFilter;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.Placement;
import io.glyphflow.core.stage.Traits;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Leaves out the pages that it is told to. By default a call has at most 8 pages, an instance takes
 * one call at a time, on CPU threads, and takes no time. Each {@code with} method gives a copy with
 * counters of its own. Thread-safe.
 */
public final class FakeFilter implements PageFilter, Fake {

  private final Predicate<PageId> isSkipped;
  private final ServiceTime time;
  private final Traits traits;
  private final CallLog log;

  private FakeFilter(Predicate<PageId> isSkipped, ServiceTime time, Traits traits) {
    this.isSkipped = Objects.requireNonNull(isSkipped, "isSkipped");
    this.time = Objects.requireNonNull(time, "time");
    this.traits = traits;
    this.log = new CallLog(traits);
  }

  /**
   * Keeps every page.
   *
   * @return the filter
   */
  public static FakeFilter keepingAll() {
    return skipping(page -> false);
  }

  /**
   * Leaves out some pages.
   *
   * @param isSkipped which; must be thread-safe
   * @return the filter
   */
  public static FakeFilter skipping(Predicate<PageId> isSkipped) {
    return new FakeFilter(isSkipped, ServiceTime.none(), new Traits(Placement.CPU, 1, 8));
  }

  /**
   * The same, slower.
   *
   * @param other for each page, by its {@link ItemKey}
   * @return a copy
   */
  public FakeFilter withTime(ServiceTime other) {
    return new FakeFilter(isSkipped, other, traits);
  }

  /**
   * The same with other traits.
   *
   * @param other the traits; calls that break them fail
   * @return a copy
   */
  public FakeFilter withTraits(Traits other) {
    return new FakeFilter(isSkipped, time, other);
  }

  @Override
  public List<Decision> filter(List<PageInput> pages) throws InterruptedException {
    return log.call(
        pages.size(),
        () -> {
          time.serve(pages.stream().map(ItemKey::of).toList());
          pages.forEach(page -> FakeRecognizer.touch(page.image()));
          return pages.stream()
              .map(
                  page ->
                      isSkipped.test(page.id())
                          ? Decision.skip(page.id() + " is left out")
                          : Decision.keep())
              .toList();
        });
  }

  @Override
  public Traits traits() {
    return traits;
  }

  @Override
  public CallStats stats() {
    return log.stats();
  }

  @Override
  public List<String> violations() {
    return log.violations();
  }
}
