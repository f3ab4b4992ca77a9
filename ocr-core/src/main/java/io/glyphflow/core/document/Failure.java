package io.glyphflow.core.document;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One thing that went wrong, as a value: where, why, and after how many attempts. Immutable, safe
 * for any thread. Two failures are equal when all but their causes are, as exceptions have no
 * equality.
 *
 * @param category why
 * @param stage where
 * @param regionId the region it happened to; empty if it concerns the whole page
 * @param attempts how often the item was tried on its own; a try as part of a larger batch that was
 *     split afterwards does not count, so the number does not depend on batch sizes. 0 if it was
 *     never tried
 * @param message what happened, for people: what, value, bound, what to do
 * @param cause the exception behind it, if there was one
 */
public record Failure(
    FailureCategory category,
    StageName stage,
    OptionalInt regionId,
    int attempts,
    String message,
    Optional<Throwable> cause) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if {@code attempts} is negative
   */
  public Failure {
    Objects.requireNonNull(category, "category");
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(regionId, "regionId");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(cause, "cause");
    if (attempts < 0) {
      throw new IllegalArgumentException("attempts: " + attempts + ", must be >= 0");
    }
  }

  /**
   * A failure without a cause, region or attempts.
   *
   * @param category why
   * @param stage where
   * @param message what happened
   * @return the failure
   */
  public static Failure of(FailureCategory category, StageName stage, String message) {
    return new Failure(category, stage, OptionalInt.empty(), 0, message, Optional.empty());
  }

  /**
   * The same failure, said of a region.
   *
   * @param id the region's id
   * @return a copy
   */
  public Failure ofRegion(int id) {
    return new Failure(category, stage, OptionalInt.of(id), attempts, message, cause);
  }

  /**
   * The same failure after another number of attempts.
   *
   * @param count attempts made, 0 or more
   * @return a copy
   */
  public Failure withAttempts(int count) {
    return new Failure(category, stage, regionId, count, message, cause);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Failure that
        && category == that.category
        && stage == that.stage
        && regionId.equals(that.regionId)
        && attempts == that.attempts
        && message.equals(that.message);
  }

  @Override
  public int hashCode() {
    return Objects.hash(category, stage, regionId, attempts, message);
  }

  @Override
  public String toString() {
    return category
        + " in "
        + stage.label()
        + (regionId.isPresent() ? " of region " + regionId.getAsInt() : "")
        + (attempts > 1 ? " after " + attempts + " attempts" : "")
        + ": "
        + message;
  }
}
