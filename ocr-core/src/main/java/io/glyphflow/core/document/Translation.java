package io.glyphflow.core.document;

import java.util.Objects;
import java.util.Optional;

/**
 * A text in another language. Immutable, safe for any thread.
 *
 * @param language the language it is in
 * @param text the translated text; empty if it failed
 * @param failure why there is none, or why it is flawed
 */
public record Translation(Language language, String text, Optional<Failure> failure) {

  /** Checks that nothing is null. */
  public Translation {
    Objects.requireNonNull(language, "language");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(failure, "failure");
  }

  /**
   * A translation that went well.
   *
   * @param language the language it is in
   * @param text the translated text
   * @return the translation
   */
  public static Translation of(Language language, String text) {
    return new Translation(language, text, Optional.empty());
  }

  /**
   * A translation that failed.
   *
   * @param language the language that was asked for
   * @param failure why
   * @return the translation, without text
   */
  public static Translation failed(Language language, Failure failure) {
    return new Translation(language, "", Optional.of(failure));
  }
}
