package io.glyphflow.core.stage;

import io.glyphflow.core.document.FailureCategory;
import org.jspecify.annotations.Nullable;

/** A trouble that a retry would meet again: unreadable input, invalid request, bad model output. */
public non-sealed class PermanentOcrException extends OcrException {

  private static final long serialVersionUID = 1L;

  /**
   * A lasting trouble.
   *
   * @param category why
   * @param message what happened: what, value, bound, what to do
   */
  public PermanentOcrException(FailureCategory category, String message) {
    this(category, message, null);
  }

  /**
   * A lasting trouble with the exception behind it.
   *
   * @param category why
   * @param message what happened: what, value, bound, what to do
   * @param cause the exception behind it
   */
  public PermanentOcrException(
      FailureCategory category, String message, @Nullable Throwable cause) {
    super(category, message, cause);
  }
}
