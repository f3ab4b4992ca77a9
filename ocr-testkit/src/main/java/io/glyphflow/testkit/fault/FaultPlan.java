package io.glyphflow.testkit.fault;

import io.glyphflow.core.document.PageId;
import io.glyphflow.testkit.fake.ItemKey;
import io.glyphflow.testkit.internal.Seeds;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong in a run. Whether an item meets a fault follows from the seed and the item's key,
 * so that the same pages fail in every run, whatever the threads do, and a test can ask {@link
 * #planned} what to expect. Only {@link Builder#onCall} counts calls. Thread-safe. A plan counts
 * what it did, so each run wants its own.
 */
public final class FaultPlan {

  private record Place(FaultPoint point, String key) {}

  private record Rule(double probability, List<Fault> faults) {}

  private final long seed;
  private final Map<FaultPoint, List<Rule>> rules;
  private final Map<Place, Fault> items;
  private final Map<FaultPoint, Map<Long, Fault>> calls;
  private final Map<Place, AtomicInteger> hits = new ConcurrentHashMap<>();
  private final Map<FaultPoint, AtomicLong> callCounts = new EnumMap<>(FaultPoint.class);
  private final Map<FaultPoint, AtomicLong> injected = new EnumMap<>(FaultPoint.class);

  private FaultPlan(Builder builder) {
    this.seed = builder.seed;
    this.rules = new EnumMap<>(FaultPoint.class);
    builder.rules.forEach((point, list) -> rules.put(point, List.copyOf(list)));
    this.items = Map.copyOf(builder.items);
    this.calls = new EnumMap<>(FaultPoint.class);
    builder.calls.forEach((point, map) -> calls.put(point, Map.copyOf(map)));
    for (FaultPoint point : FaultPoint.values()) {
      callCounts.put(point, new AtomicLong());
      injected.put(point, new AtomicLong());
    }
  }

  /**
   * A plan in which nothing goes wrong.
   *
   * @return the plan
   */
  public static FaultPlan none() {
    return seeded(0).build();
  }

  /**
   * Starts a plan.
   *
   * @param seed another seed hits other items
   * @return a builder
   */
  public static Builder seeded(long seed) {
    return new Builder(seed);
  }

  /**
   * What goes wrong whenever this item comes by; {@link Builder#onCall} aside.
   *
   * @param point where
   * @param key the item, an {@link ItemKey}
   * @return the fault; empty if all goes well
   */
  public Optional<Fault> planned(FaultPoint point, String key) {
    Fault own = items.get(new Place(point, key));
    if (own == null) {
      own = items.get(new Place(point, pageOf(key)));
    }
    return own != null ? Optional.of(own) : byChance(point, key);
  }

  private Optional<Fault> byChance(FaultPoint point, String key) {
    List<Rule> here = rules.getOrDefault(point, List.of());
    for (int i = 0; i < here.size(); i++) {
      Rule rule = here.get(i);
      long bits = Seeds.mix(seed + i, point.label() + ' ' + key);
      if (Seeds.unit(bits) < rule.probability()) {
        int which = (int) Long.remainderUnsigned(Seeds.mix(bits), rule.faults().size());
        return Optional.of(rule.faults().get(which));
      }
    }
    return Optional.empty();
  }

  /** The key of a region's page: what comes before the slash that follows the page number. */
  private static String pageOf(String key) {
    int slash = key.lastIndexOf('/');
    return slash > key.lastIndexOf('#') ? key.substring(0, slash) : key;
  }

  /** What goes wrong now, counted; null if all goes well. */
  @Nullable Fault next(FaultPoint point, String key) {
    Fault fault = planned(point, key).orElse(null);
    if (fault instanceof Fault.Limited limited) {
      AtomicInteger hit = hits.computeIfAbsent(new Place(point, key), k -> new AtomicInteger());
      fault = hit.incrementAndGet() <= limited.times() ? limited.fault() : null;
    }
    return counted(point, fault);
  }

  /** What goes wrong with this call, whatever its items are; null if all goes well. */
  @Nullable Fault nextCall(FaultPoint point) {
    long number = Objects.requireNonNull(callCounts.get(point)).incrementAndGet();
    return counted(point, calls.getOrDefault(point, Map.of()).get(number));
  }

  private @Nullable Fault counted(FaultPoint point, @Nullable Fault fault) {
    if (fault != null) {
      Objects.requireNonNull(injected.get(point)).incrementAndGet();
    }
    return fault;
  }

  /**
   * How many faults were injected.
   *
   * @return the count over all places
   */
  public long injected() {
    return injected.values().stream().mapToLong(AtomicLong::get).sum();
  }

  /**
   * How many faults were injected in one place.
   *
   * @param point where
   * @return the count
   */
  public long injected(FaultPoint point) {
    return Objects.requireNonNull(injected.get(point)).get();
  }

  /**
   * How many calls came by in one place, so that a loop over {@link Builder#onCall} knows its end.
   *
   * @param point where
   * @return the count
   */
  public long calls(FaultPoint point) {
    return Objects.requireNonNull(callCounts.get(point)).get();
  }

  /** Describes a plan. Not thread-safe; usable again after {@link #build()}, which copies. */
  public static final class Builder {

    private final long seed;
    private final Map<FaultPoint, List<Rule>> rules = new EnumMap<>(FaultPoint.class);
    private final Map<Place, Fault> items = new HashMap<>();
    private final Map<FaultPoint, Map<Long, Fault>> calls = new EnumMap<>(FaultPoint.class);

    private Builder(long seed) {
      this.seed = seed;
    }

    /**
     * Hits a part of all items. Of several such rules for one place, the first that hits counts.
     *
     * @param point where
     * @param probability the part, 0..1
     * @param first a fault
     * @param more others, all equally likely
     * @return this
     * @throws IllegalArgumentException if {@code probability} is not within 0..1 or a fault cannot
     *     happen there
     */
    public Builder at(FaultPoint point, double probability, Fault first, Fault... more) {
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException("probability: " + probability + ", must be within 0..1");
      }
      List<Fault> faults = new ArrayList<>(List.of(more));
      faults.add(0, first);
      faults.forEach(fault -> check(point, fault));
      rules
          .computeIfAbsent(point, p -> new ArrayList<>())
          .add(new Rule(probability, List.copyOf(faults)));
      return this;
    }

    /**
     * Hits one item.
     *
     * @param point where
     * @param key the item, an {@link ItemKey}; the key of a page hits all its regions
     * @param fault the fault
     * @return this
     * @throws IllegalArgumentException if the fault cannot happen there
     * @throws IllegalStateException if the item has a fault there already
     */
    public Builder onItem(FaultPoint point, String key, Fault fault) {
      check(point, fault);
      Fault before = items.putIfAbsent(new Place(point, key), fault);
      if (before != null) {
        throw new IllegalStateException(point.label() + " of " + key + ": has already " + before);
      }
      return this;
    }

    /**
     * Hits one call, whatever its items are.
     *
     * @param point where
     * @param number 1 for the first call there
     * @param fault the fault
     * @return this
     * @throws IllegalArgumentException if {@code number} is below 1 or the fault cannot happen
     *     there
     */
    public Builder onCall(FaultPoint point, long number, Fault fault) {
      check(point, fault);
      if (number < 1 || fault instanceof Fault.Limited) {
        throw new IllegalArgumentException(
            "number: " + number + ", must be >= 1, of a fault without limit");
      }
      calls.computeIfAbsent(point, p -> new HashMap<>()).put(number, fault);
      return this;
    }

    /**
     * Hits one page, or regions of it, as a {@link PoisonPage} says.
     *
     * @param page which
     * @param orders as {@link PoisonPage#of} takes them
     * @return this
     * @throws IllegalArgumentException if an order is not known
     */
    public Builder poison(PageId page, String... orders) {
      for (String order : orders) {
        int colon = order.indexOf(':');
        if (colon < 0) {
          throw new IllegalArgumentException("order: '" + order + "', must be stage:fault");
        }
        String place = order.substring(0, colon);
        int slash = place.indexOf('/');
        FaultPoint point = point(order, slash < 0 ? place : place.substring(0, slash));
        String region = slash < 0 ? "" : place.substring(slash);
        String pageKey = point == FaultPoint.CROP ? "#" + page.pageNumber() : ItemKey.of(page);
        onItem(point, pageKey + region, Fault.parse(order.substring(colon + 1)));
      }
      return this;
    }

    /**
     * Hits poisoned pages.
     *
     * @param pages the pages
     * @return this
     */
    public Builder poison(PoisonPage... pages) {
      for (PoisonPage page : pages) {
        poison(page.id(), page.orders().toArray(String[]::new));
      }
      return this;
    }

    private static FaultPoint point(String order, String label) {
      for (FaultPoint point : FaultPoint.values()) {
        if (point.label().equals(label)) {
          return point;
        }
      }
      throw new IllegalArgumentException("order: '" + order + "', there is no such stage");
    }

    private static void check(FaultPoint point, Fault fault) {
      if (!fault.points().contains(point)) {
        throw new IllegalArgumentException(fault + ": cannot happen at " + point.label());
      }
    }

    /**
     * Makes the plan.
     *
     * @return the plan, with nothing injected yet
     */
    public FaultPlan build() {
      return new FaultPlan(this);
    }
  }
}
