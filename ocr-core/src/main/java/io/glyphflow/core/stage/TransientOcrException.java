package io.glyphflow.core.stage;

import io.glyphflow.core.document.FailureCategory;
import org.jspecify.annotations.Nullable;

/**
 * A passing trouble: rate limited, unavailable, connection lost. A retry may help, and the pipeline
 * retries as its failure policy says. A role that retries by itself throws a {@link
 * PermanentOcrException} with {@link FailureCategory#TRANSIENT_EXHAUSTED} when it has given up.
 */
public non-sealed class TransientOcrException extends OcrException {

  private static final long serialVersionUID = 1L;

  /**
   * A passing trouble.
   *
   * @param message what happened
   */
  public TransientOcrException(String message) {
    this(message, null);
  }

  /**
   * A passing trouble with the exception behind it.
   *
   * @param message what happened
   * @param cause the exception behind it
   */
  public TransientOcrException(String message, @Nullable Throwable cause) {
    super(FailureCategory.TRANSIENT_EXHAUSTED, message, cause);
  }
}
