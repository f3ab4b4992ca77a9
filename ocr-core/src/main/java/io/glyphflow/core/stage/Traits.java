package io.glyphflow.core.stage;

import java.util.Objects;

/**
 * What a role says of itself, so that the pipeline runs it well. Immutable, safe for any thread.
 *
 * @param placement on which threads its calls run; by default {@link Placement#CPU}, which is safe
 *     for every role
 * @param concurrency calls that one instance takes at the same time; by default 1, so that an
 *     instance is leased to one call and never shared. More than 1 says that it is thread-safe
 * @param maxBatch items that one call takes at most; by default 1. A batch forms from what is
 *     waiting, no item ever waits for a batch to fill
 */
public record Traits(Placement placement, int concurrency, int maxBatch) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if {@code concurrency} is not within 1..100,000 or {@code
   *     maxBatch} not within 1..10,000
   */
  public Traits {
    Objects.requireNonNull(placement, "placement");
    if (concurrency < 1 || concurrency > 100_000) {
      throw new IllegalArgumentException(
          "concurrency: " + concurrency + ", must be within 1..100000");
    }
    if (maxBatch < 1 || maxBatch > 10_000) {
      throw new IllegalArgumentException("maxBatch: " + maxBatch + ", must be within 1..10000");
    }
  }

  /**
   * CPU-bound or native, not thread-safe, one item a call.
   *
   * @return the defaults
   */
  public static Traits defaults() {
    return new Traits(Placement.CPU, 1, 1);
  }

  /**
   * Waits on sockets or processes rather than computing; not thread-safe, one item a call.
   *
   * @return the traits
   */
  public static Traits waiting() {
    return new Traits(Placement.WAITING, 1, 1);
  }

  /**
   * The same, thread-safe.
   *
   * @param calls calls that one instance takes at the same time
   * @return a copy
   */
  public Traits withConcurrency(int calls) {
    return new Traits(placement, calls, maxBatch);
  }

  /**
   * The same, with larger batches.
   *
   * @param items items that one call takes at most
   * @return a copy
   */
  public Traits withMaxBatch(int items) {
    return new Traits(placement, concurrency, items);
  }
}
