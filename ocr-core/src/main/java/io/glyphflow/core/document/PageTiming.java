package io.glyphflow.core.document;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where the time of a page went. Immutable, safe for any thread.
 *
 * @param inStages time inside the calls of each role, over all regions; a call for several items
 *     counts for each in equal parts. Waiting is not in it. Stages that did nothing are absent
 * @param total from the page's acceptance to its outcome, by the clock; regions are read at the
 *     same time, so this may be less than the sum of the stages
 */
public record PageTiming(Map<StageName, Duration> inStages, Duration total) {

  private static final PageTiming NONE = new PageTiming(Map.of(), Duration.ZERO);

  /** Copies the map. */
  public PageTiming {
    Objects.requireNonNull(total, "total");
    Map<StageName, Duration> copy = new EnumMap<>(StageName.class);
    copy.putAll(inStages);
    inStages = Collections.unmodifiableMap(copy);
  }

  /**
   * Nothing is known.
   *
   * @return a timing of zeros
   */
  public static PageTiming none() {
    return NONE;
  }

  /**
   * Time inside the calls of one role.
   *
   * @param stage which
   * @return the time, zero if the stage did nothing
   */
  public Duration of(StageName stage) {
    return inStages.getOrDefault(stage, Duration.ZERO);
  }
}
