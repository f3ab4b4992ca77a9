package io.glyphflow.core.document;

import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Objects;

/**
 * A natural language by its BCP 47 tag. Immutable, safe for any thread.
 *
 * @param tag the tag in its canonical form, for example {@code en} or {@code zh-Hant}
 */
public record Language(String tag) {

  /** English. */
  public static final Language ENGLISH = new Language("en");

  /** Spanish. */
  public static final Language SPANISH = new Language("es");

  /** French. */
  public static final Language FRENCH = new Language("fr");

  /** German. */
  public static final Language GERMAN = new Language("de");

  /** Japanese. */
  public static final Language JAPANESE = new Language("ja");

  /** Chinese. */
  public static final Language CHINESE = new Language("zh");

  /** Korean. */
  public static final Language KOREAN = new Language("ko");

  /**
   * Checks the tag and brings it into its canonical form.
   *
   * @throws IllegalArgumentException if {@code tag} is no well-formed BCP 47 tag
   */
  public Language {
    Objects.requireNonNull(tag, "tag");
    String canonical;
    try {
      canonical = new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
    } catch (IllformedLocaleException e) {
      canonical = "und";
    }
    if (canonical.equals("und")) {
      throw new IllegalArgumentException("tag: '" + tag + "', must be a BCP 47 tag such as 'en'");
    }
    tag = canonical;
  }

  /**
   * The language with the given tag.
   *
   * @param tag a BCP 47 tag
   * @return the language
   * @throws IllegalArgumentException if {@code tag} is no well-formed BCP 47 tag
   */
  public static Language of(String tag) {
    return new Language(tag);
  }

  @Override
  public String toString() {
    return tag;
  }
}
