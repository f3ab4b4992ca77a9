package io.glyphflow.core.document;

/**
 * Why a page or a region has no result, or a flawed one. The set is closed so that counts add up.
 */
public enum FailureCategory {
  /** The input cannot be read: missing, truncated, not an image. */
  INPUT_UNREADABLE,
  /** The input is larger than a limit: bytes, pixels, memory budget. */
  INPUT_LIMIT,
  /** The input is encrypted and no password opens it. */
  INPUT_ENCRYPTED,
  /** A file of a folder that is not a picture or PDF; left out, which is not a failed page. */
  INPUT_FOREIGN,
  /** The orientation detector failed; the page is read as it stands. */
  ORIENTATION,
  /** The layout detector failed on the page. A page in this state is not an empty page. */
  LAYOUT,
  /** A model file cannot be loaded, or the model does not run. */
  MODEL,
  /** A region cannot be cut out of its page. */
  REGION_INVALID,
  /** The recognizer failed on the region. */
  RECOGNITION,
  /** The translator failed on the text; the text itself is there. */
  TRANSLATION,
  /** A model server refuses this client: key, address or model name. */
  ENDPOINT_CONFIG,
  /** A model server refuses this request, and would refuse it again. */
  REQUEST_REJECTED,
  /** Every attempt met a passing trouble (rate limit, unavailable, lost connection). */
  TRANSIENT_EXHAUSTED,
  /** The answer stopped at a length limit; what came is kept. */
  TRUNCATED,
  /** The answer repeats itself without end; its clean beginning is kept. */
  REPETITION,
  /** A time budget ran out; the message says which, and what was requested and granted. */
  TIMEOUT,
  /** A native engine crashed or does not come back. */
  NATIVE_CRASH,
  /** A result could not be written. */
  OUTPUT_IO,
  /** A page filter left the page out. */
  SKIPPED_BY_FILTER,
  /** The run was cancelled, or its pipeline closed, before the page was done. */
  CANCELLED,
  /** A defect in the pipeline or in a role: an answer of the wrong size, an unexpected error. */
  INTERNAL
}
