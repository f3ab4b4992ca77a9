package io.glyphflow.testkit.fake;

import io.glyphflow.core.stage.Placement;
import io.glyphflow.core.stage.ReadingOrderer;
import io.glyphflow.core.stage.Traits;
import io.glyphflow.testkit.internal.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Orders regions in a way that shows: reversed or shuffled. By default a call has at most 8 pages,
 * an instance takes one call at a time, on CPU threads, and takes no time. Each {@code with} method
 * gives a copy with counters of its own. Thread-safe.
 */
public final class FakeOrderer implements ReadingOrderer, Fake {

  /** How the ids of a page are put into order. */
  private interface Ordering {
    List<Integer> of(Unordered page, List<Integer> ids);
  }

  private final Ordering ordering;
  private final ServiceTime time;
  private final Traits traits;
  private final CallLog log;

  private FakeOrderer(Ordering ordering, ServiceTime time, Traits traits) {
    this.ordering = ordering;
    this.time = Objects.requireNonNull(time, "time");
    this.traits = traits;
    this.log = new CallLog(traits);
  }

  private static FakeOrderer of(Ordering ordering) {
    return new FakeOrderer(ordering, ServiceTime.none(), new Traits(Placement.CPU, 1, 8));
  }

  /**
   * Keeps the detector's order.
   *
   * @return the orderer
   */
  public static FakeOrderer asDetected() {
    return of((page, ids) -> ids);
  }

  /**
   * The last region first.
   *
   * @return the orderer
   */
  public static FakeOrderer reverse() {
    return of(
        (page, ids) -> {
          List<Integer> reversed = new ArrayList<>(ids);
          Collections.reverse(reversed);
          return reversed;
        });
  }

  /**
   * An order that follows from the seed and the page.
   *
   * @param seed another seed gives other orders
   * @return the orderer
   */
  public static FakeOrderer shuffle(long seed) {
    return of(
        (page, ids) ->
            ids.stream()
                .sorted(Comparator.comparingLong(id -> Seeds.mix(seed, ItemKey.of(page.id(), id))))
                .toList());
  }

  /**
   * Any order.
   *
   * @param order from the ids 0 to n-1 to the answer; must be thread-safe
   * @return the orderer
   */
  public static FakeOrderer of(UnaryOperator<List<Integer>> order) {
    Objects.requireNonNull(order, "order");
    return of((page, ids) -> order.apply(ids));
  }

  /**
   * The same, slower.
   *
   * @param other for each page, by its {@link ItemKey}
   * @return a copy
   */
  public FakeOrderer withTime(ServiceTime other) {
    return new FakeOrderer(ordering, other, traits);
  }

  /**
   * The same with other traits.
   *
   * @param other the traits; calls that break them fail
   * @return a copy
   */
  public FakeOrderer withTraits(Traits other) {
    return new FakeOrderer(ordering, time, other);
  }

  @Override
  public List<List<Integer>> order(List<Unordered> pages) throws InterruptedException {
    return log.call(
        pages.size(),
        () -> {
          time.serve(pages.stream().map(ItemKey::of).toList());
          return pages.stream()
              .map(page -> ordering.of(page, ids(page)))
              .collect(Collectors.toList());
        });
  }

  private static List<Integer> ids(Unordered page) {
    return IntStream.range(0, page.regions().size()).boxed().toList();
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
