package io.glyphflow.core.image;

import org.jspecify.annotations.Nullable;

/**
 * A picture that cannot be read or is too large. The message says what, value, bound and what to
 * do, and leaves out where the picture came from: whoever knows its name puts that in front.
 * Immutable.
 */
public final class ImageException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Why. */
  public enum Reason {
    /** No picture, damaged, cut off, or of a kind that is not read. */
    UNREADABLE,
    /** Beyond the {@link ImageLimits}, or larger than memory. */
    LIMIT
  }

  private final Reason reason;

  /**
   * A picture that is not decoded.
   *
   * @param reason why
   * @param message what is wrong and what to do
   */
  public ImageException(Reason reason, String message) {
    this(reason, message, null);
  }

  /**
   * A picture that is not decoded.
   *
   * @param reason why
   * @param message what is wrong and what to do
   * @param cause what a decoder threw
   */
  public ImageException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /**
   * Why.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }

  static ImageException unreadable(String message) {
    return new ImageException(Reason.UNREADABLE, message);
  }

  static ImageException limit(String message) {
    return new ImageException(Reason.LIMIT, message);
  }
}
