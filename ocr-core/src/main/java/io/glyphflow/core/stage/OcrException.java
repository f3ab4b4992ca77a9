package io.glyphflow.core.stage;

import io.glyphflow.core.document.FailureCategory;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A role could not do its work. Inside a pipeline it becomes a {@link
 * io.glyphflow.core.document.Failure} of the page or region; it reaches the caller only if nothing
 * could start, or the run fails fast.
 */
public abstract sealed class OcrException extends RuntimeException
    permits TransientOcrException, PermanentOcrException {

  private static final long serialVersionUID = 1L;

  private final FailureCategory category;

  OcrException(FailureCategory category, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.category = Objects.requireNonNull(category, "category");
  }

  /**
   * Why the work failed.
   *
   * @return the category that the failure will have
   */
  public FailureCategory category() {
    return category;
  }
}
