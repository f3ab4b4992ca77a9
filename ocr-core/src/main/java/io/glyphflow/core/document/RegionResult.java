package io.glyphflow.core.document;

import io.glyphflow.core.geometry.BoundingBox;
import java.util.Objects;
import java.util.Optional;

/**
 * A region with what became of it. Immutable, safe for any thread. Exactly one of these is true: it
 * was read (content, no failure), it was read in part (both), it failed (failure only), or it was
 * not to be read (neither; figures by default).
 *
 * @param region the region as detected
 * @param content what was read in it
 * @param translation the translation of its text
 * @param failure what went wrong with it
 */
public record RegionResult(
    Region region,
    Optional<RegionContent> content,
    Optional<Translation> translation,
    Optional<Failure> failure) {

  /** Checks that nothing is null. */
  public RegionResult {
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(translation, "translation");
    Objects.requireNonNull(failure, "failure");
  }

  /**
   * The region's number on its page.
   *
   * @return the id
   */
  public int id() {
    return region.id();
  }

  /**
   * What the region is.
   *
   * @return its kind
   */
  public RegionKind kind() {
    return region.kind();
  }

  /**
   * Where the region is.
   *
   * @return its box, page pixels
   */
  public BoundingBox box() {
    return region.box();
  }

  /**
   * The text that was read.
   *
   * @return the text, empty if there is none
   */
  public String text() {
    return content.map(RegionContent::text).orElse("");
  }
}
